/* SPDX-License-Identifier: GPL-3.0-or-later
 * Inside tmux, which changes what stands on a screen when its window changes: after every resize all is painted
 * anew. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/mem.h"
#include "screen/room.h"
#include "screen/tmux.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>


static struct tmux *running;     /* the one of the test under way */

static struct tmux *start(int rows, int cols, const char *arguments)
{
	char *command = mem_printf("env XDG_STATE_HOME=%s XDG_CONFIG_HOME=%s '%s' %s", home, home, program, arguments);

	running = tmux_open(rows, cols, command);
	free(command);
	if (running == NULL) {
		(void)fprintf(stderr, "there is no tmux here\n");
		skip();
	}
	return running;
}

/* After each test, whether it held or not: a server that nobody ends stays. */
static int end(void **state)
{
	(void)state;
	tmux_close(running);
	running = NULL;
	return 0;
}

/* What a redraw of the whole screen gives; a toggle says in the last row that it was done. */
static char *redrawn(struct tmux *t, bool *mouse)
{
	tmux_keys(t, "C-l m");
	*mouse = !*mouse;
	assert_true(tmux_wait(t, *mouse ? "The mouse chooses" : "The mouse belongs"));
	return tmux_text_but_last(t);
}

/* The view on top at two sizes, each redrawn; then the sizes again, and nothing but the resize. */
static void resize_there_and_back(struct tmux *t, bool *mouse, int rows, int cols)
{
	char *large = redrawn(t, mouse), *small;

	assert_true(tmux_resize(t, rows, cols));
	small = redrawn(t, mouse);
	assert_string_not_equal(large, small);
	assert_true(tmux_resize(t, 40, 120));
	assert_true(tmux_wait_same(t, large));
	assert_true(tmux_resize(t, rows, cols));
	assert_true(tmux_wait_same(t, small));
	assert_true(tmux_resize(t, 40, 120));
	assert_true(tmux_wait_same(t, large));
	free(large);
	free(small);
}

static void every_view_of_an_inspection_is_whole_after_every_resize(void **state)
{
	/* The card first, then what these keys open. */
	static const char *const keys[] = { NULL, "w", "d", "t", "p", "c", "u", "\\?", "S" };
	static const int sizes[][2] = { { 24, 80 }, { 20, 60 }, { 12, 40 } };
	struct tmux *t = start(40, 120, "demo:expired");
	bool mouse = false;

	(void)state;
	assert_true(tmux_wait(t, "HOLDER"));
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		if (keys[i] != NULL)
			tmux_keys(t, keys[i]);
		/* the store is read first, which takes its time on a busy machine */
		if (keys[i] != NULL && keys[i][0] == 'S')
			assert_true(tmux_wait(t, "This machine trusts"));
		resize_there_and_back(t, &mouse, sizes[i % 3][0], sizes[i % 3][1]);
		tmux_keys(t, keys[i] != NULL ? "Escape" : "C-l");
		assert_true(tmux_wait(t, "HOLDER"));
	}
}

static void the_fleet_is_whole_after_every_resize(void **state)
{
	struct tmux *t = start(40, 120, "demo:expired demo:good demo:revoked");
	bool mouse = false;

	(void)state;
	/* nothing comes any more */
	assert_true(tmux_wait(t, "3 targets"));
	resize_there_and_back(t, &mouse, 24, 80);
	resize_there_and_back(t, &mouse, 12, 40);
}

static void what_tmux_pastes_is_no_command(void **state)
{
	struct tmux *t = start(24, 80, "demo:expired");

	(void)state;
	assert_true(tmux_wait(t, "HOLDER"));
	tmux_paste(t, "qqq.example.org\n");
	assert_true(tmux_wait(t, ": qqq.example.org"));
	tmux_keys(t, "Escape");
	tmux_paste(t, "q1.example.org\nq2.example.org\nQ\n");
	assert_true(tmux_wait(t, "3 targets: Enter opens the fleet"));
	tmux_keys(t, "Escape");
	assert_true(tmux_wait(t, "? help"));
	tmux_keys(t, "Right");
	assert_true(tmux_wait(t, "2 of 3"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(every_view_of_an_inspection_is_whole_after_every_resize, end),
		cmocka_unit_test_teardown(the_fleet_is_whole_after_every_resize, end),
		cmocka_unit_test_teardown(what_tmux_pastes_is_no_command, end),
	};

	return cmocka_run_group_tests(tests, room_open, room_close);
}
