/* SPDX-License-Identifier: GPL-3.0-or-later
 * The words of findings: whole, without holes, and plain enough for whom they are meant. */
#include "explain/codes.h"
#include "base/mem.h"
#include "explain/texts.h"
#include "explain/doc.h"

#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/text-rows.h"
#include "explain/cause.h"

static const struct { enum param_id key; const char *value; } samples[] = {
	{ PARAM_SUBJECT, "shop.example.net" }, { PARAM_ISSUER, "Example Issuing CA R1" },
		{ PARAM_HOST, "shop.example.net" },
	{ PARAM_NAMES, "other.example.org and www.other.example.org" }, { PARAM_BEGINS, "1 Jun 2026 00:00:00 UTC" },
	{ PARAM_ENDS, "30 Aug 2026 23:59:59 UTC" }, { PARAM_DATE, "30 Aug 2026" }, { PARAM_DAYS, "82" }, { PARAM_SPAN, "82 days" },
		{ PARAM_LIMIT, "398" },
	{ PARAM_ADDRESS, "192.0.2.17" }, { PARAM_PORT, "443" }, { PARAM_PROXY, "http://proxy.example.net:3128" },
	{ PARAM_REASON, "its length is wrong" }, { PARAM_SEEN, "TLS 1.0" },
		{ PARAM_RULE, "the serial number is negative" },
	{ PARAM_SECTION, "RFC 5280 4.1.2.2" }, { PARAM_PRODUCT, "Example Antivirus" }, { PARAM_ALGORITHM, "SHA-1" },
	{ PARAM_NOW, "21 Nov 2026 18:40:00 UTC" }, { PARAM_COUNT, "1" }, { PARAM_CODE, "407" },
		{ PARAM_PROTOCOL, "SMTP" },
		{ PARAM_BITS, "1024" }, { PARAM_USAGE, "signing mail" },
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* A finding as a row of explain/texts.def means it, with all parameters but the one at `without`. */
static struct finding finding_of(const struct text_row *row, size_t without)
{
	struct finding f = text_row_finding(row);
	size_t i;

	for (i = 0; i < COUNT(samples); i++)
		if (i != without)
			finding_param(&f, samples[i].key, samples[i].value);
	return f;
}

/* All rows that fail are named, not the first alone: rows_end() fails the test. */
static unsigned bad_rows;

static int rows_begin(void **state)
{
	(void)state;
	bad_rows = 0;
	return 0;
}

static int rows_end(void **state)
{
	(void)state;
	return bad_rows == 0 ? 0 : -1;
}

static void fail_row(const struct text_row *row, const char *what, const char *text)
{
	bad_rows++;
	print_error("%s %s: %s: %s\n", finding_name(row->id),
		text_row_kind(row), what, text);
}

/* Every expanded text reads as prose: nothing of the template left, no hole where a value was missing. */
static void check_prose(const struct text_row *row, const char *text)
{
	static const char *const holes[] = { "  ", " .", " ,", "()", "( ", " )", ",,", "..", ",.", ":.", "{", "}", "[",
		"]", "(null)", "a an ", "the the " };
	size_t i, n = strlen(text);

	for (i = 0; i < COUNT(holes); i++)
		if (strstr(text, holes[i]) != NULL)
			fail_row(row, holes[i], text);
	if (n > 0 && text[n - 1] != '.' && text[n - 1] != '?')
		fail_row(row, "no full stop", text);
	if (n > 0 && (text[0] == ' ' || (islower((unsigned char)text[0]) && strncmp(text, "shop.", 5) != 0
		&& strncmp(text, "the host", 8) != 0)))
		fail_row(row, "begins small", text);
}

static void check_finding(const struct text_row *row, struct finding *f)
{
	finding_explain(f);
	check_prose(row, f->what);
	check_prose(row, f->why);
	check_prose(row, f->tell);
	check_prose(row, f->risk);
	check_prose(row, f->visitor);
	check_prose(row, f->helpdesk);
	check_prose(row, f->admin);
	check_prose(row, f->licence);
	finding_done(f);
}

static void every_finding_has_all_words(void **state)
{
	unsigned id;

	(void)state;
	for (id = 0; id < N_FINDINGS; id++) {
		struct finding f = { .id = (enum finding_id)id, .level = finding_level((enum finding_id)id) };
		struct words w = text_words(&f);
		const char *const needed[] = { w.title, w.what, w.why, w.tell, w.visitor, w.helpdesk, w.admin,
			w.licence };
		size_t i;

		for (i = 0; i < COUNT(needed); i++)
			if (*needed[i] == '\0')
				fail_msg("%s: words missing (%zu)", finding_name(f.id), i);
		if (f.level == LEVEL_UNTRUSTED && (*w.risk == '\0' || *w.stamp == '\0'))
			fail_msg("%s: untrusted without risk or stamp", finding_name(f.id));
	}
}

static void a_level_that_stops_says_the_risk(void **state)
{
	const struct text_row *rows;
	size_t i, n = text_rows(&rows);

	(void)state;
	for (i = 0; i < n; i++) {
		struct finding f = finding_of(&rows[i], SIZE_MAX);
		struct words w = text_words(&f);

		if (f.level == LEVEL_UNTRUSTED && *w.risk == '\0')
			fail_row(&rows[i], "no risk", "");
		if (f.level == LEVEL_CAUTION && *w.risk == '\0')
			fail_row(&rows[i], "no risk", "");
		finding_done(&f);
	}
}

static void no_row_stands_twice(void **state)
{
	const struct text_row *r;
	size_t i, j, n = text_rows(&r);

	(void)state;
	for (i = 0; i < n; i++)
		for (j = i + 1; j < n; j++)
			if (r[i].id == r[j].id && r[i].kind.scope == r[j].kind.scope
				&& r[i].kind.value == r[j].kind.value)
				fail_row(&r[i], "twice", "");
}

static void no_missing_value_leaves_a_hole(void **state)
{
	const struct text_row *rows;
	size_t i, j, n = text_rows(&rows);

	(void)state;
	for (i = 0; i < n; i++) {
		struct finding bare = text_row_finding(&rows[i]);

		check_finding(&rows[i], &bare);
		for (j = 0; j <= COUNT(samples); j++) {
			struct finding f = finding_of(&rows[i], j);

			check_finding(&rows[i], &f);
		}
	}
}

/* Which parameters some template names. */
static bool keys_named[N_PARAMS];

/* Templates name known keys only, and their brackets close. */
static void check_template(const struct text_row *row, const char *t)
{
	int depth = 0;
	const char *p;

	for (p = t; p != NULL && *p != '\0'; p++) {
		if (*p == '[' && ++depth > 1)
			fail_row(row, "bracket in bracket", t);
		if (*p == ']' && --depth < 0)
			fail_row(row, "bracket", t);
		if (*p == '{') {
			char key[16] = "";
			size_t n = strcspn(p + 1, "|#:}");

			if (n >= sizeof key || strchr(p, '}') == NULL)
				fail_row(row, "brace", p);
			memcpy(key, p + 1, n);
			enum param_id id;
			if (!param_by_name(key, &id) || param_words(id) == NULL)
				fail_row(row, "unknown key", key);
			else
				keys_named[id] = true;
		}
	}
	if (depth != 0)
		fail_row(row, "open bracket", t);
}

static void templates_are_well_formed(void **state)
{
	const struct text_row *rows;
	size_t i, n = text_rows(&rows);

	(void)state;
	for (i = 0; i < n; i++) {
		const struct words *w = &rows[i].words;
		const char *const all[] = { w->title, w->stamp, w->what, w->why, w->tell, w->risk, w->visitor,
			w->helpdesk, w->admin, w->licence, w->brief, w->word,
			w->next_visitor, w->next_helpdesk, w->next_admin, w->next_teacher };
		size_t j;

		for (j = 0; j < COUNT(all); j++)
			check_template(&rows[i], all[j]);
	}
	for (i = 0; i < N_PARAMS; i++)
		if (param_words((enum param_id)i) != NULL && !keys_named[i])
			fail_msg("no sentence names the parameter %zu, which has words", i);
}

static void values_are_not_templates(void **state)
{
	struct finding f = { .id = FINDING_NAME_MISMATCH, .level = LEVEL_UNTRUSTED };
	char *t;

	(void)state;
	finding_param(&f, PARAM_HOST, "{names}[x]{");
	t = text_expand("A {host} b[ {names}] c{days|no}.", &f);
	assert_string_equal(t, "A {names}[x]{ b cno.");
	free(t);
	finding_done(&f);
}

static void nouns_are_counted_and_days_are_cut(void **state)
{
	struct finding f = { .id = FINDING_EXPIRED, .level = LEVEL_UNTRUSTED };
	char *t;

	(void)state;
	finding_param(&f, PARAM_DAYS, "1");
	finding_param(&f, PARAM_ENDS, "30 Aug 2026 23:59:59 UTC");
	t = text_expand("{days#day}, {ends:day}, {limit#second}", &f);
	assert_string_equal(t, "1 day, 30 Aug 2026, the limit");
	free(t);
	finding_param(&f, PARAM_DAYS, "11");
	finding_param(&f, PARAM_ISSUER, "Acme Inc.");
	t = text_expand("To {issuer}. To [none: {issuer}]. {issuer}, who is {issuer|nobody}.", &f);
	assert_string_equal(t, "To Acme Inc. To none: Acme Inc. Acme Inc., who is Acme Inc.");
	free(t);
	t = text_expand("{days#day}[ {reason}]", &f);
	assert_string_equal(t, "11 days");
	free(t);
	finding_done(&f);
}

static void a_huge_name_does_not_bury_the_sentence(void **state)
{
	struct finding f = { .id = FINDING_NAME_MISMATCH, .level = LEVEL_UNTRUSTED };
	char *name = mem_alloc(60001);

	(void)state;
	memset(name, 'x', 60000);
	finding_param(&f, PARAM_NAMES, name);
	finding_explain(&f);
	assert_true(strlen(f.what) < 400);
	assert_non_null(strstr(f.what, "…"));
	free(name);
	finding_done(&f);
}

static void shade_goes_before_variant_before_level(void **state)
{
	struct finding f = { .id = FINDING_CHANGED_SINCE_LAST_VISIT, .level = LEVEL_CAUTION,
		.variant = VARIANT_OTHER_ISSUER };
	struct finding plain = { .id = FINDING_CHANGED_SINCE_LAST_VISIT, .level = LEVEL_INFO };
	struct words w = text_words(&f), v = text_words(&plain);

	(void)state;
	assert_string_equal(w.stamp, "NEW OFFICE");              /* of the variant */
	assert_string_not_equal(w.visitor, v.visitor);           /* of the level */
	assert_string_equal(w.tell, v.tell);                     /* of the plain row */
}

/* Flesch-Kincaid grade: 0.39 words per sentence + 11.8 syllables per word - 15.59. */

static bool vowel(char c)
{
	return c != '\0' && strchr("aeiouy", c) != NULL;
}

/* Groups of vowels, less a silent e at the end. A host name counts as one word of three syllables. */
static unsigned syllables(const char *word, size_t n)
{
	char w[64] = "";
	unsigned count = 0;
	size_t i;

	if (memchr(word, '.', n) != NULL && memchr(word, '.', n) != word + n - 1)
		return 3;
	for (i = 0; i < n && i < sizeof w - 1; i++)
		w[i] = (char)tolower((unsigned char)word[i]);
	n = i;
	for (i = 0; i < n; i++)
		count += vowel(w[i]) && (i == 0 || !vowel(w[i - 1]));
	if (n > 2 && w[n - 1] == 'e' && !vowel(w[n - 2]) && !(w[n - 2] == 'l' && !vowel(w[n - 3])))
		count--;
	if (n > 3 && w[n - 1] == 'd' && w[n - 2] == 'e' && strchr("td", w[n - 3]) == NULL && !vowel(w[n - 3]))
		count--;
	return count == 0 ? 1 : count;
}

struct reading { unsigned sentences, words, syllables; };

static struct reading reading_of(const char *text)
{
	struct reading r = { 0, 0, 0 };
	const char *p = text;

	while (*(p += strspn(p, " \"(")) != '\0') {
		size_t n = strcspn(p, " "), bare = n;

		r.sentences += strchr(".?!", p[n - 1]) != NULL
			|| (n > 1 && strchr(".?!", p[n - 2]) != NULL && strchr("\")", p[n - 1]) != NULL);
		while (bare > 0 && ispunct((unsigned char)p[bare - 1]))
			bare--;
		if (bare > 0) {
			r.words++;
			r.syllables += syllables(p, bare);
		}
		p += n;
	}
	return r;
}

static double grade_of(const char *text)
{
	struct reading r = reading_of(text);

	return 0.39 * r.words / r.sentences + 11.8 * r.syllables / r.words - 15.59;
}

static void check_grade(const struct text_row *row, const char *text, unsigned sentences)
{
	if (*text == '\0')
		return;
	if (reading_of(text).sentences > sentences)
		fail_row(row, "too many sentences", text);
	if (grade_of(text) > 8.0) {
		print_error("%.1f ", grade_of(text));
		fail_row(row, "above grade 8", text);
	}
}

static void visitors_can_read_it(void **state)
{
	const struct text_row *rows;
	size_t i, n = text_rows(&rows);

	(void)state;
	for (i = 0; i < n; i++) {
		struct finding f = finding_of(&rows[i], SIZE_MAX);

		finding_explain(&f);
		check_grade(&rows[i], f.visitor, 3);
		check_grade(&rows[i], f.risk, 1);
		finding_done(&f);
	}
}

static void visitors_can_read_the_other_causes(void **state)
{
	const char *ids[CAUSES_MAX];
	size_t i, n = cause_ids(ids);

	(void)state;
	for (i = 0; i < n; i++) {
		struct cause *c = cause_find(ids[i]);

		if (reading_of(c->visitor).sentences > 3 || grade_of(c->visitor) > 8.0)
			fail_msg("%s: %.1f: %s", ids[i], grade_of(c->visitor), c->visitor);
		cause_free(c);
	}
}

/* Words that a visitor has never met. */
static void visitors_meet_no_jargon(void **state)
{
	static const char *const jargon[] = { "certificate", "TLS", "SSL", "HSTS", "DNS", " CA", "OCSP", "CRL",
		"intermediate", "chain", "fingerprint", "signature",
		"key usage", "protocol", "handshake", "proxy", "cipher", "encrypt", "port ", "port.", "server", "revo",
		"root" };
	const struct text_row *rows;
	size_t i, j, n = text_rows(&rows);

	(void)state;
	for (i = 0; i < n; i++)
		for (j = 0; j < COUNT(jargon); j++)
			if (rows[i].words.visitor != NULL && strstr(rows[i].words.visitor, jargon[j]) != NULL)
				fail_row(&rows[i], jargon[j], rows[i].words.visitor);
}

static void what_happened_is_one_sentence(void **state)
{
	const struct text_row *rows;
	size_t i, n = text_rows(&rows);

	(void)state;
	for (i = 0; i < n; i++) {
		struct finding f = finding_of(&rows[i], SIZE_MAX);

		finding_explain(&f);
		if (reading_of(f.what).sentences != 1)
			fail_row(&rows[i], "not one sentence", f.what);
		if (reading_of(f.licence).sentences != 1)
			fail_row(&rows[i], "not one sentence", f.licence);
		finding_done(&f);
	}
}

/* What this program was asked for in the first place, each where it is read. */
static void the_wrong_site_is_spoken_of_wherever_it_may_be(void **state)
{
	static const enum finding_id ids[] = { FINDING_NAME_MISMATCH, FINDING_SELF_SIGNED, FINDING_UNTRUSTED_ROOT,
		FINDING_UNKNOWN_ISSUER };

	(void)state;
	for (size_t i = 0; i < COUNT(ids); i++)
		for (enum variant v = 0; v < N_VARIANTS; v++) {
			struct finding f = { .id = ids[i], .level = LEVEL_UNTRUSTED, .variant = v };
			struct words w = text_words(&f);

			if (v != VARIANT_IP_ADDRESS && strstr(w.visitor, "typed right") == NULL)
				fail_msg("%s: %s", finding_name(ids[i]), w.visitor);
			if (strstr(w.risk, "passwords, messages, card numbers") == NULL)
				fail_msg("%s: %s", finding_name(ids[i]), w.risk);
		}
}

/* Where a slip in typing leads to a certificate that nobody vouches for, to none, or to no answer. Not where the name
 * was found in a certificate that somebody vouches for: then the name is the one that was typed. */
static void a_slip_in_typing_is_thought_of(void **state)
{
	static const struct finding slips[] = {
		{ .id = FINDING_BAD_SIGNATURE, .level = LEVEL_UNTRUSTED },
		{ .id = FINDING_KEY_NOT_PROVED, .level = LEVEL_UNTRUSTED },
		{ .id = FINDING_SELF_SIGNED, .level = LEVEL_UNTRUSTED, .shade = SHADE_NAMESAKE },
		{ .id = FINDING_UNTRUSTED_ROOT, .level = LEVEL_UNTRUSTED, .shade = SHADE_NAMESAKE },
		{ .id = FINDING_UNKNOWN_ISSUER, .level = LEVEL_UNTRUSTED, .shade = SHADE_NAMESAKE },
		{ .id = FINDING_UNKNOWN_ISSUER, .level = LEVEL_UNTRUSTED, .shade = SHADE_RING },
		{ .id = FINDING_INCOMPLETE_CHAIN, .level = LEVEL_UNTRUSTED },
		{ .id = FINDING_NO_CERTIFICATE, .level = LEVEL_UNREACHABLE },
		{ .id = FINDING_DNS_FAILED, .level = LEVEL_UNREACHABLE },
		{ .id = FINDING_REFUSED, .level = LEVEL_UNREACHABLE },
		{ .id = FINDING_UNREACHABLE, .level = LEVEL_UNREACHABLE },
		{ .id = FINDING_TIMEOUT, .level = LEVEL_UNREACHABLE }, { .id = FINDING_NOT_TLS, .level = LEVEL_UNREACHABLE },
		{ .id = FINDING_HANDSHAKE_FAILED, .level = LEVEL_UNREACHABLE },
		{ .id = FINDING_CONNECTION_CLOSED, .level = LEVEL_UNREACHABLE },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(slips); i++) {
		struct words w = text_words(&slips[i]);

		if (strstr(w.visitor, "typed right") == NULL)
			fail_msg("%s: %s", finding_name(slips[i].id), w.visitor);
	}
}

static void malware_and_the_frame_stand_by_a_wrong_name(void **state)
{
	struct finding f = { .id = FINDING_NAME_MISMATCH, .level = LEVEL_UNTRUSTED };
	struct words w = text_words(&f);

	(void)state;
	assert_non_null(strstr(w.why, "malware"));
	assert_non_null(strstr(w.tell, "usually an oversight and sometimes an attack, and the certificate alone"));
	f.id = FINDING_SELF_SIGNED;
	w = text_words(&f);
	assert_non_null(strstr(w.visitor, "own device"));
	assert_non_null(strstr(w.admin, "small"));
	assert_non_null(strstr(w.admin, "CA:FALSE"));
}

/* Who lets anybody past is measured and said by name (finding_past()), so that no text says it of all. */
static void no_risk_says_what_browsers_do_in_general(void **state)
{
	static const char *const never[] = { "lets you", "let you", "rowsers stop", "click past", "Firefox", "Chrome" };
	const struct text_row *rows;
	size_t n = text_rows(&rows);

	(void)state;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < COUNT(never); k++)
			if (rows[i].words.risk != NULL && strstr(rows[i].words.risk, never[k]) != NULL)
				fail_row(&rows[i], never[k], rows[i].words.risk);
}

