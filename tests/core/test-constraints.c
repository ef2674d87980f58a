/* SPDX-License-Identifier: GPL-3.0-or-later
 * Name constraints: each kind of name inside and outside, the forms of constraints, wildcards, and what nobody can
 * compare. */
#include "rules/constraints.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

static char any_text[] = "x";

enum { EMAIL = 1, DNS = 2, DIR = 4, URI = 6, IP = 7, RID = 8 };

#define BYTES(s) { (const uint8_t *)(s), sizeof(s) - 1 }
#define TREE(kind, s) { .tag = kind, .raw = BYTES(s), .value = any_text }
#define NONE { .tag = 255 }

/* One name against one permitted and one excluded subtree (NONE: none). */
struct row { uint8_t tag; struct bytes name; struct subtree permitted, excluded; enum constraint_result result;
	const char *why; };
#define ROW(kind, name, permitted, excluded, result, why) { kind, BYTES(name), permitted, excluded, CONSTRAINT_##result, why }
#define PERMIT(kind, name, base, result, why) ROW(kind, name, TREE(kind, base), NONE, result, why)
#define EXCLUDE(kind, name, base, result, why) ROW(kind, name, NONE, TREE(kind, base), result, why)

#define CN(c) "\x30\x0c\x31\x0a\x30\x08\x06\x03\x55\x04\x03\x0c\x01" c
#define O_CN(o, c) "\x30\x18\x31\x0a\x30\x08\x06\x03\x55\x04\x0a\x0c\x01" o "\x31\x0a\x30\x08\x06\x03\x55\x04\x03\x0c\x01" c
#define O(o) "\x30\x0c\x31\x0a\x30\x08\x06\x03\x55\x04\x0a\x0c\x01" o
#define O_PRINTABLE(o) "\x30\x0c\x31\x0a\x30\x08\x06\x03\x55\x04\x0a\x13\x01" o

