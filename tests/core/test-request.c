/* SPDX-License-Identifier: GPL-3.0-or-later
 * Certificate requests: what they ask for, whether they are signed with their own key, and what a public CA would say.
 */
#include "judge/request.h"

#include "base/mem.h"
#include "options/opts.h"
#include "report/report.h"
#include "report/plain-text.h"
#include "report/json.h"
#include "x509/request.h"
#include "x509/request-words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <gnutls/abstract.h>
#include <gnutls/x509.h>
#include <stdlib.h>
#include <string.h>

/* What is asked for. */
struct asked {
	const char *cn;
	const char *names[4]; /* DNS names, or ip:ADDRESS of four octets */
	const char *eku;
	unsigned rsa_bits; /* 0: EC P-256 */
	bool ca, password;
	unsigned ku;
};

static gnutls_x509_privkey_t make_key(unsigned rsa_bits)
{
	gnutls_x509_privkey_t key;

	assert_int_equal(gnutls_x509_privkey_init(&key), 0);
	assert_int_equal(gnutls_x509_privkey_generate(key, rsa_bits != 0 ? GNUTLS_PK_RSA : GNUTLS_PK_ECDSA,
				 rsa_bits != 0 ? rsa_bits : (unsigned)GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1),
				 0),
		0);
	return key;
}

static void ask_names(gnutls_x509_crq_t crq, const struct asked *a)
{
	for (size_t i = 0; i < 4 && a->names[i] != NULL; i++) {
		const char *n = a->names[i];
		unsigned char ip[4] = { 10, 0, 0, 1 };

		if (strncmp(n, "ip:", 3) == 0)
			assert_int_equal(gnutls_x509_crq_set_subject_alt_name(crq, GNUTLS_SAN_IPADDRESS, ip, sizeof ip,
						 GNUTLS_FSAN_APPEND),
				0);
		else
			assert_int_equal(gnutls_x509_crq_set_subject_alt_name(crq, GNUTLS_SAN_DNSNAME, n,
						 (unsigned)strlen(n), GNUTLS_FSAN_APPEND),
				0);
	}
}

static struct cert *make_request(const struct asked *a)
{
	gnutls_x509_privkey_t key = make_key(a->rsa_bits);
	gnutls_x509_crq_t crq;
	gnutls_datum_t der;
	struct cert *c;

	assert_int_equal(gnutls_x509_crq_init(&crq), 0);
	assert_int_equal(gnutls_x509_crq_set_version(crq, 1), 0);
	if (a->cn != NULL)
		assert_int_equal(gnutls_x509_crq_set_dn_by_oid(crq, GNUTLS_OID_X520_COMMON_NAME, 0, a->cn,
					 (unsigned)strlen(a->cn)),
			0);
	assert_int_equal(gnutls_x509_crq_set_key(crq, key), 0);
	ask_names(crq, a);
	if (a->eku != NULL)
		assert_int_equal(gnutls_x509_crq_set_key_purpose_oid(crq, a->eku, 0), 0);
	if (a->ca)
		assert_int_equal(gnutls_x509_crq_set_basic_constraints(crq, 1, -1), 0);
	if (a->ku != 0)
		assert_int_equal(gnutls_x509_crq_set_key_usage(crq, a->ku), 0);
	if (a->password)
		assert_int_equal(gnutls_x509_crq_set_challenge_password(crq, "hunter2"), 0);
	assert_int_equal(gnutls_x509_crq_sign2(crq, key, GNUTLS_DIG_SHA256, 0), 0);
	assert_int_equal(gnutls_x509_crq_export2(crq, GNUTLS_X509_FMT_DER, &der), 0);
	c = cert_read_request(der.data, der.size);
	gnutls_free(der.data);
	gnutls_x509_crq_deinit(crq);
	gnutls_x509_privkey_deinit(key);
	return c;
}

static struct inspection *judged(struct cert *c, bool strict, const char *name)
{
	struct inspection *i = mem_alloc(sizeof *i);
	struct opts o;

	opts_defaults(&o);
	o.strict = strict;
	i->target.input = mem_strdup("x.csr");
	i->time = INT64_C(1780315200);
	i->connection.ms = (struct timings){ -1, -1, -1, -1, -1, -1 };
	judge_requests(i, &c, 1, &o, name);
	cert_unref(c);
	return i;
}

