/* SPDX-License-Identifier: GPL-3.0-or-later
 * Host names and addresses against a certificate's names: RFC 9525 and what attackers have tried. */
#include "rules/names.h"
#include "rules/entry.h"
#include "rules/name-forms.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>
#include <string.h>

#define OCTETS(s) { (const uint8_t *)(s), sizeof(s) - 1 }

struct dns_row { const char *presented; size_t n; const char *host; bool match; const char *why; };
#define DNS(presented, host, match, why) { presented, sizeof(presented) - 1, host, match, why }

static const struct dns_row dns_rows[] = {
	DNS("example.com", "example.com", true, "the same"),
	DNS("EXAMPLE.com", "example.com", true, "case does not matter"),
	DNS("example.com", "example.org", false, "another suffix"),
	DNS("example.com", "www.example.com", false, "a parent is not its child"),
	DNS("www.example.com", "example.com", false, "a child is not its parent"),
	DNS("notexample.com", "example.com", false, "a suffix of the text, not of the labels"),
	DNS("example.co", "example.com", false, "a prefix"),
	DNS("localhost", "localhost", true, "a single label"),
	DNS("xn--mnchen-3ya.de", "xn--mnchen-3ya.de", true, "A-labels are labels"),
	DNS("XN--MNCHEN-3YA.de", "xn--mnchen-3ya.de", true, "A-labels in capitals"),
	DNS("m\xc3\xbcnchen.de", "xn--mnchen-3ya.de", false, "U-labels do not stand in certificates"),
	DNS("m\xc3\xbcnchen.de", "m\xc3\xbcnchen.de", false, "bytes above 127 match nothing"),
	DNS("a_b.example.com", "a_b.example.com", true, "underscores are in use"),
	/* wildcards */
	DNS("*.example.com", "www.example.com", true, "one label"),
	DNS("*.example.com", "www.example.con", false, "the last letter counts"),
	DNS("*.example.com", "wwww.xample.com", false, "so does the first"),
	DNS("*.EXAMPLE.com", "www.example.com", true, "one label, capitals"),
	DNS("*.example.com", "example.com", false, "not the base"),
	DNS("*.example.com", "a.b.example.com", false, "not two labels"),
	DNS("*.example.com", ".example.com", false, "not an empty label"),
	DNS("*.example.com", "*.example.com", true, "a star is a label like another"),
	DNS("*.example.com", "wwwexample.com", false, "the dot counts"),
	DNS("*.example.com", "xn--mnchen-3ya.example.com", true, "an A-label is one label"),
	DNS("*.xn--mnchen-3ya.de", "www.xn--mnchen-3ya.de", true, "below an A-label"),
	DNS("w*.example.com", "www.example.com", false, "no partial wildcards"),
	DNS("*w.example.com", "www.example.com", false, "no partial wildcards"),
	DNS("w*w.example.com", "www.example.com", false, "no partial wildcards"),
	DNS("xn--*.example.com", "xn--mnchen-3ya.example.com", false, "no wildcard inside an A-label"),
	DNS("**.example.com", "www.example.com", false, "one star only"),
	DNS("*.*.example.com", "a.b.example.com", false, "one star only"),
	DNS("www.*.com", "www.example.com", false, "left-most only"),
	DNS("a.*.example.com", "a.b.example.com", false, "left-most only"),
	DNS("*", "com", false, "a bare star"),
	DNS("*", "example.com", false, "a bare star"),
	DNS("*.", "example.com", false, "a star and nothing"),
	DNS("*example.com", "example.com", false, "a star in a label"),
	/* public suffixes */
	DNS("*.com", "example.com", false, "everything below com"),
	DNS("*.co.uk", "example.co.uk", false, "everything below co.uk"),
	DNS("*.example.co.uk", "www.example.co.uk", true, "below a registered name"),
	DNS("*.intranet", "wiki.intranet", false, "unknown suffixes count as public"),
	DNS("*.corp.intranet", "wiki.corp.intranet", true, "but one label more is fine"),
	DNS("*.github.io", "someone.github.io", true, "a privately run suffix may have one"),
	DNS("*.kobe.jp", "city.kobe.jp", false, "everything below kobe.jp, whatever the exceptions"),
	DNS("*.city.kobe.jp", "www.city.kobe.jp", true, "below an exception to a suffix rule"),
	/* hostile */
	DNS("", "example.com", false, "empty"),
	DNS("example.com.", "example.com", false, "a final dot is no preferred syntax"),
	DNS(".example.com", "example.com", false, "a leading dot"),
	DNS(".example.com", "www.example.com", false, "a constraint is no name"),
	DNS("example..com", "example.com", false, "an empty label"),
	DNS("example.com\0.evil.org", "example.com", false, "a NUL hides the rest"),
	DNS("example.com\0", "example.com", false, "a NUL behind"),
	DNS("example.com ", "example.com", false, "a blank behind"),
	DNS(" example.com", "example.com", false, "a blank in front"),
	DNS("example.com\n", "example.com", false, "a line feed"),
	DNS("https://example.com", "example.com", false, "a URL"),
	DNS("example.com/", "example.com", false, "a slash"),
	DNS("example.com:443", "example.com", false, "a port"),
	DNS("user@example.com", "example.com", false, "a mail address"),
	DNS("[192.0.2.1]", "192.0.2.1", false, "brackets"),
	DNS("a234567890123456789012345678901234567890123456789012345678901234.com",
	    "a234567890123456789012345678901234567890123456789012345678901234.com", false, "a label of 64"),
	DNS("a23456789012345678901234567890123456789012345678901234567890123.com",
	    "a23456789012345678901234567890123456789012345678901234567890123.com", true, "a label of 63"),
};

