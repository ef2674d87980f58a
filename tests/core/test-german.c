/* SPDX-License-Identifier: GPL-3.0-or-later
 * The German catalogue of this build: what is declared complete is there, says the same values, and has room. */
#include "base/tongue.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/text.h"
#include "explain/brief.h"
#include "explain/cause.h"
#include "explain/texts.h"
#include "lib/text-rows.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

#define GRADE_EACH 8.0
#define GRADE_ALL 4.0

enum { LINES_FROM = 22, FIELDS = 16, TEST_SKIPPED = 77 };

static unsigned bad;

static void complain(const struct text_row *row, const char *what, const char *text)
{
	bad++;
	print_error("%s %s: %s: %s\n", finding_name(row->id), text_row_kind(row), what, text);
}

/* The fields of which no row lacks its German. A field more is a line here. */
static size_t complete(const struct words *w, const char *out[static FIELDS])
{
	const char *const fields[] = { w->title, w->stamp, w->brief, w->word, w->next_visitor, w->next_helpdesk,
		w->next_admin, w->next_teacher, w->visitor, w->risk, w->what, w->licence,
		w->helpdesk, w->tell, w->why, w->admin };

	memcpy(out, fields, sizeof fields);
	return COUNT(fields);
}

static void what_is_declared_complete_is_there(void **state)
{
	const struct text_row *rows;
	size_t n = text_rows(&rows);

	(void)state;
	bad = 0;
	for (size_t i = 0; i < n; i++) {
		const char *fields[FIELDS];
		size_t n_fields = complete(&rows[i].words, fields);

		for (size_t k = 0; k < n_fields; k++)
			if (fields[k] != NULL && *fields[k] != '\0' && tongue(fields[k]) == fields[k])
				complain(&rows[i], "no German", fields[k]);
	}
	assert_int_equal(bad, 0);
}

/* A key of a template: 0, or where the next one begins. */
static const char *next_key(const char *t, char key[static 16])
{
	size_t n;

	t = strchr(t, '{');
	if (t == NULL)
		return NULL;
	n = strcspn(t + 1, "|#:}");
	assert_true(n < 16 && strchr(t, '}') != NULL);
	memset(key, 0, 16);
	memcpy(key, t + 1, n);
	return t + 1;
}

static bool has_key(const char *t, const char *key)
{
	char other[16];

	while ((t = next_key(t, other)) != NULL)
		if (strcmp(other, key) == 0)
			return true;
	return false;
}

/* Each value of the English sentence, and no other: one that is not set there would be a hole. */
static void check_values(const struct text_row *row, const char *from, const char *to)
{
	const char *p = to;
	char key[16];
	int depth = 0;

	while ((p = next_key(p, key)) != NULL)
		if (!has_key(from, key))
			complain(row, key, to);
	for (p = from; (p = next_key(p, key)) != NULL;)
		if (!has_key(to, key))
			complain(row, key, to);
	for (p = to; *p != '\0'; p++) {
		depth += (*p == '[') - (*p == ']');
		if (depth < 0 || depth > 1)
			complain(row, "brackets", to);
	}
	if (depth != 0)
		complain(row, "brackets", to);
}

static void a_sentence_has_the_values_of_the_english_one(void **state)
{
	const struct text_row *rows;
	size_t n = text_rows(&rows);

	(void)state;
	bad = 0;
	for (size_t i = 0; i < n; i++) {
		const struct words *w = &rows[i].words;
		const char *const all[] = { w->title, w->stamp, w->what, w->why, w->tell, w->risk, w->visitor,
			w->helpdesk, w->admin, w->licence, w->brief, w->word, w->next_visitor, w->next_helpdesk,
			w->next_admin, w->next_teacher };

		for (size_t k = 0; k < COUNT(all); k++)
			if (all[k] != NULL && tongue(all[k]) != all[k])
				check_values(&rows[i], all[k], tongue(all[k]));
	}
	assert_int_equal(bad, 0);
}

static void check_line(const struct text_row *row, const char *text, size_t cols)
{
	static const char *const never[] = { "\xe2\x80\xa6", "{", "}", "[", "]", "  ", " .", " ,", "()", "(null)" };

	if (text_width(text) > cols || *text == '\0')
		complain(row, "its width", text);
	for (size_t i = 0; i < COUNT(never); i++)
		if (strstr(text, never[i]) != NULL)
			complain(row, never[i], text);
}

