/* SPDX-License-Identifier: GPL-3.0-or-later
 * The two lines above everything: of every finding, in every width, with short names, long ones and none. */
#include "explain/brief.h"

#include "base/mem.h"
#include "base/text.h"
#include "explain/texts.h"
#include "lib/sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/text-rows.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
static unsigned bad_rows;

static void fail_row(const struct text_row *row, const char *what, const char *text)
{
	bad_rows++;
	print_error("%s %s: %s: %s\n", row != NULL ? finding_name(row->id) : "praise",
		row != NULL ? text_row_kind(row) : "", what, text);
}

static void check_line(const struct text_row *row, const char *text, size_t cols)
{
	static const char *const never[] = { "\xe2\x80\xa6", "{", "}", "[", "]", "  ", " .", " ,", "()", "(null)" };

	if (text_width(text) > cols || *text == '\0')
		fail_row(row, "its width", text);
	for (size_t i = 0; i < COUNT(never); i++)
		if (strstr(text, never[i]) != NULL)
			fail_row(row, never[i], text);
}

/* A sentence may name it, so it has to be tried how long it may be. */
static void every_value_of_a_sentence_is_tried(void **state)
{
	const struct text_row *rows;
	struct finding f;

	(void)state;
	assert_true(text_rows(&rows) > 0);
	f = text_row_filled(rows, TEXT_LONG);
	for (unsigned id = 0; id < N_PARAMS; id++)
		if (param_words((enum param_id)id) != NULL && finding_get(&f, (enum param_id)id) == NULL)
			fail_msg("parameter number %u has no sample", id);
	finding_done(&f);
}

/* 62 and 74 columns are what a line of 80 leaves, 42 and 54 one of 60, 22 and 34 one of 40. */
static void both_lines_fit_on_every_screen(void **state)
{
	static const size_t widths[] = { 62, 42, 22 };
	const struct text_row *rows;
	size_t n = text_rows(&rows);

	(void)state;
	bad_rows = 0;
	for (size_t i = 0; i < n; i++) {
		for (enum text_values v = TEXT_SHORT; v < N_TEXT_VALUES; v++) {
			struct finding f = text_row_filled(&rows[i], v);

			for (size_t w = 0; w < COUNT(widths); w++) {
				char *text = brief_of(&f, widths[w]);

				check_line(&rows[i], text, widths[w]);
				if (w == 0 && strcmp(text, text_words(&f).word) == 0 && *text >= 'a')
					fail_row(&rows[i], "no headline at 62", text);
				free(text);
				for (enum reader who = 0; who < N_READERS; who++) {
					text = brief_next_of(&f, who, widths[w] + 12);
					check_line(&rows[i], text, widths[w] + 12);
					free(text);
				}
			}
			finding_done(&f);
		}
	}
	assert_int_equal(bad_rows, 0);
}

/* What is written by hand is never too long for the widest line, so that no sentence of it is lost there; a command in
 * square brackets stands where there is room for it. */
static void an_advice_stands_whole_at_80_columns(void **state)
{
	const struct text_row *rows;
	size_t n = text_rows(&rows);

	(void)state;
	bad_rows = 0;
	for (size_t i = 0; i < n; i++) {
		const struct words *w = &rows[i].words;
		const char *const all[] = { w->next_visitor, w->next_helpdesk, w->next_admin, w->next_teacher };

		for (size_t k = 0; k < COUNT(all); k++) {
			char *bare = all[k] != NULL ? text_expand_in(all[k], NULL, &(struct text_room){ 0 }) : NULL;

			if (bare != NULL && text_width(bare) > BRIEF_NEXT_COLUMNS)
				fail_row(&rows[i], "too long", all[k]);
			free(bare);
		}
		if (w->word != NULL && text_width(w->word) > BRIEF_MIN)
			fail_row(&rows[i], "word too long", w->word);
	}
	assert_int_equal(bad_rows, 0);
}

