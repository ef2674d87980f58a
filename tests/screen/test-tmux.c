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
#include <string.h>
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

/* The ways to a view, and what says that one is there. WAY_TYPED: its letters are typed there, so another sign than the
 * mouse's tells that the program has painted. WAY_MOVES: it changes by itself, so nothing can be held against it. A row
 * without a target goes on in the program of the row before, after its own Escape. */
struct way {
	const char *view;            /* of views.def; what is no view of its own is in brackets */
	const char *target;          /* NULL: go on from the row before, "": the start screen */
	const char *keys, *text;
	enum { WAY_TYPED = 1, WAY_MOVES = 2 } is;
};

static const struct way ways[] = {
	{ "start", "", NULL, "www.example.com", WAY_TYPED },
	{ "(offers)", NULL, "-l theme", "theme light", WAY_TYPED },
	{ "explain", "", "-l ERR_CERT_DATE_INVALID \\; send-keys Enter", "You asked", 0 },
	{ "lessons", "", "-l :lessons \\; send-keys Enter", "What a certificate proves", 0 },
	{ "quiz", NULL, "Enter", "Which of these is it?", 0 },
	{ "store", "store:", NULL, "This machine trusts", 0 },
	{ "fleet", "demo:expired demo:good demo:revoked", NULL, "3 targets", 0 },
	{ "compare", "demo:expired demo:good", "C", "Marked", 0 },
	{ "card", "demo:wrong-host", NULL, "HOLDER", 0 },
	{ "details", NULL, "2", "valid from", 0 },
	{ "clients", NULL, "3", "Chromium", 0 },
	{ "timeline", NULL, "4", "today,", 0 },
	{ "walk", NULL, "5", "step 1 of", 0 },
	{ "connection", NULL, "6", "address", 0 },
	{ "pem", NULL, "7", "-----BEGIN", 0 },
	{ "help", NULL, "?", "Enter in sentences", 0 },
	{ "(prompt)", NULL, ": \\; send-keys -l wr", "wrong-purpose", WAY_TYPED },
	{ "(projector)", "demo:expired", "B", "HOLDER", 0 },
	{ "(copying)", "demo:good", "y", "PEM", WAY_MOVES },
	{ "(writing)", "demo:good", "e", "HTML", WAY_MOVES },
	{ "(plain)", "--plain demo:wrong-host", NULL, "wrong-host.localhost", 0 },
};

/* What these views show is another view's: an inspection's is its tabs; what changed is asked for in test-changes, how
 * far it is in test-views, and both are pages or rows of others. */
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
	if (w->is == WAY_TYPED) {
		tmux_keys(t, "C-l z q");
		assert_true(tmux_wait(t, "zq"));
		tmux_keys(t, "BSpace BSpace");
		assert_true(tmux_wait_gone(t, "zq"));
	} else {
		tmux_keys(t, "C-l m");
		*mouse = !*mouse;
		assert_true(tmux_wait(t, *mouse ? "The mouse chooses" : "The mouse belongs"));
	}
	return tmux_text_but_last(t);
}

/* The view on top at three sizes, each redrawn; then the sizes again, and nothing but the resize. */
static void resize_there_and_back(struct tmux *t, const struct way *w, bool *mouse)
{
	static const int sizes[][2] = { { 40, 120 }, { 24, 80 }, { 12, 40 } };
	static const int steps[] = { 0, 1, 2, 0, 2, 1 };
	char *want[3];

	for (size_t k = 0; k < 3; k++) {
		assert_true(tmux_resize(t, sizes[k][0], sizes[k][1]));
		want[k] = w->is == WAY_MOVES ? NULL : redrawn(t, w, mouse);
		if (w->is == WAY_MOVES)
			assert_true(tmux_wait(t, w->text));
	}
	if (w->is != WAY_MOVES)
		assert_string_not_equal(want[0], want[1]);
	for (size_t k = 0; k < sizeof steps / sizeof *steps; k++) {
		assert_true(tmux_resize(t, sizes[steps[k]][0], sizes[steps[k]][1]));
		assert_true(w->is == WAY_MOVES ? tmux_wait(t, w->text) : tmux_wait_same(t, want[steps[k]]));
	}
	assert_true(tmux_resize(t, sizes[0][0], sizes[0][1]));
	for (size_t k = 0; k < 3; k++)
		free(want[k]);
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
		} else if (w->keys != NULL && strcmp(w->view, "quiz") != 0 && ways[i - 1].keys != NULL) {
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
	}
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
		cmocka_unit_test(every_view_has_a_way),
		cmocka_unit_test_teardown(every_view_is_whole_after_every_resize, end),
		cmocka_unit_test_teardown(what_tmux_pastes_is_no_command, end),
	};

	return cmocka_run_group_tests(tests, room_open, room_close);
}