#define SERVER "1.3.6.1.5.5.7.3.1"

static const struct {
	struct asked asked;
	const char *level, *says;
} rows[] = {
	{ { .cn = "www.example.org", .names = { "www.example.org", "example.org" }, .eku = SERVER }, "trusted", NULL },
	{ { .names = { "www.example.org" } }, "trusted", NULL },
	{ { .cn = "www.example.org", .names = { "example.org" } }, "trusted", "common name is none of the names" },
	{ { .cn = "www.example.org" }, "trusted", "common name alone" },
	{ { .cn = NULL }, "trusted", "no name at all" },
	{ { .names = { "intranet.corp" } }, "trusted", "only inside a network" },
	{ { .names = { "intranet" } }, "trusted", "only inside a network" },
	{ { .names = { "www.example.org", "ip:" } }, "trusted", "private or reserved" },
	{ { .names = { "*.co.uk" } }, "trusted", "a registry gives out" },
	{ { .names = { "*.example.org" } }, "trusted", NULL },
	{ { .names = { "www.example.org" }, .ca = true }, "trusted", "rights of a CA" },
	{ { .names = { "www.example.org" }, .ku = GNUTLS_KEY_KEY_CERT_SIGN }, "trusted", "signs certificates" },
	{ { .names = { "www.example.org" }, .eku = "1.3.6.1.5.5.7.3.3" }, "trusted", "more uses" },
	{ { .names = { "www.example.org" }, .password = true }, "trusted", "challenge password" },
	{ { .names = { "www.example.org" }, .rsa_bits = 1024 }, "untrusted", "2048" },
};

/* All that is said of it. */
static char *said(const struct inspection *i)
{
	struct buf b = BUF_INIT(1024 * 1024);

	for (size_t k = 0; k < i->n_findings; k++) {
		(void)buf_addf(&b, "%s\n", i->findings[k].what);
		for (size_t e = 0; e < i->findings[k].n_evidence; e++)
			(void)buf_addf(&b, "%s\n", i->findings[k].evidence[e].text);
	}
	return b.len > 0 ? buf_take(&b) : mem_strdup("");
}

static void test_what_a_ca_would_say(void **state)
{
	(void)state;
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		struct inspection *i = judged(make_request(&rows[k].asked), false, NULL);
		char *text = said(i);

		if (strcmp(level_name(i->verdict.level), rows[k].level) != 0)
			fail_msg("row %zu: %s, %s", k, level_name(i->verdict.level), i->verdict.headline);
		if (rows[k].says == NULL ? *text != '\0' : strstr(text, rows[k].says) == NULL)
			fail_msg("row %zu says: %s", k, text);
		assert_int_equal(i->target.kind, TARGET_REQUEST);
		assert_int_equal(i->n_cards, 1);
		if (i->n_findings == 0)
			assert_non_null(strstr(i->verdict.headline, "its own signature holds"));
		free(text);
		inspection_free(i);
	}
}

/* Where no names are asked for, the common name is not one of them, which is said once. */
static void test_a_common_name_alone(void **state)
{
	const struct asked a = { .cn = "www.example.org" };
	struct inspection *i = judged(make_request(&a), false, NULL);
	char *text = said(i);

	(void)state;
	assert_non_null(strstr(text, "asks for no alternative names"));
	assert_null(strstr(text, "none of the names"));
	free(text);
	inspection_free(i);
}

/* The sentence names what it has room for and counts the others, which the evidence has. */
static void test_all_that_a_ca_minds(void **state)
{
	const struct asked a = { .cn = "www.example.org", .names = { "intranet.corp", "ip:" }, .ca = true,
		.ku = GNUTLS_KEY_KEY_CERT_SIGN, .password = true }, two = { .cn = "www.example.org",
		.names = { "intranet.corp" } };
	static const char *const all[] = { "rights of a CA", "the key usage that it asks for", "none of the names",
		"only inside a network", "private or reserved", "challenge password" };
	struct inspection *i = judged(make_request(&a), false, NULL);
	char *text = said(i);

	(void)state;
	assert_int_equal(i->n_findings, 1);
	for (size_t k = 0; k < sizeof all / sizeof *all; k++)
		if (strstr(text, all[k]) == NULL)
			fail_msg("%s is not in: %s", all[k], text);
	assert_non_null(strstr(i->findings[0].what, " more."));
	free(text);
	inspection_free(i);
	i = judged(make_request(&two), false, NULL);
	assert_non_null(strstr(i->findings[0].what,
		"none of the names that it asks for; one of its names exists only"));
	assert_null(strstr(i->findings[0].what, " more."));
	inspection_free(i);
}

