/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pages: wrapping, searching; the rail's order; the key's picture; files written whole or not at all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "parts/export.h"
#include "result/keyart.h"
#include "base/mem.h"
#include "parts/page.h"
#include "parts/rail.h"
#include "parts/seen.h"
#include "lib/sample.h"
#include "base/text.h"
#include "parts/explanation.h"
#include "result/phrases.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static char *line(const struct page *p, size_t n)
{
	return n < p->n ? page_line_text(p, (int)n) : mem_strdup("(none)");
}

static void expect(const struct page *p, size_t n, const char *text)
{
	char *is = line(p, n);

	assert_string_equal(is, text);
	free(is);
}

static void words_wrap_and_none_is_lost(void **state)
{
	struct page p;

	(void)state;
	page_init(&p, 20, false);
	page_field(&p, 0, 6, INK_LABEL, "Why", INK_TEXT, "one two three  four\nfive");
	expect(&p, 0, "Why   one two three");
	expect(&p, 1, "      four");
	expect(&p, 2, "      five");
	assert_int_equal(p.n, 3);
	page_done(&p);
}

static void a_word_without_blanks_breaks_behind_a_separator(void **state)
{
	struct page p;

	(void)state;
	page_init(&p, 16, false);
	page_text(&p, 0, INK_TEXT, "http://example.org/a/very/long/path");
	for (size_t i = 0; i < p.n; i++) {
		char *is = line(&p, i);

		assert_true(text_width(is) <= 16);
		free(is);
	}
	assert_true(p.n >= 3);
	page_done(&p);
}

static void wide_and_combining_characters_are_measured_by_columns(void **state)
{
	struct page p;

	(void)state;
	page_init(&p, 10, false);
	page_text(&p, 0, INK_TEXT,
		"\xe6\xbc\xa2\xe5\xad\x97\xe6\xbc\xa2\xe5\xad\x97\xe6\xbc\xa2\xe5\xad\x97\xe6\xbc\xa2\xe5\xad\x97");
	assert_int_equal(p.n, 2);
	page_done(&p);
}

static void in_ascii_nothing_else_remains(void **state)
{
	struct page p;
	char *is;

	(void)state;
	page_init(&p, 60, true);
	page_text(&p, 0, INK_TEXT, "b\xc3\xbc" "cher \xe2\x80\xa6");
	is = line(&p, 0);
	for (const char *s = is; *s != '\0'; s++)
		assert_true((unsigned char)*s < 128);
	free(is);
	page_done(&p);
}

static void a_search_goes_round_and_small_letters_match_capital_ones(void **state)
{
	struct page p;

	(void)state;
	page_init(&p, 40, false);
	page_text(&p, 0, INK_TEXT, "Alpha");
	page_text(&p, 0, INK_TEXT, "beta");
	page_text(&p, 0, INK_TEXT, "ALPHA again");
	assert_int_equal(page_find(&p, "alpha", 0, 1), 0);
	assert_int_equal(page_find(&p, "alpha", 1, 1), 2);
	assert_int_equal(page_find(&p, "alpha", 3, 1), 0);
	assert_int_equal(page_find(&p, "alpha", 1, -1), 0);
	assert_int_equal(page_find(&p, "ALPHA", 0, 1), 2);
	assert_int_equal(page_find(&p, "gamma", 0, 1), -1);
	assert_int_equal(page_find(&p, "", 0, 1), -1);
	page_done(&p);
}

/* Two walks that can be worked out by hand from the published rule. */
static void the_bishop_walks_as_in_openssh(void **state)
{
	uint8_t zero[32] = { 0 }, ones[32];
	struct keyart art = keyart_draw(zero, sizeof zero);

	(void)state;
	/* 128 steps to the upper left: from the middle (8,4) to the corner, where he stays. */
	assert_int_equal(art.rows[4][8], 'S');
	assert_int_equal(art.rows[0][0], 'E');
	assert_int_equal(art.rows[3][7], '.');
	assert_int_equal(art.rows[1][5], '.');
	assert_int_equal(art.rows[0][4], '.');
	assert_int_equal(art.rows[0][3], '.');
	assert_int_equal(art.rows[8][16], ' ');
	memset(ones, 0xff, sizeof ones);
	art = keyart_draw(ones, sizeof ones);
	assert_int_equal(art.rows[8][16], 'E');
	assert_int_equal(art.rows[5][9], '.');
	assert_int_equal(strlen(art.rows[0]), KEYART_W);
}

