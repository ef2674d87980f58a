/* SPDX-License-Identifier: GPL-3.0-or-later
 * Roots are found by their names, read once, and known as public or added. */
#include "x509/dn.h"
#include "base/mem.h"
#include "asn1/pem.h"
#include "trust/roots.h"
#include "trust/trust.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct cert *make_root(const char *dn, unsigned char serial)
{
	gnutls_x509_privkey_t key;
	gnutls_x509_crt_t crt;
	gnutls_datum_t der;
	struct cert *c;
	const char *err;

	assert_int_equal(gnutls_x509_privkey_init(&key), 0);
	assert_int_equal(gnutls_x509_privkey_generate(key, GNUTLS_PK_EDDSA_ED25519, 256, 0), 0);
	assert_int_equal(gnutls_x509_crt_init(&crt), 0);
	assert_int_equal(gnutls_x509_crt_set_version(crt, 3), 0);
	assert_int_equal(gnutls_x509_crt_set_serial(crt, &serial, 1), 0);
	assert_int_equal(gnutls_x509_crt_set_dn(crt, dn, &err), 0);
	assert_int_equal(gnutls_x509_crt_set_activation_time(crt, 1700000000), 0);
	assert_int_equal(gnutls_x509_crt_set_expiration_time(crt, 1900000000), 0);
	assert_int_equal(gnutls_x509_crt_set_key(crt, key), 0);
	assert_int_equal(gnutls_x509_crt_sign2(crt, crt, key, GNUTLS_DIG_SHA512, 0), 0);
	assert_int_equal(gnutls_x509_crt_export2(crt, GNUTLS_X509_FMT_DER, &der), 0);
	c = cert_read(der.data, der.size);
	assert_null(c->fault);
	gnutls_free(der.data);
	gnutls_x509_crt_deinit(crt);
	gnutls_x509_privkey_deinit(key);
	return c;
}

/* Five roots: two of one name, one with a name too long for the index's first look. */
enum { ROOTS = 5 };

static int group_setup(void **state)
{
	char name[1200] = "CN=";
	struct cert **roots = mem_alloc(ROOTS * sizeof *roots);

	memset(name + 3, 'x', 1000);
	roots[0] = make_root("CN=One,O=Test", 1);
	roots[1] = make_root("CN=Twin,O=Test", 2);
	roots[2] = make_root("CN=Twin,O=Test", 3);
	roots[3] = make_root(name, 4);
	roots[4] = make_root("CN=Five", 5);
	*state = roots;
	return 0;
}

static int group_teardown(void **state)
{
	struct cert **roots = *state;
	size_t i;

	for (i = 0; i < ROOTS; i++)
		cert_unref(roots[i]);
	free(roots);
	return 0;
}

/* A bundle of the first n roots, with text between them, as $SSL_CERT_FILE. The caller unlinks. */
static void write_bundle(struct cert **roots, size_t n, char path[32])
{
	size_t i;
	FILE *f;
	int fd;

	(void)snprintf(path, 32, "trust-XXXXXX");
	fd = mkstemp(path);
	assert_true(fd >= 0);
	f = fdopen(fd, "w");
	assert_non_null(f);
	for (i = 0; i < n; i++) {
		char *pem = cert_pem(roots[i]);

		assert_true(fprintf(f, "# root - %zu --\n%s\n", i, pem) > 0);
		free(pem);
	}
	assert_true(fprintf(f, "-----BEGIN CERTIFICATE-----\nbroken!\n-----END CERTIFICATE-----\n-----BEGIN RSA PRIVATE"
		" KEY-----\nAAAA\n") > 0);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(setenv("SSL_CERT_FILE", path, 1), 0);
}

static size_t found(struct trust *t, const struct cert *subject_of, struct cert **out, size_t max)
{
	return trust_by_subject(t, subject_of->subject.der, (struct bytes){ NULL, 0 }, out, max);
}

static void release(struct cert **list, size_t n)
{
	while (n > 0)
		cert_unref(list[--n]);
}