static void dns_names(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof dns_rows / sizeof *dns_rows; i++) {
		const struct dns_row *r = &dns_rows[i];
		if (names_dns_match(r->presented, r->n, r->host) != r->match)
			fail_msg("%s against %s: %s", r->presented, r->host, r->why);
	}
}

static void a_name_too_long_matches_nothing(void **state)
{
	char name[300];

	(void)state;
	for (size_t i = 0; i < sizeof name; i++)
		name[i] = i % 10 == 9 ? '.' : 'a';
	name[255] = '\0';
	assert_false(names_dns_match(name, 255, name));
	name[253] = '\0';
	assert_true(names_dns_match(name, 253, name));
}

#define ENTRY(kind, bytes) { .type = kind, .raw = { (const uint8_t *)(bytes), sizeof(bytes) - 1 } }

static void addresses(void **state)
{
	struct san v4 = ENTRY(SAN_IP, "\xc0\x00\x02\x01");
	struct san v6 = ENTRY(SAN_IP, "\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\x01");
	struct san mapped = ENTRY(SAN_IP, "\0\0\0\0\0\0\0\0\0\0\xff\xff\xc0\x00\x02\x01");
	struct san odd = ENTRY(SAN_IP, "\xc0\x00\x02\x01\xff");
	struct san dns = ENTRY(SAN_DNS, "192.0.2.1"), uri = ENTRY(SAN_URI, "192.0.2.1");
	struct name_ref four = name_ref("192.0.2.1"), six = name_ref("2001:db8::1"), name = name_ref("example.com");

	(void)state;
	assert_true(four.is_ip && four.ip_len == 4 && six.is_ip && six.ip_len == 16);
	assert_false(name.is_ip);
	assert_true(names_match_san(&v4, &four));
	assert_true(names_match_san(&v6, &six));
	assert_false(names_match_san(&v6, &four));
	assert_false(names_match_san(&v4, &six));
	assert_false(names_match_san(&mapped, &four));
	assert_false(names_match_san(&odd, &four));
	assert_false(names_match_san(&dns, &four));
	assert_false(names_match_san(&uri, &four));
	assert_false(names_match_san(&v4, &name));
	assert_false(name_ref("192.0.2").is_ip);
	assert_false(name_ref("0x7f.1").is_ip);
	assert_true(name_ref("::ffff:192.0.2.1").ip_len == 16);
}

