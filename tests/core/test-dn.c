/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which names are the same. */
#include "asn1/der-write.h"
#include "x509/dn.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>

enum { UTF8 = 0x0c, PRINTABLE = 0x13, T61 = 0x14, IA5 = 0x16 };

struct attribute { const char *oid; uint8_t type; const char *value; };

/* A pair of names of up to two attributes each. */
struct pair { const char *what; struct attribute a[2], b[2]; bool same; };

#define CN "2.5.4.3"
#define O "2.5.4.10"

static const struct pair pairs[] = {
	{ "the same", { { CN, UTF8, "Root" } }, { { CN, UTF8, "Root" } }, true },
	{ "other string type", { { CN, UTF8, "Root" } }, { { CN, PRINTABLE, "Root" } }, true },
	{ "other case", { { CN, UTF8, "Root CA" } }, { { CN, UTF8, "ROOT ca" } }, true },
	{ "blanks around", { { CN, UTF8, " Root " } }, { { CN, PRINTABLE, "Root" } }, true },
	{ "blanks between", { { CN, UTF8, "Root  CA" } }, { { CN, UTF8, "Root CA" } }, true },
	{ "no blank between", { { CN, UTF8, "RootCA" } }, { { CN, UTF8, "Root CA" } }, false },
	{ "two attributes", { { O, UTF8, "Example" }, { CN, UTF8, "Root" } },
		{ { O, PRINTABLE, "EXAMPLE" }, { CN, UTF8, "Root" } }, true },
	{ "other order", { { O, UTF8, "Example" }, { CN, UTF8, "Root" } },
		{ { CN, UTF8, "Root" }, { O, UTF8, "Example" } }, false },
	{ "other attribute", { { CN, UTF8, "Root" } }, { { O, UTF8, "Root" } }, false },
	{ "one more", { { CN, UTF8, "Root" } }, { { CN, UTF8, "Root" }, { O, UTF8, "x" } }, false },
	{ "a longer value", { { CN, UTF8, "Root" } }, { { CN, UTF8, "Root2" } }, false },
	{ "both empty", { { NULL, 0, NULL } }, { { NULL, 0, NULL } }, true },
	{ "one empty", { { NULL, 0, NULL } }, { { CN, UTF8, "Root" } }, false },
	{ "letters beyond ASCII differ by case", { { CN, UTF8, "\xc3\xa4" } }, { { CN, UTF8, "\xc3\x84" } }, false },
	{ "TeletexString is compared as it is", { { CN, T61, "Root" } }, { { CN, UTF8, "Root" } }, false },
	{ "IA5String counts as text", { { CN, IA5, "root" } }, { { CN, UTF8, "Root" } }, true },
};

static void name_write(struct derw *d, const struct attribute *list)
{
	derw_begin(d, DERW_SEQUENCE);
	for (size_t i = 0; i < 2 && list[i].oid != NULL; i++) {
		derw_begin(d, DERW_SET);
		derw_begin(d, DERW_SEQUENCE);
		derw_oid(d, list[i].oid);
		derw_str(d, list[i].type, list[i].value);
		derw_end(d);
		derw_end(d);
	}
	derw_end(d);
}

static void test_pairs(void **state)
{
	unsigned wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		struct derw a = DERW_INIT(1000), b = DERW_INIT(1000);
		bool there, back;

		name_write(&a, pairs[i].a);
		name_write(&b, pairs[i].b);
		there = dn_match(derw_bytes(&a), derw_bytes(&b));
		back = dn_match(derw_bytes(&b), derw_bytes(&a));
		if (there != pairs[i].same || back != pairs[i].same
			|| (there && dn_hash(derw_bytes(&a)) != dn_hash(derw_bytes(&b)))) {
			print_error("%s\n", pairs[i].what);
			wrong++;
		}
		derw_done(&a);
		derw_done(&b);
	}
	assert_int_equal(wrong, 0);
}

/* What is no name at all is the same only as itself. */
static void test_what_is_no_name(void **state)
{
	const struct bytes rubbish = { (const uint8_t *)"\x30\x05\x31", 3 },
		other = { (const uint8_t *)"\x30\x05\x32", 3 }, none = { NULL, 0 };

	(void)state;
	assert_true(dn_match(rubbish, rubbish));
	assert_false(dn_match(rubbish, other));
	assert_false(dn_match(rubbish, none));
}

/* As people write it, and back to what nobody mistakes. */
static void test_plain_names_have_no_backslashes(void **state)
{
	static const struct { const char *text, *plain; } rows[] = {
		{ "", "" }, { "CN=a.example", "CN=a.example" }, { "CN=a,O=b", "CN=a, O=b" },
		{ "CN=a,O=Bread\\, Butter,C=CH", "CN=a, O=\"Bread, Butter\", C=CH" },
		{ "CN=a+OU=b\\+c", "CN=a + OU=\"b+c\"" }, { "O=\\ x\\ ", "O=\" x \"" }, { "O=\\#1", "O=\"#1\"" },
		{ "1.2.3=#0403abcd", "1.2.3=#0403abcd" },
		/* what text_clean() wrote stays: it is no escape of RFC 4514 */
		{ "CN=a\\u{202e}b", "CN=a\\u{202e}b" }, { "CN=\\x{ff}\\\\,O=b", "CN=\\x{ff}\\\\, O=b" },
		{ "CN=end\\", "CN=end\\" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char *plain = dn_plain(rows[i].text);

		assert_string_equal(plain, rows[i].plain);
		free(plain);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_pairs), cmocka_unit_test(test_what_is_no_name),
		cmocka_unit_test(test_plain_names_have_no_backslashes) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
