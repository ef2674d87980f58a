/* SPDX-License-Identifier: GPL-3.0-or-later
 * Inside tmux, which changes what stands on a screen when its window changes: after every resize all is painted
 * anew. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/mem.h"
#include "lib/loopback.h"
#include "screen/room.h"
#include "screen/tmux.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAX_LOOKS = 500 };        /* at a screen that moves; each takes some milliseconds */

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

/* The ways to a view, and what says that one is there. WAY_TYPED: its letters are typed there, so another sign than the
 * mouse's tells that the program has painted. WAY_MOVES: it changes by itself, so nothing can be held against it. A row
 * without a target goes on in the program of the row before, after an Escape unless it is WAY_FURTHER.
 * WAY_SPLIT: it is tried in tmux's panes as well. */
struct way {
	const char *view;            /* of views.def; what is no view of its own is in brackets */
	const char *target;          /* NULL: go on from the row before, "": the start screen */
	const char *keys, *text;
	enum { WAY_TYPED = 1, WAY_MOVES = 2, WAY_FURTHER = 4, WAY_SPLIT = 8 } is;
};

static const struct way ways[] = {
	{ "start", "", NULL, "www.example.com", WAY_TYPED | WAY_SPLIT },
	{ "(offers)", NULL, "-l theme", "theme light", WAY_TYPED },
	{ "explain", "", "-l ERR_CERT_DATE_INVALID ; send-keys Enter", "You asked", 0 },
	{ "lessons", "", "-l :lessons ; send-keys Enter", "What a certificate proves", 0 },
	{ "quiz", NULL, "Enter", "Which of these is it?", WAY_FURTHER },
	{ "store", "store:", NULL, "This machine trusts", 0 },
	{ "fleet", "demo:expired demo:good demo:revoked", NULL, "3 targets", WAY_SPLIT },
	{ "(marked)", "demo:expired demo:good", "C", "Marked", 0 },
	{ "compare", NULL, "Down C", "Compared", WAY_FURTHER },
	{ "card", "demo:wrong-host", NULL, "HOLDER", WAY_SPLIT },
	{ "details", NULL, "2", "valid from", WAY_SPLIT },
	{ "clients", NULL, "3", "Chromium", 0 },
	{ "timeline", NULL, "4", "today,", 0 },
	{ "walk", NULL, "5", "step 1 of", 0 },
	{ "connection", NULL, "6", "address", 0 },
	{ "pem", NULL, "7", "-----BEGIN", 0 },
	{ "help", NULL, "?", "Enter in sentences", 0 },
	{ "(prompt)", NULL, ": ; send-keys -l wr", "wrong-purpose", WAY_TYPED },
	{ "(projector)", "demo:expired", "B", "HOLDER", 0 },
	{ "(copying)", "demo:good", "y", "PEM", WAY_MOVES },
	{ "(writing)", "demo:good", "e", "HTML", WAY_MOVES },
	{ "(plain)", "--plain demo:wrong-host", NULL, "wrong-host.localhost", 0 },
};

/* An inspection's view is its tabs; how far one is stands below, and what changed, in test-changes, is a page. */
static const char *const elsewhere[] = { "inspection", "changes", "progress" };

/* A new view has a row here, or a reason why not. */
static void every_view_has_a_way(void **state)
{
	static const char *const all[] = {
#define VIEW(name) #name,
#include "views/views.def"
#undef VIEW
	};

	(void)state;
	for (size_t k = 0; k < sizeof all / sizeof *all; k++) {
		bool has = false;

		for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
			has = has || strcmp(ways[i].view, all[k]) == 0;
		for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++)
			has = has || strcmp(elsewhere[i], all[k]) == 0;
		if (!has)
			fail_msg("%s is not resized in tmux", all[k]);
	}
}

/* What a redraw of the whole screen gives; a toggle says in the last row that it was done, letters in the prompt. */
static char *redrawn(struct tmux *t, const struct way *w, bool *mouse)
{
	char *text;

	if ((w->is & WAY_TYPED) != 0) {
		tmux_keys(t, "C-l z q");
		assert_true(tmux_wait(t, "zq"));
		tmux_keys(t, "BSpace BSpace");
		assert_true(tmux_wait_gone(t, "zq"));
	} else {
		tmux_keys(t, "C-l m");
		*mouse = !*mouse;
		assert_true(tmux_wait(t, *mouse ? "The mouse chooses" : "The mouse belongs"));
	}
	text = tmux_text_at_rest(t);
	assert_non_null(text);
	return text;
}

/* The view on top at three sizes, each redrawn; then the sizes again, and nothing but the resize. */
static void resize_there_and_back(struct tmux *t, const struct way *w, bool *mouse)
{
	static const int sizes[][2] = { { 40, 120 }, { 24, 80 }, { 12, 40 } };
	static const int steps[] = { 0, 1, 2, 0, 2, 1 };
	char *want[3];

	for (size_t k = 0; k < 3; k++) {
		assert_true(tmux_resize(t, sizes[k][0], sizes[k][1]));
		want[k] = (w->is & WAY_MOVES) != 0 ? NULL : redrawn(t, w, mouse);
		if ((w->is & WAY_MOVES) != 0)
			assert_true(tmux_wait(t, w->text));
	}
	if ((w->is & WAY_MOVES) == 0)
		assert_string_not_equal(want[0], want[1]);
	for (size_t k = 0; k < sizeof steps / sizeof *steps; k++) {
		assert_true(tmux_resize(t, sizes[steps[k]][0], sizes[steps[k]][1]));
		assert_true((w->is & WAY_MOVES) != 0 ? tmux_wait(t, w->text) : tmux_wait_same(t, want[steps[k]]));
	}
	assert_true(tmux_resize(t, sizes[0][0], sizes[0][1]));
	for (size_t k = 0; k < 3; k++)
		free(want[k]);
}