/* With short names nothing is left out on 80 columns, and nothing is shortened. */
static void short_names_stay_whole(void **state)
{
	const struct text_row *rows;
	size_t n = text_rows(&rows);

	(void)state;
	bad_rows = 0;
	for (size_t i = 0; i < n; i++) {
		struct finding f = text_row_filled(&rows[i], TEXT_SHORT);
		char *text = brief_of(&f, BRIEF_COLUMNS), *all = text_expand(text_words(&f).brief, &f);

		if (strcmp(text, all) != 0)
			fail_row(&rows[i], "not whole", all);
		free(text);
		free(all);
		finding_done(&f);
	}
	assert_int_equal(bad_rows, 0);
}

/* The admin's line can be typed as it stands where host and port are known. */
static void a_command_names_the_host_and_fits_or_is_left_out(void **state)
{
	static const struct { enum finding_id id; const char *host, *port, *at_80, *at_60; } rows[] = {
		{ FINDING_UNREACHABLE, "shop.example.net", "443",
			"Look at the route: mtr shop.example.net. Try the other family: -4 or -6.",
			"Look at the route. Try the other family: -4 or -6." },
		{ FINDING_TIMEOUT, "shop.example.net", "8443",
			"Do packets arrive? tcpdump port 8443; then firewall and load.", "Do packets arrive?" },
		{ FINDING_HANDSHAKE_INCOMPLETE, "2001:db8::1", "443",
			"Read the server's log. Compare with: openssl s_client -connect [2001:db8::1]:443",
			"Read the server's log. Compare with: openssl s_client" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct finding f = { .id = rows[i].id, .level = LEVEL_UNREACHABLE, .card = -1 };
		char *wide, *narrow;

		finding_param(&f, PARAM_HOST, rows[i].host);
		finding_param(&f, PARAM_PORT, rows[i].port);
		wide = brief_next_of(&f, READER_ADMIN, 84);
		narrow = brief_next_of(&f, READER_ADMIN, 54);
		assert_string_equal(wide, rows[i].at_80);
		assert_string_equal(narrow, rows[i].at_60);
		free(wide);
		free(narrow);
		finding_done(&f);
	}
}

static void every_finding_has_all_lines(void **state)
{
	(void)state;
	for (unsigned id = 0; id < N_FINDINGS; id++) {
		struct finding f = { .id = (enum finding_id)id, .level = finding_level((enum finding_id)id) };
		struct words w = text_words(&f);
		const char *const needed[] = { w.brief, w.word, w.next_visitor, w.next_helpdesk, w.next_admin,
			w.next_teacher };

		for (size_t i = 0; i < COUNT(needed); i++)
			if (*needed[i] == '\0')
				fail_msg("%s: number %zu of .brief, .word, .next_visitor, .next_helpdesk, .next_admin,"
					" .next_teacher is missing in texts.def", finding_name(f.id), i + 1);
	}
}

/* A row that says otherwise what happened says so in the headline as well. */
static void a_variant_has_a_headline_of_its_own(void **state)
{
	const struct text_row *rows;
	size_t n = text_rows(&rows);

	(void)state;
	bad_rows = 0;
	for (size_t i = 0; i < n; i++)
		if (rows[i].words.what != NULL && rows[i].words.brief == NULL)
			fail_row(&rows[i], "no brief", rows[i].words.what);
	assert_int_equal(bad_rows, 0);
}

/* As in test-texts.c: words that a visitor has never met. */
static void visitors_meet_no_jargon(void **state)
{
	static const char *const jargon[] = { "certificate", "TLS", "SSL", "HSTS", "DNS", " CA", "OCSP", "CRL",
		"intermediate", "chain", "fingerprint", "signature", "key usage", "protocol", "handshake", "proxy",
		"cipher",
		"encrypt", "port ", "port.", "server", "revo", "root" };
	const struct text_row *rows;
	size_t n = text_rows(&rows);

	(void)state;
	bad_rows = 0;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < COUNT(jargon); k++)
			if (rows[i].words.next_visitor != NULL && strstr(rows[i].words.next_visitor, jargon[k]) != NULL)
				fail_row(&rows[i], jargon[k], rows[i].words.next_visitor);
	assert_int_equal(bad_rows, 0);
}