static const struct row rows[] = {
	PERMIT(DNS, "example.com", "example.com", KEPT, "the host itself"),
	PERMIT(DNS, "www.example.com", "example.com", KEPT, "a label in front"),
	PERMIT(DNS, "a.b.example.com", "example.com", KEPT, "two labels in front"),
	PERMIT(DNS, "WWW.EXAMPLE.COM", "example.com", KEPT, "capitals"),
	PERMIT(DNS, "badexample.com", "example.com", OUTSIDE, "labels count, not letters"),
	PERMIT(DNS, "example.org", "example.com", OUTSIDE, "another domain"),
	PERMIT(DNS, "com", "example.com", OUTSIDE, "a parent"),
	PERMIT(DNS, "anything.test", "", KEPT, "an empty constraint is everything"),
	PERMIT(DNS, "www.example.com", ".example.com", KEPT, "a leading dot"),
	PERMIT(DNS, "example.com", ".example.com", OUTSIDE, "a leading dot wants a label in front"),
	PERMIT(DNS, "*.example.com", "example.com", KEPT, "all that the star stands for lies inside"),
	PERMIT(DNS, "*.example.com", "www.example.com", OUTSIDE, "the star stands for more"),
	PERMIT(DNS, "*.com", "example.com", OUTSIDE, "the star stands for more"),
	PERMIT(DNS, "www.example.com", "example.com.", OUTSIDE, "a dot at the end permits nothing"),
	EXCLUDE(DNS, "www.example.com", "example.com.", EXCLUDED, "a dot at the end excludes all the same"),
	EXCLUDE(DNS, "www.example.com", "example.com", EXCLUDED, "below"),
	EXCLUDE(DNS, "example.com", "example.com", EXCLUDED, "the host itself"),
	EXCLUDE(DNS, "example.org", "example.com", KEPT, "another domain"),
	EXCLUDE(DNS, "*.example.com", "www.example.com", EXCLUDED, "the star stands for it"),
	EXCLUDE(DNS, "*.example.com", "a.b.example.com", KEPT, "the star stands for one label"),
	EXCLUDE(DNS, "*.example.com", "www.example.org", KEPT, "another domain"),
	EXCLUDE(DNS, "*.com", "example.com", EXCLUDED, "the star stands for it"),
	EXCLUDE(DNS, "anything.test", "", EXCLUDED, "everything is excluded"),
	ROW(DNS, "mail.example.com", TREE(DNS, "example.com"), TREE(DNS, "mail.example.com"), EXCLUDED,
	"exclusion is stronger"),
	ROW(DNS, "www.example.com", TREE(DNS, "example.com"), TREE(DNS, "mail.example.com"), KEPT,
	"permitted and not excluded"),
	/* addresses */
	PERMIT(IP, "\xc0\x00\x02\x01", "\xc0\x00\x02\x00\xff\xff\xff\x00", KEPT, "in the network"),
	PERMIT(IP, "\xc0\x00\x03\x01", "\xc0\x00\x02\x00\xff\xff\xff\x00", OUTSIDE, "in another"),
	EXCLUDE(IP, "\xc0\x00\x02\x01", "\x00\x00\x00\x00\x00\x00\x00\x00", EXCLUDED, "all addresses"),
	EXCLUDE(IP, "\xc0\x00\x02\x01", "\xc0\x00\x02\x01\xff\xff\xff\xff", EXCLUDED, "a single address"),
	EXCLUDE(IP, "\xc0\x00\x02\x02", "\xc0\x00\x02\x01\xff\xff\xff\xff", KEPT, "its neighbour"),
	PERMIT(IP, "\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\x01",
		"\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\0\xff\xff\xff\xff\0\0\0\0\0\0\0\0\0\0\0\0", KEPT, "version 6"),
	PERMIT(IP, "\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\x01", "\x00\x00\x00\x00\x00\x00\x00\x00", OUTSIDE,
	"the other family"),
	PERMIT(IP, "\xc0\x00\x02\x01", "\xc0\x00\x02\x00\xff\xff", OUTSIDE, "a constraint of odd size permits nothing"),
	/* mail */
	PERMIT(EMAIL, "a@example.com", "a@example.com", KEPT, "a mailbox"),
	PERMIT(EMAIL, "b@example.com", "a@example.com", OUTSIDE, "another mailbox"),
	PERMIT(EMAIL, "A@example.com", "a@example.com", OUTSIDE, "the local part keeps its case"),
	PERMIT(EMAIL, "a@EXAMPLE.com", "a@example.com", KEPT, "the host does not"),
	PERMIT(EMAIL, "a@example.com", "example.com", KEPT, "a host"),
	PERMIT(EMAIL, "a@mail.example.com", "example.com", OUTSIDE, "a host is not those below it"),
	PERMIT(EMAIL, "a@mail.example.com", ".example.com", KEPT, "a domain"),
	PERMIT(EMAIL, "a@example.com", ".example.com", OUTSIDE, "a domain is what is below"),
	EXCLUDE(EMAIL, "no mailbox", "example.com", EXCLUDED, "no mailbox is no way around"),
	EXCLUDE(EMAIL, "a@example.org", "example.com", KEPT, "another host"),
	/* URIs */
	PERMIT(URI, "https://example.com/path", "example.com", KEPT, "the host"),
	PERMIT(URI, "https://user@example.com:8443/x?y#z", "example.com", KEPT, "with all its parts"),
	PERMIT(URI, "https://www.example.com/", "example.com", OUTSIDE, "a host is not those below it"),
	PERMIT(URI, "https://www.example.com/", ".example.com", KEPT, "a domain"),
	PERMIT(URI, "https://example.org/?@example.com", "example.com", OUTSIDE,
	"the @ of a query is none of the host"),
	PERMIT(URI, "https://192.0.2.1/", "example.com", OUTSIDE, "an address is no host"),
	PERMIT(URI, "https://server1/", "server1", KEPT, "a name that ends in a digit is no address"),
	EXCLUDE(URI, "https://a.server1/", ".server2", KEPT, "nor with a dot in it"),
	EXCLUDE(URI, "https://1/", "example.com", EXCLUDED, "a number is an address"),
	EXCLUDE(URI, "https://192.0.2.1/", "example.com", EXCLUDED, "an address must be refused"),
	EXCLUDE(URI, "https://192.0.2.1:8443/", "example.com", EXCLUDED, "one with a port"),
	EXCLUDE(URI, "https://192.0.2.10/", "example.com", EXCLUDED, "one that ends in a nought"),
	EXCLUDE(URI, "https://192.0.2.19/", "example.com", EXCLUDED, "one that ends in a nine"),
	EXCLUDE(URI, "https://[2001:db8::1]/", "example.com", EXCLUDED, "one of version 6"),
	EXCLUDE(URI, "https:///x", "example.com", EXCLUDED, "an empty host must be refused"),
	EXCLUDE(URI, "https://example.org./", "example.com", KEPT, "a dot at its end makes it no number"),
	EXCLUDE(URI, "urn:isbn:1", "example.com", EXCLUDED, "no host must be refused"),
	EXCLUDE(URI, "https://example.org/", "example.com", KEPT, "another host"),
	/* directory names */
	PERMIT(DIR, O_CN("A", "x"), O("A"), KEPT, "begins with it"),
	PERMIT(DIR, O_CN("A", "x"), O("a"), KEPT, "without regard to case"),
	PERMIT(DIR, O_CN("A", "x"), O_PRINTABLE("A"), KEPT, "nor to the kind of string"),
	PERMIT(DIR, O_CN("A", "x"), O("B"), OUTSIDE, "another organisation"),
	PERMIT(DIR, O_CN("A", "x"), CN("x"), OUTSIDE, "not at the beginning"),
	PERMIT(DIR, O("A"), O_CN("A", "x"), OUTSIDE, "above it"),
	PERMIT(DIR, O("A"), "\x30\x00", KEPT, "an empty constraint is everything"),
	EXCLUDE(DIR, O_CN("A", "x"), O("A"), EXCLUDED, "begins with it"),
	EXCLUDE(DIR, O_CN("A", "x"), O("B"), KEPT, "another organisation"),
	/* what nobody can compare */
	PERMIT(RID, "\x2a\x03", "\x2a\x03", UNSUPPORTED, "a registered id under a constraint on them"),
	ROW(DNS, "example.org", TREE(EMAIL, "example.com"), NONE, KEPT, "constraints on mail say nothing of hosts"),
	ROW(DNS, "example.org", NONE, TREE(RID, "\x2a\x03"), KEPT,
	"an unsupported kind matters only where there is such a name"),
};

