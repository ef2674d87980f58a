/* SPDX-License-Identifier: GPL-3.0-or-later
 * The further views in a real terminal emulator: walk, timeline, fleet, comparison, trust store. Every wait is for
 * text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/mem.h"
#include "screen/room.h"
#include "screen/term.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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

static void leave(struct term *t)
{
	term_keys(t, "\003");
	assert_int_equal(term_wait_end(t), 0);
	term_close(t);
}

/* Keys, and what they bring onto the screen. */
static void press(struct term *t, const char *keys, const char *text)
{
	term_keys(t, keys);
	if (!term_wait(t, text)) {
		char *screen = term_text(t);

		fail_msg("'%s' did not come; the screen is\n%s", text, screen);
	}
}

static void the_walk_sets_the_two_names_side_by_side(void **state)
{
	struct term *t = demo(40, 120, "demo:wrong-host");

	(void)state;
	press(t, "w", "step 1 of");
	press(t, "n", "Does a name match?");
	press(t, "", "asked for");
	press(t, "", "made out to");
	press(t, "", "www.garden-centre.localhost");
	press(t, "", "Why look");
	leave(t);
}

static void the_walk_goes_forward_back_and_to_the_verdict(void **state)
{
	struct term *t = demo(24, 80, "demo:expired");

	(void)state;
	press(t, "w", "step 1 of");
	press(t, " ", "step 2 of");
	press(t, "]", "step 3 of");
	press(t, "[", "step 2 of");
	press(t, "G", "The verdict");
	press(t, "", "Enter shows it.");
	term_keys(t, "\r");
	assert_true(term_wait_gone(t, "Enter shows it."));
	press(t, "<", "step 1 of");
	leave(t);
}

static void any_step_stops_the_play(void **state)
{
	struct term *t = demo(24, 80, "demo:good");

	(void)state;
	press(t, "w", "step 1 of");
	press(t, "P", "playing");
	term_keys(t, "P");
	assert_true(term_wait_gone(t, "playing"));
	press(t, "P", "playing");
	press(t, " ", "step 2 of");
	assert_true(term_wait_gone(t, "playing"));
	leave(t);
}

static void dead_ends_are_walked_too(void **state)
{
	struct term *t = demo(40, 120, "demo:cross-signed");

	(void)state;
	press(t, "w", "step 1 of");
	press(t, "G", "The verdict");
	press(t, "[", "Another way, given up");
	press(t, "", "Old Gallery Root (expired)");
	leave(t);
}

static void the_clients_stand_with_their_words_and_reasons(void **state)
{
	struct term *t = demo(50, 100, "demo:cn-only");

	(void)state;
	/* those who take it are fewer here, so they stand first; the reason of the chosen one below */
	press(t, "u", "It finds nothing to object to.");
	press(t, "", "can go on");
	press(t, "G", "not tried");
	press(t, "/rustls\n", "NotValidForName");
	press(t, "1", "Who takes it");
	leave(t);
	t = demo(12, 40, "demo:good");
	press(t, "7", "takes it");
	leave(t);
}

static void walk_and_timeline_stand_on_the_smallest_screen(void **state)
{
	static const char *const locales[] = { "C.UTF-8", "C" };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		const char *const argv[] = { program, "demo:expired", NULL };
		struct term *t = run(12, 40, locales[i], argv);

		assert_true(term_wait(t, "HOLDER"));
		press(t, "w", "Can it be read?");
		press(t, "n", "Is it still in date?");
		press(t, "", "ends");
		press(t, "t", "today,");
		press(t, "", "ended 1");
		leave(t);
	}
}

static void the_timeline_says_when_all_are_valid_and_comes_closer(void **state)
{
	struct term *t = demo(24, 80, "demo:good");

	(void)state;
	press(t, "t", "All of them at once:");
	press(t, "", "certcard Gallery Root");
	press(t, "+", "days round today");
	press(t, "-", "the whole chain");
	leave(t);
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
	press(t, "", "1 do not trust");
	press(t, "", "1 caution");
	press(t, "", "1 trusted");
	press(t, "\t", "1 of 3 shown");
	assert_true(term_wait_gone(t, "demo:good"));
	term_keys(t, "\033");
	press(t, "", "demo:good");
	leave(t);
}

