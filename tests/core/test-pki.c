/* SPDX-License-Identifier: GPL-3.0-or-later
 * Certificates made to order: what another implementation reads in them is what was ordered. */
#include "x509/cert.h"
#include "pki/pki.h"
#include "asn1/der.h"
#include "asn1/der-write.h"
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <gnutls/x509.h>
#include <stdlib.h>
#include <string.h>

#define DAY 86400
static const int64_t noon = 1767225600;   /* 2026-01-01 */

static void expect_der(struct derw *d, const char *hex)
{
	struct buf b = BUF_INIT(4096);

	assert_false(d->bad);
	assert_int_equal(buf_addhex(&b, derw_bytes(d).p, derw_bytes(d).n, ""), 0);
	assert_string_equal(b.data, hex);
	buf_done(&b);
	derw_done(d);
}

static void test_der_numbers_are_shortest(void **state)
{
	struct derw d = DERW_INIT(1000);

	(void)state;
	derw_int(&d, DERW_INTEGER, 0);
	derw_int(&d, DERW_INTEGER, 127);
	derw_int(&d, DERW_INTEGER, 128);
	derw_int(&d, DERW_INTEGER, -128);
	derw_int(&d, DERW_INTEGER, -129);
	derw_unsigned(&d, (struct bytes){ (const uint8_t *)"\0\0\x80", 3 });
	expect_der(&d, "020100" "02017f" "02020080" "020180" "0202ff7f" "02020080");
}

static void test_der_oids_and_bits(void **state)
{
	struct derw d = DERW_INIT(1000);

	(void)state;
	derw_oid(&d, "2.999.1");
	derw_oid(&d, "1.2.840.113549.1.1.11");
	derw_named_bits(&d, KU_KEY_CERT_SIGN | KU_CRL_SIGN);
	derw_named_bits(&d, KU_DECIPHER_ONLY);
	derw_named_bits(&d, 0);
	expect_der(&d, "0603883701" "06092a864886f70d01010b" "03020106" "0303070080" "030100");
	d = DERW_INIT(1000);
	derw_oid(&d, "1.2.");
	assert_true(d.bad);
	derw_done(&d);
}

static void test_der_long_lengths_and_limits(void **state)
{
	static const uint8_t zeros[300];
	struct derw d = DERW_INIT(400);

	(void)state;
	derw_begin(&d, DERW_SEQUENCE);
	derw_put(&d, DERW_OCTET_STRING, zeros, 200);
	derw_end(&d);
	assert_memory_equal(derw_bytes(&d).p, "\x30\x81\xcb\x04\x81\xc8\0", 7);
	assert_int_equal(derw_bytes(&d).n, 206);
	derw_put(&d, DERW_OCTET_STRING, zeros, 300);
	assert_true(d.bad);
	derw_done(&d);
}

static void test_der_times_change_form_in_2050(void **state)
{
	struct derw d = DERW_INIT(100);

	(void)state;
	derw_time(&d, 2524607999);
	derw_time(&d, 2524608000);
	assert_memory_equal(derw_bytes(&d).p, "\x17\x0d" "491231235959Z" "\x18\x0f" "20500101000000Z", 32);
	derw_done(&d);
}

/* BoringSSL (ParseGeneralizedTime, pki/parse_values.cc) takes any four digits for a year, by the calendar of today. */
static void test_the_year_0_is_read(void **state)
{
	static const struct { const char *text; int64_t t; } rows[] = {
		{ "00000101000000Z", INT64_C(-62167219200) }, { "00001231235959Z", INT64_C(-62135596801) },
		{ "00010101000000Z", INT64_C(-62135596800) }, { "00000229000000Z", INT64_C(-62162121600) },
		{ "19700101000000Z", 0 }, { "99991231235959Z", INT64_C(253402300799) },
	};
	int64_t t;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct der d = { .id = DER_GENERALIZED_TIME, .content = { (const uint8_t *)rows[i].text, 15 } };

		assert_true(der_time(&d, &t));
		assert_true(t == rows[i].t);
	}
}

/* A root, an intermediate and a leaf, as GnuTLS sees them. */
struct chain {
	struct pki_key *key[3];
	struct pki_cert cert[3];
	gnutls_x509_crt_t crt[3];   /* leaf first */
};

