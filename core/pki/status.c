/* SPDX-License-Identifier: GPL-3.0-or-later
 * OCSP answers to order. */
#include "pki/status.h"
#include "pki/extensions.h"

#include "asn1/der-write.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>

enum { PKI_SHA1_BYTES = 20, PKI_ANSWER_BYTES = 1024 * 1024 };

/* The public key's octets: what the BIT STRING of a SubjectPublicKeyInfo holds. The keys are ours, so every length here
 * is below 64 kB. */
static struct bytes pki_key_octets(const struct pki_key *key)
{
	struct bytes b = pki_key_spki(key);

	/* the SEQUENCE's header, the whole algorithm, the BIT STRING's header */
	for (int i = 0; i < 3; i++) {
		size_t extra = b.p[1] < 0x80 ? 0 : b.p[1] & 0x7f, length = extra == 0 ? b.p[1] : 0;

		for (size_t k = 0; k < extra; k++)
			length = length << 8 | b.p[2 + k];
		extra += 2 + (i == 1 ? length : 0);
		b.p += extra;
		b.n -= extra;
	}
	return (struct bytes){ b.p + 1, b.n - 1 };
}

static void pki_sha1(struct derw *d, uint8_t tag, struct bytes of)
{
	uint8_t digest[PKI_SHA1_BYTES];

	if (gnutls_hash_fast(GNUTLS_DIG_SHA1, of.p, of.n, digest) < 0)
		d->bad = true;
	derw_put(d, tag, digest, sizeof digest);
}

static void pki_cert_id(struct derw *d, const struct pki_cert *cert, const struct pki_cert *issuer)
{
	derw_begin(d, DERW_SEQUENCE);
	derw_begin(d, DERW_SEQUENCE);
	derw_oid(d, "1.3.14.3.2.26");
	derw_null(d);
	derw_end(d);
	pki_sha1(d, DERW_OCTET_STRING, buf_bytes(&issuer->subject));
	pki_sha1(d, DERW_OCTET_STRING, pki_key_octets(issuer->key));
	derw_unsigned(d, (struct bytes){ cert->serial, cert->serial_len });
	derw_end(d);
}

static void pki_cert_status(struct derw *d, const struct pki_ocsp_entry *s)
{
	if (s->status != PKI_STATUS_REVOKED) {
		derw_put(d, s->status == PKI_STATUS_GOOD ? DERW_CONTEXT(0) : DERW_CONTEXT(2), NULL, 0);
		return;
	}
	derw_begin(d, DERW_CONTEXT_CONSTRUCTED(1));
	derw_generalized_time(d, s->revoked_at);
	if (s->reason != 0) {
		derw_begin(d, DERW_CONTEXT_CONSTRUCTED(0));
		derw_int(d, DERW_ENUMERATED, s->reason);
		derw_end(d);
	}
	derw_end(d);
}

/* [1] Extensions of one. */
static void pki_answer_extension(struct derw *d, const struct pki_extension *x)
{
	if (x == NULL)
		return;
	derw_begin(d, DERW_CONTEXT_CONSTRUCTED(1));
	derw_begin(d, DERW_SEQUENCE);
	pki_put_extension(d, x);
	derw_end(d);
	derw_end(d);
}

static void pki_single_response(struct derw *d, const struct pki_ocsp_entry *s)
{
	derw_begin(d, DERW_SEQUENCE);
	pki_cert_id(d, s->cert, s->issuer);
	pki_cert_status(d, s);
	derw_generalized_time(d, s->this_update);
	if (s->next_update != 0) {
		derw_begin(d, DERW_CONTEXT_CONSTRUCTED(0));
		derw_generalized_time(d, s->next_update);
		derw_end(d);
	}
	pki_answer_extension(d, s->extension);
	derw_end(d);
}

static void pki_response_data(struct derw *d, const struct pki_ocsp_spec *s)
{
	derw_begin(d, DERW_SEQUENCE);
	derw_begin(d, DERW_CONTEXT_CONSTRUCTED(s->by_name ? 1 : 2));
	if (s->by_name)
		derw_raw(d, buf_bytes(&s->signer->subject));
	else
		pki_sha1(d, DERW_OCTET_STRING, pki_key_octets(s->signer->key));
	derw_end(d);
	derw_generalized_time(d, s->produced_at);
	derw_begin(d, DERW_SEQUENCE);
	for (size_t i = 0; i < s->n_entries; i++)
		pki_single_response(d, &s->entries[i]);
	derw_end(d);
	pki_answer_extension(d, s->extension);
	derw_end(d);
}

static int pki_basic_response(struct derw *d, const struct pki_ocsp_spec *s, struct cc_err *e)
{
	struct derw data = DERW_INIT(PKI_ANSWER_BYTES);
	int r;

	pki_response_data(&data, s);
	derw_begin(d, DERW_SEQUENCE);
	r = pki_sign(d, derw_bytes(&data), s->signer->key, s->hash, s->spoil, e);
	if (s->send_signer) {
		derw_begin(d, DERW_CONTEXT_CONSTRUCTED(0));
		derw_begin(d, DERW_SEQUENCE);
		derw_raw(d, pki_cert_der(s->signer));
		derw_end(d);
		derw_end(d);
	}
	derw_end(d);
	d->bad |= data.bad;
	derw_done(&data);
	return r;
}

static int pki_deliver(struct buf *out, struct derw *d, int r, struct cc_err *e)
{
	if (r == 0 && (d->bad || buf_add(out, derw_bytes(d).p, derw_bytes(d).n) != 0))
		r = err_setx(e, ERR_LIMIT, "an answer that cannot be written");
	derw_done(d);
	return r;
}

int pki_ocsp_make(struct buf *out, const struct pki_ocsp_spec *spec, struct cc_err *e)
{
	struct derw d = DERW_INIT(PKI_ANSWER_BYTES);
	int r = 0;

	derw_begin(&d, DERW_SEQUENCE);
	derw_int(&d, DERW_ENUMERATED, spec->error);
	if (spec->error == 0) {
		derw_begin(&d, DERW_CONTEXT_CONSTRUCTED(0));
		derw_begin(&d, DERW_SEQUENCE);
		derw_oid(&d, "1.3.6.1.5.5.7.48.1.1");
		derw_begin(&d, DERW_OCTET_STRING);
		r = pki_basic_response(&d, spec, e);
		for (int i = 0; i < 3; i++)
			derw_end(&d);
	}
	derw_end(&d);
	return pki_deliver(out, &d, r, e);
}