static void another_key_is_another_picture(void **state)
{
	uint8_t a[32], b[32];
	struct keyart x, y;

	(void)state;
	for (int i = 0; i < 32; i++)
		a[i] = b[i] = (uint8_t)(i * 37 + 11);
	b[31] ^= 0x40;
	x = keyart_draw(a, sizeof a);
	y = keyart_draw(b, sizeof b);
	assert_int_not_equal(memcmp(&x, &y, sizeof x), 0);
}

static void the_rail_shows_path_strangers_and_dead_ends_apart(void **state)
{
	struct inspection *i = sample_untrusted();
	struct rail r;
	int strangers = 0, dead = 0, cards = 0;

	(void)state;
	rail_init(&r, i);
	for (size_t k = 0; k < r.n; k++) {
		cards += r.entries[k].kind == RAIL_CARD;
		strangers += r.entries[k].kind == RAIL_STRANGER;
		dead += r.entries[k].kind == RAIL_DEAD_END;
	}
	assert_int_equal(cards, i->n_path);
	assert_true(strangers > 0);
	assert_int_equal(dead, i->n_dead_ends);
	assert_int_equal(r.entries[0].card, i->path[0]);
	assert_int_equal(r.entries[0].sign, GLYPH_FAIL);
	assert_int_equal(r.entries[2 * (i->n_path - 1)].sign, GLYPH_STAR);
	assert_int_equal(rail_next(&r, 0, 1), 2);
	assert_int_equal(rail_next(&r, 0, -1), 0);
	/* each says how long it lasts, and the faulty one what is wrong with it */
	for (size_t k = 0; k < r.n; k++)
		assert_true(r.entries[k].kind != RAIL_CARD || r.entries[k].days != NULL);
	assert_string_equal(r.entries[0].fault, "wrong name");
	assert_null(r.entries[2 * (i->n_path - 1)].fault);
	rail_done(&r);
	inspection_free(i);
}

static void a_missing_issuer_has_its_place(void **state)
{
	struct inspection *i = sample_trusted();
	struct rail r;
	bool missing = false;

	(void)state;
	i->n_path = 1;
	i->cards[i->path[0]].in_trust_store = false;
	rail_init(&r, i);
	for (size_t k = 0; k < r.n; k++)
		missing = missing || r.entries[k].kind == RAIL_MISSING;
	assert_true(missing);
	rail_done(&r);
	/* nobody has signed a request yet, so nobody is missing */
	i->cards[i->path[0]].cert->request = true;
	rail_init(&r, i);
	assert_int_equal(r.entries[0].kind, RAIL_CARD);
	assert_int_equal(rail_next(&r, 0, 1), 0);
	for (size_t k = 0; k < r.n; k++)
		assert_int_not_equal(r.entries[k].kind, RAIL_MISSING);
	rail_done(&r);
	inspection_free(i);
}

static void the_chosen_audience_is_advised_first(void **state)
{
	static const struct { enum audience who; const char *first, *later; } rows[] = {
		{ AUDIENCE_VISITOR, "VISITOR", "Admin" }, { AUDIENCE_ADMIN, "ADMIN", "Visitor" },
		{ AUDIENCE_HELPDESK, "HELPDESK", "Admin" }, { AUDIENCE_TEACHER, "LICENCE", "Visitor" },
	};
	struct inspection *i = sample_untrusted();

	(void)state;
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		struct why_style style = { .who = rows[k].who };
		struct page p;
		int first, later;

		page_init(&p, 80, false);
		why_to_do(&p, &i->findings[0], &style);
		assert_int_equal(page_find(&p, rows[k].later, 0, 1), -1);
		why_cause(&p, &i->findings[0], &style);
		first = page_find(&p, rows[k].first, 0, 1);
		later = page_find(&p, rows[k].later, 0, 1);
		assert_true(first >= 0 && later > first);
		page_done(&p);
	}
	inspection_free(i);
}

static bool page_inks(const struct page *p, enum ink ink, const char *text)
{
	for (size_t l = 0; l < p->n; l++) {
		for (size_t k = 0; k < p->lines[l].n; k++) {
			if (p->lines[l].spans[k].ink == ink && strcmp(p->lines[l].spans[k].text, text) == 0)
				return true;
		}
	}
	return false;
}

