/* SPDX-License-Identifier: GPL-3.0-or-later
 * Certificates to order: the TBSCertificate is written here (RFC 5280 4.1). */
#include "pki/pki.h"

#include "pki/extensions.h"
#include "pki/logs.h"
#include "asn1/der-write.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <stdlib.h>
#include <string.h>

static void pki_rdn(struct derw *d, const char *oid, uint8_t tag, const char *value)
{
	if (value == NULL)
		return;
	derw_begin(d, DERW_SET);
	derw_begin(d, DERW_SEQUENCE);
	derw_oid(d, oid);
	derw_str(d, tag, value);
	derw_end(d);
	derw_end(d);
}

static void pki_subject(struct derw *d, const struct pki_spec *s)
{
	if (s->subject.n > 0) {
		derw_raw(d, s->subject);
		return;
	}
	derw_begin(d, DERW_SEQUENCE);
	if (!(s->flags & PKI_EMPTY_SUBJECT)) {
		pki_rdn(d, "2.5.4.6", DERW_PRINTABLE_STRING, s->c);
		pki_rdn(d, "2.5.4.10", DERW_UTF8_STRING, s->o);
		pki_rdn(d, "2.5.4.11", DERW_UTF8_STRING, s->ou);
		pki_rdn(d, "2.5.4.3", DERW_UTF8_STRING, s->cn);
	}
	derw_end(d);
}

/* A positive number of at most 20 octets with 64 bits or more of chance in it (RFC 5280 4.1.2.2). */
static int pki_set_serial(struct pki_cert *c, struct bytes wanted, struct cc_err *e)
{
	int r;

	if (wanted.n > sizeof c->serial)
		return err_setx(e, ERR_LIMIT, "a serial number of %zu octets", wanted.n);
	if (wanted.n > 0) {
		memcpy(c->serial, wanted.p, wanted.n);
		c->serial_len = wanted.n;
		return 0;
	}
	c->serial_len = 16;
	r = gnutls_rnd(GNUTLS_RND_NONCE, c->serial, c->serial_len);
	if (r < 0)
		return err_setx(e, ERR_CRYPTO, "a serial number: %s", gnutls_strerror(r));
	c->serial[0] = (uint8_t)((c->serial[0] & 0x7f) | 0x40);
	return 0;
}

static void pki_tbs(struct derw *d, const struct pki_spec *s, const struct pki_cert *c, const struct pki_cert *issuer)
{
	const enum pki_hash other = s->hash == PKI_SHA384 ? PKI_SHA256 : PKI_SHA384;

	derw_begin(d, DERW_SEQUENCE);
	if (!(s->flags & PKI_V1)) {
		derw_begin(d, DERW_CONTEXT_CONSTRUCTED(0));
		derw_int(d, DERW_INTEGER, 2);
		derw_end(d);
	}
	if ((s->flags & PKI_RAW_SERIAL) != 0)
		derw_put(d, DERW_INTEGER, c->serial, c->serial_len);
	else
		derw_unsigned(d, (struct bytes){ c->serial, c->serial_len });
	pki_sig_alg_spelt(d, issuer->key, s->flags & PKI_OTHER_SIG_ALG ? other : s->hash,
		(s->flags & PKI_RESPELT_SIG_ALG) != 0);
	derw_raw(d, s->issuer.n > 0 ? s->issuer : buf_bytes(&issuer->subject));
	derw_begin(d, DERW_SEQUENCE);
	derw_time(d, s->not_before);
	derw_time(d, s->not_after);
	derw_end(d);
	derw_raw(d, buf_bytes(&c->subject));
	derw_raw(d, s->spki.n > 0 ? s->spki : pki_key_spki(c->key));
	if (!(s->flags & PKI_V1))
		pki_extensions(d, s, pki_key_id(c->key), pki_key_id(issuer->key));
	derw_end(d);
}

/* What is to be signed, and before that what the logs sign of it: the same without their timestamps. */
static int pki_tbs_logged(struct derw *d, const struct pki_spec *s, const struct pki_cert *c,
	const struct pki_cert *issuer, struct cc_err *e)
{
	struct pki_extension all[PKI_EXTENSIONS + 1];
	struct derw before = DERW_INIT(PKI_CERT_BYTES), value = DERW_INIT(PKI_SCT_LIST_BYTES);
	struct buf list = BUF_INIT(PKI_SCT_LIST_BYTES);
	struct pki_spec with = *s;
	int r;

	pki_tbs(s->n_logged > 0 ? &before : d, s, c, issuer);
	if (s->n_logged == 0)
		return 0;
	r = s->n_extensions > PKI_EXTENSIONS ? err_setx(e, ERR_LIMIT, "%zu extensions", s->n_extensions)
		: pki_sct_list(&list, s->logged, s->n_logged, derw_bytes(&before), issuer->key, e);
	if (r == 0) {
		if (s->n_extensions > 0)
			memcpy(all, s->extensions, s->n_extensions * sizeof *all);
		derw_put(&value, DERW_OCTET_STRING, list.data, list.len);
		all[with.n_extensions++] =
			(struct pki_extension){ "1.3.6.1.4.1.11129.2.4.2", false, derw_bytes(&value) };
		with.extensions = all;
		pki_tbs(d, &with, c, issuer);
	}
	buf_done(&list);
	derw_done(&before);
	derw_done(&value);
	return r;
}

int pki_cert_make(struct pki_cert *out, const struct pki_spec *spec, const struct pki_key *key,
	const struct pki_cert *issuer,
	struct cc_err *e)
{
	struct derw name = DERW_INIT(PKI_CERT_BYTES), tbs = DERW_INIT(PKI_CERT_BYTES),
		whole = DERW_INIT(PKI_CERT_BYTES);
	int r = -1;

	*out = (struct pki_cert){ .key = key };
	if (issuer == NULL)
		issuer = out;
	pki_subject(&name, spec);
	out->subject = name.b;
	if (pki_set_serial(out, spec->serial, e) != 0)
		goto out;
	if (pki_tbs_logged(&tbs, spec, out, issuer, e) != 0)
		goto out;
	derw_begin(&whole, DERW_SEQUENCE);
	if (pki_sign(&whole, derw_bytes(&tbs), issuer->key, spec->hash, (spec->flags & PKI_BAD_SIGNATURE) != 0, e) != 0)
		goto out;
	derw_end(&whole);
	r = name.bad || tbs.bad || whole.bad ? err_setx(e, ERR_LIMIT, "a certificate that cannot be written") : 0;
out:
	out->der = whole.b;
	derw_done(&tbs);
	if (r != 0)
		pki_cert_done(out);
	return r;
}

void pki_cert_done(struct pki_cert *c)
{
	buf_done(&c->der);
	buf_done(&c->subject);
	*c = (struct pki_cert){ 0 };
}

struct bytes pki_cert_der(const struct pki_cert *c)
{
	return buf_bytes(&c->der);
}
