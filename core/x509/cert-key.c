/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reads keys (RFC 3279, 4055, 5480, 8410), and looks whether they can be any: a point on its curve, an odd modulus. */
#include "x509/cert-key.h"

#include "x509/cert-read.h"
#include "x509/curve.h"
#include "x509/post-quantum.h"
#include "base/mem.h"

#include <gnutls/gnutls.h>
#include <string.h>

static const struct key_row { const char *oid; enum key_algorithm algorithm; unsigned bits; const char *name;
	} key_rows[] = {
#define KEY_KIND(oid, algorithm, bits, name) { oid, KEY_##algorithm, bits, name },
#define KEY_CURVE(...)
#include "x509/keys.def"
#undef KEY_KIND
#undef KEY_CURVE
};

static const struct curve_row { const char *oid, *name; unsigned bits; gnutls_ecc_curve_t gnutls; } curve_rows[] = {
#define KEY_KIND(...)
#define KEY_CURVE(oid, name, bits, gnutls) { oid, name, bits, GNUTLS_ECC_CURVE_##gnutls },
#include "x509/keys.def"
#undef KEY_KIND
#undef KEY_CURVE
};

static const char *const key_names[] = {
	[KEY_RSA] = "RSA", [KEY_EC] = "EC", [KEY_ED25519] = "Ed25519", [KEY_ED448] = "Ed448", [KEY_DSA] = "DSA",
		[KEY_OTHER] = "other",
};

#define RSASSA_PSS "RSASSA-PSS"

bool algorithm_take(struct bytes *content, char dotted[DER_OID_TEXT])
{
	struct bytes oid, rest;
	struct der parameters;

	if (!der_take(content, DER_OID, &oid) || !der_oid(oid, dotted))
		return false;
	rest = *content;
	return rest.n == 0 || (der_next(&rest, &parameters) && rest.n == 0);
}

/* The readers of one kind of key each give NULL, or a clause on what is wrong with it. */
#define KEY_FORM "it is not written as the standard says"

/* An odd modulus above the exponent is all that can be told at a glance. Exponents that are written well and worth
 * nothing are for the checks. */
static const char *key_read_rsa(struct key *k, struct bytes parameters)
{
	struct bytes in = k->point, list, modulus, exponent, null;

	if (!k->pss_only && (!der_take(&parameters, DER_NULL, &null) || null.n != 0))
		return "its parameters must be NULL (RFC 3279, 2.3.1), and are not";
	if (!der_take(&in, DER_SEQUENCE, &list) || in.n != 0 || !der_take(&list, DER_INTEGER, &modulus) ||
	    !der_take(&list, DER_INTEGER, &exponent) || list.n != 0 || !der_integer(modulus) || !der_integer(exponent))
		return KEY_FORM;
	k->bits = der_bits(modulus);
	if (k->bits == 0)
		return "its modulus is not positive";
	if (!der_unsigned(exponent, &k->rsa_exponent))
		return "its exponent is negative";
	return (modulus.p[modulus.n - 1] & 1) == 0 ? "its modulus is even, and the product of two large primes is not"
		: NULL;
}