static void each_kind_of_name(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct row r = rows[i];
		struct san san = { .tag = r.tag, .type = r.tag == DNS ? SAN_DNS : SAN_OTHER, .raw = r.name,
			.value = (char[]){ "name" } };
		struct cert c = { .sans = &san, .n_sans = 1, .subject.empty = true };
		struct name_constraints nc = { .permitted = &r.permitted, .excluded = &r.excluded,
			.n_permitted = r.permitted.tag != 255, .n_excluded = r.excluded.tag != 255 };
		struct constraint_breach b;
		size_t budget = 10;

		bool kept = constraints_kept(&nc, &c, &budget, &b);
		if (b.result != r.result || kept != (r.result == CONSTRAINT_KEPT))
			fail_msg("row %zu: %s: %d", i, r.why, (int)b.result);
	}
}

static void the_subject_is_a_name(void **state)
{
	static const uint8_t subject[] = O_CN("A", "x");
	struct subtree tree = TREE(DIR, O("B"));
	struct name_constraints nc = { .permitted = &tree, .n_permitted = 1 };
	struct cert c = { .subject = { .der = { subject, sizeof subject - 1 }, .text = (char[]){ "CN=x" } } };
	struct constraint_breach b;
	size_t budget = 10;

	(void)state;
	assert_false(constraints_kept(&nc, &c, &budget, &b));
	c.subject.empty = true;
	assert_true(constraints_kept(&nc, &c, &budget, &b));
}

/* emailAddress=a@b.c */
#define SUBJECT_EMAIL "\x30\x16\x31\x14\x30\x12\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01\x16\x05" "a@b.c"

static void a_mail_address_in_the_subject_counts_without_an_alternative_one(void **state)
{
	static const uint8_t subject[] = SUBJECT_EMAIL;
	struct subtree tree = TREE(EMAIL, "b.d");
	struct name_constraints nc = { .permitted = &tree, .n_permitted = 1 };
	struct san san = { .tag = EMAIL, .type = SAN_EMAIL, .raw = BYTES("x@b.d"), .value = (char[]){ "x@b.d" } };
	struct cert c = { .subject = { .der = { subject, sizeof subject - 1 },
		.text = (char[]){ "emailAddress=a@b.c" } } };
	struct constraint_breach b;
	size_t budget = 10;

	(void)state;
	assert_false(constraints_kept(&nc, &c, &budget, &b));
	c.sans = &san;
	c.n_sans = 1;
	assert_true(constraints_kept(&nc, &c, &budget, &b));
}

