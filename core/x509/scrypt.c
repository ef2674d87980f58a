/* SPDX-License-Identifier: GPL-3.0-or-later
 * scrypt as RFC 7914 has it: PBKDF2 around a mixing that needs memory. */
#include "x509/scrypt.h"

#include "asn1/der.h"
#include "base/limits.h"
#include "base/mem.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <stdlib.h>
#include <string.h>

#define OID_PBES2 "1.2.840.113549.1.5.13"
#define OID_SCRYPT "1.3.6.1.4.1.11591.4.11"

enum { SALSA_WORDS = 16, SALSA_ROUNDS = 8, AES_BLOCK = 16, AES_KEY_MOST = 32 };

/* ---- the function ---- */

static uint32_t rotated(uint32_t x, unsigned by)
{
	return x << by | x >> (32 - by);
}

static void salsa_quarter(uint32_t *x, unsigned a, unsigned b, unsigned c, unsigned d)
{
	x[b] ^= rotated(x[a] + x[d], 7);
	x[c] ^= rotated(x[b] + x[a], 9);
	x[d] ^= rotated(x[c] + x[b], 13);
	x[a] ^= rotated(x[d] + x[c], 18);
}

/* Salsa20/8 (RFC 7914 3): columns, then rows. */
static void salsa(uint32_t block[SALSA_WORDS])
{
	uint32_t x[SALSA_WORDS];

	memcpy(x, block, sizeof x);
	for (int i = 0; i < SALSA_ROUNDS; i += 2) {
		salsa_quarter(x, 0, 4, 8, 12);
		salsa_quarter(x, 5, 9, 13, 1);
		salsa_quarter(x, 10, 14, 2, 6);
		salsa_quarter(x, 15, 3, 7, 11);
		salsa_quarter(x, 0, 1, 2, 3);
		salsa_quarter(x, 5, 6, 7, 4);
		salsa_quarter(x, 10, 11, 8, 9);
		salsa_quarter(x, 15, 12, 13, 14);
	}
	for (int i = 0; i < SALSA_WORDS; i++)
		block[i] += x[i];
}

static void words_mix(uint32_t *to, const uint32_t *with, size_t words)
{
	for (size_t i = 0; i < words; i++)
		to[i] ^= with[i];
}

/* scryptBlockMix (RFC 7914 4): 2 r blocks; `room` is as large. */
static void block_mix(uint32_t *b, uint32_t *room, size_t r)
{
	uint32_t x[SALSA_WORDS];

	memcpy(x, b + (2 * r - 1) * SALSA_WORDS, sizeof x);
	for (size_t i = 0; i < 2 * r; i++) {
		words_mix(x, b + i * SALSA_WORDS, SALSA_WORDS);
		salsa(x);
		memcpy(room + (i / 2 + i % 2 * r) * SALSA_WORDS, x, sizeof x);
	}
	memcpy(b, room, 2 * r * sizeof x);
}

/* scryptROMix (RFC 7914 5); `v` has room for n blocks and one more. */
static void rom_mix(uint32_t *b, uint32_t *v, size_t n, size_t r)
{
	size_t words = 2 * r * SALSA_WORDS;
	uint32_t *room = v + n * words;

	for (size_t i = 0; i < n; i++) {
		memcpy(v + i * words, b, words * sizeof *b);
		block_mix(b, room, r);
	}
	for (size_t i = 0; i < n; i++) {
		words_mix(b, v + (b[words - SALSA_WORDS] & (n - 1)) * words, words);
		block_mix(b, room, r);
	}
}

/* Octets to words, low octet first, and back. */
static void words_load(uint32_t *words, const uint8_t *octets, size_t n)
{
	for (size_t i = 0; i < n; i++, octets += 4)
		words[i] = (uint32_t)octets[0] | (uint32_t)octets[1] << 8 | (uint32_t)octets[2] << 16
			| (uint32_t)octets[3] << 24;
}

static void words_store(uint8_t *octets, const uint32_t *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (unsigned k = 0; k < 4; k++)
			*octets++ = (uint8_t)(words[i] >> 8 * k);
}

static bool once_hashed(struct bytes password, struct bytes salt, uint8_t *out, size_t len)
{
	/* GnuTLS reads them only; its type has no const */
	gnutls_datum_t key = { (unsigned char *)(uintptr_t)password.p, (unsigned)password.n };
	gnutls_datum_t with = { (unsigned char *)(uintptr_t)salt.p, (unsigned)salt.n };

	return gnutls_pbkdf2(GNUTLS_MAC_SHA256, &key, &with, 1, out, len) == 0;
}

static bool scrypt_bearable(uint64_t n, uint64_t r, uint64_t p)
{
	uint64_t most = LIMIT_SCRYPT_BYTES / 128;

	return n >= 2 && (n & (n - 1)) == 0 && r >= 1 && p >= 1 && r <= most && n <= most / r && p <= most / r
		&& p <= LIMIT_SCRYPT_TIMES * (most / (n * r));
}