static void only_dns_entries_match_names(void **state)
{
	struct san email = ENTRY(SAN_EMAIL, "example.com"), uri = ENTRY(SAN_URI, "example.com"),
		other = ENTRY(SAN_OTHER, "example.com");
	struct name_ref ref = name_ref("example.com");

	(void)state;
	assert_false(names_match_san(&email, &ref));
	assert_false(names_match_san(&uri, &ref));
	assert_false(names_match_san(&other, &ref));
}

struct variant_row { const char *host; const char *names[4]; const char *variant; int nearest; };

static const struct variant_row variant_rows[] = {
	{ "192.0.2.1", { "example.com" }, "ip-address", 0 },
	{ "example.com", { "other.org", "www.example.com" }, "www", 1 },
	{ "www.example.com", { "example.com" }, "www", 0 },
	{ "www.example.com", { "WWW.other.org", "EXAMPLE.com" }, "www", 1 },
	{ "www.www.example.com", { "example.com" }, "sibling", 0 },
	{ "example.com", { "*.example.com" }, "wildcard-depth", 0 },
	{ "a.b.example.com", { "other.org", "*.example.com" }, "wildcard-depth", 1 },
	{ "a.b.c.example.com", { "*.example.com" }, "wildcard-depth", 0 },
	{ "example.com", { "*.example.com", "www.example.com" }, "www", 1 },
	{ "mail.example.com", { "www.example.com" }, "sibling", 0 },
	{ "mail.example.com", { "*.shop.example.com" }, "sibling", 0 },
	{ "a.example.co.uk", { "b.example.co.uk" }, "sibling", 0 },
	{ "a.co.uk", { "b.co.uk" }, "unrelated", 0 },
	{ "a.github.io", { "b.github.io" }, "unrelated", 0 },
	{ "shop.example.net", { "other.org" }, "unrelated", 0 },
	{ "shop.example.net", { "other.org", "www.other.org" }, "unrelated", 0 },
	{ "shop.example.net", { "other.org", "third.com" }, "shared-host", 0 },
	{ "shop.example.net", { "*.other.org", "*.third.com" }, "shared-host", 0 },
	{ "shop.example.net", { "a.co.uk", "b.co.uk" }, "shared-host", 0 },
	{ "example.com", { "badexample.com" }, "unrelated", 0 },
	{ "localhost", { "example.com" }, "unrelated", 0 },
	{ "shop.example.net", { NULL }, "unrelated", -1 },
	{ "shop.example.net", { "not a name", "bad..name" }, "unrelated", -1 },
};

static void variants(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof variant_rows / sizeof *variant_rows; i++) {
		const struct variant_row *r = &variant_rows[i];
		struct san sans[4] = { 0 };
		struct cert c = { .sans = sans };
		struct name_ref ref = name_ref(r->host);
		int nearest = -2;

		for (size_t k = 0; k < 4 && r->names[k] != NULL; k++)
			sans[c.n_sans++] = (struct san){ .type = SAN_DNS,
				.raw = { (const uint8_t *)r->names[k], strlen(r->names[k]) } };
		assert_false(names_match_cert(&c, &ref));
		assert_string_equal(variant_name(names_variant(&c, &ref, &nearest)), r->variant);
		assert_int_equal(nearest, r->nearest);
	}
}

struct entry_row { enum san_type type; const char *entry; size_t n; const char *host; const char *word; };
#define MEANT(type, entry, host, word) { SAN_##type, entry, sizeof(entry) - 1, host, word }

