/* SPDX-License-Identifier: GPL-3.0-or-later
 * Files of every kind give their certificates, or one line that says what they hold instead. */
#include "x509/pemfile.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <gnutls/pkcs12.h>
#include <gnutls/pkcs7.h>
#include <gnutls/x509.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A leaf with its key, and another certificate. */
struct sample { gnutls_x509_privkey_t key; gnutls_x509_crt_t leaf, other; };

static gnutls_x509_crt_t make_crt(gnutls_x509_privkey_t key, const char *dn, unsigned char serial)
{
	gnutls_x509_crt_t crt;
	const char *err;

	assert_int_equal(gnutls_x509_crt_init(&crt), 0);
	assert_int_equal(gnutls_x509_crt_set_version(crt, 3), 0);
	assert_int_equal(gnutls_x509_crt_set_serial(crt, &serial, 1), 0);
	assert_int_equal(gnutls_x509_crt_set_dn(crt, dn, &err), 0);
	assert_int_equal(gnutls_x509_crt_set_activation_time(crt, 1700000000), 0);
	assert_int_equal(gnutls_x509_crt_set_expiration_time(crt, 1900000000), 0);
	assert_int_equal(gnutls_x509_crt_set_key(crt, key), 0);
	assert_int_equal(gnutls_x509_crt_sign2(crt, crt, key, GNUTLS_DIG_SHA256, 0), 0);
	return crt;
}

static gnutls_x509_privkey_t make_key(void)
{
	gnutls_x509_privkey_t key;

	assert_int_equal(gnutls_x509_privkey_init(&key), 0);
	assert_int_equal(gnutls_x509_privkey_generate(key, GNUTLS_PK_ECDSA,
		GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0), 0);
	return key;
}

static int group_setup(void **state)
{
	struct sample *s = mem_alloc(sizeof *s);
	gnutls_x509_privkey_t another = make_key();

	s->key = make_key();
	s->leaf = make_crt(s->key, "CN=leaf", 1);
	s->other = make_crt(another, "CN=other", 2);
	gnutls_x509_privkey_deinit(another);
	*state = s;
	return 0;
}

static int group_teardown(void **state)
{
	struct sample *s = *state;

	gnutls_x509_privkey_deinit(s->key);
	gnutls_x509_crt_deinit(s->leaf);
	gnutls_x509_crt_deinit(s->other);
	free(s);
	return 0;
}

static gnutls_datum_t exported(gnutls_x509_crt_t crt, gnutls_x509_crt_fmt_t format)
{
	gnutls_datum_t d;

	assert_int_equal(gnutls_x509_crt_export2(crt, format, &d), 0);
	return d;
}

/* Parse, and expect these common names (NULL ends them; "?" is one that does not parse). */
static void holds(const void *data, size_t size, const struct pemfile_opts *o, const char *const *names)
{
	struct cert **certs;
	struct cc_err e = { 0 };
	size_t n, i;

	if (pemfile_parse((struct bytes){ data, size }, "x.pem", &certs, &n, o, &e) != 0)
		fail_msg("%s", e.msg);
	for (i = 0; i < n; i++) {
		assert_non_null(names[i]);
		assert_true(*names[i] == '?' || certs[i]->parsed);
		if (*names[i] == '?')
			assert_false(certs[i]->parsed);
		else
			assert_string_equal(certs[i]->subject.cn, names[i]);
	}
	assert_null(names[n]);
	pemfile_free(certs, n);
}

static void refused(const void *data, size_t size, const struct pemfile_opts *o, const char *message)
{
	struct cert **certs;
	struct cc_err e = { 0 };
	size_t n;

	assert_int_equal(pemfile_parse((struct bytes){ data, size }, "x.pem", &certs, &n, o, &e), -1);
	assert_null(certs);
	assert_memory_equal(e.msg, "x.pem ", 6);
	if (strstr(e.msg, message) == NULL)
		fail_msg("%s", e.msg);
}