/* At the breach of some rules one or another browser stops as well: what is said of all of them claims nothing else. */
static void a_breach_says_of_browsers_what_holds_for_all_rules(void **state)
{
	static const char *const never[] = { "rowsers do not", "rowser does not", "o browser", "rowsers go on, others",
		"every officer", "need not be done" };
	static const enum level levels[] = { LEVEL_INFO, LEVEL_UNTRUSTED };

	(void)state;
	for (size_t i = 0; i < COUNT(levels); i++) {
		struct finding f = { .id = FINDING_PROFILE_VIOLATION, .level = levels[i] };
		struct words w = text_words(&f);
		const char *const said[] = { w.what, w.why, w.tell, w.risk, w.visitor, w.helpdesk, w.admin, w.licence,
			w.brief, w.next_visitor, w.next_helpdesk, w.next_admin, w.next_teacher };

		for (size_t k = 0; k < COUNT(said); k++)
			for (size_t n = 0; n < COUNT(never); n++)
				if (strstr(said[k], never[n]) != NULL)
					fail_msg("%s: %s", level_name(levels[i]), said[k]);
	}
}

static bool code_known(const char *cause, const char *code)
{
	const struct code_row *rows;
	size_t i, n = code_rows(&rows);

	for (i = 0; i < n; i++)
		if (strcmp(code_word(rows[i].cause), cause) == 0 && strcmp(code_word(rows[i].code), code) == 0)
			return true;
	return false;
}