static void the_table_filters_while_one_types(void **state)
{
	struct term *t = fleet(24, 80);

	(void)state;
	press(t, "/good", "1 of 3 shown");
	term_keys(t, "\r");
	assert_true(term_wait(t, "show all"));
	assert_true(term_wait_gone(t, "demo:expired"));
	press(t, "q", "demo:expired");
	leave(t);
}

static void a_row_opens_and_back_leads_to_the_table(void **state)
{
	struct term *t = fleet(40, 120);

	(void)state;
	press(t, "\r", "HOLDER");
	press(t, "", "DO NOT TRUST");
	press(t, "q", "3 targets");
	press(t, "r", "3 targets");
	press(t, "R", "3 targets");
	leave(t);
}

/* Below the table, or beside it on a wide screen: what one would see of the chosen target, and of the next one. */
static void the_chosen_target_is_previewed(void **state)
{
	static const struct { int rows, cols; } sizes[] = { { 24, 80 }, { 40, 180 } };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct term *t = fleet(sizes[i].rows, sizes[i].cols);

		press(t, "", "DO NOT TRUST");
		press(t, "", "holder     expired.localhost");
		press(t, ">", "holder     good.localhost");
		assert_true(term_wait_gone(t, "DO NOT TRUST"));
		leave(t);
	}
}

static void from_a_card_one_goes_to_the_next_target(void **state)
{
	struct term *t = fleet(24, 80);

	(void)state;
	press(t, "<\r", "HOLDER");
	press(t, "q", "3 targets");
	press(t, ">\r", "TRUSTED  ");
	press(t, "K", "CAUTION  ");
	press(t, "J", "TRUSTED  ");
	/* the last one has none behind it */
	press(t, "J", "TRUSTED  ");
	press(t, "q", "3 targets");
	leave(t);
}

static void what_is_shown_is_written(void **state)
{
	struct term *t = fleet(24, 80);
	char *keys = mem_printf("\025%s/out.csv\r", home), *path = mem_printf("%s/out.csv", home), text[512];
	FILE *f;
	size_t n;

	(void)state;
	press(t, "e", "fleet.csv");
	press(t, keys, "Written: 3 targets");
	f = fopen(path, "r");
	assert_non_null(f);
	n = fread(text, 1, sizeof text - 1, f);
	text[n] = '\0';
	(void)fclose(f);
	assert_non_null(strstr(text, "untrusted,demo:expired,expired,-12"));
	(void)unlink(path);
	free(path);
	free(keys);
	leave(t);
}

static void targets_are_added_from_the_start_view(void **state)
{
	const char *const argv[] = { program, NULL };
	struct term *t = run(24, 80, NULL, argv);

	(void)state;
	assert_true(term_wait(t, "Gallery"));
	press(t, "\033OB", "F fleet");
	press(t, "F", "Targets, or @FILE");
	press(t, "demo:good demo:no-such-thing\r", "2 targets");
	press(t, "", "1 trusted");
	press(t, "w", "Look again every");
	press(t, "\r", "watching, every 60 s");
	leave(t);
}

static void two_lines_of_the_table_are_compared(void **state)
{
	struct term *t = fleet(40, 120);

	(void)state;
	press(t, "C", "Marked");
	press(t, "jC", "Compared");
	press(t, "", "differences");
	press(t, "", "demo:expired");
	/* the differences alone, the one value above the other */
	press(t, "", "− ");
	press(t, "", "+ ");
	press(t, "", "valid until");
	assert_false(term_shows(t, "process  "));
	press(t, "o", "o only differences");
	press(t, "", "≠");
	press(t, "o", "o show all");
	leave(t);
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
	press(t, "", "No difference.");
	(void)unlink(script);
	free(script);
	press(t, "C", "Compare with:");
	press(t, "demo:expired\r", "differences");
	leave(t);
}

/* Whatever this machine trusts: the gallery's own root is not in it. */
static void the_store_is_searched(void **state)
{
	const char *const argv[] = { program, "store:", NULL };
	struct term *t = run(40, 120, NULL, argv);

	(void)state;
	assert_true(term_wait(t, "This machine trusts"));
	press(t, "/certcard Gallery", "0 of ");
	term_keys(t, "\033");
	assert_true(term_wait_gone(t, "0 of "));
	leave(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
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
		cmocka_unit_test(two_lines_of_the_table_are_compared),
		cmocka_unit_test(the_same_again_has_no_difference),
		cmocka_unit_test(the_store_is_searched),
	};

	return cmocka_run_group_tests(tests, room_open, room_close);
}
