/* SPDX-License-Identifier: GPL-3.0-or-later
 * Verifies signatures with GnuTLS, within bounds. */
#include "x509/verify.h"

#include "x509/cert-read.h"
#include "x509/cert-sig.h"
#include "x509/cert-key.h"
#include "base/limits.h"

#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <stdlib.h>

/* Weak algorithms are judged elsewhere, so all are let through here. */
enum { VERIFY_FLAGS = GNUTLS_VERIFY_ALLOW_BROKEN | GNUTLS_VERIFY_ALLOW_SIGN_WITH_SHA1 };

static gnutls_datum_t verify_datum(struct bytes b)
{
	/* GnuTLS reads it only; its type has no const */
	return (gnutls_datum_t){ (unsigned char *)(uintptr_t)b.p, (unsigned)b.n };
}

enum verify_obstacle verify_obstacle(const struct key *key, const struct sig_alg *alg)
{
	if (key->broken)
		return VERIFY_KEY_BROKEN;
	if (key_exponent_is_weak(key))
		return VERIFY_KEY_EXPONENT;
	if (key->bits > LIMIT_RSA_BITS)
		return VERIFY_KEY_SIZE;
	if (!key->verifies)
		return VERIFY_KEY_KIND;
	if (alg->gnutls == 0 || (key->pss_only && !alg->pss) || key->post != alg->post)
		return VERIFY_METHOD;
	return VERIFY_FREE;
}

bool verify_impossible(const struct cert *child, const struct cert *issuer)
{
	enum key_algorithm of_sig = child->sig_alg.key, of_key = issuer->key.algorithm;

	if (of_sig != of_key)
		return true;
	return of_key == KEY_RSA && issuer->key.bits != 0 && child->signature.n != (issuer->key.bits + 7) / 8;
}

/* What would cost too much or cannot be done at all; 0 when there is nothing against it. */
static int verify_refused(const struct key *key, const struct sig_alg *alg, struct cc_err *e)
{
	char *words;

	switch (verify_obstacle(key, alg)) {
	case VERIFY_FREE:
		return 0;
	case VERIFY_KEY_BROKEN:
		return err_setx(e, ERR_CRYPTO, "the issuer's key is broken");
	case VERIFY_KEY_EXPONENT:
		return err_setx(e, ERR_CRYPTO, "the exponent of the issuer's key is one that proves nothing");
	case VERIFY_KEY_SIZE:
		return err_setx(e, ERR_LIMIT, "a key of %u bits is larger than the %d that certcard verifies with",
			key->bits, LIMIT_RSA_BITS);
	case VERIFY_KEY_KIND:
		words = key_words(key);
		(void)err_setx(e, ERR_CRYPTO, "the issuer's key is %s, with which certcard cannot verify", words);
		free(words);
		return -1;
	case VERIFY_METHOD:
		break;
	}
	return err_setx(e, ERR_CRYPTO, "the signature algorithm %s is not one that certcard can verify",
		alg->name != NULL ? alg->name : alg->oid);
}

bool verify_written(const struct sig_alg *alg, struct bytes signature)
{
	struct bytes list, r, s;

	if (alg->key != KEY_EC && alg->key != KEY_DSA)
		return true;
	return der_take(&signature, DER_SEQUENCE, &list) && signature.n == 0 && der_take(&list, DER_INTEGER, &r)
		&& der_take(&list, DER_INTEGER, &s) && list.n == 0 && der_integer(r) && der_integer(s)
		&& der_bits(r) > 0 && der_bits(s) > 0;
}

/* Errors that say what GnuTLS cannot do, not that the signature is wrong. Malformed signatures are wrong ones. */
static bool verify_unable(int rc)
{
	switch (rc) {
	case GNUTLS_E_UNSUPPORTED_SIGNATURE_ALGORITHM:
	case GNUTLS_E_UNKNOWN_PK_ALGORITHM:
	case GNUTLS_E_UNKNOWN_HASH_ALGORITHM:
	case GNUTLS_E_HASH_FAILED:
	case GNUTLS_E_ECC_UNSUPPORTED_CURVE:
	case GNUTLS_E_INSUFFICIENT_SECURITY:
	case GNUTLS_E_UNIMPLEMENTED_FEATURE:
		return true;
	default:
		return false;
	}
}

int key_verify(const struct key *key, const struct sig_alg *alg, struct bytes data, struct bytes signature,
	struct cc_err *e)
{
	gnutls_datum_t spki = verify_datum(key->spki), d = verify_datum(data), s = verify_datum(signature);
	gnutls_pubkey_t pub = NULL;
	int r = -1, rc;

	if (verify_refused(key, alg, e) != 0)
		return -1;
	if (alg->key != key->algorithm)
		return 0;
	if (gnutls_pubkey_init(&pub) != 0)
		return err_setx(e, ERR_CRYPTO, "GnuTLS has no room for a key");
	rc = gnutls_pubkey_import(pub, &spki, GNUTLS_X509_FMT_DER);
	if (rc != 0) {
		(void)err_setx(e, ERR_CRYPTO, "the issuer's key cannot be used: %s", gnutls_strerror(rc));
		goto out;
	}
	rc = gnutls_pubkey_verify_data2(pub, (gnutls_sign_algorithm_t)alg->gnutls, VERIFY_FLAGS, &d, &s);
	if (rc < 0 && verify_unable(rc))
		(void)err_setx(e, ERR_CRYPTO, "GnuTLS cannot verify %s: %s", alg->name, gnutls_strerror(rc));
	else
		r = rc >= 0 && verify_written(alg, signature) ? 1 : 0;
out:
	gnutls_pubkey_deinit(pub);
	return r;
}

int cert_verify_signature(const struct cert *child, const struct cert *issuer, struct cc_err *e)
{
	if (!child->parsed || !issuer->parsed)
		return err_setx(e, ERR_PARSE, "a certificate that cannot be read has no signature to verify");
	return key_verify(&issuer->key, &child->sig_alg, child->tbs, child->signature, e);
}

bool verify_algorithm(struct bytes der, struct sig_alg *out)
{
	struct bytes content;

	*out = (struct sig_alg){ .key = KEY_OTHER };
	return der_take(&der, DER_SEQUENCE, &content) && der.n == 0 && sig_alg_read(content, out);
}
