/* SPDX-License-Identifier: GPL-3.0-or-later
 * Timestamps to order, with GnuTLS's signatures. */
#include "pki/logs.h"

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>

enum { LOG_SHA256 = 4, LOG_RSA = 1, LOG_ECDSA = 3 };     /* RFC 5246 7.4.1.4.1 */

static int log_error(struct cc_err *e, int code)
{
	return err_setx(e, ERR_CRYPTO, "a timestamp: %s", gnutls_strerror(code));
}

static int log_hash(const struct pki_key *key, uint8_t out[static PKI_LOG_ID_BYTES], struct cc_err *e)
{
	struct bytes spki = pki_key_spki(key);
	int r = gnutls_hash_fast(GNUTLS_DIG_SHA256, spki.p, spki.n, out);

	return r < 0 ? log_error(e, r) : 0;
}

int pki_log_id(const struct pki_key *log, uint8_t id[static PKI_LOG_ID_BYTES], struct cc_err *e)
{
	return log_hash(log, id, e);
}

static void log_number(struct buf *b, uint64_t n, unsigned octets)
{
	while (octets-- > 0)
		(void)buf_addc(b, (char)(n >> 8 * octets & 0xff));
}

static void log_opaque(struct buf *b, struct bytes what, unsigned octets)
{
	log_number(b, what.n, octets);
	(void)buf_add(b, what.p, what.n);
}

static int log_signed(struct buf *b, const struct pki_logged *l, struct bytes entry, const struct pki_key *issuer,
	struct cc_err *e)
{
	uint8_t hash[PKI_LOG_ID_BYTES];

	log_number(b, 0, 2);             /* v1, certificate_timestamp */
	log_number(b, (uint64_t)l->time_ms, 8);
	log_number(b, issuer != NULL, 2);
	if (issuer != NULL && log_hash(issuer, hash, e) != 0)
		return -1;
	if (issuer != NULL)
		(void)buf_add(b, hash, sizeof hash);
	log_opaque(b, entry, 3);
	log_opaque(b, l->extensions, 2);
	return 0;
}

/* One timestamp: version, id, time, extensions, signature (RFC 6962 3.2). */
static int log_sct(struct buf *b, const struct pki_logged *l, struct bytes data, struct cc_err *e)
{
	gnutls_datum_t d = { (unsigned char *)(uintptr_t)data.p, (unsigned)data.n }, signature = { 0 };
	bool rsa = gnutls_privkey_get_pk_algorithm(pki_key_gnutls(l->log), NULL) == GNUTLS_PK_RSA;
	uint8_t id[PKI_LOG_ID_BYTES];
	int r;

	if (pki_log_id(l->log, id, e) != 0)
		return -1;
	r = gnutls_privkey_sign_data2(pki_key_gnutls(l->log),
		rsa ? GNUTLS_SIGN_RSA_SHA256 : GNUTLS_SIGN_ECDSA_SHA256, 0, &d, &signature);
	if (r < 0)
		return log_error(e, r);
	if (l->spoil)
		signature.data[signature.size - 1] ^= 1;
	log_number(b, 0, 1);
	(void)buf_add(b, id, sizeof id);
	log_number(b, (uint64_t)l->time_ms, 8);
	log_opaque(b, l->extensions, 2);
	log_number(b, LOG_SHA256, 1);
	log_number(b, rsa ? LOG_RSA : LOG_ECDSA, 1);
	log_opaque(b, (struct bytes){ signature.data, signature.size }, 2);
	gnutls_free(signature.data);
	return 0;
}

int pki_sct_list(struct buf *out, const struct pki_logged *logged, size_t n, struct bytes entry,
	const struct pki_key *issuer, struct cc_err *e)
{
	struct buf list = BUF_INIT(PKI_SCT_LIST_BYTES);
	int r = 0;

	for (size_t i = 0; i < n && r == 0; i++) {
		struct buf data = BUF_INIT(PKI_CERT_BYTES), sct = BUF_INIT(PKI_SCT_LIST_BYTES);

		r = log_signed(&data, &logged[i], entry, issuer, e);
		if (r == 0)
			r = log_sct(&sct, &logged[i], buf_bytes(&data), e);
		log_opaque(&list, buf_bytes(&sct), 2);
		if (r == 0 && (data.full || sct.full || list.full))
			r = err_setx(e, ERR_LIMIT, "more timestamps than a list may hold");
		buf_done(&data);
		buf_done(&sct);
	}
	log_opaque(out, buf_bytes(&list), 2);
	buf_done(&list);
	return r;
}