static void preferred_codes_exist(void **state)
{
	const struct text_row *rows;
	size_t i, j, n = text_rows(&rows);

	(void)state;
	for (i = 0; i < n; i++)
		for (j = 0; j < TEXT_PREFER && rows[i].words.prefer[j] != NULL; j++)
			if (!code_known(finding_name(rows[i].id), rows[i].words.prefer[j]))
				fail_row(&rows[i], "no such code", rows[i].words.prefer[j]);
}

static void a_finding_shows_browsers_first(void **state)
{
	struct finding f = { .id = FINDING_NAME_MISMATCH, .level = LEVEL_UNTRUSTED };
	size_t i, j;

	(void)state;
	finding_explain(&f);
	assert_true(f.n_codes >= 8 && f.n_codes <= CODES_MAX);
	assert_string_equal(f.codes[0].tool, "Chrome/Edge");
	assert_string_equal(f.codes[0].code, "NET::ERR_CERT_COMMON_NAME_INVALID");
	assert_string_equal(f.codes[1].code, "SSL_ERROR_BAD_CERT_DOMAIN");
	for (i = 0; i < f.n_codes; i++)
		for (j = i + 1; j < f.n_codes; j++)
			assert_string_not_equal(f.codes[i].tool, f.codes[j].tool);
	finding_explain(&f);                                     /* twice costs no memory */
	finding_done(&f);
}

