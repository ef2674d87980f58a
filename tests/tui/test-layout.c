/* SPDX-License-Identifier: GPL-3.0-or-later
 * The sizes of things, at every size of terminal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "parts/layout.h"

static bool inside(struct region r, int h, int w)
{
	return r.y >= 0 && r.x >= 0 && r.h >= 0 && r.w >= 0 && r.y + r.h <= h && r.x + r.w <= w;
}

static bool apart(struct region a, struct region b)
{
	return a.h == 0 || b.h == 0 || a.w == 0 || b.w == 0 || a.y + a.h <= b.y || b.y + b.h <= a.y || a.x + a.w <= b.x
		|| b.x + b.w <= a.x;
}

static bool off_rules(struct region r, const struct layout_main *l)
{
	const int rules[] = { l->head_rule, l->card_rule, l->foot_rule };

	for (int i = 0; i < 3; i++)
		if (r.w > 0 && rules[i] >= r.y && rules[i] < r.y + r.h)
			return false;
	return l->divider < 0 || r.h == 0 || r.y > l->card_rule || l->divider < r.x || l->divider >= r.x + r.w;
}

static void nothing_overlaps_and_nothing_sticks_out_at_any_size(void **state)
{
	(void)state;
	for (int h = LAYOUT_MIN_H - 2; h <= 90; h++) {
		for (int w = LAYOUT_MIN_W; w <= 260; w += 3) {
			for (int rows = 0; rows <= 5; rows++) {
				struct layout_want want = { .card_tab = rows % 2 == 1, .card_rows = rows * 4 };
				struct layout_main l = layout_main(h, w, &want);
				struct region parts[] = { l.verdict, l.rail, l.tabs, want.card_tab ? l.card : l.body,
					want.card_tab ? l.below : (struct region){ 0 } };

				for (int a = 0; a < 5; a++) {
					assert_true(inside(parts[a], h, w));
					assert_true(off_rules(parts[a], &l) || parts[a].y < l.head_rule);
					for (int b = a + 1; b < 5; b++)
						assert_true(apart(parts[a], parts[b]));
				}
				assert_true(l.verdict.h == 2 && l.body.h >= 4);
				assert_true(!want.card_tab || (l.card.h >= 3 && l.below.h >= 2));
			}
		}
	}
}

static void every_row_of_a_large_screen_is_used(void **state)
{
	struct layout_want want = { .card_tab = true, .card_rows = 16 };
	struct layout_main l = layout_main(38, 120, &want);

	(void)state;
	assert_int_equal(l.size, LAYOUT_LARGE);
	assert_true(l.rail_tall);
	assert_int_equal(l.rail.w + 1 + l.card.w, 120);
	assert_int_equal(l.card.h, 16);
	assert_int_equal(l.card_rule, l.card.y + l.card.h);
	assert_int_equal(l.below.y, l.card_rule + 1);
	assert_int_equal(l.foot_rule, 37);
	assert_int_equal(l.below.y + l.below.h, l.foot_rule);
}

static void the_usual_terminal_keeps_card_and_advice(void **state)
{
	struct layout_want want = { .card_tab = true, .card_rows = 10 };
	struct layout_main l = layout_main(22, 80, &want);

	(void)state;
	assert_int_equal(l.size, LAYOUT_MEDIUM);
	assert_int_equal(l.rail.h, 1);
	assert_int_equal(l.tabs.h, 1);
	assert_true(l.card.h == 10 && l.below.h >= 6);
}

static void a_small_one_does_without_rules_and_with_one_row_for_chain_or_tabs(void **state)
{
	struct layout_want card = { .card_tab = true, .card_rows = 12 }, other = { .card_rows = 12 };
	struct layout_main l = layout_main(10, 40, &card);

	(void)state;
	assert_int_equal(l.size, LAYOUT_SMALL);
	assert_true(l.head_rule < 0 && l.card_rule < 0 && l.foot_rule < 0);
	assert_true(l.rail.h == 1 && l.tabs.h == 0);
	assert_true(l.card.h >= 3 && l.below.h >= 3);
	l = layout_main(10, 40, &other);
	assert_true(l.rail.h == 0 && l.tabs.h == 1 && l.body.h == 7);
	l = layout_main(18, 60, &card);
	assert_true(l.rail.h == 1 && l.tabs.h == 1);
}

static void a_projected_card_has_its_rows_and_leaves_the_rest_to_the_question(void **state)
{
	struct layout_main l = layout_projector(38, 120, 17);

	(void)state;
	assert_int_equal(l.card.h, 24);          /* twice as large, as far as the question leaves room */
	assert_int_equal(l.below.y + l.below.h, 38);
	l = layout_projector(58, 120, 17);
	assert_int_equal(l.card.h, 26);
	l = layout_projector(22, 80, 30);
	assert_true(l.below.h >= 5 && l.card.h + l.below.h + 5 == 22);
}

