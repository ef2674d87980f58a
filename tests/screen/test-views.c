/* SPDX-License-Identifier: GPL-3.0-or-later
 * The further views in a real terminal emulator: walk, timeline, fleet, comparison, trust store. Every wait is for
 * text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/mem.h"
#include "lib/chains.h"
#include "screen/room.h"
#include "screen/term.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>


static struct term *run(int rows, int cols, const char *locale, const char *const *argv)
{
	struct term *t = term_open(&(struct term_how){ .rows = rows, .cols = cols, .locale = locale, .argv = argv });

	if (t == NULL)
		skip();
	return t;
}

static struct term *demo(int rows, int cols, const char *target)
{
	const char *const argv[] = { program, target, NULL };
	struct term *t = run(rows, cols, NULL, argv);

	assert_true(term_wait(t, "HOLDER"));
	return t;
}

static void the_walk_sets_the_two_names_side_by_side(void **state)
{
	struct term *t = demo(40, 120, "demo:wrong-host");

	(void)state;
	room_press(t, "w", "step 1 of");
	room_press(t, "n", "Does a name match?");
	room_press(t, "", "asked for");
	room_press(t, "", "made out to");
	room_press(t, "", "www.garden-centre.localhost");
	room_press(t, "", "Why look");
	room_leave(t);
}

static void the_walk_goes_forward_back_and_to_the_verdict(void **state)
{
	struct term *t = demo(24, 80, "demo:expired");

	(void)state;
	room_press(t, "w", "step 1 of");
	room_press(t, " ", "step 2 of");
	room_press(t, "]", "step 3 of");
	room_press(t, "[", "step 2 of");
	room_press(t, "G", "The verdict");
	room_press(t, "", "Enter shows it.");
	term_keys(t, "\r");
	assert_true(term_wait_gone(t, "Enter shows it."));
	room_press(t, "<", "step 1 of");
	room_leave(t);
}

static void any_step_stops_the_play(void **state)
{
	struct term *t = demo(24, 80, "demo:good");

	(void)state;
	room_press(t, "w", "step 1 of");
	room_press(t, "P", "playing");
	term_keys(t, "P");
	assert_true(term_wait_gone(t, "playing"));
	room_press(t, "P", "playing");
	room_press(t, " ", "step 2 of");
	assert_true(term_wait_gone(t, "playing"));
	room_leave(t);
}

static void dead_ends_are_walked_too(void **state)
{
	struct term *t = demo(40, 120, "demo:cross-signed");

	(void)state;
	room_press(t, "w", "step 1 of");
	room_press(t, "G", "The verdict");
	room_press(t, "[", "Another way, given up");
	room_press(t, "", "Old Gallery Root (expired)");
	room_leave(t);
}

static void the_clients_stand_with_their_words_and_reasons(void **state)
{
	struct term *t = demo(50, 100, "demo:cn-only");

	(void)state;
	/* those who take it are fewer here, so they stand first; the reason of the chosen one below */
	room_press(t, "u", "It finds nothing to object to.");
	room_press(t, "", "can go on");
	room_press(t, "G", "not tried");
	room_press(t, "/rustls\n", "NotValidForName");
	room_press(t, "1", "Who takes it");
	room_leave(t);
	t = demo(12, 40, "demo:good");
	room_press(t, "3", "takes it");
	room_leave(t);
}

static void walk_and_timeline_stand_on_the_smallest_screen(void **state)
{
	static const char *const locales[] = { "C.UTF-8", "C" };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		const char *const argv[] = { program, "demo:expired", NULL };
		struct term *t = run(12, 40, locales[i], argv);

		assert_true(term_wait(t, "HOLDER"));
		room_press(t, "w", "Can it be read?");
		room_press(t, "n", "Is it still in date?");
		room_press(t, "", "ends");
		room_press(t, "t", "today,");
		room_press(t, "", "ended 1");
		room_leave(t);
	}
}

static void the_timeline_says_when_all_are_valid_and_comes_closer(void **state)
{
	struct term *t = demo(24, 80, "demo:good");

	(void)state;
	room_press(t, "t", "All of them at once:");
	room_press(t, "", "certcard Gallery Root");
	room_press(t, "+", "days round today");
	room_press(t, "-", "the whole chain");
	assert_false(term_shows(t, "What is coming"));
	room_leave(t);
	t = demo(20, 80, "demo:removed-root");
	room_press(t, "t", "What is coming");
	room_press(t, "", "more below");
	room_press(t, "jjjjjjjj", "and a person does not.");
	room_leave(t);
}

