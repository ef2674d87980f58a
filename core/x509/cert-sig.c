/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reads signature algorithms (RFC 3279, 4055, 5758, 8410). */
#include "x509/cert-sig.h"

#include "x509/cert-read.h"
#include "x509/cert-key.h"
#include "x509/post-quantum.h"
#include "base/mem.h"

#include <gnutls/gnutls.h>
#include <string.h>

#define PSS_OID "1.2.840.113549.1.1.10"

static const struct sig_row {
	const char *oid, *name;
	enum sig_hash hash;
	enum key_algorithm key;
	int gnutls;
} sig_rows[] = {
	{ "1.2.840.113549.1.1.11", "sha256WithRSAEncryption", HASH_SHA256, KEY_RSA, GNUTLS_SIGN_RSA_SHA256 },
	{ "1.2.840.113549.1.1.12", "sha384WithRSAEncryption", HASH_SHA384, KEY_RSA, GNUTLS_SIGN_RSA_SHA384 },
	{ "1.2.840.113549.1.1.13", "sha512WithRSAEncryption", HASH_SHA512, KEY_RSA, GNUTLS_SIGN_RSA_SHA512 },
	{ "1.2.840.113549.1.1.14", "sha224WithRSAEncryption", HASH_SHA224, KEY_RSA, GNUTLS_SIGN_RSA_SHA224 },
	{ "1.2.840.113549.1.1.5", "sha1WithRSAEncryption", HASH_SHA1, KEY_RSA, GNUTLS_SIGN_RSA_SHA1 },
	{ "1.3.14.3.2.29", "sha1WithRSASignature", HASH_SHA1, KEY_RSA, GNUTLS_SIGN_RSA_SHA1 },
	{ "1.2.840.113549.1.1.4", "md5WithRSAEncryption", HASH_MD5, KEY_RSA, GNUTLS_SIGN_RSA_MD5 },
	/* GnuTLS knows its name, but has no MD2 */
	{ "1.2.840.113549.1.1.2", "md2WithRSAEncryption", HASH_MD2, KEY_RSA, 0 },
	{ PSS_OID, "RSASSA-PSS", HASH_UNKNOWN, KEY_RSA, 0 },
	{ "1.2.840.10045.4.3.2", "ecdsa-with-SHA256", HASH_SHA256, KEY_EC, GNUTLS_SIGN_ECDSA_SHA256 },
	{ "1.2.840.10045.4.3.3", "ecdsa-with-SHA384", HASH_SHA384, KEY_EC, GNUTLS_SIGN_ECDSA_SHA384 },
	{ "1.2.840.10045.4.3.4", "ecdsa-with-SHA512", HASH_SHA512, KEY_EC, GNUTLS_SIGN_ECDSA_SHA512 },
	{ "1.2.840.10045.4.3.1", "ecdsa-with-SHA224", HASH_SHA224, KEY_EC, GNUTLS_SIGN_ECDSA_SHA224 },
	{ "1.2.840.10045.4.1", "ecdsa-with-SHA1", HASH_SHA1, KEY_EC, GNUTLS_SIGN_ECDSA_SHA1 },
	{ "1.3.101.112", "Ed25519", HASH_NONE, KEY_ED25519, GNUTLS_SIGN_EDDSA_ED25519 },
	{ "1.3.101.113", "Ed448", HASH_NONE, KEY_ED448, GNUTLS_SIGN_EDDSA_ED448 },
	{ "1.2.840.10040.4.3", "dsa-with-sha1", HASH_SHA1, KEY_DSA, GNUTLS_SIGN_DSA_SHA1 },
	{ "2.16.840.1.101.3.4.3.1", "dsa-with-sha224", HASH_SHA224, KEY_DSA, GNUTLS_SIGN_DSA_SHA224 },
	{ "2.16.840.1.101.3.4.3.2", "dsa-with-sha256", HASH_SHA256, KEY_DSA, GNUTLS_SIGN_DSA_SHA256 },
	{ "2.16.840.1.101.3.4.3.3", "dsa-with-sha384", HASH_SHA384, KEY_DSA, GNUTLS_SIGN_DSA_SHA384 },
	{ "2.16.840.1.101.3.4.3.4", "dsa-with-sha512", HASH_SHA512, KEY_DSA, GNUTLS_SIGN_DSA_SHA512 },
};

/* RSASSA-PSS takes its hash from the parameters (RFC 4055 3.1); without any it is SHA-1. */
static const struct pss_row { const char *oid; enum sig_hash hash; unsigned octets; int gnutls; } pss_rows[] = {
	{ "2.16.840.1.101.3.4.2.1", HASH_SHA256, 32, GNUTLS_SIGN_RSA_PSS_SHA256 },
	{ "2.16.840.1.101.3.4.2.2", HASH_SHA384, 48, GNUTLS_SIGN_RSA_PSS_SHA384 },
	{ "2.16.840.1.101.3.4.2.3", HASH_SHA512, 64, GNUTLS_SIGN_RSA_PSS_SHA512 },
	{ "2.16.840.1.101.3.4.2.4", HASH_SHA224, 28, 0 },
	{ "1.3.14.3.2.26", HASH_SHA1, 20, 0 },
};

#define MGF1_OID "1.2.840.113549.1.1.8"
#define PSS_UNREADABLE "its RSASSA-PSS parameters cannot be read"