#define NAMES(...) ((const char *const[]){ __VA_ARGS__, NULL })

static void test_pem_with_noise(void **state)
{
	const struct sample *s = *state;
	gnutls_datum_t a = exported(s->leaf, GNUTLS_X509_FMT_PEM), b = exported(s->other, GNUTLS_X509_FMT_PEM);
	char *text = mem_printf("\xef\xbb\xbfsubject=- leaf -----\n%.*s\n-----BEGIN PRIVATE KEY-----\nAAAA\n-----END"
		" PRIVATE KEY-----\n"
	                        "-----BEGIN CERTIFICATE-----\nMAMCAQU=\n-----END CERTIFICATE-----\nnoise\n%.*s",
	                        (int)a.size, (char *)a.data, (int)b.size, (char *)b.data);

	holds(text, strlen(text), NULL, NAMES("leaf", "?", "other"));
	free(text);
	text = mem_printf("%.*s", (int)a.size - 26, (char *)a.data);   /* without its last line */
	holds(text, strlen(text), NULL, NAMES("leaf"));
	gnutls_free(a.data);
	gnutls_free(b.data);
	free(text);
}

static void test_windows_line_ends(void **state)
{
	const struct sample *s = *state;
	gnutls_datum_t a = exported(s->leaf, GNUTLS_X509_FMT_PEM);
	char *text = mem_alloc(a.size * 2 + 1);
	size_t n = 0, i;

	for (i = 0; i < a.size; i++) {
		if (a.data[i] == '\n')
			text[n++] = '\r';
		text[n++] = (char)a.data[i];
	}
	holds(text, n, NULL, NAMES("leaf"));
	gnutls_free(a.data);
	free(text);
}

static void test_trusted_certificate(void **state)
{
	const struct sample *s = *state;
	gnutls_datum_t der = exported(s->leaf, GNUTLS_X509_FMT_DER), pem;
	uint8_t *more = mem_alloc(der.size + 4);

	memcpy(more, der.data, der.size);
	memcpy(more + der.size, "\x30\x02\x30", 3);
	assert_int_equal(gnutls_pem_base64_encode2("TRUSTED CERTIFICATE", &(gnutls_datum_t){ more, der.size + 4 },
		&pem), 0);
	holds(pem.data, pem.size, NULL, NAMES("leaf"));
	gnutls_free(der.data);
	gnutls_free(pem.data);
	free(more);
}

static void test_der(void **state)
{
	const struct sample *s = *state;
	gnutls_datum_t der = exported(s->leaf, GNUTLS_X509_FMT_DER);

	holds(der.data, der.size, NULL, NAMES("leaf"));
	refused(der.data, der.size - 1, NULL, "cut off");
	gnutls_free(der.data);
}

static void test_pkcs7(void **state)
{
	const struct sample *s = *state;
	gnutls_datum_t der, pem;
	gnutls_pkcs7_t p7;

	assert_int_equal(gnutls_pkcs7_init(&p7), 0);
	assert_int_equal(gnutls_pkcs7_set_crt(p7, s->leaf), 0);
	assert_int_equal(gnutls_pkcs7_set_crt(p7, s->other), 0);
	assert_int_equal(gnutls_pkcs7_export2(p7, GNUTLS_X509_FMT_DER, &der), 0);
	assert_int_equal(gnutls_pkcs7_export2(p7, GNUTLS_X509_FMT_PEM, &pem), 0);
	holds(der.data, der.size, NULL, NAMES("leaf", "other"));
	holds(pem.data, pem.size, NULL, NAMES("leaf", "other"));
	gnutls_pkcs7_deinit(p7);
	gnutls_free(der.data);
	gnutls_free(pem.data);
}

