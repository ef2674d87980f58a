/* SPDX-License-Identifier: GPL-3.0-or-later
 * Makes SubjectPublicKeyInfos that no generator makes. */
#include "lib/spki.h"

#include "asn1/der.h"
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

enum { P256_OCTETS = 65 };

/* The two parts of a sound one. */
struct spki_parts { struct bytes algorithm, key; };

void spki_begin_bits(struct derw *d)
{
	static const uint8_t unused[1];

	derw_begin(d, DERW_BIT_STRING);
	derw_raw(d, (struct bytes){ unused, sizeof unused });
}

static struct spki_parts spki_take(struct bytes of)
{
	struct spki_parts p;
	struct bytes list, bits;
	struct der algorithm;
	unsigned unused;

	assert_true(der_take(&of, DER_SEQUENCE, &list) && der_take_whole(&list, DER_SEQUENCE, &algorithm)
		&& der_take(&list, DER_BIT_STRING, &bits) && der_bit_string(bits, &p.key, &unused));
	p.algorithm = algorithm.whole;
	return p;
}

static void spki_put(struct derw *d, const char *kind, const char *parameter, struct bytes key)
{
	derw_begin(d, DERW_SEQUENCE);
	derw_begin(d, DERW_SEQUENCE);
	derw_oid(d, kind);
	if (parameter != NULL)
		derw_oid(d, parameter);
	derw_end(d);
	derw_bits(d, DERW_BIT_STRING, key, 0);
	derw_end(d);
}

/* Kinds that are their name and some octets. */
static const struct { const char *word, *kind, *parameter; size_t octets; } spki_kinds[] = {
	{ "k1", "1.2.840.10045.2.1", "1.3.132.0.10", P256_OCTETS },
	{ "brainpool", "1.2.840.10045.2.1", "1.3.36.3.3.2.8.1.1.7", P256_OCTETS },
	{ "brainpool384", "1.2.840.10045.2.1", "1.3.36.3.3.2.8.1.1.11", 1 + 2 * 48 },
	{ "sm2", "1.2.840.10045.2.1", "1.2.156.10197.1.301", P256_OCTETS },
	{ "no-curve", "1.2.840.10045.2.1", NULL, P256_OCTETS },
	{ "x25519", "1.3.101.110", NULL, 32 },
	{ "dh", "1.2.840.10046.2.1", NULL, 256 },
	{ "ml-dsa-44", "2.16.840.1.101.3.4.3.17", NULL, 1312 },
	{ "ml-dsa-65", "2.16.840.1.101.3.4.3.18", NULL, 1952 },
	{ "ml-dsa-87", "2.16.840.1.101.3.4.3.19", NULL, 2592 },
	{ "falcon", "1.3.9999.3.11", NULL, 897 },
	{ "ml-kem", "2.16.840.1.101.3.4.4.2", NULL, 1184 },
	{ "x-wing", "1.3.6.1.4.1.62253.25722", NULL, 1216 },
	{ "slh-dsa", "2.16.840.1.101.3.4.3.20", NULL, 32 },
	{ "composite", "1.3.6.1.5.5.7.6.45", NULL, 2017 },
	{ "unknown", "2.999.7", NULL, 40 },
};

/* Octets to fill a key with: those of the sound one, over and over. */
static uint8_t *spki_fill(struct bytes key, size_t n)
{
	uint8_t *octets = mem_alloc(n);

	for (size_t i = 0; i < n; i++)
		octets[i] = key.p[i % key.n];
	return octets;
}

static bool spki_named(struct derw *d, const char *kind, struct bytes key)
{
	for (size_t i = 0; i < sizeof spki_kinds / sizeof *spki_kinds; i++) {
		uint8_t *octets;

		if (strcmp(spki_kinds[i].word, kind) != 0)
			continue;
		octets = spki_fill(key, spki_kinds[i].octets);
		spki_put(d, spki_kinds[i].kind, spki_kinds[i].parameter,
			(struct bytes){ octets, spki_kinds[i].octets });
		free(octets);
		return true;
	}
	return false;
}