static void test_strict(void **state)
{
	struct asked a = { .names = { "intranet.corp" } };
	struct inspection *i = judged(make_request(&a), true, NULL);

	(void)state;
	assert_string_equal(level_name(i->verdict.level), "untrusted");
	assert_string_equal(finding_name(i->findings[0].id), "profile-violation");
	inspection_free(i);
}

static void test_a_request_that_was_changed(void **state)
{
	struct asked a = { .cn = "www.example.org", .names = { "www.example.org" } };
	struct cert *honest = make_request(&a), *changed;
	uint8_t *der = mem_dup(honest->der, honest->der_len), *at;
	struct inspection *i;

	(void)state;
	at = memmem(der, honest->der_len, "www.example.org", 15);
	assert_non_null(at);
	at[0] = 'v';
	changed = cert_read_request(der, honest->der_len);
	i = judged(changed, false, NULL);
	assert_string_equal(finding_name(i->findings[0].id), "bad-signature");
	assert_non_null(strstr(i->verdict.headline, "not signed with the key"));
	inspection_free(i);
	free(der);
	cert_unref(honest);
}

/* An even exponent: that is what the text speaks of, and nothing of the length, which is good. */
static void test_an_exponent_that_proves_nothing(void **state)
{
	struct asked a = { .names = { "www.example.org" }, .rsa_bits = 2048 };
	struct cert *honest = make_request(&a), *weak;
	uint8_t *der = mem_dup(honest->der, honest->der_len), *at;
	struct inspection *i;

	(void)state;
	at = memmem(der, honest->der_len, "\x02\x03\x01\x00\x01", 5);
	assert_non_null(at);
	at[4] = 2;
	weak = cert_read_request(der, honest->der_len);
	i = judged(weak, false, NULL);
	assert_string_equal(finding_name(i->findings[0].id), "weak-key");
	assert_non_null(strstr(i->verdict.headline, "request"));
	assert_non_null(strstr(i->verdict.headline, "exponent"));
	assert_null(strstr(i->verdict.headline, "short"));
	for (size_t k = 0; k < i->n_findings; k++)
		assert_string_not_equal(finding_name(i->findings[k].id), "bad-signature");
	inspection_free(i);
	free(der);
	cert_unref(honest);
}

static void test_names_are_compared(void **state)
{
	struct asked a = { .names = { "www.example.org", "example.org" } };
	struct inspection *i = judged(make_request(&a), false, "example.org");

	(void)state;
	assert_false(i->cards[0].san_matches[0]);
	assert_true(i->cards[0].san_matches[1]);
	inspection_free(i);
}

/* No report says of a request what only certificates have. */
static void test_reports(void **state)
{
	struct asked a = { .cn = "www.example.org", .names = { "www.example.org" }, .eku = SERVER,
		.password = true };
	struct inspection *i = judged(make_request(&a), false, NULL);
	char *text = NULL;
	size_t n;
	FILE *f = open_memstream(&text, &n);

	(void)state;
	assert_int_equal(report_text(f, i, &(struct report_style){ .width = 80 }), 0);
	assert_int_equal(report_json(f, i), 0);
	assert_int_equal(fclose(f), 0);
	assert_non_null(strstr(text, "REQUEST  "));
	assert_non_null(strstr(text, "application for a licence"));
	assert_non_null(strstr(text, "\"kind\": \"request\""));
	assert_non_null(strstr(text, "\"issuer\": null"));
	assert_non_null(strstr(text, "\"not_after\": null"));
	assert_non_null(strstr(text, "BEGIN CERTIFICATE REQUEST"));
	assert_non_null(strstr(text, "\"attributes\": \"challengePassword: there is one, which is not shown\""));
	assert_null(strstr(text, "hunter2"));
	assert_null(strstr(text, "1970"));
	free(text);
	inspection_free(i);
}