static void columns_come_with_the_width_and_are_apart(void **state)
{
	static const struct { int w, n; } rows[] =
		{ { 80, 1 }, { 109, 1 }, { 110, 2 }, { 179, 2 }, { 180, 3 }, { 260, 3 } };

	(void)state;
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		struct layout_columns c = layout_columns(16, rows[k].w);

		assert_int_equal(c.n, rows[k].n);
		for (int i = 0; i < c.n; i++) {
			assert_true(inside(c.at[i], 16, rows[k].w));
			/* a divider stands between two */
			assert_true(i == 0 || c.at[i].x == c.at[i - 1].x + c.at[i - 1].w + 1);
		}
		assert_int_equal(c.at[c.n - 1].x + c.at[c.n - 1].w, rows[k].w);
	}
}

static void too_small_is_said_below_40x12(void **state)
{
	(void)state;
	assert_false(layout_screen(12, 40).too_small);
	assert_true(layout_screen(11, 40).too_small);
	assert_true(layout_screen(12, 39).too_small);
	assert_true(layout_screen(1, 1).too_small);
}

static void a_share_is_never_all_or_nothing_by_rounding(void **state)
{
	(void)state;
	assert_int_equal(layout_share(0, 90, 20), 0);
	assert_int_equal(layout_share(1, 90000, 20), 1);
	assert_int_equal(layout_share(89999, 90000, 20), 19);
	assert_int_equal(layout_share(90, 90, 20), 20);
	assert_int_equal(layout_share(45, 90, 20), 10);
	assert_int_equal(layout_share(-5, 90, 20), 0);
	assert_int_equal(layout_share(5, 0, 20), 0);
	assert_int_equal(layout_share(INT64_MAX / 2, INT64_MAX, 20), 10);
}

static void scrolling_keeps_the_chosen_line_in_view_and_ends_at_the_end(void **state)
{
	(void)state;
	assert_int_equal(layout_scroll(0, 5, 100, 10), 0);
	assert_int_equal(layout_scroll(0, 10, 100, 10), 1);
	assert_int_equal(layout_scroll(50, 3, 100, 10), 3);
	assert_int_equal(layout_scroll(99, 99, 100, 10), 90);
	assert_int_equal(layout_scroll(7, 7, 5, 10), 0);
	assert_int_equal(layout_scroll(-3, -3, 5, 10), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_overlaps_and_nothing_sticks_out_at_any_size),
		cmocka_unit_test(every_row_of_a_large_screen_is_used),
		cmocka_unit_test(the_usual_terminal_keeps_card_and_advice),
		cmocka_unit_test(a_small_one_does_without_rules_and_with_one_row_for_chain_or_tabs),
		cmocka_unit_test(a_projected_card_has_its_rows_and_leaves_the_rest_to_the_question),
		cmocka_unit_test(columns_come_with_the_width_and_are_apart),
		cmocka_unit_test(too_small_is_said_below_40x12),
		cmocka_unit_test(a_share_is_never_all_or_nothing_by_rounding),
		cmocka_unit_test(scrolling_keeps_the_chosen_line_in_view_and_ends_at_the_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