/* P-256's prime, which is all that is looked at of a curve that is spelled out (RFC 3279 2.3.5). */
static void spki_curve_in_numbers(struct derw *d, struct bytes key)
{
	static const uint8_t prime[32] = {
		0xff, 0xff, 0xff, 0xff, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
		0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
	};

	derw_begin(d, DERW_SEQUENCE);
	derw_begin(d, DERW_SEQUENCE);
	derw_oid(d, "1.2.840.10045.2.1");
	derw_begin(d, DERW_SEQUENCE);
	derw_int(d, DERW_INTEGER, 1);
	derw_begin(d, DERW_SEQUENCE);
	derw_oid(d, "1.2.840.10045.1.1");
	derw_unsigned(d, (struct bytes){ prime, sizeof prime });
	for (int i = 0; i < 3; i++)
		derw_end(d);
	derw_bits(d, DERW_BIT_STRING, key, 0);
	derw_end(d);
}

static bool spki_point(struct derw *d, const char *kind, const struct spki_parts *p)
{
	uint8_t point[P256_OCTETS];
	size_t n = sizeof point;

	if (strcmp(kind, "spelled-out") == 0) {
		spki_curve_in_numbers(d, p->key);
		return true;
	}
	if (strcmp(kind, "off-curve") != 0 && strcmp(kind, "compressed") != 0 && strcmp(kind, "zero") != 0)
		return false;
	assert_int_equal(p->key.n, n);
	memcpy(point, p->key.p, n);
	if (kind[0] == 'o') {
		point[n - 1] ^= 1;
	} else if (kind[0] == 'z') {
		memset(point + 1, 0, n - 1);
	} else {
		point[0] = (uint8_t)(2 + (point[n - 1] & 1));
		n = 1 + n / 2;
	}
	derw_begin(d, DERW_SEQUENCE);
	derw_raw(d, p->algorithm);
	derw_bits(d, DERW_BIT_STRING, (struct bytes){ point, n }, 0);
	derw_end(d);
	return true;
}

static const struct { const char *word; uint8_t octets[6]; size_t n; } spki_exponents[] = {
	{ "e1", { 1 }, 1 }, { "e2", { 2 }, 1 }, { "e65536", { 1, 0, 0 }, 3 }, { "e-long", { 2, 0, 0, 0, 1 }, 5 },
	{ "e-33-bits", { 1, 0, 0, 0, 1 }, 5 }, { "even", { 1, 0, 1 }, 3 }, { "no-null", { 1, 0, 1 }, 3 },
		{ "pss", { 1, 0, 1 }, 3 },
};

static void spki_rsa(struct derw *d, const char *kind, struct bytes modulus, struct bytes exponent)
{
	uint8_t *n = mem_dup(modulus.p, modulus.n);

	if (strcmp(kind, "even") == 0)
		n[modulus.n - 1] ^= 1;
	derw_begin(d, DERW_SEQUENCE);
	derw_begin(d, DERW_SEQUENCE);
	derw_oid(d, strcmp(kind, "pss") == 0 ? "1.2.840.113549.1.1.10" : "1.2.840.113549.1.1.1");
	if (strcmp(kind, "pss") != 0 && strcmp(kind, "no-null") != 0)
		derw_null(d);
	derw_end(d);
	spki_begin_bits(d);
	derw_begin(d, DERW_SEQUENCE);
	derw_unsigned(d, (struct bytes){ n, modulus.n });
	derw_unsigned(d, exponent);
	for (int i = 0; i < 3; i++)
		derw_end(d);
	free(n);
}

static bool spki_exponent(struct derw *d, const char *kind, struct bytes key)
{
	struct bytes list = { 0 }, modulus = { 0 };

	for (size_t i = 0; i < sizeof spki_exponents / sizeof *spki_exponents; i++) {
		if (strcmp(spki_exponents[i].word, kind) != 0)
			continue;
		assert_true(der_take(&key, DER_SEQUENCE, &list) && der_take(&list, DER_INTEGER, &modulus));
		spki_rsa(d, kind, modulus, (struct bytes){ spki_exponents[i].octets, spki_exponents[i].n });
		return true;
	}
	return false;
}

void spki_make(struct derw *d, const char *kind, struct bytes of)
{
	struct spki_parts p = spki_take(of);

	if (!spki_named(d, kind, p.key) && !spki_point(d, kind, &p) && !spki_exponent(d, kind, p.key))
		fail_msg("no kind of key %s", kind);
}