static void names_give_way_in_their_middle(void **state)
{
	static const struct { const char *name; size_t cols; const char *want; } rows[] = {
		{ "shop.example.net", 16, "shop.example.net" }, { "shop.example.net", 12, "sho..ple.net" },
		{ "shop.example.net", 4, "..et" }, { "", 4, "" }, { "Example CA of Class 3", 12, "Exa..Class 3" },
		{ "Example CA of Class 3", 17, "Examp..of Class 3" }, { "Gallery Intermediate", 14, "Gall..Intermed" },
		{ "Gallery Intermediate", 11, "Gal..Interm" }, { "expired.localhost", 13, "exp..ocalhost" },
		{ "wrong.localhost", 13, "wro..ocalhost" }, { "some.localhost", 13, "som..ocalhost" },
		{ "garden-centre.localhost", 18, "garde..e.localhost" }, { "abcdefgh.localhost", 17, "abcde..localhost" },
		{ "Example Gallery Root", 14, "Example..Root" }, { "Example Gallery Root", 11, "Examp..Root" },
		{ "A Intermediates", 10, "A..Interme" }, { "One Two ", 6, "O..wo " },
		{ "b\303\274cher.example.net", 12, "b\303\274c..ple.net" },
		/* two columns each */
		{ "\346\226\207\345\255\227\346\226\207\345\255\227\346\226\207\345\255\227", 8,
			"\346\226\207..\346\226\207\345\255\227" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char *text = text_middle(rows[i].name, rows[i].cols);

		assert_string_equal(text, rows[i].want);
		assert_true(text_width(text) <= rows[i].cols);
		free(text);
	}
}

static void what_is_left_out_goes_as_a_whole(void **state)
{
	struct finding f = { .id = FINDING_NAME_MISMATCH, .level = LEVEL_UNTRUSTED };
	static const struct { size_t cols; const char *line; } rows[] = {
		{ 62, "Made out to other.example.org and 3 more names" },
		{ 45, "Made out to othe..xample.org and 3 more names" },
		{ 30, "Made out to other.example.org" }, { 28, "Made out to othe..xample.org" },
		{ 22, "wrong name" },
	};
	static const struct { size_t cols; const char *next; } advice[] = {
		{ 74, "Do not go on. Check the spelling. Ask the owner by phone." },
		{ 54, "Do not go on. Check the spelling." }, { 20, "Do not go on." }, { 4, "Do not go on." },
	};

	(void)state;
	finding_param(&f, PARAM_NAME, "other.example.org");
	finding_param(&f, PARAM_MORE, "3");
	for (size_t i = 0; i < COUNT(rows); i++) {
		char *text = brief_of(&f, rows[i].cols);

		assert_string_equal(text, rows[i].line);
		assert_true(text_width(text) <= rows[i].cols);
		free(text);
	}
	for (size_t i = 0; i < COUNT(advice); i++) {
		char *text = brief_next_of(&f, READER_VISITOR, advice[i].cols);

		assert_string_equal(text, advice[i].next);
		free(text);
	}
	finding_done(&f);
}

static void renamed(struct cert *c, const char *name)
{
	free(c->subject.cn);
	c->subject.cn = mem_strdup(name);
	for (size_t k = 0; k < c->n_sans; k++) {
		free(c->sans[k].value);
		c->sans[k].value = mem_strdup(name);
	}
}

/* What may be well: a host that is what it says, a file, a request, a root of the store, what T trusts, a key. */
enum well { WELL_HOST, WELL_FILE, WELL_REQUEST, WELL_ROOT, WELL_LENT, WELL_KEY, N_WELL };

static struct inspection *well(enum well kind, const char *host, const char *issuer)
{
	struct inspection *i = sample_trusted();
	struct card *anchor = &i->cards[i->path[i->n_path - 1]];

	free(i->target.host);
	free(i->target.servername);
	i->target.host = mem_strdup(host);
	i->target.servername = mem_strdup(host);
	renamed(i->cards[i->path[0]].cert, host);
	renamed(anchor->cert, issuer);
	i->has_connection = kind != WELL_FILE && kind != WELL_KEY;
	i->n_path = kind == WELL_ROOT ? 1 : i->n_path;
	if (kind == WELL_REQUEST || kind == WELL_KEY)
		i->target.kind = kind == WELL_KEY ? TARGET_FILE : TARGET_REQUEST;
	if (kind == WELL_LENT)
		anchor->anchor = ANCHOR_SESSION;
	if (kind == WELL_KEY) {
		i->n_path = i->n_findings = 0;
		while (i->n_cards-- > 0) {
			free(i->cards[i->n_cards].san_matches);
			cert_unref(i->cards[i->n_cards].cert);
		}
		i->n_cards = 0;
	}
	return i;
}

static void praise_fits_as_well(void **state)
{
	static const char *const names[][2] = { { "a.org", "Example CA" },
		{ TEXT_LONG_NAME, "Example Organisation for Trust and Safety Issuing Authority 2026 Class 3 R17" } };
	static const size_t widths[] = { 62, 42, 22 };

	(void)state;
	bad_rows = 0;
	for (unsigned k = 0; k < 2 * N_WELL; k++) {
		struct inspection *i = well((enum well)(k / 2), names[k % 2][0], names[k % 2][1]);

		for (size_t w = 0; w < COUNT(widths); w++) {
			char *text = brief_line(i, widths[w]);

			check_line(NULL, text, widths[w]);
			if (w == 0 && *text >= 'a' && strchr(text, '.') == NULL)
				fail_row(NULL, "no headline at 62", text);
			free(text);
			for (enum reader who = 0; who < N_READERS; who++) {
				text = brief_next(i, who, widths[w] + 12);
				check_line(NULL, text, widths[w] + 12);
				free(text);
			}
		}
		inspection_free(i);
	}
	assert_int_equal(bad_rows, 0);
}

/* Praise says no more than was seen: a file proves no owner, and a root let in by hand is said to be so. */
static void where_all_is_well_no_more_is_promised_than_was_seen(void **state)
{
	struct inspection *i = sample_trusted();
	static const char promise[] = "Go on. It proves the name, not that the owner is honest.";
	char *text = brief_line(i, 62);

	(void)state;
	assert_string_equal(text, "good.example.net has proved its name; 30 days left");
	free(text);
	text = brief_next(i, READER_VISITOR, 74);
	assert_string_equal(text, promise);
	free(text);
	/* at 60 columns, too, it says what it does not prove */
	text = brief_next(i, READER_VISITOR, 54);
	assert_string_equal(text, "Go on. It proves the name, not the owner.");
	free(text);
	i->cards[1].anchor = ANCHOR_SESSION;
	text = brief_line(i, 62);
	assert_string_equal(text, "Trusted by you alone, until certcard ends: Example Root X1");
	free(text);
	i->cards[1].anchor = ANCHOR_PUBLIC;
	i->has_connection = false;
	text = brief_line(i, 62);
	assert_string_equal(text, "Example Root X1 vouches for good.example.net; 30 days left");
	free(text);
	text = brief_next(i, READER_VISITOR, 74);
	assert_null(strstr(text, "Go on"));
	free(text);
	i->target.kind = TARGET_REQUEST;
	text = brief_line(i, 62);
	assert_string_equal(text, "good.example.net asks for a certificate; it has none yet");
	free(text);
	text = brief_next(i, READER_VISITOR, 74);
	assert_null(strstr(text, "Go on"));
	free(text);
	i->target.kind = TARGET_HOST;
	i->has_connection = true;
	sample_finding(i, FINDING_HANDSHAKE_INCOMPLETE, LEVEL_INFO, VARIANT_NONE, -1);
	text = brief_next(i, READER_VISITOR, 74);
	assert_string_not_equal(text, promise);
	free(text);
	inspection_free(i);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_value_of_a_sentence_is_tried),
		cmocka_unit_test(both_lines_fit_on_every_screen),
		cmocka_unit_test(praise_fits_as_well),
		cmocka_unit_test(an_advice_stands_whole_at_80_columns),
		cmocka_unit_test(short_names_stay_whole),
		cmocka_unit_test(a_command_names_the_host_and_fits_or_is_left_out),
		cmocka_unit_test(every_finding_has_all_lines),
		cmocka_unit_test(a_variant_has_a_headline_of_its_own),
		cmocka_unit_test(visitors_meet_no_jargon),
		cmocka_unit_test(names_give_way_in_their_middle),
		cmocka_unit_test(what_is_left_out_goes_as_a_whole),
		cmocka_unit_test(where_all_is_well_no_more_is_promised_than_was_seen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
