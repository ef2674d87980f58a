/* SPDX-License-Identifier: GPL-3.0-or-later
 * Fewer bytes, the same picture: two terminals, one of which gets all, the other what slim.c leaves of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/mem.h"
#include "terminal/slim.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <vterm.h>

enum { ROWS = 12, COLS = 30, MAX_BYTES = 1 << 16 };

struct screen_of { VTerm *vt; VTermScreen *screen; };

static struct screen_of terminal(void)
{
	struct screen_of t = { .vt = vterm_new(ROWS, COLS) };

	vterm_set_utf8(t.vt, 1);
	t.screen = vterm_obtain_screen(t.vt);
	vterm_screen_reset(t.screen, 1);
	return t;
}

static bool same_colour(const VTermColor *a, const VTermColor *b)
{
	return vterm_color_is_equal(a, b) || (VTERM_COLOR_IS_DEFAULT_FG(a) && VTERM_COLOR_IS_DEFAULT_FG(b))
		|| (VTERM_COLOR_IS_DEFAULT_BG(a) && VTERM_COLOR_IS_DEFAULT_BG(b));
}

static bool same_cell(const VTermScreenCell *a, const VTermScreenCell *b)
{
	bool blank = (a->chars[0] == ' ' || a->chars[0] == 0) && !a->attrs.reverse && !a->attrs.strike
		&& a->attrs.underline == 0;

	if (a->chars[0] != b->chars[0] && !((a->chars[0] == ' ' || a->chars[0] == 0)
		&& (b->chars[0] == ' ' || b->chars[0] == 0)))
		return false;
	if (!same_colour(&a->bg, &b->bg) || a->attrs.reverse != b->attrs.reverse
		|| a->attrs.underline != b->attrs.underline || a->attrs.strike != b->attrs.strike)
		return false;
	return blank || (same_colour(&a->fg, &b->fg) && a->attrs.bold == b->attrs.bold
		&& a->attrs.italic == b->attrs.italic);
}

static void same_picture(const struct screen_of *a, const struct screen_of *b, unsigned seed)
{
	for (int y = 0; y < ROWS; y++) {
		for (int x = 0; x < COLS; x++) {
			VTermScreenCell c, d;

			(void)vterm_screen_get_cell(a->screen, (VTermPos){ y, x }, &c);
			(void)vterm_screen_get_cell(b->screen, (VTermPos){ y, x }, &d);
			if (!same_cell(&c, &d))
				fail_msg("seed %u: row %d, column %d: U+%04x and U+%04x", seed, y, x, c.chars[0],
					d.chars[0]);
		}
	}
}

static unsigned dice_seed;

static unsigned dice(unsigned n)
{
	dice_seed = dice_seed * 1103515245 + 12345;
	return (dice_seed >> 16) % n;
}

/* A piece of what curses might send. */
static void piece(struct buf *b)
{
	static const char *const looks[] = { "\033[m", "\033(B\033[m", "\033(B\033[0;1m", "\033[1m", "\033[22m",
		"\033[2m", "\033[7m", "\033[27m", "\033[4m", "\033[24m", "\033[3m", "\033[23m", "\033[39m",
		"\033[49m", "\033[39;49m", "\033[31m", "\033[42m", "\033[97m", "\033[100m", "\033[0;1;4;7m", "\033[m\017", "\033[9m", "\033[29m" };
	static const char *const moves[] = { "\r", "\b", "\n", "\033[K", "\033[1K", "\033[J", "\033[5X", "\033[3P",
		"\033[2@", "\033[C", "\033[A", "\033[?25l", "\033[H", "\033M" };
	static const char *const words[] = { " ", "   ", "certcard", "\342\224\200\342\224\200", "x", "\302\267 ok " };

	switch (dice(8)) {
	case 0: case 1: (void)buf_adds(b, looks[dice(sizeof looks / sizeof *looks)]); break;
	case 2: (void)buf_addf(b, "\033[38;5;%um", dice(256)); break;
	case 3: (void)buf_addf(b, "\033[48;5;%um", dice(4) + 236); break;
	case 4: (void)buf_addf(b, "\033[%u;%uH", dice(ROWS) + 1, dice(COLS) + 1); break;
	case 5: (void)buf_adds(b, moves[dice(sizeof moves / sizeof *moves)]); break;
	default: (void)buf_adds(b, words[dice(sizeof words / sizeof *words)]); break;
	}
}