/* `word` is in the fault; NULL: the entry was not meant for the host, or stands for it. */
static const struct entry_row entry_rows[] = {
	MEANT(DNS, "192.0.2.1", "192.0.2.1", "DNS entry"),
	MEANT(DNS, "2001:db8::1", "2001:db8::1", "DNS entry"),
	MEANT(DNS, "192.0.2.2", "192.0.2.1", NULL),
	MEANT(DNS, "https://shop.example.com/", "shop.example.com", "URL"),
	MEANT(DNS, "https://192.0.2.1:8443/x", "192.0.2.1", "URL"),
	MEANT(DNS, "https://other.example.com/", "shop.example.com", NULL),
	MEANT(DNS, "shop.example.com/login", "shop.example.com", "path"),
	MEANT(DNS, "shop.example.com:8443", "shop.example.com", "port"),
	MEANT(DNS, " shop.example.com", "shop.example.com", "blank"),
	MEANT(DNS, "shop.example.com\n", "shop.example.com", "blank"),
	MEANT(DNS, "www.example.com, shop.example.com", "shop.example.com", "list"),
	MEANT(DNS, "www.example.com;shop.example.com", "shop.example.com", "list"),
	MEANT(DNS, "www.example.com,a.example.com", "shop.example.com", NULL),
	MEANT(DNS, "www.example.com shop.example.com", "shop.example.com", "list"),
	MEANT(DNS, "shop.example.com,", "shop.example.com", "list"),
	MEANT(DNS, "www.example.com a.example.com", "shop.example.com", NULL),
	MEANT(DNS, "DNS:shop.example.com", "shop.example.com", "its kind in front"),
	MEANT(DNS, "dns=*.example.com", "shop.example.com", "its kind in front"),
	MEANT(DNS, "IP:192.0.2.1", "192.0.2.1", "its kind in front"),
	MEANT(DNS, "DNS:www.example.com", "shop.example.com", NULL),
	MEANT(DNS, "\"shop.example.com\"", "shop.example.com", "quotes"),
	MEANT(DNS, "[2001:db8::1]", "2001:db8::1", "brackets"),
	MEANT(DNS, "[2001:db8::1]:8443", "2001:db8::1", "port"),
	MEANT(DNS, "[shop.example.com", "shop.example.com", NULL),
	MEANT(DNS, "admin@shop.example.com", "shop.example.com", "a user"),
	MEANT(URI, "sip:admin@shop.example.com", "shop.example.com", NULL),
	MEANT(DNS, "shop.example.com..", "shop.example.com", "more than one dot"),
	MEANT(DNS, "shop.example.com.", "shop.example.com", "dot at its end"),
	MEANT(DNS, ".example.com", "example.com", "begins with a dot"),
	MEANT(DNS, "sh*.example.com", "shop.example.com", "beside other letters"),
	MEANT(DNS, "*op.example.com", "SHOP.example.com", "beside other letters"),
	MEANT(DNS, "shop.*.com", "shop.example.com", "in its middle"),
	MEANT(DNS, "*.*.com", "shop.example.com", "in its middle"),
	MEANT(DNS, "*", "shop.example.com", "star alone"),
	MEANT(DNS, "*.example.com", "a.shop.example.com", NULL),        /* a variant of its own: wildcard-depth */
	MEANT(DNS, "sh*.example.com", "www.example.com", NULL),
	MEANT(DNS, "b\xc3\xbc" "cher.example", "xn--bcher-kva.example", "beyond ASCII"),
	MEANT(DNS, "shop.example.com\0.evil.example", "shop.example.com", "NUL"),
	MEANT(DNS, "evil.example\0.shop.example.com", "shop.example.com", NULL),
	MEANT(URI, "https://shop.example.com/", "shop.example.com", "URI entry"),
	MEANT(DNS, "*.com", "example.com", "top-level domain"),
	MEANT(DNS, "*.co.uk", "example.co.uk", "registry"),
	MEANT(DNS, "*.com", "www.example.com", NULL),
	MEANT(DNS, "*.example.com", "www.example.com", NULL),
	MEANT(EMAIL, "shop.example.com", "shop.example.com", NULL),
	MEANT(EMAIL, "shop.example.com:8443", "shop.example.com", NULL),
	MEANT(DNS, "a@shop.example.com:8443", "a@shop.example.com", NULL),
	MEANT(DNS, "shop.example.com", "shop.example.com", NULL),
	MEANT(DNS, "", "shop.example.com", NULL),
	MEANT(DNS, "://", "shop.example.com", NULL),
	MEANT(DNS, ",", "shop.example.com", NULL),
};