/* The hash that an AlgorithmIdentifier (its whole DER) names; NULL: one without a row, or no AlgorithmIdentifier. */
static const struct pss_row *pss_hash(struct bytes der)
{
	char dotted[DER_OID_TEXT];
	struct bytes id;

	if (!der_take(&der, DER_SEQUENCE, &id) || der.n != 0 || !algorithm_take(&id, dotted))
		return NULL;
	for (size_t i = 0; i < sizeof pss_rows / sizeof *pss_rows; i++)
		if (strcmp(pss_rows[i].oid, dotted) == 0)
			return &pss_rows[i];
	return NULL;
}

/* The hash inside of the mask generation function, which is MGF1 alone. */
static const struct pss_row *pss_mask(struct bytes der)
{
	char dotted[DER_OID_TEXT];
	struct bytes id;

	if (!der_take(&der, DER_SEQUENCE, &id) || der.n != 0 || !algorithm_take(&id, dotted)
		|| strcmp(dotted, MGF1_OID) != 0)
		return NULL;
	return pss_hash(id);
}

/* A number that may be left out. UINT64_MAX: not one. */
static uint64_t pss_number(struct bytes content, uint64_t otherwise)
{
	struct bytes n;
	uint64_t v;

	if (content.p == NULL)
		return otherwise;
	return der_take(&content, DER_INTEGER, &n) && content.n == 0 && der_unsigned(n, &v) ? v : UINT64_MAX;
}

/* What of the parameters is not as TLS has them: a mask of the same hash, and a salt as long as that (RFC 8446 4.2.3;
 * BR 7.1.3.2.1). Others are sound by RFC 4055, but neither browsers nor GnuTLS's interface take them. NULL: nothing. */
static const char *pss_odd(const struct pss_row *hash, const struct pss_row *mask, uint64_t salt, uint64_t trailer)
{
	if (hash == NULL || mask == NULL || salt == UINT64_MAX || trailer == UINT64_MAX)
		return "its RSASSA-PSS parameters name a hash or a mask that is not known here";
	if (mask != hash)
		return "its RSASSA-PSS parameters name one hash for the message and another one for the mask";
	if (salt != hash->octets)
		return "its RSASSA-PSS salt is not as long as its hash, as browsers and TLS want it";
	if (trailer != 1)
		return "its RSASSA-PSS parameters name a trailer of their own";
	return hash->gnutls == 0 ? "it is RSASSA-PSS with a hash that browsers do not take with it" : NULL;
}

static void pss_read(struct bytes parameters, struct sig_alg *out)
{
	static const struct pss_row *const sha1 = &pss_rows[sizeof pss_rows / sizeof *pss_rows - 1];
	const struct pss_row *hash = sha1, *mask = sha1;
	struct bytes p, of_hash, of_mask, salt, trailer;

	out->odd = PSS_UNREADABLE;
	if (!der_take(&parameters, DER_SEQUENCE, &p) || !der_optional(&p, DER_CONSTRUCTED_TAG(0), &of_hash) ||
	    !der_optional(&p, DER_CONSTRUCTED_TAG(1), &of_mask) || !der_optional(&p, DER_CONSTRUCTED_TAG(2), &salt) ||
	    !der_optional(&p, DER_CONSTRUCTED_TAG(3), &trailer) || p.n != 0)
		return;
	if (of_hash.p != NULL)
		hash = pss_hash(of_hash);
	if (of_mask.p != NULL)
		mask = pss_mask(of_mask);
	if (hash != NULL)
		out->hash = hash->hash;
	out->odd = pss_odd(hash, mask, pss_number(salt, 20), pss_number(trailer, 1));
	if (out->odd == NULL)
		out->gnutls = hash->gnutls;
}

/* What stands behind the OID of a method that is not RSASSA-PSS. */
static void sig_parameters(struct bytes parameters, struct sig_alg *out)
{
	bool null = parameters.n == 2 && parameters.p[0] == DER_NULL && parameters.p[1] == 0;

	out->null = null && out->key != KEY_RSA && out->key != KEY_OTHER;
	out->junk = parameters.n > 0 && !null && out->key != KEY_OTHER;
}

bool sig_alg_read(struct bytes content, struct sig_alg *out)
{
	const struct post_quantum *post;
	char dotted[DER_OID_TEXT];
	size_t i;

	*out = (struct sig_alg){ .key = KEY_OTHER };
	if (!algorithm_take(&content, dotted))
		return false;
	out->oid = mem_strdup(dotted);
	for (i = 0; i < sizeof sig_rows / sizeof *sig_rows; i++)
		if (strcmp(sig_rows[i].oid, dotted) == 0) {
			out->name = sig_rows[i].name;
			out->hash = sig_rows[i].hash;
			out->key = sig_rows[i].key;
			out->gnutls = sig_rows[i].gnutls;
		}
	post = post_quantum(dotted);
	if (post != NULL && post->use != POST_AGREES) {
		out->post = post;
		out->name = post->name;
		out->gnutls = post_quantum_gnutls(post);
	}
	out->pss = strcmp(dotted, PSS_OID) == 0;
	if (out->pss)
		pss_read(content, out);
	else
		sig_parameters(content, out);
	return true;
}

