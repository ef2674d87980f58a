/* SPDX-License-Identifier: GPL-3.0-or-later
 * Extensions of the real world by name and in words; those that nobody knows as the ASN.1 that they are, within
 * bounds. */
#include "pki/pki.h"
#include "x509/asn1-words.h"
#include "x509/cert-ext.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>

enum { MOST = 4096, LONGEST = 4096 };

/* An extension's value in hex, its name (NULL: none), its text. */
static const struct { const char *oid, *hex, *name, *text; } rows[] = {
	{ "1.3.6.1.4.1.311.20.2", "1e12005700650062005300650072007600650072",
		"msCertificateTemplateName", "“WebServer”" },
	{ "1.3.6.1.4.1.311.21.7", "3013060b2b06010401823715080102020164020105",
		"msCertificateTemplate", "template 1.3.6.1.4.1.311.21.8.1.2, version 100.5" },
	{ "1.3.6.1.4.1.311.21.10", "300c300a06082b06010505070301",
		"msApplicationPolicies", "serverAuth" },
	{ "1.3.6.1.4.1.311.21.1", "0203010001",
		"msCaVersion", "certificate 1 and key 1 of this CA, counted from 0" },
	{ "1.3.6.1.4.1.311.25.2", "3025a023060a2b060104018237190201a0150413532d312d352d32312d312d322d332d31313034",
		"msSecurityIdentifier", "the account S-1-5-21-1-2-3-1104" },
	{ "2.16.840.1.113730.1.1", "030206c0",
		"netscapeCertType", "SSL client, SSL server" },
	{ "2.16.840.1.113730.1.13", "160b68656c6c6f20776f726c64",
		"netscapeComment", "“hello world”" },
	{ "1.2.840.113533.7.65.0", "300a1b0456382e31030206c0",
		"entrustVersion", "issued with Entrust's software, version V8.1" },
	{ "1.2.840.113635.100.6.27.35", "0500",
		"appleServerMarker", "no value" },
	{ "1.3.6.1.4.1.11129.2.1.22", "0500",
		"canSignHttpExchanges", "no value" },
	{ "1.3.6.1.5.5.7.1.3", "307c3008060604008e4601013013060604008e4601063009060704008e460106033029060604008e460105301f301d161768"
		"747470733a2f2f6578616d706c652e6f72672f7064731302656e303006060400819827023026301330110607040081982701"
		"020c065053505f50490c05426146696e0c0844452d424146494e",
		"qcStatements", "qualified in the European Union; qualified for: web site authentication; "
		"disclosure statements: (“https://example.org/pds”, “en”); payment services "
		"(PSD2): payment initiation; overseen by BaFin (DE-BAFIN)" },
	/* a role without an authority is no such statement */
	{ "1.3.6.1.5.5.7.1.3", "3021301f06060400819827023015301330110607040081982701020c065053505f5049",
		"qcStatements", "payment services (PSD2): ((payment initiation, “PSP_PI”))" },
	{ "2.23.140.3.1", "30141303564154130244450c09313233343536373839",
		"cabfOrganizationIdentifier", "VATDE-123456789" },
	{ "1.3.6.1.5.5.7.1.26", "3017a006160431323334a20d160b3132313535353531323132",
		"telephoneNumbers", "the provider “1234”, the number “12155551212”" },
	{ "1.3.6.1.5.5.7.1.31", "0420000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
		"acmeIdentifier", "the proof for an ACME CA that it may issue for this name, not for use: SHA-256 "
		"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f" },
	{ "2.5.29.16", "3022800f32303234303130313030303030305a810f32303235303130313030303030305a",
		"privateKeyUsagePeriod", "it signs from 1 Jan 2024 00:00 UTC, it signs until 1 Jan 2025 00:00 UTC" },
	{ "1.3.6.1.5.5.7.48.1.5", "0500",
		"ocspNoCheck", "nobody need ask whether it was revoked: it signs OCSP answers, and lives "
		"shortly" },
	{ "2.5.29.18", "300a8203612e628103624063",
		"issuerAltName", "dns:a.b, email:b@c" },
	{ "1.3.6.1.4.1.11129.2.4.3", "0500",
		"precertificatePoison", "a pre-certificate, made for the transparency logs and not for use" },
	{ "2.5.29.37", "301f06082b06010505070301060a2b06010401823714020206072b060105020305",
		"extKeyUsage", "serverAuth, smart-card logon (1.3.6.1.4.1.311.20.2.2), Kerberos KDC "
		"(1.3.6.1.5.2.3.5)" },
	{ "2.5.29.17", "30818d86197370696666653a2f2f6578616d706c652e6f72672f6e732f78a01f06082b06010505070807a01316115f786d70"
		"702e6578616d706c652e6f7267a01f060a2b060104018237140203a0110c0f6a6f65406578616d706c652e6f7267a02e0606"
		"2b0601050202a0243022a00d1b0b4558414d504c452e4f5247a111300fa003020101a10830061b04686f7374",
		"subjectAltName", "SPIFFE ID spiffe://example.org/ns/x, SRVName:_xmpp.example.org, "
		"userPrincipalName:joe@example.org, KRB5PrincipalName:[0] “EXAMPLE.ORG”, [1] "
		"([0] 1, [1] (“host”))" },
	{ "1.2.3.4.5", "303f0101ff0201fb0c074772c3bcc39f653017a006160431323334a20d160b3132313535353531323132170d323730313031"
		"3030303030305a06022a030402ff00",
		NULL, "yes, -5, “Grüße”, ([0] “1234”, [2] “12155551212”), 1 Jan 2027 00:00 UTC, 1.2.3, "
		"octets ff00" },
	{ "1.2.3.4.6", "deadbeef",
		NULL, "no ASN.1: octets deadbeef" },
	{ "1.2.3.4.7", "68656c6c6f20776f726c64",
		NULL, "“hello world”" },
	{ "1.3.6.1.4.1.311.21.7", "0500", "msCertificateTemplate", "no value" },
	{ "1.3.6.1.4.1.311.25.2", "3003020101", "msSecurityIdentifier", "1" },
	{ "2.16.840.1.113730.1.1", "0303000102", "netscapeCertType", "bits 0000000100000010" },
	{ "1.2.3.4.8", "", NULL, "empty" },
	{ "1.2.3.4.9", "3000", NULL, "(nothing)" },
};