static struct term *fleet(int rows, int cols)
{
	const char *const argv[] = { program, "demo:good", "demo:expired", "demo:expires-soon", NULL };
	struct term *t = run(rows, cols, NULL, argv);

	assert_true(term_wait(t, "3 targets"));
	return t;
}

static void the_table_fills_counts_and_groups(void **state)
{
	struct term *t = fleet(24, 80);

	(void)state;
	room_press(t, "", "1 do not trust");
	room_press(t, "", "1 caution");
	room_press(t, "", "1 trusted");
	room_press(t, "\t", "1 of 3 shown");
	assert_true(term_wait_gone(t, "demo:good"));
	term_keys(t, "\033");
	room_press(t, "", "demo:good");
	room_leave(t);
}

static void the_table_filters_while_one_types(void **state)
{
	struct term *t = fleet(24, 80);

	(void)state;
	room_press(t, "/good", "1 of 3 shown");
	term_keys(t, "\r");
	assert_true(term_wait(t, "show all"));
	assert_true(term_wait_gone(t, "demo:expired"));
	room_press(t, "q", "demo:expired");
	room_leave(t);
}

static void a_row_opens_and_back_leads_to_the_table(void **state)
{
	struct term *t = fleet(40, 120);

	(void)state;
	room_press(t, "\r", "[1 Card]");
	room_press(t, "", "DO NOT TRUST");
	room_press(t, "q", "3 targets");
	room_press(t, "r", "3 targets");
	room_press(t, "R", "3 targets");
	room_leave(t);
}

/* Below the table, or beside it on a wide screen: what one would see of the chosen target, and of the next one; where
 * there is room with its card and what to do. */
