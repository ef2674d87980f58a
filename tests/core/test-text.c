/* SPDX-License-Identifier: GPL-3.0-or-later
 * Text from strangers can do no harm, whatever it is. */
#include "base/ascii.h"
#include "base/text.h"

#include "base/limits.h"
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <unistr.h>

#define CLEANS(input, expected) cleans(input, sizeof(input) - 1, expected)

static void cleans(const char *input, size_t n, const char *expected)
{
	char *s = text_clean(input, n, LIMIT_TEXT_BYTES);

	assert_string_equal(s, expected);
	free(s);
}

static void test_leaves_ordinary_text_alone(void **state)
{
	(void)state;
	CLEANS("", "");
	CLEANS("www.example.org", "www.example.org");
	CLEANS("M\xc3\xbcller & S\xc3\xb6hne, \xe6\x97\xa5\xe6\x9c\xac",
		"M\xc3\xbcller & S\xc3\xb6hne, \xe6\x97\xa5\xe6\x9c\xac");
	CLEANS("\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80");
}

/* Nothing beyond ASCII is a letter, whatever char is signed like. */
static void test_letters_of_ascii(void **state)
{
	(void)state;
	for (int c = -128; c < 256; c++) {
		const char *upper = c > 0 ? strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZ", c) : NULL,
			*lower = c > 0 ? strchr("abcdefghijklmnopqrstuvwxyz", c) : NULL;
		bool digit = c > 0 && strchr("0123456789", c) != NULL;

		assert_int_equal(ascii_is_upper(c), upper != NULL);
		assert_int_equal(ascii_is_letter(c), upper != NULL || lower != NULL);
		assert_int_equal(ascii_is_digit(c), digit);
		assert_int_equal(ascii_is_alnum(c), digit || upper != NULL || lower != NULL);
		assert_int_equal(ascii_lower(c), upper != NULL ? c + 32 : c);
	}
}

static void test_control_characters(void **state)
{
	(void)state;
	CLEANS("a\x1b[31mb", "a\\u{1b}[31mb");
	CLEANS("a\nb\rc\td\x7f", "a\\u{a}b\\u{d}c\\u{9}d\\u{7f}");
	CLEANS("\0", "\\u{0}");
	CLEANS("a\0b", "a\\u{0}b");
	CLEANS("\xc2\x9b""31m\xc2\x85", "\\u{9b}31m\\u{85}");
}

static void test_bidi_and_invisible_characters(void **state)
{
	(void)state;
	CLEANS("a\xe2\x80\xae""b\xe2\x81\xa6", "a\\u{202e}b\\u{2066}");
	CLEANS("\xe2\x80\x8b\xe2\x80\x8c\xe2\x80\x8d\xef\xbb\xbf", "\\u{200b}\\u{200c}\\u{200d}\\u{feff}");
	CLEANS("\xc2\xad\xd8\x9c", "\\u{ad}\\u{61c}");
	CLEANS("\xe2\x80\xa8\xe2\x80\xa9", "\\u{2028}\\u{2029}");
	CLEANS("\xf3\xa0\x80\xa1", "\\u{e0021}");
}

static void test_backslash_cannot_forge_an_escape(void **state)
{
	(void)state;
	CLEANS("\\u{1b}", "\\\\u{1b}");
	CLEANS("\\", "\\\\");
}

static void test_ill_formed_bytes(void **state)
{
	(void)state;
	CLEANS("\x80", "\\x{80}");
	CLEANS("a\xff" "b", "a\\x{ff}b");
	CLEANS("\xc0\xaf", "\\x{c0}\\x{af}");
	CLEANS("\xe0\x80\xaf", "\\x{e0}\\x{80}\\x{af}");
	CLEANS("\xed\xa0\x80", "\\x{ed}\\x{a0}\\x{80}");
	CLEANS("\xf4\x90\x80\x80", "\\x{f4}\\x{90}\\x{80}\\x{80}");
	CLEANS("\xe2\x82", "\\x{e2}\\x{82}");
	CLEANS("\xe2\x82" "A", "\\x{e2}\\x{82}A");
	CLEANS("\xc3", "\\x{c3}");
}

static void test_flood_of_combining_marks(void **state)
{
	(void)state;
	CLEANS("a\xcc\x81\xcc\x81\xcc\x81\xcc\x81", "a\xcc\x81\xcc\x81\xcc\x81\xcc\x81");
	CLEANS("a\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81" "b\xcc\x81",
	       "a\xcc\x81\xcc\x81\xcc\x81\xcc\x81\\u{301}b\xcc\x81");
}

