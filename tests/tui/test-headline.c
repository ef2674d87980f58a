/* SPDX-License-Identifier: GPL-3.0-or-later
 * The two lines above everything, drawn: every finding in each of its variants and shades, with short names, long ones
 * and none, for every audience, on screens of 80, 60 and 40 columns. In a terminal that nobody looks at: what was
 * drawn is asked of curses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/mem.h"
#include "explain/brief.h"
#include "lib/sample.h"
#include "lib/text-rows.h"
#include "parts/headline.h"
#include "terminal/screen.h"
#include "terminal/theme-load.h"

#include <fcntl.h>
#include <locale.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROWS = 24, COLS = 80, MAX_TEXT = 1 << 16 };

static struct screen *screen;
static pid_t drain;              /* reads what the screen sends, so that it never waits */
static int kept[2] = { -1, -1 }; /* standard input and output as they were */

static int screen_up(void **state)
{
	struct winsize size = { .ws_row = ROWS, .ws_col = COLS };
	struct screen_options how = { .no_color = true };
	struct theme theme;
	struct cc_err e = { 0 };
	int master, slave;
	char block[4096];

	(void)state;
	if (setlocale(LC_ALL, "C.UTF-8") == NULL || openpty(&master, &slave, NULL, NULL, &size) != 0)
		return -1;
	drain = fork();
	if (drain == 0) {
		(void)close(slave);
		while (read(master, block, sizeof block) > 0)
			;
		_exit(0);
	}
	(void)close(master);
	for (int fd = 0; fd < 2; fd++) {
		kept[fd] = fcntl(fd, F_DUPFD_CLOEXEC, 3);
		(void)dup2(slave, fd);
	}
	(void)close(slave);
	(void)setenv("TERM", "xterm", 1);
	(void)unsetenv("LINES");
	(void)unsetenv("COLUMNS");
	theme_default(&theme);
	how.theme = &theme;
	screen = screen_open(&how, &e);
	if (screen == NULL)
		(void)fprintf(stderr, "no screen: %s\n", e.msg);
	return screen != NULL ? 0 : -1;
}

static int screen_down(void **state)
{
	(void)state;
	screen_close(screen);
	for (int fd = 0; fd < 2; fd++) {
		(void)dup2(kept[fd], fd);
		(void)close(kept[fd]);
	}
	(void)kill(drain, SIGKILL);
	(void)waitpid(drain, NULL, 0);
	return 0;
}

/* What is drawn for each audience, two lines each, in so many columns. The caller frees. */
static char *drawn(const struct inspection *i, int cols)
{
	struct draw all = screen_begin(screen);
	char *text = mem_alloc(MAX_TEXT);
	FILE *f = fmemopen(text, MAX_TEXT, "w");

	for (int who = 0; who < N_READERS; who++) {
		struct draw two = draw_part(&all, (struct region){ who * HEADLINE_ROWS, 0, HEADLINE_ROWS, cols });

		headline_draw(&two, i, (enum audience)who);
	}
	screen_end(screen);
	assert_non_null(f);
	assert_int_equal(screen_save(screen, f), 0);
	assert_int_equal(fclose(f), 0);
	return text;
}

static unsigned bad;

static void fails(const char *of, int cols, const char *why, const char *screen_text)
{
	if (bad++ < 10)
		print_error("%s at %d columns: %s\n%.*s\n", of, cols, why, 8 * COLS, screen_text);
}

static void holds(const char *of, const struct inspection *i, int cols)
{
	char *text = drawn(i, cols), *row = text;
	char *whole = brief_line(i, (size_t)cols - 18), *next;

	if (strstr(text, "\342\200\246") != NULL)
		fails(of, cols, "is cut", text);
	for (int who = 0; who < N_READERS; who++) {
		char *end = strchr(row, '\n'), *second = end != NULL ? end + 1 : NULL;

		if (second == NULL || (row = strchr(second, '\n')) == NULL)
			break;
		*row++ = '\0';
		next = brief_next(i, (enum reader)who, (size_t)cols - 6);
		if (strstr(second, next) == NULL)
			fails(of, cols, "does not say what to do", second);
		free(next);
	}
	if (strstr(text, whole) == NULL)
		fails(of, cols, "does not say what is the matter", text);
	free(whole);
	free(text);
}

static void every_finding_stands_whole_in_both_lines(void **state)
{
	static const int widths[] = { 80, 60, 40 };
	const struct text_row *rows;
	size_t n = text_rows(&rows);

	(void)state;
	assert_true(n > N_FINDINGS);
	bad = 0;
	for (size_t k = 0; k < n * N_TEXT_VALUES; k++) {
		const struct text_row *row = &rows[k / N_TEXT_VALUES];
		struct inspection *i = sample_untrusted();
		struct finding kept_finding = i->findings[i->verdict.finding];

		/* the longest of the words before it, whatever its own level */
		i->verdict.level = LEVEL_UNTRUSTED;
		i->findings[i->verdict.finding] = text_row_filled(row, (enum text_values)(k % N_TEXT_VALUES));
		for (size_t w = 0; w < sizeof widths / sizeof *widths; w++)
			holds(finding_name(row->id), i, widths[w]);
		finding_done(&i->findings[i->verdict.finding]);
		i->findings[i->verdict.finding] = kept_finding;
		inspection_free(i);
	}
	assert_int_equal(bad, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_finding_stands_whole_in_both_lines, screen_up, screen_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