static void add_bag(gnutls_pkcs12_t p12, gnutls_x509_crt_t crt, gnutls_x509_privkey_t key, const char *password)
{
	gnutls_datum_t der, id = { (unsigned char *)(uintptr_t)"id", 2 };
	gnutls_pkcs12_bag_t bag;
	size_t n = 4096;
	int at;

	assert_int_equal(gnutls_pkcs12_bag_init(&bag), 0);
	if (crt != NULL)
		at = gnutls_pkcs12_bag_set_crt(bag, crt);
	else {
		der.data = mem_alloc(n);
		assert_int_equal(gnutls_x509_privkey_export_pkcs8(key, GNUTLS_X509_FMT_DER, password,
			GNUTLS_PKCS_PBES2_AES_256, der.data, &n), 0);
		der.size = (unsigned)n;
		at = gnutls_pkcs12_bag_set_data(bag, GNUTLS_BAG_PKCS8_ENCRYPTED_KEY, &der);
		free(der.data);
	}
	assert_true(at >= 0);
	if (key != NULL)
		assert_int_equal(gnutls_pkcs12_bag_set_key_id(bag, (unsigned)at, &id), 0);
	if (crt != NULL)
		assert_int_equal(gnutls_pkcs12_bag_encrypt(bag, password, GNUTLS_PKCS_PBES2_AES_256), 0);
	assert_int_equal(gnutls_pkcs12_set_bag(p12, bag), 0);
	gnutls_pkcs12_bag_deinit(bag);
}

static gnutls_datum_t make_pkcs12(const struct sample *s, const char *password, bool with_key)
{
	gnutls_pkcs12_t p12;
	gnutls_datum_t der;

	assert_int_equal(gnutls_pkcs12_init(&p12), 0);
	add_bag(p12, s->other, NULL, password);
	add_bag(p12, s->leaf, with_key ? s->key : NULL, password);
	if (with_key)
		add_bag(p12, NULL, s->key, password);
	assert_int_equal(gnutls_pkcs12_generate_mac2(p12, GNUTLS_MAC_SHA256, password), 0);
	assert_int_equal(gnutls_pkcs12_export2(p12, GNUTLS_X509_FMT_DER, &der), 0);
	gnutls_pkcs12_deinit(p12);
	return der;
}

/* Answers with a wrong password first. */
static char *answer(void *ctx, const char *label, bool again)
{
	int *asked = ctx;

	assert_string_equal(label, "the PKCS #12 file x.pem");
	assert_int_equal(again, *asked > 0);
	return mem_strdup((*asked)++ > 0 ? "secret" : "wrong");
}

static char *no_answer(void *ctx, const char *label, bool again)
{
	(void)ctx;
	(void)label;
	(void)again;
	return NULL;
}

static void test_pkcs12(void **state)
{
	gnutls_datum_t der = make_pkcs12(*state, "secret", true), open = make_pkcs12(*state, "", false);
	int asked = 0;
	const struct pemfile_opts asks = { .password = answer, .ctx = &asked }, gives_up = { .password = no_answer },
		none = { 0 };

	holds(der.data, der.size, &asks, NAMES("leaf", "other"));   /* the key's own first */
	assert_int_equal(asked, 2);
	refused(der.data, der.size, &gives_up, "opens only with its password");
	refused(der.data, der.size, &none, "opens only with its password");
	refused(der.data, der.size, NULL, "PKCS #12");
	holds(open.data, open.size, &none, NAMES("other", "leaf"));
	gnutls_free(der.data);
	gnutls_free(open.data);
}

/* A log is for --explain, and whoever gives one as a target is told so; with a page or octets it would not help. */
static void test_messages(void **state)
{
	static const char *const other[] = { "<p>nothing of that name</p>\n", "{ \"no\": \"certificate here\" }\n",
		"some words \x01 and more\n", "1234567890\n" };
	static const char log[] = "09:12:01 nginx: [emerg] SSL_CTX_use_PrivateKey() failed\r\n";
	struct cert **certs;
	size_t i, n;

	(void)state;
	refused(log, sizeof log - 1, NULL, "nor PKCS #12 (if it is a log");
	refused(log, sizeof log - 1, NULL, "certcard --explain - < FILE");
	for (i = 0; i < sizeof other / sizeof *other; i++) {
		struct cc_err e = { 0 };

		assert_int_equal(pemfile_parse((struct bytes){ (const uint8_t *)other[i], strlen(other[i]) }, "x.pem",
				&certs, &n, NULL, &e), -1);
		assert_null(strstr(e.msg, "--explain"));
	}
}