/* The number in the tail and what stands before it must together be the input. */
static void cut_at(const char *input, size_t n, size_t max, size_t unit_in, size_t unit_out)
{
	char *s = text_clean(input, n, max), *tail = strstr(s, "\xe2\x80\xa6(+");
	size_t left = 0;

	assert_true(strlen(s) <= max);
	assert_non_null(tail);
	assert_int_equal(sscanf(tail, "\xe2\x80\xa6(+%zu bytes)", &left), 1);
	assert_int_equal((size_t)(tail - s) % unit_out, 0);
	assert_int_equal((size_t)(tail - s) / unit_out * unit_in + left, n);
	assert_string_equal(s + strlen(s) - 7, " bytes)");
	free(s);
}

static void test_cuts_long_names(void **state)
{
	size_t n = 100 * 1000;
	char *s = mem_alloc(n + 1);
	char *t;

	(void)state;
	memset(s, 'a', n);
	cut_at(s, n, LIMIT_TEXT_BYTES, 1, 1);
	cut_at(s, n, 64, 1, 1);
	memset(s, '\n', n);
	cut_at(s, n, LIMIT_TEXT_BYTES, 1, 5);
	cut_at(s, n, 65, 1, 5);
	for (size_t i = 0; i < n; i += 2)
		memcpy(s + i, "\xc3\xa4", 2);
	cut_at(s, n, LIMIT_TEXT_BYTES, 2, 2);
	cut_at(s, n, 71, 2, 2);
	memset(s, 'a', n);
	t = text_clean(s, LIMIT_TEXT_BYTES, LIMIT_TEXT_BYTES);
	assert_int_equal(strlen(t), LIMIT_TEXT_BYTES);
	assert_null(strstr(t, "bytes"));
	free(t);
	free(s);
}

static uint32_t next_random(uint32_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}

/* Nothing that comes out may be anything but well-formed and visible. */
static void assert_harmless(const char *s)
{
	const uint8_t *p = (const uint8_t *)s;
	ucs4_t c;
	unsigned marks = 0;

	assert_null(u8_check(p, strlen(s)));
	for (p = u8_next(&c, p); p != NULL; p = u8_next(&c, p)) {
		assert_false(uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Cc | UC_CATEGORY_MASK_Cf |
		                                                         UC_CATEGORY_MASK_Zl | UC_CATEGORY_MASK_Zp));
		marks = uc_is_general_category_withtable(c, UC_CATEGORY_MASK_M) ? marks + 1 : 0;
		assert_true(marks <= LIMIT_COMBINING);
	}
}

static void test_random_bytes_come_out_harmless(void **state)
{
	uint32_t seed = 20260101;
	char raw[200];
	char *s;
	int round;
	size_t i, n;

	(void)state;
	for (round = 0; round < 3000; round++) {
		n = next_random(&seed) % sizeof raw;
		for (i = 0; i < n; i++)
			raw[i] = (char)(next_random(&seed) >> 8);
		s = text_clean(raw, n, 100 + next_random(&seed) % 1000);
		assert_harmless(s);
		free(s);
	}
	for (uint32_t c = 0; c < 0x110000; c += 7) {
		uint8_t one[6];
		int len = u8_uctomb(one, c, sizeof one);

		if (len <= 0)
			continue;
		s = text_clean(one, (size_t)len, 64);
		assert_harmless(s);
		free(s);
	}
}

static void test_null_string(void **state)
{
	char *s = text_clean_str("a\x07");

	(void)state;
	assert_string_equal(s, "a\\u{7}");
	assert_null(text_clean_str(NULL));
	free(s);
}

static void test_width_and_prefix(void **state)
{
	(void)state;
	assert_int_equal(text_width(""), 0);
	assert_int_equal(text_width("abc"), 3);
	assert_int_equal(text_width("\xe6\x97\xa5\xe6\x9c\xac"), 4);
	assert_int_equal(text_width("e\xcc\x81x"), 2);
	assert_int_equal(text_width("plain to here\xcc\x81 and \xe6\x97\xa5"), 20);
	assert_int_equal(text_prefix("abc", 2), 2);
	assert_int_equal(text_prefix("abc", 0), 0);
	assert_int_equal(text_prefix("\xe6\x97\xa5\xe6\x9c\xac", 3), 3);
	assert_int_equal(text_prefix("xe\xcc\x81y", 2), 4);
}

static void fits(const char *s, size_t cols, bool ascii, const char *expected)
{
	char *t = text_fit(s, cols, ascii);

	assert_string_equal(t, expected);
	assert_true(text_width(t) <= cols);
	free(t);
}

static void test_fit(void **state)
{
	(void)state;
	fits("abcdef", 6, false, "abcdef");
	fits("abcdef", 5, false, "abcd\xe2\x80\xa6");
	fits("abcdef", 5, true, "abc..");
	fits("abcdef", 1, true, ".");
	fits("abcdef", 0, false, "");
	fits("\xe6\x97\xa5\xe6\x9c\xac", 3, false, "\xe6\x97\xa5\xe2\x80\xa6");
	fits("\xe6\x97\xa5\xe6\x9c\xac", 2, false, "\xe2\x80\xa6");
}

