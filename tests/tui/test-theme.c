/* SPDX-License-Identifier: GPL-3.0-or-later
 * Theme files: what is read, what is refused with its line, and where they are found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/mem.h"
#include "terminal/theme.h"
#include "terminal/theme-load.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void a_line_gives_an_ink_its_colours_and_attributes(void **state)
{
	struct theme t;
	struct style s;

	(void)state;
	assert_int_equal(theme_parse(&t, "x", "title: A title\n[8]\ngood: bright-green on 3 bold underline\n", NULL),
		0);
	assert_string_equal(t.title, "A title");
	s = theme_style(&t, DEPTH_8, INK_GOOD);
	assert_int_equal(s.fg, 10);
	assert_int_equal(s.bg, 3);
	assert_int_equal(s.attrs, STYLE_BOLD | STYLE_UNDERLINE);
}

static void a_poorer_section_serves_where_a_richer_one_is_silent(void **state)
{
	struct theme t;

	(void)state;
	assert_int_equal(theme_parse(&t, "x", "[none]\ngood: bold\n[8]\ngood: green\n[256]\nbad: 210\n", NULL), 0);
	assert_int_equal(theme_style(&t, DEPTH_256, INK_GOOD).fg, 2);
	assert_int_equal(theme_style(&t, DEPTH_NONE, INK_GOOD).attrs, STYLE_BOLD);
	assert_int_equal(theme_style(&t, DEPTH_NONE, INK_GOOD).fg, -1);
	assert_int_equal(theme_style(&t, DEPTH_8, INK_BAD).fg, -1);
}

static void the_text_s_background_is_everybody_s(void **state)
{
	struct theme t;

	(void)state;
	assert_int_equal(theme_parse(&t, "x", "[8]\ntext: black on white\ngood: green\nbad: red on blue\n", NULL), 0);
	assert_int_equal(theme_style(&t, DEPTH_8, INK_GOOD).bg, 7);
	assert_int_equal(theme_style(&t, DEPTH_8, INK_BAD).bg, 4);
	assert_int_equal(theme_style(&t, DEPTH_8, INK_WARN).fg, 0);
}

static void a_broken_line_is_named_by_its_number(void **state)
{
	static const struct { const char *text, *says; } rows[] = {
		{ "[8]\ngood: green\nbda: red\n", "3: there is no ink 'bda'" },
		{ "[8]\ngood: greeen\n", "2: 'greeen' is no colour" },
		{ "[8]\ngood: green on\n", "2: 'on' is no colour" },
		{ "[8]\ngood: 256\n", "2: '256' is no colour" },
		{ "[8]\ngood: -1\n", "2: '-1' is no colour" },
		{ "[8]\ngood: red green\n", "2: 'green' is no colour" },
		{ "good: green\n", "1: no section yet" },
		{ "\n[7]\n", "2: a section is" },
		{ "[8\n", "1: a section is" },
		{ "[8]\ngood green\n", "2: expected INK: LOOK" },
	};
	struct theme t;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct cc_err e = { 0 };

		assert_int_equal(theme_parse(&t, "x", rows[i].text, &e), -1);
		assert_int_equal(strncmp(e.msg, rows[i].says, strlen(rows[i].says)), 0);
	}
}

static void a_line_without_end_is_refused(void **state)
{
	struct theme t;
	struct cc_err e = { 0 };
	char *text = mem_alloc(5000);

	(void)state;
	memset(text, 'a', 4999);
	assert_int_equal(theme_parse(&t, "x", text, &e), -1);
	free(text);
}

static void the_default_theme_tells_all_verdicts_apart_at_every_depth(void **state)
{
	static const enum ink verdicts[] = { INK_VERDICT_TRUSTED, INK_VERDICT_CAUTION, INK_VERDICT_UNTRUSTED };
	struct theme t;

	(void)state;
	theme_default(&t);
	for (int d = DEPTH_8; d < N_DEPTHS; d++) {
		for (int i = 0; i < 3; i++)
			assert_int_not_equal(theme_style(&t, (enum depth)d, verdicts[i]).bg,
				theme_style(&t, (enum depth)d, verdicts[(i + 1) % 3]).bg);
	}
	assert_true((theme_style(&t, DEPTH_NONE, INK_SELECTED).attrs & STYLE_REVERSE) != 0);
}

/* Relative luminance (WCAG 2.1) of one of the 240 colours that xterm fixes: a cube, then greys. Of the first sixteen
 * the terminal decides, so nobody can compute with them. */