/* DSA's size is that of its prime, the first parameter. */
static const char *key_read_dsa(struct key *k, struct bytes parameters)
{
	struct bytes in = k->point, list, p, y;

	if (!der_take(&in, DER_INTEGER, &y) || in.n != 0 || !der_integer(y))
		return KEY_FORM;
	if (der_bits(y) == 0)
		return "its value is not positive";
	if (parameters.n == 0)
		return NULL;     /* inherited from the issuer (RFC 3279 2.3.2) */
	if (!der_take(&parameters, DER_SEQUENCE, &list) || !der_take(&list, DER_INTEGER, &p) || !der_integer(p))
		return "its parameters cannot be read";
	k->bits = der_bits(p);
	return k->bits == 0 || (p.p[p.n - 1] & 1) == 0 ? "what should be its prime is none" : NULL;
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
static bool key_point_fits(struct key *k)
{
	size_t octets = (k->bits + 7) / 8;

	if (k->bits == 0)
		return k->point.n > 0;
	if (k->point.n == 2 * octets + 1)
		return k->point.p[0] == 4;
	k->compressed = k->point.n == octets + 1 && (k->point.p[0] == 2 || k->point.p[0] == 3);
	return k->compressed;
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

/* `k->point` has one coordinate or two of the curve's size. */
static bool key_point_on_curve(const struct key *k)
{
	size_t octets = (k->point.n - 1) / (k->compressed ? 1 : 2);
	struct bytes x = { k->point.p + 1, octets }, y = { x.p + octets, k->compressed ? 0 : octets };

	return curve_has_point(k->curve, x, y);
}

static const struct curve_row *key_curve(const char *dotted)
{
	for (size_t i = 0; i < sizeof curve_rows / sizeof *curve_rows; i++)
		if (strcmp(curve_rows[i].oid, dotted) == 0)
			return &curve_rows[i];
	return NULL;
}

static const char *key_read_ec(struct key *k, struct bytes parameters)
{
	char dotted[DER_OID_TEXT];
	const struct curve_row *curve;
	struct bytes oid;

	if (der_is(&parameters, DER_SEQUENCE))
		return key_read_explicit_curve(k, parameters) && key_point_fits(k) ? NULL : KEY_FORM;
	if (!der_take(&parameters, DER_OID, &oid) || parameters.n != 0 || !der_oid(oid, dotted))
		return "it does not name its curve (RFC 5480, 2.1.1)";
	curve = key_curve(dotted);
	if (curve == NULL) {
		k->oid = mem_strdup(dotted);
		k->bits = key_point_bits(k->point);
		return key_point_fits(k) ? NULL : KEY_FORM;
	}
	k->curve = curve->name;
	k->bits = curve->bits;
	if (!key_point_fits(k))
		return k->point.n == 2 * (size_t)((k->bits + 7) / 8) + 1
			? "what should be a point begins like none that is allowed (RFC 5480, 2.2)"
			: "what should be a point is none of its curve's size";
	k->verifies = curve->gnutls != GNUTLS_ECC_CURVE_INVALID && !k->compressed;
	return key_point_on_curve(k) ? NULL : "its point does not lie on its curve";
}

/* RFC 8410 3: no parameters. */
static const char *key_read_edwards(const struct key *k, struct bytes parameters, size_t octets)
{
	if (parameters.n != 0)
		return "it must not have parameters (RFC 8410, 3)";
	return k->point.n == octets ? NULL : "it is not of its kind's length";
}

static const char *key_read_kind(struct key *k, struct bytes parameters)
{
	switch (k->algorithm) {
	case KEY_RSA:
		return key_read_rsa(k, parameters);
	case KEY_EC:
		return key_read_ec(k, parameters);
	case KEY_DSA:
		return key_read_dsa(k, parameters);
	case KEY_ED25519:
		return key_read_edwards(k, parameters, 32);
	case KEY_ED448:
		return key_read_edwards(k, parameters, 57);
	case KEY_OTHER:
		break;
	}
	return NULL;
}

static void key_name(struct key *k, const char *dotted)
{
	const struct post_quantum *post = post_quantum(dotted);

	for (size_t i = 0; i < sizeof key_rows / sizeof *key_rows; i++)
		if (strcmp(key_rows[i].oid, dotted) == 0) {
			k->algorithm = key_rows[i].algorithm;
			k->bits = key_rows[i].bits;
			k->name = key_rows[i].name;
			k->pss_only = strcmp(key_rows[i].name, RSASSA_PSS) == 0;
			k->verifies = k->algorithm != KEY_OTHER && k->algorithm != KEY_EC;   /* EC: by curve */
		}
	if (k->name == NULL && post != NULL && post->use != POST_PROVES) {
		k->post = post;
		k->name = post->name;
		k->verifies = post_quantum_gnutls(post) != 0;
	}
	if (k->name == NULL)
		k->oid = mem_strdup(dotted);
}

bool key_read(struct cert *c, struct bytes spki)
{
	struct key *k = &c->key;
	char dotted[DER_OID_TEXT];
	struct bytes in = spki, list, algorithm, bits;
	const char *why;
	unsigned unused;

	*k = (struct key){ .algorithm = KEY_OTHER, .spki = spki };
	if (!der_take(&in, DER_SEQUENCE, &list) || !der_take(&list, DER_SEQUENCE, &algorithm)
		|| !der_take(&list, DER_BIT_STRING, &bits) ||
	    list.n != 0 || !algorithm_take(&algorithm, dotted) || !der_bit_string(bits, &k->point, &unused))
		return cert_fault(c, "its public key cannot be read (RFC 5280, 4.1.2.7)");
	key_name(k, dotted);
	why = unused != 0 ? "it is not a whole number of octets" : key_read_kind(k, algorithm);
	k->broken = why != NULL;
	k->verifies = k->verifies && !k->broken;
	if (why != NULL && k->curve != NULL)
		(void)cert_fault(c, "its public key is no key of the curve %s: %s", k->curve, why);
	else if (why != NULL)
		(void)cert_fault(c, "its public key is no %s key: %s", k->name != NULL ? k->name : "proper", why);
	return true;
}

const char *key_algorithm_name(enum key_algorithm a)
{
	return key_names[a];
}

bool key_exponent_is_weak(const struct key *k)
{
	return k->algorithm == KEY_RSA && (k->rsa_exponent < 3 || k->rsa_exponent % 2 == 0
		|| k->rsa_exponent >> 33 != 0);
}

char *key_words(const struct key *k)
{
	const char *name = k->name != NULL ? k->name : "an unknown kind";

	if (k->algorithm == KEY_OTHER)
		return k->oid != NULL ? mem_printf("%s (%s)", name, k->oid) : mem_strdup(name);
	if (k->explicit_curve)
		return mem_strdup("EC on a curve that is spelled out");
	if (k->oid != NULL)
		return mem_printf("EC on an unknown curve (%s)", k->oid);
	if (k->curve != NULL)
		return mem_printf("EC %s%s", k->curve, k->compressed ? " with a compressed point" : "");
	if (k->bits == 0 || k->algorithm == KEY_ED25519 || k->algorithm == KEY_ED448)
		return mem_strdup(name);
	return mem_printf("%s with %u bits", name, k->bits);
}