/* An octet of the contents is another: under the right password the bags open, and the MAC says that it is not what was
 * written. Nobody is asked for a password that could not help, and a wrong one is still a wrong one. */
static void test_damaged_pkcs12(void **state)
{
	gnutls_datum_t der = make_pkcs12(*state, "secret", true), open = make_pkcs12(*state, "", false);
	int asked = 0;
	bool locked = false;
	const struct pemfile_opts asks = { .password = answer, .ctx = &asked, .locked = &locked },
		none = { .locked = &locked }, gives_up = { .password = no_answer };

	/* in the first bag's ciphertext, which begins at some 160 and is longer than the certificate in it */
	der.data[300] ^= 0x55;
	open.data[300] ^= 0x55;
	refused(open.data, open.size, &none, "was damaged");
	refused(open.data, open.size, &none, "-twopass");   /* which the structure does not tell apart */
	refused(open.data, open.size, &asks, "was damaged");
	assert_int_equal(asked, 0);
	refused(der.data, der.size, &asks, "was damaged");
	assert_int_equal(asked, 2);
	assert_false(locked);
	refused(der.data, der.size, &gives_up, "opens only with its password");
	gnutls_free(der.data);
	gnutls_free(open.data);
}

static void test_what_is_no_certificate(void **state)
{
	const struct sample *s = *state;
	static const char text[] = "Hello\n",
		key[] = "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n";
	gnutls_x509_crq_t crq;
	gnutls_x509_crl_t crl;
	gnutls_datum_t d;

	refused("", 0, NULL, "is empty");
	refused(text, sizeof text - 1, NULL, "holds no certificate");
	refused("\x30\x80", 2, NULL, "PKCS #7");
	refused(key, sizeof key - 1, NULL, "private key");
	assert_int_equal(gnutls_x509_crq_init(&crq), 0);
	assert_int_equal(gnutls_x509_crq_set_version(crq, 1), 0);
	assert_int_equal(gnutls_x509_crq_set_key(crq, s->key), 0);
	assert_int_equal(gnutls_x509_crq_sign2(crq, s->key, GNUTLS_DIG_SHA256, 0), 0);
	assert_int_equal(gnutls_x509_crq_export2(crq, GNUTLS_X509_FMT_DER, &d), 0);
	refused(d.data, d.size, NULL, "signing request");
	gnutls_free(d.data);
	assert_int_equal(gnutls_x509_crq_export2(crq, GNUTLS_X509_FMT_PEM, &d), 0);
	refused(d.data, d.size, NULL, "signing request");
	gnutls_free(d.data);
	gnutls_x509_crq_deinit(crq);
	assert_int_equal(gnutls_x509_crl_init(&crl), 0);
	assert_int_equal(gnutls_x509_crl_set_version(crl, 2), 0);
	assert_int_equal(gnutls_x509_crl_set_this_update(crl, 1700000000), 0);
	assert_int_equal(gnutls_x509_crl_set_next_update(crl, 1800000000), 0);
	assert_int_equal(gnutls_x509_crl_sign2(crl, s->leaf, s->key, GNUTLS_DIG_SHA256, 0), 0);
	assert_int_equal(gnutls_x509_crl_export2(crl, GNUTLS_X509_FMT_DER, &d), 0);
	refused(d.data, d.size, NULL, "revocation list");
	gnutls_free(d.data);
	gnutls_x509_crl_deinit(crl);
	d.data = mem_alloc(4096);
	{
		size_t n = 4096;

		assert_int_equal(gnutls_x509_privkey_export(s->key, GNUTLS_X509_FMT_DER, d.data, &n), 0);
		refused(d.data, n, NULL, "private key");
	}
	free(d.data);
}