static double luminance(int colour)
{
	static const int levels[] = { 0, 95, 135, 175, 215, 255 };
	static const double weights[] = { 0.2126, 0.7152, 0.0722 };
	int parts[3];
	double sum = 0;

	assert_in_range(colour, 16, 255);
	for (int i = 0; i < 3; i++)
		parts[i] = colour >= 232 ? 8 + 10 * (colour - 232) :
			levels[(colour - 16) / (i == 0 ? 36 : i == 1 ? 6 : 1) % 6];
	for (int i = 0; i < 3; i++) {
		double c = parts[i] / 255.0;

		sum += weights[i] * (c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
	}
	return sum;
}

static double contrast(int a, int b)
{
	double x = luminance(a), y = luminance(b);

	return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}

/* What is no text: lines, bars and pictures need less (WCAG 2.1, 1.4.11). */
static bool is_drawn(enum ink r)
{
	static const enum ink drawn[] = { INK_FRAME, INK_FRAME_FOCUS, INK_BAR_GONE, INK_BAR_LEFT, INK_BAR_NOW };

	for (size_t i = 0; i < sizeof drawn / sizeof *drawn; i++) {
		if (drawn[i] == r)
			return true;
	}
	return false;
}

/* Text and frames of the themes can be read: on the background that a theme sets, or, where it leaves the terminal's,
 * on a dark one that is not quite black. */
static void every_theme_has_enough_contrast(void **state)
{
	static const struct { const char *name; double text, drawn; } rows[] = {
		{ "dark", 4.5, 3 }, { "light", 4.5, 3 }, { "high-contrast", 7, 7 },
	};
	enum { NEARLY_BLACK = 234, LIGHT_GREY = 252 };
	const char *src = getenv("srcdir");

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char *path = mem_printf("%s/themes/%s.theme", src != NULL ? src : ".", rows[i].name);
		struct theme t;

		assert_int_equal(theme_load(&t, path, NULL), 0);
		for (int r = 0; r < N_INKS; r++) {
			struct style s = theme_style(&t, DEPTH_256, (enum ink)r);
			double is = contrast(s.fg < 0 ? LIGHT_GREY : s.fg, s.bg < 0 ? NEARLY_BLACK : s.bg);
			double least = is_drawn((enum ink)r) ? rows[i].drawn : rows[i].text;

			if (is < least)
				print_error("%s, ink %d: %.2f:1, which is less than %.1f:1\n", rows[i].name, r, is,
					least);
			assert_true(is >= least);
		}
		free(path);
	}
}

static void count(void *ctx, const struct theme *t, const struct cc_err *e)
{
	int *n = ctx;

	(void)t;
	n[0] += e == NULL;
	n[1] += e != NULL;
}

static char *make_theme(const char *home, const char *name, const char *text)
{
	char *folder = mem_printf("%s/certcard", home), *themes = mem_printf("%s/themes", folder),
		*path = mem_printf("%s/%s", themes, name);
	FILE *f;

	(void)mkdir(folder, 0700);
	(void)mkdir(themes, 0700);
	f = fopen(path, "w");
	assert_non_null(f);
	(void)fputs(text, f);
	assert_int_equal(fclose(f), 0);
	free(folder);
	free(themes);
	return path;
}

static void a_user_s_theme_hides_a_built_in_one_and_a_broken_one_is_reported_with_file_and_line(void **state)
{
	char home[] = "/tmp/certcard-theme-XXXXXX", *mine, *broken, *folder;
	struct theme t;
	struct cc_err e = { 0 };
	int n[2] = { 0 };

	(void)state;
	assert_non_null(mkdtemp(home));
	(void)setenv("XDG_CONFIG_HOME", home, 1);
	mine = make_theme(home, "light.theme", "title: Mine\n[8]\ngood: cyan\n");
	broken = make_theme(home, "broken.theme", "[8]\ngood: mauve\n");
	assert_int_equal(theme_load(&t, "light", &e), 0);
	assert_string_equal(t.title, "Mine");
	assert_int_equal(theme_load(&t, "dark", &e), 0);
	assert_int_equal(theme_load(&t, "broken", &e), -1);
	assert_non_null(strstr(e.msg, "/broken.theme:2: 'mauve'"));
	assert_int_equal(theme_load(&t, "no-such", &e), -1);
	assert_non_null(strstr(e.msg, "no-such"));
	assert_int_equal(theme_load(&t, mine, &e), 0);
	theme_each(count, n);
	assert_int_equal(n[0], 4);
	assert_int_equal(n[1], 1);
	(void)unlink(mine);
	(void)unlink(broken);
	folder = mem_printf("%s/certcard/themes", home);
	(void)rmdir(folder);
	*strrchr(folder, '/') = '\0';
	(void)rmdir(folder);
	(void)rmdir(home);
	free(folder);
	free(mine);
	free(broken);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_gives_an_ink_its_colours_and_attributes),
		cmocka_unit_test(a_poorer_section_serves_where_a_richer_one_is_silent),
		cmocka_unit_test(the_text_s_background_is_everybody_s),
		cmocka_unit_test(a_broken_line_is_named_by_its_number),
		cmocka_unit_test(a_line_without_end_is_refused),
		cmocka_unit_test(the_default_theme_tells_all_verdicts_apart_at_every_depth),
		cmocka_unit_test(every_theme_has_enough_contrast),
		cmocka_unit_test(a_user_s_theme_hides_a_built_in_one_and_a_broken_one_is_reported_with_file_and_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
