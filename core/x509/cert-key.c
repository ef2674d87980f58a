/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reads keys (RFC 3279, 4055, 5480, 8410) and signature algorithms. */
#include "x509/cert-read.h"
#include "base/mem.h"

#include <gnutls/gnutls.h>
#include <string.h>

static const struct key_row { const char *oid; enum key_algorithm algorithm; unsigned bits; } key_rows[] = {
	{ "1.2.840.113549.1.1.1", KEY_RSA, 0 },
	{ "1.2.840.113549.1.1.10", KEY_RSA, 0 },
	{ "1.2.840.10045.2.1", KEY_EC, 0 },
	{ "1.3.101.112", KEY_ED25519, 256 },
	{ "1.3.101.113", KEY_ED448, 456 },
	{ "1.2.840.10040.4.1", KEY_DSA, 0 },
};

static const char *const key_names[] = {
	[KEY_RSA] = "RSA", [KEY_EC] = "EC", [KEY_ED25519] = "Ed25519", [KEY_ED448] = "Ed448", [KEY_DSA] = "DSA",
		[KEY_OTHER] = "other",
};

static const struct curve_row { const char *oid, *name; unsigned bits; } curve_rows[] = {
	{ "1.2.840.10045.3.1.7", "P-256", 256 },
	{ "1.3.132.0.34", "P-384", 384 },
	{ "1.3.132.0.35", "P-521", 521 },
	{ "1.2.840.10045.3.1.1", "P-192", 192 },
	{ "1.3.132.0.33", "P-224", 224 },
	{ "1.3.132.0.10", "secp256k1", 256 },
	{ "1.3.36.3.3.2.8.1.1.7", "brainpoolP256r1", 256 },
	{ "1.3.36.3.3.2.8.1.1.11", "brainpoolP384r1", 384 },
	{ "1.3.36.3.3.2.8.1.1.13", "brainpoolP512r1", 512 },
};

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
static const struct pss_row { const char *oid; enum sig_hash hash; int gnutls; } pss_rows[] = {
	{ "2.16.840.1.101.3.4.2.1", HASH_SHA256, GNUTLS_SIGN_RSA_PSS_SHA256 },
	{ "2.16.840.1.101.3.4.2.2", HASH_SHA384, GNUTLS_SIGN_RSA_PSS_SHA384 },
	{ "2.16.840.1.101.3.4.2.3", HASH_SHA512, GNUTLS_SIGN_RSA_PSS_SHA512 },
	{ "2.16.840.1.101.3.4.2.4", HASH_SHA224, 0 },
	{ "1.3.14.3.2.26", HASH_SHA1, 0 },
};

/* AlgorithmIdentifier's content: its type dotted. What is left are the parameters: one element of any kind, or none. */
static bool key_algorithm_take(struct bytes *content, char dotted[DER_OID_TEXT])
{
	struct bytes oid, rest;
	struct der parameters;

	if (!der_take(content, DER_OID, &oid) || !der_oid(oid, dotted))
		return false;
	rest = *content;
	return rest.n == 0 || (der_next(&rest, &parameters) && rest.n == 0);
}

static void pss_read(struct bytes parameters, struct sig_alg *out)
{
	char dotted[DER_OID_TEXT];
	struct bytes p, hash, id;
	size_t i;

	out->hash = HASH_SHA1;
	if (!der_take(&parameters, DER_SEQUENCE, &p) || !der_take(&p, DER_CONSTRUCTED_TAG(0), &hash) ||
	    !der_take(&hash, DER_SEQUENCE, &id) || !key_algorithm_take(&id, dotted))
		return;
	out->hash = HASH_UNKNOWN;
	for (i = 0; i < sizeof pss_rows / sizeof *pss_rows; i++)
		if (strcmp(pss_rows[i].oid, dotted) == 0) {
			out->hash = pss_rows[i].hash;
			out->gnutls = pss_rows[i].gnutls;
		}
}

bool sig_alg_read(struct bytes content, struct sig_alg *out)
{
	char dotted[DER_OID_TEXT];
	size_t i;

	*out = (struct sig_alg){ .key = KEY_OTHER };
	if (!key_algorithm_take(&content, dotted))
		return false;
	out->oid = mem_strdup(dotted);
	for (i = 0; i < sizeof sig_rows / sizeof *sig_rows; i++)
		if (strcmp(sig_rows[i].oid, dotted) == 0) {
			out->name = sig_rows[i].name;
			out->hash = sig_rows[i].hash;
			out->key = sig_rows[i].key;
			out->gnutls = sig_rows[i].gnutls;
		}
	if (strcmp(dotted, PSS_OID) == 0)
		pss_read(content, out);
	return true;
}

