/* SPDX-License-Identifier: GPL-3.0-or-later
 * Revocation lists to order. */
#include "lib/crl-make.h"

#include "asn1/der-write.h"
#include "pki/extensions.h"

enum { CRL_MAKE_BYTES = 1024 * 1024 };

static void crl_more(struct derw *d, const struct pki_extension *x, size_t n)
{
	for (size_t i = 0; i < n; i++)
		pki_put_extension(d, &x[i]);
}

/* `first`: the list's first entry. */
static void crl_entry(struct derw *d, const struct crl_spec *s, const struct pki_cert *c, bool first)
{
	const uint8_t reason[] = { DERW_ENUMERATED, 1, (uint8_t)s->reason };
	size_t more = first ? s->n_entry_extensions : 0;

	derw_begin(d, DERW_SEQUENCE);
	derw_unsigned(d, (struct bytes){ c->serial, c->serial_len });
	derw_time(d, s->revoked_at);
	if (s->reason != 0 || more > 0) {
		derw_begin(d, DERW_SEQUENCE);
		if (s->reason != 0)
			pki_put_extension(d, &(struct pki_extension){ "2.5.29.21", false,
				{ reason, sizeof reason } });
		crl_more(d, s->entry_extensions, more);
		derw_end(d);
	}
	derw_end(d);
}

static void crl_extensions(struct derw *d, const struct crl_spec *s)
{
	struct bytes id = pki_key_id(s->signer->key);

	derw_begin(d, DERW_CONTEXT_CONSTRUCTED(0));
	derw_begin(d, DERW_SEQUENCE);
	derw_begin(d, DERW_SEQUENCE);
	derw_oid(d, "2.5.29.35");
	derw_begin(d, DERW_OCTET_STRING);
	derw_begin(d, DERW_SEQUENCE);
	derw_put(d, DERW_CONTEXT(0), id.p, id.n);
	for (int i = 0; i < 3; i++)
		derw_end(d);
	derw_begin(d, DERW_SEQUENCE);
	derw_oid(d, "2.5.29.20");
	derw_begin(d, DERW_OCTET_STRING);
	derw_int(d, DERW_INTEGER, s->number);
	derw_end(d);
	derw_end(d);
	crl_more(d, s->extensions, s->n_extensions);
	derw_end(d);
	derw_end(d);
}

static void crl_cert_list(struct derw *d, const struct crl_spec *s)
{
	derw_begin(d, DERW_SEQUENCE);
	derw_int(d, DERW_INTEGER, 1);
	pki_sig_alg(d, s->signer->key, s->hash);
	derw_raw(d, buf_bytes(&s->signer->subject));
	derw_time(d, s->this_update);
	if (s->next_update != 0)
		derw_time(d, s->next_update);
	if (s->n_revoked > 0) {
		derw_begin(d, DERW_SEQUENCE);
		for (size_t i = 0; i < s->n_revoked; i++)
			crl_entry(d, s, s->revoked[i], i == 0);
		derw_end(d);
	}
	crl_extensions(d, s);
	derw_end(d);
}

int crl_make(struct buf *out, const struct crl_spec *spec, struct cc_err *e)
{
	struct derw list = DERW_INIT(CRL_MAKE_BYTES), d = DERW_INIT(CRL_MAKE_BYTES);
	int r;

	crl_cert_list(&list, spec);
	derw_begin(&d, DERW_SEQUENCE);
	r = pki_sign(&d, derw_bytes(&list), spec->signer->key, spec->hash, spec->spoil, e);
	derw_end(&d);
	d.bad |= list.bad;
	derw_done(&list);
	if (r == 0 && (d.bad || buf_add(out, derw_bytes(&d).p, derw_bytes(&d).n) != 0))
		r = err_setx(e, ERR_LIMIT, "a list that cannot be written");
	derw_done(&d);
	return r;
}