static void entries_that_were_meant(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof entry_rows / sizeof *entry_rows; i++) {
		const struct entry_row *r = &entry_rows[i];
		struct san s = { .type = r->type, .value = (char[]){ "" }, .raw = { (const uint8_t *)r->entry, r->n } };
		struct name_ref ref = name_ref(r->host);
		const char *fault = entry_fault(&s, &ref);

		if ((fault == NULL) != (r->word == NULL) || (fault != NULL && strstr(fault, r->word) == NULL))
			fail_msg("%s for %s: %s", r->entry, r->host, fault != NULL ? fault : "no fault");
	}
}

static void the_common_name_is_known_but_apart(void **state)
{
	char cn[] = "*.example.com";
	struct san email = ENTRY(SAN_EMAIL, "a@example.com"), dns = ENTRY(SAN_DNS, "example.org");
	struct cert c = { .subject.cn = cn, .sans = &email, .n_sans = 1 };
	struct name_ref ref = name_ref("www.example.com");

	(void)state;
	assert_true(names_match_cn(&c, &ref));
	assert_false(names_match_cert(&c, &ref));
	assert_false(names_has_host_entry(&c));
	c.sans = &dns;
	assert_true(names_has_host_entry(&c));
	c.subject.cn = NULL;
	assert_false(names_match_cn(&c, &ref));
}

/* A name of one value of an attribute 2.5.4.`type`, and who does not read it. Measured with the programs themselves. */
#define CN 3
#define TITLE 12
#define WRONG_TYPE (NAME_CHROMIUM | NAME_GO)
#define CHROMIUM (NAME_CHROMIUM | NAME_CHROMIUM_PATH)
#define CHROMIUM_GO (CHROMIUM | NAME_GO)
#define OPENSSL_GO (NAME_OPENSSL | NAME_GO)
#define ALL (NAME_CHROMIUM | NAME_OPENSSL | NAME_GO)
#define FORM(type, form, text, who) { type, form, OCTETS(text), who }
static const struct { uint8_t type, form; struct bytes value; unsigned who; } form_rows[] = {
	FORM(CN, 0x0c, "shop", 0), FORM(CN, 0x0c, "", 0), FORM(CN, 0x0c, "b\xc3\xbc", 0), FORM(CN, 0x0c, "a\0b", 0),
	FORM(CN, 0x0c, "\xff\xfe", OPENSSL_GO), FORM(CN, 0x0c, "\xc0\xaf", OPENSSL_GO),
	FORM(CN, 0x0c, "\xed\xa0\x80", OPENSSL_GO), FORM(TITLE, 0x0c, "\xff", OPENSSL_GO),
	FORM(CN, 0x13, "Az09 '()+,-./:=?", 0), FORM(CN, 0x13, "a@b", CHROMIUM_GO), FORM(CN, 0x13, "a_b", CHROMIUM_GO),
	FORM(CN, 0x13, "a\0b", CHROMIUM_GO), FORM(CN, 0x13, "*.example.test", 0), FORM(CN, 0x13, "A&B", CHROMIUM),
	FORM(TITLE, 0x13, "A&B", NAME_CHROMIUM_PATH), FORM(TITLE, 0x13, "a@b", NAME_CHROMIUM_PATH | NAME_GO),
	FORM(CN, 0x16, "a@b", 0), FORM(CN, 0x16, "\xe4", CHROMIUM_GO), FORM(CN, 0x12, "12 3", NAME_CHROMIUM),
	FORM(CN, 0x12, "x", WRONG_TYPE), FORM(TITLE, 0x12, "12", 0), FORM(CN, 0x14, "a\xe4", 0),
	FORM(CN, 0x1e, "\0a", 0), FORM(CN, 0x1e, "\xd8\0", CHROMIUM | NAME_OPENSSL),
	FORM(TITLE, 0x1e, "\xd8\0", NAME_CHROMIUM_PATH | NAME_OPENSSL),
	FORM(CN, 0x1e, "\xd8\x3d\xde\0", CHROMIUM | NAME_OPENSSL), FORM(CN, 0x1c, "\0\0\0a", NAME_GO),
	FORM(CN, 0x1c, "\0\0\xd8\0", CHROMIUM | ALL), FORM(CN, 0x1c, "\0\x11\0\0", CHROMIUM | ALL),
	FORM(CN, 0x03, "\0ab", WRONG_TYPE), FORM(CN, 0x30, "", WRONG_TYPE), FORM(CN, 0x04, "abc", ALL),
	FORM(TITLE, 0x04, "abc", OPENSSL_GO), FORM(CN, 0x05, "", ALL), FORM(CN, 0x1a, "abc", ALL),
	FORM(CN, 0x1b, "abc", ALL), FORM(CN, 0x17, "2703081300Z", ALL),
	FORM(TITLE, 0x18, "20270308130000Z", OPENSSL_GO),
};