static void tables_of_codes_are_whole(void **state)
{
	const struct code_row *rows;
	size_t i, n = code_rows(&rows);

	(void)state;
	assert_true(n > 1000);
	for (i = 0; i < n; i++)
		if (*code_word(rows[i].cause) == '\0' || *code_word(rows[i].tool) == '\0'
			|| *code_word(rows[i].code) == '\0')
			fail_msg("row %zu of error-codes.tsv", i + 2);
}

static void the_page_holds_every_finding_and_cause(void **state)
{
	const char *ids[CAUSES_MAX];
	char *page = NULL;
	size_t i, size = 0, n = cause_ids(ids);
	FILE *f = open_memstream(&page, &size);

	(void)state;
	assert_non_null(f);
	assert_int_equal(texts_doc(f), 0);
	assert_int_equal(fclose(f), 0);
	for (i = 0; i < n; i++) {
		char *heading = mem_printf("\n## %s\n", ids[i]);

		if (strstr(page, heading) == NULL)
			fail_msg("%s", heading);
		free(heading);
	}
	assert_null(strstr(page, "{host"));
	assert_null(strstr(page, "(null)"));
	free(page);
}

int main(void)
{
#define ROWS(test) cmocka_unit_test_setup_teardown(test, rows_begin, rows_end)
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_finding_has_all_words),
		ROWS(a_level_that_stops_says_the_risk),
		ROWS(no_row_stands_twice),
		ROWS(templates_are_well_formed),
		ROWS(no_missing_value_leaves_a_hole),
		cmocka_unit_test(values_are_not_templates),
		cmocka_unit_test(nouns_are_counted_and_days_are_cut),
		cmocka_unit_test(a_huge_name_does_not_bury_the_sentence),
		cmocka_unit_test(shade_goes_before_variant_before_level),
		ROWS(visitors_can_read_it),
		cmocka_unit_test(visitors_can_read_the_other_causes),
		ROWS(visitors_meet_no_jargon),
		cmocka_unit_test(the_wrong_site_is_spoken_of_wherever_it_may_be),
		cmocka_unit_test(a_slip_in_typing_is_thought_of),
		cmocka_unit_test(malware_and_the_frame_stand_by_a_wrong_name),
		ROWS(no_risk_says_what_browsers_do_in_general),
		cmocka_unit_test(a_breach_says_of_browsers_what_holds_for_all_rules),
		ROWS(what_happened_is_one_sentence),
		ROWS(preferred_codes_exist),
		cmocka_unit_test(a_finding_shows_browsers_first),
		cmocka_unit_test(the_page_holds_every_finding_and_cause),
		cmocka_unit_test(tables_of_codes_are_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