/* What Windows, routers and others put into a request beside what they ask for. A password that anybody can read in it
 * is not read out once more. */
static void test_attributes_in_words(void **state)
{
	static const struct { const char *oid; size_t n; const char *der, *words; } attributes[] = {
		{ "1.3.6.1.4.1.311.13.2.3", 14,
			"\x16\x0c\x31\x30\x2e\x30\x2e\x32\x30\x33\x34\x38\x2e\x32",
			"msOsVersion: “10.0.20348.2”" },
		{ "1.3.6.1.4.1.311.21.20", 46,
			"\x30\x2c\x02\x01\x05\x0c\x10\x70\x63\x31\x2e\x63\x6f\x72\x70\x2e\x65\x78\x61\x6d\x70\x6c\x65\x0c"
			"\x08\x43\x4f\x52\x50\x5c\x61\x64\x61\x0c\x0b\x63\x65\x72\x74\x72\x65\x71\x2e\x65\x78\x65",
			"msRequestClientInfo: made on pc1.corp.example by CORP\\\\ada with certreq.exe" },
		{ "1.3.6.1.4.1.311.21.20", 10,
			"\x30\x08\x02\x01\x05\x0c\x03\x70\x63\x31",
			"msRequestClientInfo: 5, “pc1”" },
		{ "1.3.6.1.4.1.311.13.2.2", 34,
			"\x30\x20\x02\x01\x01\x1e\x18\x00\x52\x00\x53\x00\x41\x00\x20\x00\x53\x00\x43\x00\x68\x00\x61\x00"
			"\x6e\x00\x6e\x00\x65\x00\x6c\x03\x01\x00",
			"msEnrollmentProvider: RSA SChannel" },
		{ "1.3.6.1.4.1.311.13.2.1", 62,
			"\x30\x3c\x1e\x26\x00\x43\x00\x65\x00\x72\x00\x74\x00\x69\x00\x66\x00\x69\x00\x63\x00\x61\x00\x74"
			"\x00\x65\x00\x54\x00\x65\x00\x6d\x00\x70\x00\x6c\x00\x61\x00\x74\x00\x65\x1e\x12\x00\x57\x00\x65"
			"\x00\x62\x00\x53\x00\x65\x00\x72\x00\x76\x00\x65\x00\x72",
			"msEnrollmentNameValuePair: CertificateTemplate = WebServer" },
		{ "1.3.6.1.4.1.311.13.1", 5,
			"\x30\x03\x02\x01\x07",
			"msRenewalCertificate: 7" },
		{ "1.2.840.113549.1.9.2", 9,
			"\x16\x07\x72\x6f\x75\x74\x65\x72\x37",
			"unstructuredName: “router7”" },
		{ "1.2.840.113549.1.9.7", 9,
			"\x0c\x07\x68\x75\x6e\x74\x65\x72\x32",
			"challengePassword: there is one, which is not shown" },
		{ "1.2.3.4", 3,
			"\x02\x01\x07",
			"1.2.3.4: 7" },
	};
	const struct asked asked = { .names = { "www.example.org" }, .password = true };
	struct cert *c = make_request(&asked);

	(void)state;
	for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
		struct buf b = BUF_INIT(4096);

		request_words(&b, attributes[i].oid, (struct bytes){ (const uint8_t *)attributes[i].der,
			attributes[i].n });
		assert_string_equal(b.data, attributes[i].words);
		buf_done(&b);
	}
	assert_string_equal(c->attributes, "challengePassword: there is one, which is not shown");
	cert_unref(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_a_ca_would_say),
		cmocka_unit_test(test_a_common_name_alone), cmocka_unit_test(test_all_that_a_ca_minds),
		cmocka_unit_test(test_attributes_in_words),
		cmocka_unit_test(test_strict),
		cmocka_unit_test(test_a_request_that_was_changed),
		cmocka_unit_test(test_an_exponent_that_proves_nothing),
		cmocka_unit_test(test_names_are_compared),
		cmocka_unit_test(test_reports),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