static size_t form_name(uint8_t *out, uint8_t type, uint8_t form, struct bytes v)
{
	uint8_t n = (uint8_t)v.n, rdn[] =
		{ 0x31, (uint8_t)(n + 9), 0x30, (uint8_t)(n + 7), 0x06, 0x03, 0x55, 0x04, type, form, n };

	memcpy(out, rdn, sizeof rdn);
	if (v.n > 0)
		memcpy(out + sizeof rdn, v.p, v.n);
	return sizeof rdn + v.n;
}

static void names_that_some_do_not_read(void **state)
{
	static const struct bytes good = OCTETS("x"), bad = OCTETS("A&B"), empty = OCTETS("");
	uint8_t name[64] = { 0x30 };

	(void)state;
	for (size_t i = 0; i < sizeof form_rows / sizeof *form_rows; i++) {
		name[1] = (uint8_t)form_name(name + 2, form_rows[i].type, form_rows[i].form, form_rows[i].value);
		if (name_unread((struct bytes){ name, name[1] + 2U }) != form_rows[i].who)
			fail_msg("row %zu: %x", i, name_unread((struct bytes){ name, name[1] + 2U }));
	}
	/* of several common names Chromium shows the first that is not empty, and compares all */
	name[1] = (uint8_t)form_name(name + 2, CN, 0x0c, good);
	name[1] = (uint8_t)(name[1] + form_name(name + 2 + name[1], CN, 0x13, bad));
	assert_int_equal(name_unread((struct bytes){ name, name[1] + 2U }), NAME_CHROMIUM_PATH);
	name[1] = (uint8_t)form_name(name + 2, CN, 0x0c, empty);
	name[1] = (uint8_t)(name[1] + form_name(name + 2 + name[1], CN, 0x13, bad));
	assert_int_equal(name_unread((struct bytes){ name, name[1] + 2U }), CHROMIUM);
	/* and of organisations all */
	name[1] = (uint8_t)form_name(name + 2, 10, 0x0c, good);
	name[1] = (uint8_t)(name[1] + form_name(name + 2 + name[1], 10, 0x13, bad));
	assert_int_equal(name_unread((struct bytes){ name, name[1] + 2U }), CHROMIUM);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dns_names), cmocka_unit_test(a_name_too_long_matches_nothing),
			cmocka_unit_test(addresses),
		cmocka_unit_test(only_dns_entries_match_names), cmocka_unit_test(variants),
		cmocka_unit_test(names_that_some_do_not_read),
		cmocka_unit_test(entries_that_were_meant), cmocka_unit_test(the_common_name_is_known_but_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