static void chain_make(struct chain *c, const struct pki_spec *leaf, const struct pki_spec *middle,
	enum pki_key_kind kind)
{
	const struct pki_spec root =
		{ .cn = "Root", .flags = PKI_CA, .not_before = noon - DAY, .not_after = noon + 1000 * DAY };
	const struct pki_spec *spec[3] = { leaf, middle, &root };
	struct cc_err e = { 0 };

	for (int i = 2; i >= 0; i--) {
		struct pki_spec s = *spec[i];
		gnutls_datum_t der;

		if (s.not_before == 0)
			s.not_before = noon - DAY, s.not_after = noon + 90 * DAY;
		c->key[i] = pki_key_new(i == 0 ? kind : PKI_P256, &e);
		assert_non_null(c->key[i]);
		assert_int_equal(pki_cert_make(&c->cert[i], &s, c->key[i], i == 2 ? NULL : &c->cert[i + 1], &e), 0);
		der = (gnutls_datum_t){ (unsigned char *)c->cert[i].der.data, (unsigned)c->cert[i].der.len };
		assert_int_equal(gnutls_x509_crt_init(&c->crt[i]), 0);
		assert_int_equal(gnutls_x509_crt_import(c->crt[i], &der, GNUTLS_X509_FMT_DER), 0);
	}
}

static void chain_done(struct chain *c)
{
	for (int i = 0; i < 3; i++) {
		gnutls_x509_crt_deinit(c->crt[i]);
		pki_cert_done(&c->cert[i]);
		pki_key_free(c->key[i]);
	}
}

static unsigned chain_status(struct chain *c, const char *host)
{
	gnutls_typed_vdata_st data = { .type = GNUTLS_DT_DNS_HOSTNAME, .data = (unsigned char *)(uintptr_t)host };
	gnutls_x509_trust_list_t list;
	unsigned status = 0;

	assert_int_equal(gnutls_x509_trust_list_init(&list, 0), 0);
	assert_int_equal(gnutls_x509_trust_list_add_cas(list, &c->crt[2], 1, 0), 1);
	assert_int_equal(gnutls_x509_trust_list_verify_crt2(list, c->crt, 2, &data, 1,
		GNUTLS_VERIFY_DISABLE_TIME_CHECKS, &status, NULL), 0);
	gnutls_x509_trust_list_deinit(list, 0);
	return status;
}

static const struct pki_spec plain_leaf =
	{ .cn = "www.example.localhost", .names = (const char *const[]){ "www.example.localhost", NULL } };
static const struct pki_spec plain_middle =
	{ .cn = "Middle", .o = "Test", .c = "DE", .flags = PKI_CA | PKI_PATH_LENGTH };

static unsigned status_of(const struct pki_spec *leaf, const struct pki_spec *middle, enum pki_key_kind kind)
{
	struct chain c;
	unsigned status;

	chain_make(&c, leaf, middle, kind);
	status = chain_status(&c, "www.example.localhost");
	chain_done(&c);
	return status;
}

static void test_an_honest_chain_verifies(void **state)
{
	(void)state;
	assert_int_equal(status_of(&plain_leaf, &plain_middle, PKI_P256), 0);
	assert_int_equal(status_of(&plain_leaf, &plain_middle, PKI_ED25519), 0);
	assert_int_equal(status_of(&plain_leaf, &plain_middle, PKI_P521), 0);
}

static void test_faults_to_order_are_seen(void **state)
{
	struct pki_spec s = plain_leaf;

	(void)state;
	s.flags = PKI_BAD_SIGNATURE;
	assert_true(status_of(&s, &plain_middle, PKI_P256) & GNUTLS_CERT_INVALID);
	s = plain_leaf;
	s.hash = PKI_SHA1;
	assert_true(status_of(&s, &plain_middle, PKI_P256) & GNUTLS_CERT_INSECURE_ALGORITHM);
	s = plain_middle;
	s.flags = 0;
	assert_true(status_of(&plain_leaf, &s, PKI_P256) & GNUTLS_CERT_SIGNER_NOT_CA);
	s = plain_middle;
	s.cn = NULL;
	s.permitted = (const char *const[]){ "example.localhost", "ip:10.0.0.0/8", "ip:2001:db8::/32",
		"email:.localhost", NULL };
	s.excluded = (const char *const[]){ "other.localhost", NULL };
	assert_int_equal(status_of(&plain_leaf, &s, PKI_P256), 0);
	s.excluded = (const char *const[]){ "www.example.localhost", "ip:", NULL };
	assert_true(status_of(&plain_leaf, &s, PKI_P256) & GNUTLS_CERT_SIGNER_CONSTRAINTS_FAILURE);
}