/* Names of hosts as the DNS has them, words by the letters that sound alike, and what neither fits as code points. */
static void test_ascii(void **state)
{
	static const struct { const char *in, *out; } rows[] = {
		{ "\xe2\x80\x9cM\xc3\xbcller\xe2\x80\x9d \xe2\x80\x94 \xe2\x86\x92\xe2\x80\xa6\xf0\x9f\x98\x80",
			"\"Muller\" -- ->...\\u{1f600}" },
		{ "It is m\u00fcnchen.example.", "It is xn--mnchen-3ya.example." },
		{ "*.b\u00fccher.example and 1 more", "*.xn--bcher-kva.example and 1 more" },
		{ "https://m\u00fcnchen.example:8443/stra\u00dfe", "https://xn--mnchen-3ya.example:8443/strasse" },
		{ "\u0142\u00f3d\u017a, \u00c6gir, Stra\u00dfe, cafe\u0301", "lodz, AEgir, Strasse, cafe" },
		{ "\u041c\u043e\u0441\u043a\u0432\u0430 \u0429\u0443\u043a\u0430", "Moskva Shchuka" },
		{ "\u0391\u03b8\u03ae\u03bd\u03b1", "Athina" },
		/* a name that mixes alphabets is not to be read as the one that it looks like */
		{ "p\u0430ypal", "p\\u{430}ypal" },
		{ "p\u0430ypal.example", "xn--pypal-4ve.example" },
		{ "\u65e5\u672c", "\\u{65e5}\\u{672c}" }, { "\u65e5\u672c.example", "xn--wgv71a.example" },
		/* shortened in its middle it is no name any more */
		{ "m\u00fc..n.example", "mu..n.example" },
		{ "a\u00e9\xff", "ae\\x{ff}" }, { "\u0301", "\\u{301}" }, { "*.", "*." }, { "a.", "a." }, { "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char *s = text_ascii(rows[i].in);

		assert_string_equal(s, rows[i].out);
		free(s);
	}
}

/* What is clean stays as it is, backslashes included; the rest is made so. */
static void test_the_last_gate(void **state)
{
	static const struct { const char *in, *out; } rows[] = {
		{ "plain", "plain" }, { "\\u{1b}[m \\\\", "\\u{1b}[m \\\\" }, { "a\033b", "a\\u{1b}b" },
		{ "a\u202eb", "a\\u{202e}b" }, { "\xff", "\\x{ff}" }, { "\u00e9", "\u00e9" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char *clean = text_clean_line(rows[i].in, 200);

		assert_string_equal(clean, rows[i].out);
		assert_int_equal(text_is_clean(rows[i].in), strcmp(rows[i].in, rows[i].out) == 0);
		free(clean);
	}
}

static void a_sentence_ends_once(void **state)
{
	static const char *const rows[][2] = {
		{ "made out to Acme Inc..", "made out to Acme Inc." },
		{ "It is Acme Inc.. Nobody else is.", "It is Acme Inc. Nobody else is." },
		{ "example.com.. Both names end in a dot: example.org..", "example.com. Both names end in a dot: example.org." },
		{ "cut.. and on", "cut.. and on" }, { "and so on...", "and so on..." }, { "a..b", "a..b" }, { "..", "." }, { "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char *s = mem_strdup(rows[i][0]);

		text_one_stop(s);
		assert_string_equal(s, rows[i][1]);
		free(s);
	}
}

static void counts_have_their_thousands_apart(void **state)
{
	static const struct { size_t n; const char *is; } rows[] = {
		{ 0, "0" }, { 7, "7" }, { 999, "999" }, { 1000, "1,000" }, { 4998, "4,998" }, { 100000, "100,000" },
		{ 1234567, "1,234,567" }, { SIZE_MAX, "18,446,744,073,709,551,615" },
	};
	char room[TEXT_COUNT];

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows - (SIZE_MAX < UINT64_MAX); i++)
		assert_string_equal(text_count(rows[i].n, room), rows[i].is);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sentence_ends_once),
		cmocka_unit_test(counts_have_their_thousands_apart),
		cmocka_unit_test(test_leaves_ordinary_text_alone),
		cmocka_unit_test(test_letters_of_ascii),
		cmocka_unit_test(test_control_characters),
		cmocka_unit_test(test_bidi_and_invisible_characters),
		cmocka_unit_test(test_backslash_cannot_forge_an_escape),
		cmocka_unit_test(test_ill_formed_bytes),
		cmocka_unit_test(test_flood_of_combining_marks),
		cmocka_unit_test(test_cuts_long_names),
		cmocka_unit_test(test_random_bytes_come_out_harmless),
		cmocka_unit_test(test_null_string),
		cmocka_unit_test(test_width_and_prefix),
		cmocka_unit_test(test_fit),
		cmocka_unit_test(test_the_last_gate),
		cmocka_unit_test(test_ascii),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