static void the_common_name_is_no_host(void **state)
{
	static const uint8_t subject[] = CN("x");
	struct subtree tree = TREE(DNS, "example.com");
	struct name_constraints nc = { .permitted = &tree, .n_permitted = 1 };
	struct cert c = { .subject = { .der = { subject, sizeof subject - 1 }, .text = (char[]){ "CN=x" },
		.cn = (char[]){ "x" } } };
	struct constraint_breach b;
	size_t budget = 10;

	(void)state;
	assert_true(constraints_kept(&nc, &c, &budget, &b));
}

static void a_spent_budget_is_a_breach(void **state)
{
	struct subtree trees[3] = { TREE(DNS, "example.com"), TREE(DNS, "example.org"), TREE(DNS, "example.net") };
	struct name_constraints nc = { .permitted = trees, .n_permitted = 3 };
	struct san sans[2] = { { .tag = DNS, .raw = BYTES("example.com"), .value = (char[]){ "a" } },
		{ .tag = DNS, .raw = BYTES("example.com"), .value = (char[]){ "b" } } };
	struct cert c = { .sans = sans, .n_sans = 2, .subject.empty = true };
	struct constraint_breach b;
	size_t budget = 6;

	(void)state;
	assert_true(constraints_kept(&nc, &c, &budget, &b));
	budget = 5;
	assert_false(constraints_kept(&nc, &c, &budget, &b));
	assert_int_equal(b.result, CONSTRAINT_TOO_MANY);
}

static void forms_of_constraints(void **state)
{
	static const struct { struct subtree tree; bool fine; } forms[] = {
		{ TREE(DNS, "example.com"), true }, { TREE(DNS, ""), true }, { TREE(DNS, ".example.com"), false },
			{ TREE(DNS, "*.example.com"), false },
		{ TREE(DNS, "example.com."), false }, { TREE(DNS, "a..b"), false },
		{ TREE(IP, "\xc0\x00\x02\x00\xff\xff\xff\x00"), true },
			{ TREE(IP, "\xc0\x00\x02\x00\xff\x00\xff\x00"), false },
		{ TREE(IP, "\xc0\x00\x02\x00\xff\xff\xff\xff"), true },
			{ TREE(IP, "\xc0\x00\x02\x00\xff\xff\xff\x01"), false },
		{ TREE(IP, "\xc0\x00\x02\x00\xff\xff\xfe\x80"), false },
			{ TREE(IP, "\xc0\x00\x02\x00\xff\xff\xff\xfe"), true },
		{ TREE(DNS, "aZ09-_.x"), true }, { TREE(DNS, "a b.x"), false }, { TREE(DNS, "a{.x"), false },
		{ TREE(DNS, "a@.x"), false }, { TREE(DNS, "a/.x"), false },
		{ TREE(IP, "\xc0\x00\x02\x00"), false }, { TREE(IP, "\0\0\0\0\0\0\0\0"), true },
		{ TREE(IP, "\x20\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\xff\xff\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), true },
		{ TREE(IP, "\x20\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\xff\xff\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), false },
		{ TREE(EMAIL, "a@example.com"), true }, { TREE(EMAIL, "example.com"), true },
			{ TREE(EMAIL, ".example.com"), true }, { TREE(EMAIL, "a@"), false },
			{ TREE(EMAIL, "a@b.example"), true }, { TREE(EMAIL, "a@.example"), false },
		{ TREE(URI, "example.com"), true }, { TREE(URI, ".example.com"), true },
			{ TREE(URI, "https://example.com"), false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if ((constraint_fault(&forms[i].tree) == NULL) != forms[i].fine)
			fail_msg("form %zu", i);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_kind_of_name), cmocka_unit_test(the_subject_is_a_name),
		cmocka_unit_test(a_mail_address_in_the_subject_counts_without_an_alternative_one),
		cmocka_unit_test(the_common_name_is_no_host), cmocka_unit_test(a_spent_budget_is_a_breach),
		cmocka_unit_test(forms_of_constraints),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