static void advice_is_set_as_steps_with_its_commands_and_the_likely_server(void **state)
{
	char text[] = "Order it (certbot -d NAME). It takes a minute. nginx: ssl_certificate; Apache:"
		" SSLCertificateFile; Postfix: smtpd_tls_chain_files (the key first). Then reload it (systemctl reload"
		" nginx, apache2).";
	char none[] = "";
	struct finding f = { .what = none, .risk = none, .visitor = none, .admin = text };
	struct why_style style = { .who = AUDIENCE_ADMIN, .said = true, .scheme = "https" };
	struct page p;

	(void)state;
	assert_true(why_has_servers(&f, AUDIENCE_ADMIN));
	assert_false(why_has_servers(&f, AUDIENCE_VISITOR));
	page_init(&p, 78, false);
	why_to_do(&p, &f, &style);
	assert_true(page_inks(&p, INK_KEY, "1") && page_inks(&p, INK_KEY, "2") && !page_inks(&p, INK_KEY, "3"));
	assert_true(page_inks(&p, INK_CODE, "certbot -d NAME"));
	assert_true(page_inks(&p, INK_CODE, "systemctl reload nginx"));
	assert_true(page_inks(&p, INK_LABEL, "nginx") && !page_inks(&p, INK_LABEL, "Postfix"));
	assert_true(page_find(&p, "2 more", 0, 1) > 0);
	page_done(&p);
	style.scheme = "smtp";
	why_to_do(&p, &f, &style);
	assert_true(page_inks(&p, INK_LABEL, "Postfix") && !page_inks(&p, INK_LABEL, "nginx"));
	page_done(&p);
	style.all_servers = true;
	why_to_do(&p, &f, &style);
	assert_true(page_inks(&p, INK_LABEL, "Postfix") && page_inks(&p, INK_LABEL, "nginx"));
	assert_int_equal(page_find(&p, "2 more", 0, 1), -1);
	page_done(&p);
}

/* What nobody is asked to do is no step of its own. */
static void a_reason_belongs_to_the_step_before_it(void **state)
{
	static const struct { const char *text; int steps; } rows[] = {
		{ "Do not go on. Nobody can see who asked for it. Ask the owner.", 2 },
		{ "Do not go on. Whoever vouches for this site has no right to do so.", 1 },
		{ "Tell the owner. Some programs overlook it. If it stays so, wait.", 2 },
		{ "Do not go on. Ask the owner. Then wait.", 3 },
		{ "Ask whose it is. A public site: stay away. A device of your own: compare. A good one is rare.", 3 },
	};

	(void)state;
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		char *text = mem_strdup(rows[k].text), *first, none[] = "", next[16];
		struct finding f = { .what = none, .risk = none, .visitor = text, .admin = none };
		struct why_style style = { .who = AUDIENCE_VISITOR, .said = true };
		struct page p;

		page_init(&p, 78, false);
		why_to_do(&p, &f, &style);
		/* no line is left for a number that there is none of */
		first = page_line_text(&p, 0);
		assert_string_not_equal(first, "");
		free(first);
		(void)snprintf(next, sizeof next, "%d", rows[k].steps);
		/* one alone has no number */
		assert_int_equal(page_inks(&p, INK_KEY, next), rows[k].steps > 1);
		(void)snprintf(next, sizeof next, "%d", rows[k].steps + 1);
		assert_false(page_inks(&p, INK_KEY, next));
		page_done(&p);
		free(text);
	}
}