bool scrypt_derive(struct bytes password, struct bytes salt, size_t n, size_t r, size_t p, uint8_t *out, size_t len)
{
	size_t words, size;
	uint8_t *octets;
	uint32_t *b, *v;
	bool ok;

	if (!scrypt_bearable(n, r, p))
		return false;
	words = 2 * r * SALSA_WORDS;
	size = p * words * sizeof *b;
	octets = mem_alloc(size);
	b = mem_alloc(words * sizeof *b);
	v = mem_resize(NULL, (n + 1) * words, sizeof *v);
	ok = once_hashed(password, salt, octets, size);
	for (size_t i = 0; ok && i < p; i++) {
		words_load(b, octets + i * words * sizeof *b, words);
		rom_mix(b, v, n, r);
		words_store(octets + i * words * sizeof *b, b, words);
	}
	ok = ok && once_hashed(password, (struct bytes){ octets, size }, out, len);
	explicit_bzero(octets, size);
	explicit_bzero(b, words * sizeof *b);
	explicit_bzero(v, (n + 1) * words * sizeof *v);
	free(octets);
	free(b);
	free(v);
	return ok;
}

/* ---- a key under it ---- */

struct scrypt_params {
	struct bytes salt, iv, data;
	uint64_t n, r, p;
	gnutls_cipher_algorithm_t cipher;
	size_t key;
};

static bool oid_is(struct bytes *in, const char *dotted)
{
	char text[DER_OID_TEXT];
	struct bytes oid;

	return der_take(in, DER_OID, &oid) && der_oid(oid, text) && strcmp(text, dotted) == 0;
}

/* AES in CBC mode (RFC 3565 4.1): the only ones that are written with scrypt. */
static bool cipher_read(struct bytes in, struct scrypt_params *s)
{
	static const struct { const char *oid; gnutls_cipher_algorithm_t cipher; size_t key; } ciphers[] = {
		{ "2.16.840.1.101.3.4.1.2", GNUTLS_CIPHER_AES_128_CBC, 16 },
		{ "2.16.840.1.101.3.4.1.22", GNUTLS_CIPHER_AES_192_CBC, 24 },
		{ "2.16.840.1.101.3.4.1.42", GNUTLS_CIPHER_AES_256_CBC, 32 },
	};

	for (size_t i = 0; i < sizeof ciphers / sizeof *ciphers; i++) {
		struct bytes rest = in;

		s->cipher = ciphers[i].cipher;
		s->key = ciphers[i].key;
		if (oid_is(&rest, ciphers[i].oid))
			return der_take(&rest, DER_OCTET_STRING, &s->iv) && s->iv.n == AES_BLOCK;
	}
	return false;
}

static bool number_read(struct bytes *in, uint64_t *n)
{
	struct bytes number;

	return der_take(in, DER_INTEGER, &number) && der_unsigned(number, n);
}

/* PBES2-params with scrypt-params (RFC 8018 A.4, RFC 7914 7.1). false: it is something else. */
static bool params_read(struct bytes in, struct scrypt_params *s)
{
	struct bytes whole, algorithm, pbes2, kdf, params, cipher;

	return der_take(&in, DER_SEQUENCE, &whole) && der_take(&whole, DER_SEQUENCE, &algorithm)
		&& der_take(&whole, DER_OCTET_STRING, &s->data) && oid_is(&algorithm, OID_PBES2)
		&& der_take(&algorithm, DER_SEQUENCE, &pbes2) && der_take(&pbes2, DER_SEQUENCE, &kdf)
		&& oid_is(&kdf, OID_SCRYPT) && der_take(&kdf, DER_SEQUENCE, &params)
		&& der_take(&params, DER_OCTET_STRING, &s->salt) && number_read(&params, &s->n)
		&& number_read(&params, &s->r) && number_read(&params, &s->p)
		&& der_take(&pbes2, DER_SEQUENCE, &cipher) && cipher_read(cipher, s);
}

enum scrypt_kind scrypt_kind(struct bytes in)
{
	struct scrypt_params s;

	return !params_read(in, &s) ? SCRYPT_NONE : scrypt_bearable(s.n, s.r, s.p) ? SCRYPT_BEARABLE : SCRYPT_DEAR;
}

/* The padding (RFC 8018 6.1.1) tells nearly always whether the password was right. */
static bool padding_off(struct buf *b)
{
	size_t n = b->len > 0 ? (uint8_t)b->data[b->len - 1] : 0;

	if (n < 1 || n > AES_BLOCK || n > b->len)
		return false;
	for (size_t i = b->len - n; i < b->len; i++)
		if ((uint8_t)b->data[i] != n)
			return false;
	b->len -= n;
	return true;
}

bool scrypt_open(struct bytes in, const char *password, struct buf *out)
{
	struct bytes secret = { (const uint8_t *)password, strlen(password) };
	uint8_t key[AES_KEY_MOST], iv[AES_BLOCK];
	gnutls_cipher_hd_t cipher = NULL;
	struct scrypt_params s;
	bool ok;

	if (!params_read(in, &s) || s.data.n == 0 || s.data.n % AES_BLOCK != 0
		|| !scrypt_derive(secret, s.salt, s.n, s.r, s.p, key, s.key))
		return false;
	memcpy(iv, s.iv.p, sizeof iv);
	ok = buf_add(out, s.data.p, s.data.n) == 0
		&& gnutls_cipher_init(&cipher, s.cipher, &(gnutls_datum_t){ key, (unsigned)s.key },
			&(gnutls_datum_t){ iv, sizeof iv }) == 0
		&& gnutls_cipher_decrypt(cipher, out->data, out->len) == 0 && padding_off(out);
	if (cipher != NULL)
		gnutls_cipher_deinit(cipher);
	explicit_bzero(key, sizeof key);
	return ok;
}