static bool key_read_rsa(struct key *k)
{
	struct bytes in = k->point, list, modulus, exponent;

	if (!der_take(&in, DER_SEQUENCE, &list) || in.n != 0 || !der_take(&list, DER_INTEGER, &modulus) ||
	    !der_take(&list, DER_INTEGER, &exponent) || list.n != 0 || !der_integer(modulus)
	    || !der_unsigned(exponent, &k->rsa_exponent))
		return false;
	k->bits = der_bits(modulus);
	return k->bits > 0 && k->rsa_exponent > 0;
}

/* DSA's size is that of its prime, the first parameter. */
static bool key_read_dsa(struct key *k, struct bytes parameters)
{
	struct bytes list, p;

	if (parameters.n == 0)
		return true;   /* inherited from the issuer (RFC 3279 2.3.2) */
	if (!der_take(&parameters, DER_SEQUENCE, &list) || !der_take(&list, DER_INTEGER, &p) || !der_integer(p))
		return false;
	k->bits = der_bits(p);
	return k->bits > 0;
}

/* ECParameters spelled out: version, then the field with its prime (RFC 3279 2.3.5). */
static bool key_read_explicit_curve(struct key *k, struct bytes parameters)
{
	struct bytes list, version, field, type, prime;

	k->explicit_curve = true;
	if (!der_take(&parameters, DER_SEQUENCE, &list) || !der_take(&list, DER_INTEGER, &version) ||
	    !der_take(&list, DER_SEQUENCE, &field) || !der_take(&field, DER_OID, &type))
		return false;
	if (der_take(&field, DER_INTEGER, &prime))
		k->bits = der_bits(prime);
	return true;
}

/* A point is 04 and two coordinates, or 02 or 03 and one (SEC 1 2.3.3). */
static bool key_point_fits(const struct key *k)
{
	size_t octets = (k->bits + 7) / 8;

	if (k->bits == 0)
		return k->point.n > 0;
	if (k->point.n == 2 * octets + 1)
		return k->point.p[0] == 4;
	return k->point.n == octets + 1 && (k->point.p[0] == 2 || k->point.p[0] == 3);
}

/* The size of a curve that has no row: that of a coordinate. */
static unsigned key_point_bits(struct bytes point)
{
	if (point.n < 2)
		return 0;
	if (point.p[0] == 4)
		return (unsigned)(point.n - 1) / 2 * 8;
	return point.p[0] == 2 || point.p[0] == 3 ? (unsigned)(point.n - 1) * 8 : 0;
}

static bool key_read_ec(struct key *k, struct bytes parameters)
{
	char dotted[DER_OID_TEXT];
	struct bytes oid;
	size_t i;

	if (der_is(&parameters, DER_SEQUENCE))
		return key_read_explicit_curve(k, parameters) && key_point_fits(k);
	if (!der_take(&parameters, DER_OID, &oid) || parameters.n != 0 || !der_oid(oid, dotted))
		return false;
	for (i = 0; i < sizeof curve_rows / sizeof *curve_rows; i++)
		if (strcmp(curve_rows[i].oid, dotted) == 0) {
			k->curve = curve_rows[i].name;
			k->bits = curve_rows[i].bits;
		}
	if (k->curve == NULL)
		k->bits = key_point_bits(k->point);
	return key_point_fits(k);
}

static bool key_read_kind(struct key *k, struct bytes parameters)
{
	switch (k->algorithm) {
	case KEY_RSA:
		return key_read_rsa(k);
	case KEY_EC:
		return key_read_ec(k, parameters);
	case KEY_DSA:
		return key_read_dsa(k, parameters);
	case KEY_ED25519:
		return k->point.n == 32;
	case KEY_ED448:
		return k->point.n == 57;
	case KEY_OTHER:
		break;
	}
	return true;
}

bool key_read(struct cert *c, struct bytes spki)
{
	struct key *k = &c->key;
	char dotted[DER_OID_TEXT];
	struct bytes in = spki, list, algorithm, bits;
	unsigned unused;
	size_t i;

	*k = (struct key){ .algorithm = KEY_OTHER, .spki = spki };
	if (!der_take(&in, DER_SEQUENCE, &list) || !der_take(&list, DER_SEQUENCE, &algorithm)
		|| !der_take(&list, DER_BIT_STRING, &bits) ||
	    list.n != 0 || !key_algorithm_take(&algorithm, dotted) || !der_bit_string(bits, &k->point, &unused))
		return cert_fault(c, "its public key cannot be read (RFC 5280, 4.1.2.7)");
	for (i = 0; i < sizeof key_rows / sizeof *key_rows; i++)
		if (strcmp(key_rows[i].oid, dotted) == 0) {
			k->algorithm = key_rows[i].algorithm;
			k->bits = key_rows[i].bits;
		}
	if (unused != 0 || !key_read_kind(k, algorithm))
		(void)cert_fault(c, "its public key is not a proper %s key", key_names[k->algorithm]);
	return true;
}

const char *key_algorithm_name(enum key_algorithm a)
{
	return key_names[a];
}
