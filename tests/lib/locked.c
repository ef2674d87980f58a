/* SPDX-License-Identifier: GPL-3.0-or-later
 * Files under a password. */
#include "lib/locked.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <gnutls/pkcs12.h>
#include <gnutls/x509.h>
#include <stdio.h>

static gnutls_x509_crt_t locked_crt(void)
{
	gnutls_x509_privkey_t key;
	gnutls_x509_crt_t crt;
	const char *err;

	assert_int_equal(gnutls_x509_privkey_init(&key), 0);
	assert_int_equal(gnutls_x509_privkey_generate(key, GNUTLS_PK_ECDSA,
		GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0), 0);
	assert_int_equal(gnutls_x509_crt_init(&crt), 0);
	assert_int_equal(gnutls_x509_crt_set_version(crt, 3), 0);
	assert_int_equal(gnutls_x509_crt_set_serial(crt, "\1", 1), 0);
	assert_int_equal(gnutls_x509_crt_set_dn(crt, "CN=locked.test", &err), 0);
	assert_int_equal(gnutls_x509_crt_set_activation_time(crt, 1700000000), 0);
	assert_int_equal(gnutls_x509_crt_set_expiration_time(crt, 1900000000), 0);
	assert_int_equal(gnutls_x509_crt_set_key(crt, key), 0);
	assert_int_equal(gnutls_x509_crt_sign2(crt, crt, key, GNUTLS_DIG_SHA256, 0), 0);
	gnutls_x509_privkey_deinit(key);
	return crt;
}

void locked_write(const char *path, const char *password)
{
	gnutls_x509_crt_t crt = locked_crt();
	gnutls_pkcs12_bag_t bag;
	gnutls_pkcs12_t p12;
	gnutls_datum_t der;
	FILE *f = fopen(path, "w");

	assert_int_equal(gnutls_pkcs12_init(&p12), 0);
	assert_int_equal(gnutls_pkcs12_bag_init(&bag), 0);
	assert_true(gnutls_pkcs12_bag_set_crt(bag, crt) >= 0);
	assert_int_equal(gnutls_pkcs12_bag_encrypt(bag, password, GNUTLS_PKCS_PBES2_AES_256), 0);
	assert_int_equal(gnutls_pkcs12_set_bag(p12, bag), 0);
	assert_int_equal(gnutls_pkcs12_generate_mac2(p12, GNUTLS_MAC_SHA256, password), 0);
	assert_int_equal(gnutls_pkcs12_export2(p12, GNUTLS_X509_FMT_DER, &der), 0);
	assert_non_null(f);
	assert_int_equal(fwrite(der.data, 1, der.size, f), der.size);
	assert_int_equal(fclose(f), 0);
	gnutls_free(der.data);
	gnutls_pkcs12_bag_deinit(bag);
	gnutls_pkcs12_deinit(p12);
	gnutls_x509_crt_deinit(crt);
}