static void test_finds_roots_by_subject(void **state)
{
	struct cert **roots = *state, *out[4], *again[4];
	struct trust_index *ix;
	struct trust *t;
	char path[32];
	struct cc_err e;
	size_t i;

	write_bundle(roots, 4, path);
	ix = trust_index_system(&e);
	assert_int_equal(e.code, ERR_NONE);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(trust_index_count(ix), 4);
	t = trust_new(ix);
	for (i = 0; i < 4; i++) {
		size_t n = found(t, roots[i], out, 4);

		assert_int_equal(n, i == 1 || i == 2 ? 2 : 1);
		assert_true(cert_same(out[0], roots[i]) || cert_same(out[1], roots[i]));
		assert_int_equal(trust_kind(t, roots[i]), ANCHOR_ADDED);
		release(out, n);
	}
	assert_int_equal(found(t, roots[1], out, 1), 1);
	release(out, 1);
	assert_int_equal(found(t, roots[4], out, 4), 0);
	assert_int_equal(trust_kind(t, roots[4]), ANCHOR_NONE);
	assert_int_equal(found(t, roots[0], out, 4), 1);
	assert_int_equal(found(t, roots[0], again, 4), 1);
	assert_ptr_equal(out[0], again[0]);   /* read once */
	release(out, 1);
	release(again, 1);
	assert_false(trust_index_public(ix, 0));
	trust_free(t);
	trust_index_free(ix);
}

/* Nothing is read until it is wanted, and a view made before that finds it all the same. */
static void an_index_is_filled_later(void **state)
{
	struct cert **roots = *state, *out[4];
	struct cc_err e = { 0 };
	struct trust_index *ix;
	struct trust *t;
	char path[32];

	write_bundle(roots, 4, path);
	ix = trust_index_later();
	t = trust_new(ix);
	assert_int_equal(trust_index_count(ix), 0);
	assert_int_equal(found(t, roots[0], out, 4), 0);
	trust_index_fill(ix, &e);
	assert_int_equal(e.code, ERR_NONE);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(trust_index_count(ix), 4);
	assert_int_equal(found(t, roots[0], out, 4), 1);
	release(out, 1);
	/* once: there is no file any more */
	trust_index_fill(ix, &e);
	assert_int_equal(e.code, ERR_NONE);
	assert_int_equal(trust_index_count(ix), 4);
	trust_free(t);
	trust_index_free(ix);
	/* and never, where nobody asks */
	trust_index_free(trust_index_later());
}

static void test_views_add_to_what_is_below(void **state)
{
	struct cert **roots = *state, *out[4];
	struct trust_index *ix;
	struct trust *base, *view;
	char path[32];
	struct cc_err e;

	write_bundle(roots, 2, path);
	ix = trust_index_system(&e);
	assert_int_equal(unlink(path), 0);
	base = trust_new(ix);
	view = trust_over(base);
	trust_add(view, roots[4], ANCHOR_SESSION);
	trust_add(view, roots[0], ANCHOR_DEMO);
	trust_add(view, roots[2], ANCHOR_ADDED);
	assert_int_equal(trust_kind(view, roots[4]), ANCHOR_SESSION);
	assert_int_equal(trust_kind(base, roots[4]), ANCHOR_NONE);
	assert_int_equal(trust_kind(view, roots[0]), ANCHOR_ADDED);   /* the system's word counts first */
	assert_int_equal(trust_kind(view, roots[2]), ANCHOR_ADDED);
	assert_int_equal(found(view, roots[1], out, 4), 2);
	release(out, 2);
	assert_int_equal(found(view, roots[0], out, 4), 1);           /* in both: once */
	release(out, 1);
	trust_free(view);
	trust_free(base);
	trust_index_free(ix);
}

static void test_without_an_index(void **state)
{
	struct cert **roots = *state, *out[2];
	struct trust *t = trust_new(NULL);

	assert_int_equal(found(t, roots[0], out, 2), 0);
	trust_add(t, roots[0], ANCHOR_ADDED);
	assert_int_equal(found(t, roots[0], out, 2), 1);
	release(out, 1);
	trust_free(t);
}

static void test_missing_store(void **state)
{
	struct trust_index *ix;
	struct cc_err e;

	(void)state;
	assert_int_equal(setenv("SSL_CERT_FILE", "no-such-file.pem", 1), 0);
	ix = trust_index_system(&e);
	assert_int_equal(e.code, ERR_IO);
	assert_non_null(strstr(e.msg, "no-such-file.pem"));
	assert_int_equal(trust_index_count(ix), 0);
	trust_index_free(ix);
	assert_int_equal(setenv("SSL_CERT_FILE", "/dev/zero", 1), 0);
	ix = trust_index_system(&e);
	assert_int_equal(e.code, ERR_LIMIT);
	trust_index_free(ix);
	assert_int_equal(setenv("SSL_CERT_FILE", ".", 1), 0);
	ix = trust_index_system(&e);
	assert_non_null(strstr(e.msg, "folder"));
	trust_index_free(ix);
	assert_int_equal(unsetenv("SSL_CERT_FILE"), 0);
}

