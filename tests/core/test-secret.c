/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who holds a password or a private key is not dumped, and may be read by no other process. */
#include "base/secret.h"
#include "lib/locked.h"
#include "lib/remove-all.h"
#include "base/mem.h"
#include "tls/handshake.h"
#include "x509/bearable-key.h"
#include "x509/pemfile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <gnutls/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static char dir[] = "/tmp/certcard-secret-XXXXXX";

/* Is a child dumpable that has done this? */
static bool dumpable_after(void (*done)(const char *path), const char *path)
{
	int status = -1;
	pid_t child;

	(void)fflush(NULL);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		done(path);
		_exit(prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 1 ? 1 : 0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status) == 1;
}

static char *right(void *ctx, const char *label, bool again)
{
	(void)ctx;
	(void)label;
	return again ? NULL : mem_strdup("sesame");
}

static void open_file(const char *path)
{
	const struct pemfile_opts o = { .password = right };
	struct pemfile_data d;
	struct pemfile f;

	if (pemfile_load(path, &d, NULL) != 0)
		return;
	if (pemfile_open(&d, &f, &o, NULL) == 0)
		pemfile_close(&f);
	pemfile_unload(&d);
}

static void client_with_key(const char *path)
{
	tls_client_free(tls_client_new(path, path, bearable_key, NULL));
}

static void client_without(const char *path)
{
	(void)path;
	tls_client_free(tls_client_new(NULL, NULL, bearable_key, NULL));
}

static char *in_dir(const char *name)
{
	return mem_printf("%s/%s", dir, name);
}

static void put(const char *path, const gnutls_datum_t *one, const gnutls_datum_t *two)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_int_equal(fwrite(one->data, 1, one->size, f), one->size);
	if (two->size > 0)
		assert_int_equal(fwrite(two->data, 1, two->size, f), two->size);
	assert_int_equal(fclose(f), 0);
}

/* A certificate without its key, and one with it. */
static void write_both(const char *plain, const char *with_key)
{
	gnutls_datum_t cert = { 0 }, key = { 0 }, none = { 0 };
	gnutls_x509_privkey_t k;
	gnutls_x509_crt_t c;

	assert_int_equal(gnutls_x509_privkey_init(&k), 0);
	assert_int_equal(gnutls_x509_crt_init(&c), 0);
	assert_int_equal(gnutls_x509_privkey_generate(k, GNUTLS_PK_ECDSA,
		GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0), 0);
	assert_int_equal(gnutls_x509_crt_set_version(c, 3), 0);
	assert_int_equal(gnutls_x509_crt_set_key(c, k), 0);
	assert_int_equal(gnutls_x509_crt_set_activation_time(c, 1700000000), 0);
	assert_int_equal(gnutls_x509_crt_set_serial(c, "\1", 1), 0);
	assert_int_equal(gnutls_x509_crt_set_expiration_time(c, 2000000000), 0);
	assert_int_equal(gnutls_x509_crt_sign2(c, c, k, GNUTLS_DIG_SHA256, 0), 0);
	assert_int_equal(gnutls_x509_crt_export2(c, GNUTLS_X509_FMT_PEM, &cert), 0);
	assert_int_equal(gnutls_x509_privkey_export2(k, GNUTLS_X509_FMT_PEM, &key), 0);
	put(plain, &cert, &none);
	put(with_key, &cert, &key);
	gnutls_free(cert.data);
	gnutls_free(key.data);
	gnutls_x509_crt_deinit(c);
	gnutls_x509_privkey_deinit(k);
}

static void test_who_holds_a_secret_is_not_dumped(void **state)
{
	char *plain = in_dir("plain.pem"), *key = in_dir("key.pem"), *locked = in_dir("locked.p12");

	(void)state;
	if (prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) != 1)
		skip();                      /* somebody has seen to it for all programs */
	write_both(plain, key);
	locked_write(locked, "sesame");
	assert_true(dumpable_after(open_file, plain));
	assert_true(dumpable_after(client_without, NULL));
	assert_false(dumpable_after(open_file, key));
	assert_false(dumpable_after(open_file, locked));
	assert_false(dumpable_after(client_with_key, key));
	free(plain);
	free(key);
	free(locked);
}

static int begin(void **state)
{
	(void)state;
	return mkdtemp(dir) == NULL ? -1 : 0;
}

static int finish(void **state)
{
	(void)state;
	return remove_all(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_who_holds_a_secret_is_not_dumped) };

	return cmocka_run_group_tests(tests, begin, finish);
}
