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

static void nothing_overlaps_and_nothing_sticks_out_at_any_size(void **state)
{
	(void)state;
	for (int h = LAYOUT_MIN_H - 2; h <= 90; h++) {
		for (int w = LAYOUT_MIN_W; w <= 260; w += 3) {
			for (int rows = 1; rows <= 5; rows++) {
				struct layout_want want =
					{ .rail_rows = rows * 7, .card_rows = rows * 5 };
				struct layout_main l = layout_main(h, w, &want);

				assert_true(inside(l.verdict, h, w) && inside(l.rail, h, w) && inside(l.card, h, w)
					&& inside(l.why, h, w));
				assert_true(apart(l.verdict, l.rail) && apart(l.verdict, l.card)
					&& apart(l.verdict, l.why));
				assert_true(apart(l.rail, l.card) && apart(l.rail, l.why) && apart(l.card, l.why));
				assert_true(l.verdict.h == 2 && l.why.h >= 2);
			}
		}
	}
}

static void every_row_of_a_large_screen_is_used(void **state)
{
	struct layout_want want = { .rail_rows = 9, .card_rows = 15 };
	struct layout_main l = layout_main(38, 120, &want);

	(void)state;
	assert_int_equal(l.size, LAYOUT_LARGE);
	assert_true(l.rail_tall && l.frames && l.picture);
	assert_int_equal(l.verdict.h, 2);
	assert_int_equal(l.why.y + l.why.h, 38);
	assert_int_equal(l.rail.w + l.card.w, 120);
	assert_true(l.card.h >= 18);     /* the picture, its stamp, the frame */
}

static void the_usual_terminal_keeps_card_and_explanation(void **state)
{
	struct layout_want want = { .rail_rows = 9, .card_rows = 12 };
	struct layout_main l = layout_main(22, 80, &want);

	(void)state;
	assert_int_equal(l.size, LAYOUT_MEDIUM);
	assert_int_equal(l.rail.h, 1);
	assert_int_equal(l.verdict.h, 2);
	assert_true(l.card.h >= 11 && l.why.h >= 7);
}

static void a_small_one_does_without_frames(void **state)
{
	struct layout_want want = { .rail_rows = 9, .card_rows = 12 };
	struct layout_main l = layout_main(10, 40, &want);

	(void)state;
	assert_int_equal(l.size, LAYOUT_SMALL);
	assert_false(l.frames || l.picture);
	assert_int_equal(l.verdict.h, 2);
	assert_true(l.card.h >= 3 && l.why.h >= 3);
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
		cmocka_unit_test(the_usual_terminal_keeps_card_and_explanation),
		cmocka_unit_test(a_small_one_does_without_frames),
		cmocka_unit_test(too_small_is_said_below_40x12),
		cmocka_unit_test(a_share_is_never_all_or_nothing_by_rounding),
		cmocka_unit_test(scrolling_keeps_the_chosen_line_in_view_and_ends_at_the_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