/* As in test-brief.c: 62 columns are what a line of 80 leaves, 42 one of 60, 22 one of 40. */
static void headlines_fit_on_every_screen(void **state)
{
	static const size_t widths[] = { 62, 42, LINES_FROM };
	const struct text_row *rows;
	size_t n = text_rows(&rows);

	(void)state;
	bad = 0;
	for (size_t i = 0; i < n; i++)
		for (enum text_values v = TEXT_SHORT; v < N_TEXT_VALUES; v++) {
			struct finding f = text_row_filled(&rows[i], v);
			struct words w = text_words(&f);

			for (size_t k = 0; k < COUNT(widths); k++) {
				char *text = brief_of(&f, widths[k]);

				check_line(&rows[i], text, widths[k]);
				if (k == 0 && strcmp(text, w.word) == 0 && strcmp(w.word, w.brief) != 0)
					complain(&rows[i], "no headline at 62", w.brief);
				for (enum reader who = 0; who < N_READERS; who++) {
					char *next = brief_next_of(&f, who, widths[k] + 12);

					check_line(&rows[i], next, widths[k] + 12);
					free(next);
				}
				free(text);
			}
			finding_done(&f);
		}
	assert_int_equal(bad, 0);
}

static void short_names_leave_a_headline_whole(void **state)
{
	const struct text_row *rows;
	size_t n = text_rows(&rows);

	(void)state;
	bad = 0;
	for (size_t i = 0; i < n; i++) {
		struct finding f = text_row_filled(&rows[i], TEXT_SHORT);
		char *text = brief_of(&f, BRIEF_COLUMNS), *all = text_expand(text_words(&f).brief, &f);

		if (strcmp(text, all) != 0)
			complain(&rows[i], "not whole", all);
		free(text);
		free(all);
		finding_done(&f);
	}
	assert_int_equal(bad, 0);
}

/* How hard a text is to read: the first Wiener Sachtextformel (Bamberger and Vanecek, Lesen - Verstehen - Lernen -
 * Schreiben, 1984), in years of school: 0.1935 MS + 0.1672 SL + 0.1297 IW - 0.0327 ES - 0.875. MS: words of three
 * syllables and more in a hundred, SL: words in a sentence, IW: words of more than six letters, ES: words of one
 * syllable. */
struct reading { unsigned sentences, words, many, one, wide; };

/* Groups of vowels; ä, ö and ü are two octets, of which the second is the letter. A host name counts as three. */
static unsigned syllables(const char *w, size_t n, unsigned *letters)
{
	unsigned count = 0;
	bool before = false;

	*letters = 0;
	if (memchr(w, '.', n) != NULL || memchr(w, '/', n) != NULL) {
		*letters = 7;
		return 3;
	}
	for (size_t i = 0; i < n; i++) {
		bool vowel = strchr("aeiouyAEIOUY", w[i]) != NULL;

		if (((unsigned char)w[i] & 0xc0) == 0x80)
			continue;
		++*letters;
		if ((unsigned char)w[i] == 0xc3 && i + 1 < n)
			vowel = strchr("\xa4\xb6\xbc\x84\x96\x9c", w[i + 1]) != NULL;
		count += vowel && !before;
		before = vowel;
	}
	return count == 0 ? 1 : count;
}

static void read_text(struct reading *r, const char *p)
{
	while (*(p += strspn(p, " \"(")) != '\0') {
		size_t n = strcspn(p, " "), bare = n;
		unsigned letters, count;

		r->sentences += strchr(".?!:;", p[n - 1]) != NULL;
		while (bare > 0 && strchr(".,:;?!)\"", p[bare - 1]) != NULL)
			bare--;
		if (bare > 0) {
			count = syllables(p, bare, &letters);
			r->words++;
			r->many += count >= 3;
			r->one += count == 1;
			r->wide += letters > 6;
		}
		p += n;
	}
}

static double grade_of(const struct reading *r)
{
	return (19.35 * r->many + 12.97 * r->wide - 3.27 * r->one) / r->words + 0.1672 * r->words / r->sentences
		- 0.875;
}

