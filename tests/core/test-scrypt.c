/* SPDX-License-Identifier: GPL-3.0-or-later
 * scrypt by the vectors of RFC 7914, and a key that OpenSSL 3.0 wrote under it. */
#include "x509/scrypt.h"
#include "x509/file-key.h"

#include "asn1/pem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static struct bytes text(const char *s)
{
	return (struct bytes){ (const uint8_t *)s, strlen(s) };
}

/* RFC 7914 12; the first octets of each. */
static void test_vectors(void **state)
{
	static const struct {
		const char *password, *salt;
		size_t n, r, p;
		uint8_t out[16];
	} rows[] = {
		{ "", "", 16, 1, 1, { 0x77, 0xd6, 0x57, 0x62, 0x38, 0x65, 0x7b, 0x20, 0x3b, 0x19, 0xca, 0x42, 0xc1, 0x8a,
			0x04, 0x97 } },
		{ "password", "NaCl", 1024, 8, 16, { 0xfd, 0xba, 0xbe, 0x1c, 0x9d, 0x34, 0x72, 0x00, 0x78, 0x56, 0xe7,
			0x19, 0x0d, 0x01, 0xe9, 0xfe } },
		{ "pleaseletmein", "SodiumChloride", 16384, 8, 1, { 0x70, 0x23, 0xbd, 0xcb, 0x3a, 0xfd, 0x73, 0x48, 0x46,
			0x1c, 0x06, 0xcd, 0x81, 0xfd, 0x38, 0xeb } },
	};
	uint8_t out[64];

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_true(scrypt_derive(text(rows[i].password), text(rows[i].salt), rows[i].n, rows[i].r, rows[i].p,
			out, sizeof out));
		assert_memory_equal(out, rows[i].out, sizeof rows[i].out);
	}
}

static void test_too_dear(void **state)
{
	static const size_t rows[][3] = { { 0, 8, 1 }, { 1, 8, 1 }, { 1000, 8, 1 }, { 16384, 0, 1 }, { 16384, 8, 0 },
		{ 1048576, 8, 1 }, { 16384, 8, 17 }, { (size_t)1 << 62, 8, 1 }, { 2, (size_t)1 << 62, 1 },
		{ 2, 1, (size_t)1 << 62 } };
	uint8_t out[32];

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_false(scrypt_derive(text("a"), text("b"), rows[i][0], rows[i][1], rows[i][2], out, sizeof out));
}

/* openssl genpkey -algorithm ED25519 | openssl pkcs8 -topk8 -scrypt -passout pass:secret */
static const char locked[] = 
	"-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
	"MIGTME8GCSqGSIb3DQEFDTBCMCEGCSsGAQQB2kcECzAUBAiG9LvWfnwrnAICQAAC\n"
	"AQgCAQEwHQYJYIZIAWUDBAEqBBDvMEYXebwutl4m9DaLOWUlBED4PWcHTsrsuRCZ\n"
	"BvK+uCoj70sKZCv5P8HYHFDtxK3rUUdDuDkC+V9oACEnWVPriQDJW6/Jhp2HCyTN\n"
	"9kettxYQ\n"
	"-----END ENCRYPTED PRIVATE KEY-----\n";

static void test_a_key(void **state)
{
	struct bytes in = text(locked), der;
	struct pem_block block;
	struct file_key k;
	uint8_t *octets;
	size_t n;

	(void)state;
	assert_true(pem_next(&in, &block));
	octets = pem_decode(&block, &n);
	assert_non_null(octets);
	der = (struct bytes){ octets, n };
	assert_int_equal(scrypt_kind(der), SCRYPT_BEARABLE);
	assert_int_equal(file_key_read(der, false, "secret", &k), KEY_OPENS);
	assert_int_equal(k.algorithm, KEY_ED25519);
	assert_int_equal(file_key_read(der, false, "Secret", &k), KEY_SHUT);
	assert_int_equal(file_key_read(der, false, "", &k), KEY_SHUT);
	assert_int_equal(scrypt_kind((struct bytes){ octets, n - 1 }), SCRYPT_NONE);
	free(octets);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_vectors),
		cmocka_unit_test(test_too_dear),
		cmocka_unit_test(test_a_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