static void the_chosen_target_is_previewed(void **state)
{
	static const struct { int rows, cols; const char *first, *last; bool steps; } sizes[] = {
		{ 24, 80, "HOLDER     expired.localhost", "HOLDER     good.localhost", false },
		{ 40, 120, "HOLDER    expired.localhost", "HOLDER    good.localhost", true },
		{ 40, 180, "HOLDER    expired.localhost", "HOLDER    good.localhost", true },
		{ 45, 160, "HOLDER    expired.localhost", "HOLDER    good.localhost", true },
		{ 24, 160, "HOLDER    expired.localhost", "HOLDER    good.localhost", true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct term *t = fleet(sizes[i].rows, sizes[i].cols);

		room_press(t, "", "DO NOT TRUST");
		room_press(t, "", sizes[i].first);
		if (sizes[i].steps)
			room_press(t, "", "What to do");
		/* who refuses it is seen wherever the table has the width for it, and not lost on a wider screen */
		if (sizes[i].cols == 120 || sizes[i].rows >= 40)
			room_press(t, "", sizes[i].rows == 45 ? "Address" : "Refused by");
		room_press(t, ">", sizes[i].last);
		assert_true(term_wait_gone(t, "DO NOT TRUST"));
		assert_false(term_shows(t, "What to do"));
		room_leave(t);
	}
}

static void from_a_card_one_goes_to_the_next_target(void **state)
{
	struct term *t = fleet(24, 80);

	(void)state;
	room_press(t, "<\r", "[1 Card]");
	room_press(t, "q", "3 targets");
	room_press(t, ">\r", "[1 Card]");
	room_press(t, "", "TRUSTED  ");
	room_press(t, "K", "CAUTION  ");
	room_press(t, "J", "TRUSTED  ");
	/* the last one has none behind it */
	room_press(t, "J", "TRUSTED  ");
	room_press(t, "q", "3 targets");
	room_leave(t);
}

static void what_is_shown_is_written(void **state)
{
	struct term *t = fleet(24, 80);
	char *keys = mem_printf("\025%s/out.csv\r", home), *path = mem_printf("%s/out.csv", home), text[512];
	FILE *f;
	size_t n;

	(void)state;
	room_press(t, "e", "fleet.csv");
	room_press(t, keys, "Written: 3 targets");
	f = fopen(path, "r");
	assert_non_null(f);
	n = fread(text, 1, sizeof text - 1, f);
	text[n] = '\0';
	(void)fclose(f);
	assert_non_null(strstr(text, "untrusted,demo:expired,expired,-12"));
	(void)unlink(path);
	free(path);
	free(keys);
	room_leave(t);
}

static void targets_are_added_from_the_start_view(void **state)
{
	const char *const argv[] = { program, NULL };
	struct term *t = run(24, 80, NULL, argv);

	(void)state;
	assert_true(term_wait(t, "Gallery"));
	room_press(t, "\033OB", "F fleet");
	room_press(t, "F", "Targets, or @FILE");
	room_press(t, "demo:good demo:no-such-thing\r", "2 targets");
	room_press(t, "", "1 trusted");
	room_press(t, "w", "Look again every");
	room_press(t, "\r", "watching, every 60 s");
	room_leave(t);
}

/* A list that goes on says so at its edge, and Ctrl-D and Ctrl-U leaf through it as in vi and less. */
static void a_list_that_goes_on_says_so(void **state)
{
	const char *const argv[] = { program, NULL };
	struct term *t = run(16, 80, NULL, argv);
	char *line = mem_strdup("");

	(void)state;
	for (int k = 10; k < 30; k++) {
		char *longer = mem_printf("%sdemo:none-%d ", line, k);

		free(line);
		line = longer;
	}
	assert_true(term_wait(t, "Gallery"));
	room_press(t, "\033OB", "F fleet");
	room_press(t, "F", "Targets, or @FILE");
	term_keys(t, line);
	room_press(t, "\r", "20 targets");
	room_press(t, "", "▾");
	room_press(t, "\004\004\004\004", "demo:none-29");
	assert_false(term_shows(t, "▾"));
	room_press(t, "\025\025\025\025", "▾");
	free(line);
	room_leave(t);
}

static void two_lines_of_the_table_are_compared(void **state)
{
	struct term *t = fleet(40, 120);

	(void)state;
	room_press(t, "C", "Marked");
	/* before its verdict's sign, which stays; the star is a trusted root's */
	room_press(t, "", "●✖ demo:");
	assert_false(term_shows(t, "★"));
	room_press(t, "jC", "Compared");
	room_press(t, "", "differences");
	room_press(t, "", "demo:expired");
	/* the differences alone, the one value above the other */
	room_press(t, "", "− ");
	room_press(t, "", "+ ");
	room_press(t, "", "valid until");
	assert_false(term_shows(t, "process  "));
	room_press(t, "o", "o only differences");
	room_press(t, "", "≠");
	room_press(t, "o", "o show all");
	room_sleeps(t, "compare");
	room_leave(t);
}

static void the_same_again_has_no_difference(void **state)
{
	const char *const argv[] = { program, "demo:good", NULL };
	char *script = mem_printf("%s/script", home);
	struct term *t;
	FILE *f = fopen(script, "w");

	(void)state;
	assert_non_null(f);
	(void)fputs("again\ncompare\n", f);
	(void)fclose(f);
	(void)setenv("CERTCARD_SCRIPT", script, 1);
	t = run(24, 80, NULL, argv);
	(void)unsetenv("CERTCARD_SCRIPT");
	room_press(t, "", "No difference.");
	(void)unlink(script);
	free(script);
	room_press(t, "C", "Compare with:");
	room_press(t, "demo:expired\r", "differences");
	room_leave(t);
}

/* Long names give way to the days that are left. */
static void a_chain_in_one_row_has_its_days(void **state)
{
	struct term *t = demo(24, 80, "demo:expired");

	(void)state;
	room_press(t, "", "expired.localhost ended ");
	room_press(t, "", "8.9y");
	room_press(t, "", "20.0y");
	room_leave(t);
}

/* Whatever this machine trusts: the gallery's own root is not in it. */
static void the_store_is_searched(void **state)
{
	const char *const argv[] = { program, "store:", NULL };
	struct term *t = run(40, 120, NULL, argv);

	(void)state;
	assert_true(term_wait(t, "This machine trusts"));
	assert_true(term_wait(t, "Organisation"));
	room_press(t, "/certcard Gallery", " 0 of ");
	term_keys(t, "\033");
	assert_true(term_wait_gone(t, " 0 of "));
	room_leave(t);
}

static void a_course_is_held(void **state)
{
	const char *const argv[] = { program, "--lesson", NULL };
	struct term *t = run(24, 80, NULL, argv);

	(void)state;
	assert_true(term_wait(t, "What a certificate proves"));
	room_press(t, "j", "8. Somebody on the way");                    /* the steps of the second course */
	room_press(t, "\r", "Ten warnings on the phone: 1 of 10");
	assert_true(term_wait(t, "Which of these is it?"));
	assert_true(term_wait(t, "asked for www.shop.localhost"));      /* not by its fault's name */
	assert_true(term_shows(t, "HOLDER"));                           /* the card itself, under a veil */
	assert_true(term_shows(t, "░░░░"));
	assert_false(term_shows(t, "DO NOT TRUST"));
	assert_false(term_shows(t, "NAME INCOMPLETE"));
	assert_false(term_shows(t, "checks out"));
	assert_false(term_shows(t, "days left"));
	room_press(t, "\t", "any name");                                /* the next card */
	room_press(t, "b", "1 of 1 right");
	assert_true(term_wait(t, "NAME INCOMPLETE"));
	assert_true(term_shows(t, "DO NOT TRUST"));
	assert_true(term_shows(t, "checks out"));
	assert_true(term_shows(t, "Question"));
	assert_false(term_shows(t, "░░░░"));
	room_press(t, "\r", "Answer");
	room_press(t, "l", "2 of 10");
	assert_true(term_wait(t, "Which of these is it?"));
	assert_false(term_shows(t, "DO NOT TRUST"));
	room_press(t, "\r", "DO NOT TRUST");                            /* looked up: not counted */
	assert_true(term_shows(t, "1 of 1 right"));
	room_press(t, "\r", "Answer");
	room_press(t, "\r", "1 Card");                                  /* and now the whole of it */
	room_leave(t);
}

static void a_bundle_is_a_list(void **state)
{
	char path[] = "/tmp/certcard-views-XXXXXX.pem";
	const char *const argv[] = { program, path, NULL };
	struct chain_keys *keys = chain_keys_new();
	struct chain chain;
	FILE *f = fdopen(mkstemps(path, 4), "w");
	struct term *t;

	(void)state;
	assert_non_null(f);
	chain_make_at(&chain, keys, "R1; R2", time(NULL));
	for (size_t i = 0; i < chain.n; i++) {
		char *pem = cert_pem(chain.certs[i].cert);

		assert_true(fputs(pem, f) >= 0);
		free(pem);
	}
	assert_int_equal(fclose(f), 0);
	chain_done(&chain);
	chain_keys_free(keys);
	t = run(24, 80, NULL, argv);
	assert_true(term_wait(t, "2 certificates in the file: 0 of them are trusted here, 0 have ended."));
	room_press(t, "", "2 of 2, all of them, by name");
	room_press(t, "", "HOLDER");
	room_press(t, "", "Days left");
	room_press(t, "l", "by days left");
	room_press(t, "o", "reversed");
	room_press(t, "/P-256", "2 of 2");
	room_press(t, "x", "0 of 2");
	term_keys(t, "\033");
	room_press(t, "", "2 of 2");
	room_press(t, "/<30", "0 of 2");
	term_keys(t, "\033");
	room_press(t, "", "2 of 2");
	room_press(t, "/no mozilla", "2 of 2");
	term_keys(t, "\033");
	room_press(t, "/chrome", "0 of 2");
	term_keys(t, "\033");
	room_press(t, "", "2 of 2");
	room_press(t, "\r", "SHA-256");
	room_leave(t);
	/* where the list is short its rows are the card's */
	t = run(40, 120, NULL, argv);
	assert_true(term_wait(t, "2 of 2"));
	room_press(t, "", "╭─");
	room_press(t, "", "of its key");
	room_press(t, "", "Days left");
	room_leave(t);
	(void)unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_course_is_held),
		cmocka_unit_test(the_walk_sets_the_two_names_side_by_side),
		cmocka_unit_test(the_walk_goes_forward_back_and_to_the_verdict),
		cmocka_unit_test(any_step_stops_the_play),
		cmocka_unit_test(dead_ends_are_walked_too),
		cmocka_unit_test(the_clients_stand_with_their_words_and_reasons),
		cmocka_unit_test(walk_and_timeline_stand_on_the_smallest_screen),
		cmocka_unit_test(the_timeline_says_when_all_are_valid_and_comes_closer),
		cmocka_unit_test(the_table_fills_counts_and_groups),
		cmocka_unit_test(the_table_filters_while_one_types),
		cmocka_unit_test(a_row_opens_and_back_leads_to_the_table),
		cmocka_unit_test(the_chosen_target_is_previewed),
		cmocka_unit_test(from_a_card_one_goes_to_the_next_target),
		cmocka_unit_test(what_is_shown_is_written),
		cmocka_unit_test(targets_are_added_from_the_start_view),
		cmocka_unit_test(a_list_that_goes_on_says_so),
		cmocka_unit_test(two_lines_of_the_table_are_compared),
		cmocka_unit_test(the_same_again_has_no_difference),
		cmocka_unit_test(a_chain_in_one_row_has_its_days),
		cmocka_unit_test(the_store_is_searched),
		cmocka_unit_test(a_bundle_is_a_list),
	};

	return cmocka_run_group_tests(tests, room_open, room_close);
}