/* A text of three sentences says little by itself, and German has long words: each is for eight years of school at
 * most, all of them together for four. */
static void visitors_can_read_it(void **state)
{
	const struct text_row *rows;
	size_t n = text_rows(&rows);
	struct reading all = { 0 };

	(void)state;
	bad = 0;
	for (size_t i = 0; i < n; i++) {
		struct finding f = text_row_filled(&rows[i], TEXT_SHORT);
		struct reading r = { 0 };

		finding_explain(&f);
		read_text(&r, f.visitor);
		read_text(&all, f.visitor);
		if (r.words == 0 || grade_of(&r) > GRADE_EACH) {
			print_error("%.1f ", grade_of(&r));
			complain(&rows[i], "hard to read", f.visitor);
		}
		finding_done(&f);
	}
	if (grade_of(&all) > GRADE_ALL)
		fail_msg("all texts for visitors together: %.2f", grade_of(&all));
	assert_int_equal(bad, 0);
}

/* As in test-texts.c: words that a visitor has never met. */
static void visitors_meet_no_jargon(void **state)
{
	static const char *const jargon[] = { "Zertifikat", "TLS", "SSL", "HSTS", "DNS", " CA", "OCSP", "CRL", "Kette",
		"Fingerabdruck", "Signatur", "Protokoll", "Handshake", "Proxy", "Cipher", "verschl", "Port", "widerruf",
		"Stamm", "Aussteller" };
	const struct text_row *rows;
	size_t n = text_rows(&rows);

	(void)state;
	bad = 0;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < COUNT(jargon); k++)
			if (rows[i].words.visitor != NULL && strstr(tongue(rows[i].words.visitor), jargon[k]) != NULL)
				complain(&rows[i], jargon[k], tongue(rows[i].words.visitor));
	assert_int_equal(bad, 0);
}

static void nouns_are_counted(void **state)
{
	struct finding f = { .id = FINDING_NAME_MISMATCH, .level = LEVEL_UNTRUSTED };
	char *text;

	(void)state;
	finding_param(&f, PARAM_NAME, "a.org");
	finding_param(&f, PARAM_MORE, "1");
	text = brief_of(&f, BRIEF_COLUMNS);
	assert_string_equal(text, "Ausgestellt für a.org und 1 weiteren Namen");
	free(text);
	finding_param(&f, PARAM_MORE, "2");
	text = brief_of(&f, BRIEF_COLUMNS);
	assert_string_equal(text, "Ausgestellt für a.org und 2 weitere Namen");
	free(text);
	finding_done(&f);
}

static void causes_have_their_titles(void **state)
{
	const char *ids[CAUSES_MAX], *english[CAUSES_MAX];
	size_t n = cause_ids(ids);
	char *folder = mem_printf("%s/po", getenv("builddir"));
	struct cc_err e = { 0 };
	int rc;

	(void)state;
	tongue_done();
	for (size_t i = 0; i < n; i++)
		english[i] = cause_title(ids[i]);
	rc = tongue_choose("de", folder, &e);
	free(folder);
	assert_int_equal(rc, 0);
	for (size_t i = 0; i < n; i++)
		if (strcmp(cause_title(ids[i]), english[i]) == 0)
			fail_msg("%s: %s", ids[i], english[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_declared_complete_is_there),
		cmocka_unit_test(a_sentence_has_the_values_of_the_english_one),
		cmocka_unit_test(headlines_fit_on_every_screen),
		cmocka_unit_test(short_names_leave_a_headline_whole),
		cmocka_unit_test(visitors_can_read_it),
		cmocka_unit_test(visitors_meet_no_jargon),
		cmocka_unit_test(nouns_are_counted),
		cmocka_unit_test(causes_have_their_titles),
	};
	const char *build = getenv("builddir");
	char *folder = mem_printf("%s/po", build != NULL ? build : ".");
	struct cc_err e = { 0 };
	int rc = tongue_choose("de", folder, &e);

	free(folder);
	if (rc != 0) {
		print_message("no German catalogue in this build (msgfmt is missing): %s\n", e.msg);
		return TEST_SKIPPED;
	}
	rc = cmocka_run_group_tests(tests, NULL, NULL);
	tongue_done();
	return rc;
}