static void checks_that_failed_stand_first_and_are_counted(void **state)
{
	struct inspection *i = sample_untrusted();
	struct page p;
	int failed = 0;
	char sum[32];

	(void)state;
	for (size_t k = 0; k < i->n_steps; k++)
		failed += i->steps[k].result == STEP_FAIL;
	assert_true(failed > 0);
	(void)snprintf(sum, sizeof sum, "%d failed, ", failed);
	page_init(&p, 60, false);
	seen_all(&p, i, i->verdict.finding >= 0 ? &i->findings[i->verdict.finding] : NULL, false);
	assert_true(page_find(&p, sum, 0, 1) >= 0);
	assert_int_equal(page_find(&p, "Since the last visit", 0, 1), -1);
	page_done(&p);
	page_init(&p, 60, false);         /* what stands elsewhere is counted alone */
	seen_all(&p, i, NULL, true);
	assert_true(page_find(&p, sum, 0, 1) >= 0 && !page_inks(&p, INK_BAD, "✖"));
	page_done(&p);
	page_init(&p, 60, false);
	seen_checks(&p, i);
	assert_true(page_inks(&p, INK_BAD, "✖"));
	assert_string_equal(p.lines[0].spans[0].text, "✖");
	page_done(&p);
	i->last_visit = (struct last_visit){ .known = true, .same_key = true, .time = i->time - 2 * 86400,
		.level = LEVEL_TRUSTED };
	seen_visit(&p, i);
	assert_true(page_find(&p, "the same key", 0, 1) >= 0 && page_find(&p, "the verdict was TRUSTED", 0, 1) >= 0);
	page_done(&p);
	inspection_free(i);
}

static void export_never_writes_over_a_file(void **state)
{
	char folder[] = "/tmp/certcard-export-XXXXXX", *path;
	struct cc_err e = { 0 };
	char is[16] = "";
	FILE *f;

	(void)state;
	assert_non_null(mkdtemp(folder));
	path = mem_printf("%s/note.md", folder);
	assert_int_equal(export_write(path, "first", 5, &e), 0);
	assert_int_equal(export_write(path, "second", 6, &e), -1);
	assert_non_null(strstr(e.msg, "is there already"));
	f = fopen(path, "r");
	assert_non_null(fgets(is, sizeof is, f));
	(void)fclose(f);
	assert_string_equal(is, "first");
	(void)unlink(path);
	/* nothing else is left in the folder */
	assert_int_equal(rmdir(folder), 0);
	free(path);
}

/* A limit on the size of files stands for a disk that fills up in the middle of writing. */
static void export_that_cannot_be_written_whole_leaves_nothing(void **state)
{
	char folder[] = "/tmp/certcard-export-XXXXXX", *path;
	struct rlimit old, small;
	struct cc_err e = { 0 };

	(void)state;
	assert_non_null(mkdtemp(folder));
	path = mem_printf("%s/note.md", folder);
	(void)signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	small = old;
	small.rlim_cur = 2;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	assert_int_equal(export_write(path, "text", 4, &e), -1);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	assert_non_null(strstr(e.msg, path));
	assert_int_equal(rmdir(folder), 0);
	assert_int_equal(export_write("/nonexistent-folder/x", "text", 4, &e), -1);
	assert_non_null(strstr(e.msg, "/nonexistent-folder/x"));
	free(path);
}

static void names_of_files_are_made_of_harmless_characters(void **state)
{
	static const struct { const char *stem, *name; } rows[] = {
		{ "www.example.org", "www.example.org.pem" }, { "../../etc/passwd", "etc-passwd.pem" },
			{ "2001:db8::1", "2001-db8-1.pem" },
		{ "", "certcard.pem" }, { "\xc3\xbc\x1b[2J", "2J.pem" }, { ".hidden", "hidden.pem" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char *name = export_name(rows[i].stem, ".pem");

		assert_string_equal(name, rows[i].name);
		free(name);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_wrap_and_none_is_lost),
		cmocka_unit_test(a_word_without_blanks_breaks_behind_a_separator),
		cmocka_unit_test(wide_and_combining_characters_are_measured_by_columns),
		cmocka_unit_test(in_ascii_nothing_else_remains),
		cmocka_unit_test(a_search_goes_round_and_small_letters_match_capital_ones),
		cmocka_unit_test(the_bishop_walks_as_in_openssh),
		cmocka_unit_test(another_key_is_another_picture),
		cmocka_unit_test(the_rail_shows_path_strangers_and_dead_ends_apart),
		cmocka_unit_test(a_missing_issuer_has_its_place),
		cmocka_unit_test(the_chosen_audience_is_advised_first),
		cmocka_unit_test(advice_is_set_as_steps_with_its_commands_and_the_likely_server),
		cmocka_unit_test(a_reason_belongs_to_the_step_before_it),
		cmocka_unit_test(checks_that_failed_stand_first_and_are_counted),
		cmocka_unit_test(export_never_writes_over_a_file),
		cmocka_unit_test(export_that_cannot_be_written_whole_leaves_nothing),
		cmocka_unit_test(names_of_files_are_made_of_harmless_characters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
