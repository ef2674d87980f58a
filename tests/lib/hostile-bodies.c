/* SPDX-License-Identifier: GPL-3.0-or-later
 * What hostile servers answer to those who fetch: well made, and not what was asked for. */
#include "lib/hostile.h"

#include "pki/status.h"
#include "lib/crl-make.h"

#include <stdlib.h>

static void body_ocsp(const struct hostile_pki *p, const struct pki_cert *about, const struct pki_cert *signer,
	struct buf *out)
{
	struct pki_ocsp_entry entry =
		{ .cert = about, .issuer = &p->ca, .this_update = p->now - 60, .next_update = p->now + 86400 };
	struct pki_ocsp_spec s = { .entries = &entry, .n_entries = 1, .produced_at = p->now - 60, .signer = signer };
	struct cc_err e;

	if (pki_ocsp_make(out, &s, &e) != 0)
		abort();
}

/* Without a serial: some other leaf. */
static void body_leaf(const struct hostile_pki *p, struct pki_cert *leaf, struct bytes serial)
{
	struct pki_spec s = { .cn = "host.example", .names = hostile_names, .serial = serial };

	hostile_cert_make(leaf, &s, p, p->key, &p->ca);
}

/* Good, says the right one of a certificate that nobody asked about. */
void body_ocsp_of_another(const struct hostile_pki *p, struct buf *out)
{
	struct pki_cert leaf;

	body_leaf(p, &leaf, (struct bytes){ NULL, 0 });
	body_ocsp(p, &leaf, &p->ca, out);
	pki_cert_done(&leaf);
}

void body_ocsp_by_another(const struct hostile_pki *p, struct buf *out)
{
	struct pki_cert leaf;

	body_leaf(p, &leaf, (struct bytes){ hostile_serial, sizeof hostile_serial });
	body_ocsp(p, &leaf, &leaf, out);
	pki_cert_done(&leaf);
}

void body_crl_of_another(const struct hostile_pki *p, struct buf *out)
{
	struct crl_spec s =
		{ .signer = &p->root, .this_update = p->now - 60, .next_update = p->now + 86400, .number = 1 };
	struct cc_err e;

	if (crl_make(out, &s, &e) != 0)
		abort();
}

/* A certificate, but not the issuer. */
void body_own_leaf(const struct hostile_pki *p, struct buf *out)
{
	struct pki_cert leaf;

	body_leaf(p, &leaf, (struct bytes){ NULL, 0 });
	(void)buf_add(out, pki_cert_der(&leaf).p, pki_cert_der(&leaf).n);
	pki_cert_done(&leaf);
}