static void test_limits(void **state)
{
	const struct sample *s = *state;
	gnutls_datum_t a = exported(s->leaf, GNUTLS_X509_FMT_PEM);
	char *text = mem_printf("%.*s%.*s%.*s", (int)a.size, (char *)a.data, (int)a.size, (char *)a.data, (int)a.size,
		(char *)a.data);
	const struct pemfile_opts two = { .max_certs = 2 }, three = { .max_certs = 3 };

	refused(text, strlen(text), &two, "more than the 2");
	holds(text, strlen(text), &three, NAMES("leaf", "leaf", "leaf"));
	gnutls_free(a.data);
	free(text);
}

/* What is refused for its size is not read first: nobody sees that there is no certificate in it. */
static void test_too_many_are_refused_unread(void **state)
{
	static const char one[] = "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n";
	struct buf text = BUF_INIT((LIMIT_FILE_CERTS + 2) * sizeof one);

	(void)state;
	for (int i = 0; i < LIMIT_FILE_CERTS + 1; i++)
		assert_int_equal(buf_adds(&text, one), 0);
	refused(text.data, text.len, NULL, "more than the 4096");
	buf_done(&text);
}

static void file_refused(const char *path, const char *message, enum err_code code)
{
	struct cert **certs;
	struct cc_err e = { 0 };
	size_t n;

	assert_int_equal(pemfile_read(path, &certs, &n, NULL, &e), -1);
	assert_int_equal(e.code, code);
	assert_null(strchr(e.msg, '\n'));
	if (strstr(e.msg, message) == NULL)
		fail_msg("%s", e.msg);
}

static void test_files(void **state)
{
	const struct sample *s = *state;
	gnutls_datum_t a = exported(s->leaf, GNUTLS_X509_FMT_PEM);
	char path[] = "pemfile-XXXXXX";
	struct cert **certs;
	struct cc_err e = { 0 };
	size_t n;
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, a.data, a.size), a.size);
	assert_int_equal(close(fd), 0);
	assert_int_equal(pemfile_read(path, &certs, &n, NULL, &e), 0);
	assert_int_equal(n, 1);
	pemfile_free(certs, n);
	assert_int_equal(unlink(path), 0);
	gnutls_free(a.data);
	file_refused("no-such\nfile.pem", "cannot open no-such\\u{a}file.pem: No such file", ERR_IO);
	file_refused(".", ". is a folder", ERR_IO);
	file_refused("/dev/zero", "larger than", ERR_LIMIT);
	file_refused("/dev/null", "is empty", ERR_PARSE);
}

static void test_random_bytes(void **state)
{
	const struct sample *s = *state;
	gnutls_datum_t der = make_pkcs12(s, "", false);
	uint8_t *copy = mem_alloc(der.size);
	static const struct pemfile_opts none;
	struct cert **certs;
	uint32_t seed = 7;
	size_t n;
	int i;

	for (i = 0; i < 30; i++) {
		memcpy(copy, der.data, der.size);
		seed = seed * 1664525 + 1013904223;
		/* the head alone: what is behind decides about the cost of opening */
		copy[seed % 60] = (uint8_t)(seed >> 24);
		if (pemfile_parse((struct bytes){ copy, der.size }, "x.pem", &certs, &n, i % 2 == 0 ? &none : NULL,
			NULL) == 0)
			pemfile_free(certs, n);
	}
	free(copy);
	gnutls_free(der.data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pem_with_noise),
		cmocka_unit_test(test_windows_line_ends),
		cmocka_unit_test(test_trusted_certificate),
		cmocka_unit_test(test_der),
		cmocka_unit_test(test_pkcs7),
		cmocka_unit_test(test_pkcs12),
		cmocka_unit_test(test_damaged_pkcs12),
		cmocka_unit_test(test_messages),
		cmocka_unit_test(test_what_is_no_certificate),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_too_many_are_refused_unread),
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_random_bytes),
	};

	return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