static void test_fields_are_written(void **state)
{
	const uint8_t value[] = { 0x05, 0x00 };
	const struct pki_extension more = { "2.999.1", true, { value, sizeof value } };
	const struct pki_spec leaf = {
		.cn = "www.example.localhost", .o = "M\xc3\xbcller", .flags = PKI_MUST_STAPLE | PKI_NO_AKID,
		.names = (const char *const[]){ "www.example.localhost", "ip:192.0.2.1", "ip:2001:db8::1", "uri:x:y",
		"email:a@b", NULL },
		.ocsp = "http://o.localhost/", .ca_issuers = "http://i.localhost/", .crl = "http://c.localhost/",
		.policies = (const char *const[]){ "2.23.140.1.2.1", NULL }, .extensions = &more, .n_extensions = 1,
		.serial = { (const uint8_t *)"\x81\x01", 2 },
	};
	gnutls_datum_t text;
	struct chain c;

	(void)state;
	chain_make(&c, &leaf, &plain_middle, PKI_P256);
	assert_int_equal(gnutls_x509_crt_print(c.crt[0], GNUTLS_CRT_PRINT_FULL, &text), 0);
	for (const char *const *want = (const char *const[]){ "Version: 3", "008101", "CN=www.example.localhost,O=M",
		"192.0.2.1", "2001:db8::1",
			"URI: x:y", "RFC822Name: a@b", "http://o.localhost/", "http://i.localhost/",
			"http://c.localhost/", "2.23.140.1.2.1",
			"Unknown extension 2.999.1 (critical)", "Status Request(5)", "TLS WWW Server", "UTC 2025",
			NULL }; *want != NULL; want++)
		if (strstr((const char *)text.data, *want) == NULL)
			fail_msg("no \"%s\" in %s", *want, text.data);
	assert_null(strstr((const char *)text.data, "Authority Key Identifier"));
	gnutls_free(text.data);
	chain_done(&c);
}

static void test_a_thousand_names_at_once(void **state)
{
	enum { N = 3000 };
	char **names = mem_alloc((N + 1) * sizeof *names);
	struct pki_spec s = plain_leaf;
	char got[64];
	size_t size = sizeof got;
	struct chain c;

	(void)state;
	for (int i = 0; i < N; i++)
		names[i] = mem_printf("n%d.example.localhost", i);
	s.names = (const char *const *)names;
	chain_make(&c, &s, &plain_middle, PKI_P256);
	assert_true(gnutls_x509_crt_get_subject_alt_name(c.crt[0], N - 1, got, &size, NULL) >= 0);
	assert_string_equal(got, "n2999.example.localhost");
	chain_done(&c);
	for (int i = 0; i < N; i++)
		free(names[i]);
	free(names);
}

static void test_version_one_has_no_extensions(void **state)
{
	struct pki_spec s = plain_leaf;
	struct chain c;

	(void)state;
	s.flags = PKI_V1;
	chain_make(&c, &s, &plain_middle, PKI_RSA1024);
	assert_int_equal(gnutls_x509_crt_get_version(c.crt[0]), 1);
	assert_int_equal(gnutls_x509_crt_get_extension_info(c.crt[0], 0, NULL, &(size_t){ 0 }, NULL),
		GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE);
	chain_done(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_der_numbers_are_shortest),
		cmocka_unit_test(test_der_oids_and_bits),
		cmocka_unit_test(test_der_long_lengths_and_limits),
		cmocka_unit_test(test_der_times_change_form_in_2050),
		cmocka_unit_test(test_the_year_0_is_read),
		cmocka_unit_test(test_an_honest_chain_verifies),
		cmocka_unit_test(test_faults_to_order_are_seen),
		cmocka_unit_test(test_fields_are_written),
		cmocka_unit_test(test_a_thousand_names_at_once),
		cmocka_unit_test(test_version_one_has_no_extensions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