static size_t from_hex(const char *hex, uint8_t *out)
{
	size_t n = strlen(hex) / 2;

	assert_true(n <= MOST);
	for (size_t i = 0; i < n; i++) {
		unsigned octet;

		assert_int_equal(sscanf(hex + 2 * i, "%2x", &octet), 1);
		out[i] = (uint8_t)octet;
	}
	return n;
}

static struct cert *with_extension(const struct pki_key *key, const char *oid, struct bytes value)
{
	const struct pki_extension x = { oid, false, value };
	const struct pki_spec spec = { .cn = "a.localhost", .not_after = 1900000000, .flags = PKI_NO_EKU,
		.extensions = &x, .n_extensions = 1 };
	struct pki_cert made;
	struct cc_err e;
	struct cert *c;

	assert_int_equal(pki_cert_make(&made, &spec, key, NULL, &e), 0);
	c = cert_read(made.der.data, made.der.len);
	pki_cert_done(&made);
	return c;
}

static void test_names_and_words(void **state)
{
	uint8_t value[MOST];

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		size_t n = from_hex(rows[i].hex, value);
		struct cert *c = with_extension(*state, rows[i].oid, (struct bytes){ value, n });
		const struct extension *x = cert_extension(c, rows[i].oid);

		assert_non_null(x);
		if (strcmp(x->text, rows[i].text) != 0)
			fail_msg("%s: %s", rows[i].oid, x->text);
		if ((x->name == NULL) != (rows[i].name == NULL)
			|| (x->name != NULL && strcmp(x->name, rows[i].name) != 0))
			fail_msg("%s: %s", rows[i].oid, x->name);
		cert_unref(c);
	}
}

static void expect_bounded(const char *what, const struct buf *b)
{
	if (b->len > LONGEST || b->full)
		fail_msg("%s takes %zu bytes", what, b->len);
	assert_null(u8_check((const uint8_t *)b->data, b->len));
	for (size_t i = 0; i < b->len; i++)
		assert_true((unsigned char)b->data[i] >= 0x20 && b->data[i] != 0x7f);
}

/* Whatever stands there: a bounded line of clean text. */
static void test_strange_values(void **state)
{
	uint8_t deep[MOST], wide[MOST], text[MOST];
	uint32_t seed = 7;
	size_t n;

	(void)state;
	for (n = 0; n + 4 <= sizeof deep; n += 4) {
		size_t left = sizeof deep - n - 4;

		memcpy(deep + n, (uint8_t[]){ 0x30, 0x82, (uint8_t)(left >> 8), (uint8_t)left }, 4);
	}
	for (n = 0; n + 2 <= sizeof wide; n += 2)
		memcpy(wide + n, "\5\0", 2);
	memset(text, 'a', sizeof text);
	memcpy(text, (uint8_t[]){ 0x0c, 0x82, (MOST - 4) >> 8, (MOST - 4) & 0xff }, 4);
	for (int round = -3; round < 20000; round++) {
		struct buf b = BUF_INIT(2 * LONGEST);
		struct bytes in = round == -3 ? (struct bytes){ deep, sizeof deep }
			: round == -2 ? (struct bytes){ wide, sizeof wide } : (struct bytes){ text, sizeof text };
		uint8_t other[MOST];

		if (round >= 0) {
			n = from_hex(rows[(size_t)round % (sizeof rows / sizeof *rows)].hex, other);
			in = (struct bytes){ other, n };
			for (int change = 0; in.n > 0 && change < 1 + round % 3; change++) {
				seed = seed * 1664525 + 1013904223;
				other[(seed >> 8) % in.n] = (uint8_t)(seed >> 24);
			}
		}
		asn1_words(&b, in);
		expect_bounded("a value", &b);
		buf_done(&b);
	}
}

int main(void)
{
	struct cc_err e;
	struct pki_key *key = pki_key_new(PKI_P256, &e);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_prestate(test_names_and_words, key),
		cmocka_unit_test(test_strange_values),
	};
	int failed;

	failed = cmocka_run_group_tests(tests, NULL, NULL);
	pki_key_free(key);
	return failed;
}