/* Distributed roots are public by the table, or by the folder of a newer package. */
static void test_public_roots(void **state)
{
	struct cert **roots = *state;
	char folder[] = "roots-XXXXXX", path[64], *pem = cert_pem(roots[0]);
	struct trust_index *ix;
	size_t i, n_public = 0;
	FILE *f;

	assert_non_null(mkdtemp(folder));
	(void)snprintf(path, sizeof path, "%s/One.crt", folder);
	f = fopen(path, "w");
	assert_non_null(f);
	assert_true(fputs(pem, f) >= 0);
	assert_int_equal(fclose(f), 0);
	assert_true(root_is_public(roots[0], folder));
	assert_false(root_is_public(roots[1], folder));
	assert_false(root_is_public(roots[0], "no-such-folder"));
	assert_int_equal(unlink(path), 0);
	assert_int_equal(rmdir(folder), 0);
	free(pem);
	ix = trust_index_system(NULL);
	for (i = 0; i < trust_index_count(ix); i++)
		n_public += trust_index_public(ix, i) ? 1 : 0;
	/* where the system has Mozilla's roots, most of its store are those */
	if (access("/usr/share/ca-certificates/mozilla", R_OK) == 0)
		assert_true(trust_index_count(ix) == 0 || n_public > trust_index_count(ix) / 2);
	trust_index_free(ix);
}

/* SEQUENCE { SET { SEQUENCE { commonName, a string of this type } } } */
static struct bytes name_of(uint8_t *out, uint8_t type, const char *value, size_t n)
{
	const uint8_t head[] =
		{ 0x30, (uint8_t)(n + 11), 0x31, (uint8_t)(n + 9), 0x30, (uint8_t)(n + 7), 6, 3, 0x55, 4, 3, type,
		(uint8_t)n };

	memcpy(out, head, sizeof head);
	memcpy(out + sizeof head, value, n);
	return (struct bytes){ out, sizeof head + n };
}

static void same_name(uint8_t type, const char *value, size_t n, bool same)
{
	uint8_t a[64], b[64];
	struct bytes x = name_of(a, 0x13, "Some CA", 7), y = name_of(b, type, value, n);

	assert_int_equal(dn_match(x, y), same);
	assert_int_equal(dn_hash(x) == dn_hash(y), same);
}

static void test_names_are_compared_by_what_they_say(void **state)
{
	(void)state;
	same_name(0x13, "Some CA", 7, true);
	same_name(0x0c, "Some CA", 7, true);
	same_name(0x0c, "SOME  ca", 8, true);
	same_name(0x0c, " some CA ", 9, true);
	same_name(0x16, "some CA", 7, true);
	same_name(0x0c, "SomeCA", 6, false);
	same_name(0x0c, "Some CB", 7, false);
	same_name(0x0c, "Some CA\0", 8, false);
	same_name(0x04, "Some CA", 7, false);
}

static void decodes(const char *base64, const char *plain)
{
	uint8_t out[64];
	size_t n;
	bool ok = base64_decode((struct bytes){ (const uint8_t *)base64, strlen(base64) }, out, sizeof out, &n);

	assert_int_equal(ok, plain != NULL);
	if (plain != NULL) {
		assert_int_equal(n, strlen(plain));
		assert_memory_equal(out, plain, n);
	}
}

static void test_base64(void **state)
{
	(void)state;
	decodes("", "");
	decodes("Zm9vYmFy", "foobar");
	decodes(" Zm9\nvY\r\nmE=\n", "fooba");
	decodes("Zm9vYg==", "foob");
	decodes("Zm9vYg", "foob");
	decodes("Zm9vY", NULL);
	decodes("Zm9v!A==", NULL);
	decodes("Zm9vYg==Zg==", NULL);
	decodes("Zm9\xff", NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_finds_roots_by_subject),
		cmocka_unit_test(an_index_is_filled_later),
		cmocka_unit_test(test_views_add_to_what_is_below),
		cmocka_unit_test(test_without_an_index),
		cmocka_unit_test(test_missing_store),
		cmocka_unit_test(test_public_roots),
		cmocka_unit_test(test_names_are_compared_by_what_they_say),
		cmocka_unit_test(test_base64),
	};

	return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