/* A pane beside it and below it, and away again: nothing but the split, each time. */
static void split_and_join(struct tmux *t, const struct way *w, bool *mouse)
{
	char *whole = redrawn(t, w, mouse);

	for (enum tmux_split k = TMUX_BESIDE; k <= TMUX_BELOW; k++) {
		char *half;

		assert_true(tmux_split(t, k));
		half = redrawn(t, w, mouse);
		assert_string_not_equal(half, whole);
		assert_true(tmux_join(t));
		assert_true(tmux_wait_same(t, whole));
		assert_true(tmux_split(t, k));
		assert_true(tmux_wait_same(t, half));
		assert_true(tmux_join(t));
		assert_true(tmux_wait_same(t, whole));
		free(half);
	}
	free(whole);
}

static void every_view_is_whole_after_every_resize(void **state)
{
	struct tmux *t = NULL;
	bool mouse = false;

	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		const struct way *w = &ways[i];

		if (w->target != NULL) {
			(void)end(state);
			t = start(40, 120, w->target);
			mouse = false;
			/* before keys: something of it must stand */
			assert_true(tmux_wait(t, w->keys == NULL ? w->text : *w->target == '\0' ? "Gallery"
				: strchr(w->target, ' ') != NULL ? "targets" : "HOLDER"));
		} else if (w->keys != NULL && (w->is & WAY_FURTHER) == 0 && ways[i - 1].keys != NULL) {
			/* back; not from what a start shows, where Esc would change nothing to wait for, and run into
			 * the key that follows (Alt) */
			tmux_keys(t, "Escape");
			assert_true(tmux_wait(t, strcmp(w->view, "(offers)") == 0 ? "Gallery" : "HOLDER"));
		}
		if (w->keys != NULL)
			tmux_keys(t, w->keys);
		if (!tmux_wait(t, w->text))
			fail_msg("%s did not come", w->view);
		resize_there_and_back(t, w, &mouse);
		if ((w->is & WAY_SPLIT) != 0)
			split_and_join(t, w, &mouse);
	}
}

/* Until a text stands on the screen once: what is left of a frame before shows it twice. */
static bool stands_once(struct tmux *t, const char *text)
{
	for (int looks = 0; looks < MAX_LOOKS; looks++) {
		char *screen = tmux_text(t), *first = strstr(screen, text);
		bool once = first != NULL && strstr(first + 1, text) == NULL;

		free(screen);
		if (once)
			return true;
	}
	return false;
}

/* Nobody answers there. */
static struct loopback_deaf deaf;

static int hear_again(void **state)
{
	loopback_deaf_stop(&deaf);
	return end(state);
}

static void a_resize_while_a_host_is_asked_is_one_as_well(void **state)
{
	static const int sizes[][2] = { { 24, 80 }, { 12, 40 }, { 20, 60 }, { 40, 120 } };
	int port = loopback_closed_port();
	char *target = mem_printf("--timeout 60 127.0.0.1:%d", port);
	struct tmux *t;

	(void)state;
	loopback_deaf_start(&deaf, port);
	t = start(40, 120, target);
	free(target);
	for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
		assert_true(tmux_wait(t, "of at most 60 s"));
		assert_true(tmux_resize(t, sizes[k][0], sizes[k][1]));
		assert_true(stands_once(t, "of at most 60 s"));
	}
	assert_true(tmux_split(t, TMUX_BELOW));
	assert_true(stands_once(t, "of at most 60 s"));
	assert_true(tmux_join(t));
	assert_true(stands_once(t, "of at most 60 s"));
}

static void what_tmux_pastes_is_no_command(void **state)
{
	struct tmux *t = start(24, 80, "demo:expired");

	(void)state;
	assert_true(tmux_wait(t, "HOLDER"));
	tmux_paste(t, "qqq.example.org\n");
	assert_true(tmux_wait(t, ": qqq.example.org"));
	tmux_keys(t, "Escape");
	assert_true(tmux_wait_gone(t, ": qqq"));
	tmux_paste(t, "q1.example.org\nq2.example.org\nQ\n");
	assert_true(tmux_wait(t, "3 targets: Enter opens the fleet"));
	tmux_keys(t, "Escape");
	assert_true(tmux_wait_gone(t, "3 targets"));
	tmux_keys(t, "Right");
	assert_true(tmux_wait(t, "2 of 3"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_view_has_a_way),
		cmocka_unit_test_teardown(every_view_is_whole_after_every_resize, end),
		cmocka_unit_test_teardown(a_resize_while_a_host_is_asked_is_one_as_well, hear_again),
		cmocka_unit_test_teardown(what_tmux_pastes_is_no_command, end),
	};

	return cmocka_run_group_tests(tests, room_open, room_close);
}
