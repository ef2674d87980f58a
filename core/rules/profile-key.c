/* SPDX-License-Identifier: GPL-3.0-or-later
 * Profile rules on keys. */
#include "rules/profile.h"

#include "asn1/der.h"

#include <string.h>

bool profile_key_kind(const struct profile_place *p)
{
	static const char *const curves[] = { "P-256", "P-384", "P-521" };
	const struct key *k = &p->c->key;

	if (k->algorithm == KEY_RSA)
		return false;
	for (size_t i = 0; k->algorithm == KEY_EC && k->curve != NULL && i < sizeof curves / sizeof *curves; i++)
		if (strcmp(k->curve, curves[i]) == 0)
			return false;
	return true;
}

bool profile_rsa_size(const struct profile_place *p)
{
	const struct key *k = &p->c->key;

	return k->algorithm == KEY_RSA && (k->bits < 2048 || k->bits % 8 != 0);
}

bool profile_rsa_exponent(const struct profile_place *p)
{
	const struct key *k = &p->c->key;

	return k->algorithm == KEY_RSA && (k->rsa_exponent < 3 || k->rsa_exponent % 2 == 0);
}

bool profile_curve_explicit(const struct profile_place *p)
{
	return p->c->key.explicit_curve;
}

/* BR 7.1.3.1: the AlgorithmIdentifier of each kind of key, octet by octet. */
bool profile_spki_octets(const struct profile_place *p)
{
#define OCTETS(s) { (const uint8_t *)(s), sizeof(s) - 1 }
	static const struct bytes rsa = OCTETS("\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00"),
		p256 = OCTETS("\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07"),
		p384 = OCTETS("\x30\x10\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\x22"),
		p521 = OCTETS("\x30\x10\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\x23");
#undef OCTETS
	struct bytes in = p->c->key.spki, list = { NULL, 0 };
	struct der id = { 0 };

	if ((p->c->key.algorithm != KEY_RSA && p->c->key.algorithm != KEY_EC) || p->c->key.explicit_curve
		|| profile_key_kind(p))
		return false;            /* other rules speak of these */
	/* a key of a kind that is known was read through these two */
	(void)der_take(&in, DER_SEQUENCE, &list);
	(void)der_take_whole(&list, DER_SEQUENCE, &id);
	return !bytes_same(id.whole, rsa) && !bytes_same(id.whole, p256) && !bytes_same(id.whole, p384)
		&& !bytes_same(id.whole, p521);
}

bool profile_sig_params(const struct profile_place *p)
{
	return p->c->sig_alg.key != KEY_RSA && (p->c->sig_alg.null || p->c->sig_alg.junk);
}

bool profile_rsa_sig_params(const struct profile_place *p)
{
	return p->c->sig_alg.key == KEY_RSA && p->c->sig_alg.junk;
}

bool profile_sig_kind(const struct profile_place *p)
{
	const struct sig_alg *s = &p->c->sig_alg;

	return (s->key != KEY_RSA && s->key != KEY_EC) || s->odd != NULL
		|| (s->hash != HASH_SHA256 && s->hash != HASH_SHA384 && s->hash != HASH_SHA512);
}

/* BR 7.1.3.2.2: the hash goes by the key that signs. */
bool profile_ecdsa_hash(const struct profile_place *p)
{
	static const struct { const char *curve; enum sig_hash hash; } rows[] =
		{ { "P-256", HASH_SHA256 }, { "P-384", HASH_SHA384 }, { "P-521", HASH_SHA512 } };
	const struct key *k = p->issuer != NULL ? &p->issuer->key : NULL;

	if (k == NULL || k->algorithm != KEY_EC || k->curve == NULL)
		return false;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (strcmp(k->curve, rows[i].curve) == 0)
			return p->c->sig_alg.hash != rows[i].hash;
	return false;
}

static unsigned key_modulo(struct bytes number, unsigned m)
{
	unsigned r = 0;

	for (size_t i = 0; i < number.n; i++)
		r = (r << 8 | number.p[i]) % m;
	return r;
}

/* The modulus of an RSA key; n == 0: it is none. */
static struct bytes key_modulus(const struct key *k)
{
	struct bytes in = k->point, list, modulus = { NULL, 0 };

	if (k->algorithm == KEY_RSA && der_take(&in, DER_SEQUENCE, &list))
		(void)der_take(&list, DER_INTEGER, &modulus);
	return modulus;
}

/* NIST SP 800-89 5.3.3, which BR 6.1.6 names: no factor below 752. The largest key has few thousand octets. */
bool profile_rsa_factor(const struct profile_place *p)
{
	struct bytes modulus = key_modulus(&p->c->key);

	for (unsigned m = 3; modulus.n > 0 && m < 752; m += 2)
		if (key_modulo(modulus, m) == 0)
			return true;
	return false;
}

/* A power of 65537 modulo m? */
static bool key_is_power(unsigned r, unsigned m)
{
	unsigned power = 1;

	do {
		if (power == r)
			return true;
		power = power * (65537 % m) % m;
	} while (power != 1);
	return false;
}

/* CVE-2017-15361 (ROCA): primes made as k * M + (65537^a mod M), so that the modulus is a power of 65537 modulo each of
 * the small primes whose product M is. The chance of another key to be so is 2^-28. */
bool profile_rsa_roca(const struct profile_place *p)
{
	static const uint8_t primes[] = { 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73,
		79, 83, 89, 97, 101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167 };
	struct bytes modulus = key_modulus(&p->c->key);

	for (size_t i = 0; modulus.n > 0 && i < sizeof primes; i++)
		if (!key_is_power(key_modulo(modulus, primes[i]), primes[i]))
			return false;
	return modulus.n > 0;
}
