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

#define EC_KEY "1.2.840.10045.2.1"

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

/* Curves of which GnuTLS makes no keys, each with a point that lies on it: its generator (SEC 2 2.4.1; RFC 5639 3.4,
 * 3.6, 3.7; draft-shen-sm2-ecdsa-02 D). With "-off" behind the word its last bit is another, and it is no point. */
#define OFF "-off"
static const struct { const char *word, *curve; size_t octets; const char *point; } spki_curves[] = {
	{ "k1", "1.3.132.0.10", 1 + 2 * 32,
		"\x04\x79\xbe\x66\x7e\xf9\xdc\xbb\xac\x55\xa0\x62\x95\xce\x87\x0b\x07\x02\x9b\xfc\xdb\x2d\xce\x28"
		"\xd9\x59\xf2\x81\x5b\x16\xf8\x17\x98\x48\x3a\xda\x77\x26\xa3\xc4\x65\x5d\xa4\xfb\xfc\x0e\x11\x08"
		"\xa8\xfd\x17\xb4\x48\xa6\x85\x54\x19\x9c\x47\xd0\x8f\xfb\x10\xd4\xb8" },
	{ "brainpool", "1.3.36.3.3.2.8.1.1.7", 1 + 2 * 32,
		"\x04\x8b\xd2\xae\xb9\xcb\x7e\x57\xcb\x2c\x4b\x48\x2f\xfc\x81\xb7\xaf\xb9\xde\x27\xe1\xe3\xbd\x23"
		"\xc2\x3a\x44\x53\xbd\x9a\xce\x32\x62\x54\x7e\xf8\x35\xc3\xda\xc4\xfd\x97\xf8\x46\x1a\x14\x61\x1d"
		"\xc9\xc2\x77\x45\x13\x2d\xed\x8e\x54\x5c\x1d\x54\xc7\x2f\x04\x69\x97" },
	{ "brainpool384", "1.3.36.3.3.2.8.1.1.11", 1 + 2 * 48,
		"\x04\x1d\x1c\x64\xf0\x68\xcf\x45\xff\xa2\xa6\x3a\x81\xb7\xc1\x3f\x6b\x88\x47\xa3\xe7\x7e\xf1\x4f"
		"\xe3\xdb\x7f\xca\xfe\x0c\xbd\x10\xe8\xe8\x26\xe0\x34\x36\xd6\x46\xaa\xef\x87\xb2\xe2\x47\xd4\xaf"
		"\x1e\x8a\xbe\x1d\x75\x20\xf9\xc2\xa4\x5c\xb1\xeb\x8e\x95\xcf\xd5\x52\x62\xb7\x0b\x29\xfe\xec\x58"
		"\x64\xe1\x9c\x05\x4f\xf9\x91\x29\x28\x0e\x46\x46\x21\x77\x91\x81\x11\x42\x82\x03\x41\x26\x3c\x53"
		"\x15" },
	{ "brainpool512", "1.3.36.3.3.2.8.1.1.13", 1 + 2 * 64,
		"\x04\x81\xae\xe4\xbd\xd8\x2e\xd9\x64\x5a\x21\x32\x2e\x9c\x4c\x6a\x93\x85\xed\x9f\x70\xb5\xd9\x16"
		"\xc1\xb4\x3b\x62\xee\xf4\xd0\x09\x8e\xff\x3b\x1f\x78\xe2\xd0\xd4\x8d\x50\xd1\x68\x7b\x93\xb9\x7d"
		"\x5f\x7c\x6d\x50\x47\x40\x6a\x5e\x68\x8b\x35\x22\x09\xbc\xb9\xf8\x22\x7d\xde\x38\x5d\x56\x63\x32"
		"\xec\xc0\xea\xbf\xa9\xcf\x78\x22\xfd\xf2\x09\xf7\x00\x24\xa5\x7b\x1a\xa0\x00\xc5\x5b\x88\x1f\x81"
		"\x11\xb2\xdc\xde\x49\x4a\x5f\x48\x5e\x5b\xca\x4b\xd8\x8a\x27\x63\xae\xd1\xca\x2b\x2f\xa8\xf0\x54"
		"\x06\x78\xcd\x1e\x0f\x3a\xd8\x08\x92" },
	{ "sm2", "1.2.156.10197.1.301", 1 + 2 * 32,
		"\x04\x32\xc4\xae\x2c\x1f\x19\x81\x19\x5f\x99\x04\x46\x6a\x39\xc9\x94\x8f\xe3\x0b\xbf\xf2\x66\x0b"
		"\xe1\x71\x5a\x45\x89\x33\x4c\x74\xc7\xbc\x37\x36\xa2\xf4\xf6\x77\x9c\x59\xbd\xce\xe3\x6b\x69\x21"
		"\x53\xd0\xa9\x87\x7c\xc6\x2a\x47\x40\x02\xdf\x32\xe5\x21\x39\xf0\xa0" },
};

static bool spki_on_curve(struct derw *d, const char *kind)
{
	for (size_t i = 0; i < sizeof spki_curves / sizeof *spki_curves; i++) {
		size_t len = strlen(spki_curves[i].word), n = spki_curves[i].octets;
		uint8_t *point;

		if (strncmp(kind, spki_curves[i].word, len) != 0 || (kind[len] != '\0' && strcmp(kind + len, OFF) != 0))
			continue;
		point = mem_dup(spki_curves[i].point, n);
		point[n - 1] ^= kind[len] != '\0';
		spki_put(d, EC_KEY, spki_curves[i].curve, (struct bytes){ point, n });
		free(point);
		return true;
	}
	return false;
}

/* Kinds that are their name and some octets. */
static const struct { const char *word, *kind, *parameter; size_t octets; } spki_kinds[] = {
	{ "no-curve", EC_KEY, NULL, P256_OCTETS },
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
	if (strcmp(kind, "off-curve") != 0 && strcmp(kind, "compressed") != 0 && strcmp(kind, "zero") != 0
		&& strcmp(kind, "hybrid") != 0)
		return false;
	assert_int_equal(p->key.n, n);
	memcpy(point, p->key.p, n);
	if (kind[0] == 'o') {
		point[n - 1] ^= 1;
	} else if (kind[0] == 'h') {
		point[0] = (uint8_t)(6 + (point[n - 1] & 1));
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

	if (!spki_named(d, kind, p.key) && !spki_on_curve(d, kind) && !spki_point(d, kind, &p)
		&& !spki_exponent(d, kind, p.key))
		fail_msg("no kind of key %s", kind);
}