static void any_frames_give_the_same_picture(void **state)
{
	size_t all = 0, left = 0;

	(void)state;
	for (unsigned round = 0; round < 300; round++) {
		struct screen_of full = terminal(), slim = terminal();
		struct slim s = { .known = false };

		dice_seed = round;
		slim_reset(&s);
		for (int frame = 0; frame < 8; frame++) {
			struct buf in = BUF_INIT(MAX_BYTES), out = BUF_INIT(MAX_BYTES);

			for (unsigned n = dice(40) + 1; n > 0; n--)
				piece(&in);
			if (frame == 5)
				slim_forget(&s);
			assert_int_equal(slim_frame(&s, in.data, in.len, &out), 0);
			(void)vterm_input_write(full.vt, in.data, in.len);
			if (out.len > 0)
				(void)vterm_input_write(slim.vt, out.data, out.len);
			all += in.len;
			left += out.len;
			same_picture(&full, &slim, round);
			buf_done(&in);
			buf_done(&out);
		}
		assert_false(s.off);
		vterm_free(full.vt);
		vterm_free(slim.vt);
	}
	assert_true(left < all);
}

static void frame_is(struct slim *s, const char *in, const char *want)
{
	struct buf out = BUF_INIT(MAX_BYTES);

	assert_int_equal(slim_frame(s, in, strlen(in), &out), 0);
	assert_string_equal(out.data != NULL ? out.data : "", want);
	buf_done(&out);
}

static void a_change_of_look_is_one_sequence_where_something_is_seen(void **state)
{
	struct slim s = { .known = false };

	(void)state;
	slim_reset(&s);
	frame_is(&s, "\033(B\033[m\033[2;3H", "\033(B\033[2;3H");
	frame_is(&s, "a", "\033[ma");
	frame_is(&s, "\033(B\033[0;1m\033[38;5;152mb\033[39m\033(B\033[m c", "\033[1;38;5;152mb \033[mc");
	frame_is(&s, "\033[38;5;242m|\033[39m\033(B\033[m   \033[38;5;242m|", "\033[38;5;242m|   |");
	frame_is(&s, "\033[1m\033[48;5;24m \033[10X\033[4;1H\033[mx", "\033[1;48;5;24m \033[10X\033[4;1H\033[mx");
	/* bold ends, faint stays */
	frame_is(&s, "\033[38;5;242;1;2mx\033[22m\033[2my", "\033[1;2;38;5;242mx\033[22;2my");
}

static void what_is_not_understood_goes_as_it_is(void **state)
{
	static const char *const rows[] = { "\033[0;10mx", "\033[38;2;1;2;3mx", "\033[4:3mx", "\033[21mx" };

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct slim s = { .known = false };
		char *want = mem_printf("\033[ma\033[1m%s", rows[i]);

		slim_reset(&s);
		frame_is(&s, "a\033[1m", "\033[ma");
		frame_is(&s, rows[i], want + strlen("\033[ma"));
		assert_true(s.off);
		frame_is(&s, "\033(B\033[m\033[m ", "\033(B\033[m\033[m ");
		free(want);
	}
}

static void line_drawing_sets_are_kept(void **state)
{
	struct slim s = { .known = false };

	(void)state;
	slim_reset(&s);
	frame_is(&s, "a\033(0qq\033(B\033(Bb\033(B", "\033[ma\033(0qq\033(Bb");
	frame_is(&s, "\016qq\017\017b", "\016qq\017b");
}

static void a_full_room_is_told(void **state)
{
	struct slim s = { .known = false };
	struct buf out = BUF_INIT(10);

	(void)state;
	slim_reset(&s);
	assert_int_equal(slim_frame(&s, "0123456789abcdef", 16, &out), -1);
	buf_done(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_frames_give_the_same_picture),
		cmocka_unit_test(a_change_of_look_is_one_sequence_where_something_is_seen),
		cmocka_unit_test(what_is_not_understood_goes_as_it_is),
		cmocka_unit_test(line_drawing_sets_are_kept),
		cmocka_unit_test(a_full_room_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
