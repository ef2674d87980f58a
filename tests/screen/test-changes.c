/* SPDX-License-Identifier: GPL-3.0-or-later
 * On the screen: what changed since the last visit, and how it is accepted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/mem.h"
#include "screen/room.h"
#include "screen/term.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *samples;            /* path of tui-sample */

/* The trusted sample was visited, and now another one is. */
static struct term *visit(int rows, int cols, const char *then)
{
	const char *const argv[] = { samples, "trusted", NULL };
	struct term *t = term_open(&(struct term_how){ .rows = rows, .cols = cols, .argv = argv });

	if (t == NULL)
		skip();
	assert_true(term_wait(t, "HOLDER"));
	assert_false(term_shows(t, "last visit"));
	term_keys(t, ":");
	assert_true(term_wait(t, "Enter goes"));
	term_keys(t, then);
	term_keys(t, "\r");
	assert_true(term_wait_gone(t, "Enter goes"));
	return t;
}

static void both_keys_stand_side_by_side_and_a_renewal_is_called_one(void **state)
{
	struct term *t = visit(24, 80, "renewed");

	(void)state;
	assert_true(term_wait(t, "TRUSTED"));
	assert_true(term_wait(t, "v last visit"));
	/* the card says so until somebody has looked, and not across the photo */
	assert_true(term_wait(t, "new since the last visit: v shows both"));
	term_keys(t, "v");
	assert_true(term_wait(t, "The key before"));
	assert_true(term_wait(t, "The key now"));
	assert_true(term_wait(t, "5a5b5e63"));               /* the new one's hash begins so */
	assert_true(term_wait(t, "A renewal"));
	assert_true(term_wait(t, "as before"));
	room_sleeps(t, "last visit");
	room_press(t, "q", "HOLDER");
	assert_false(term_shows(t, "new since the last visit"));
	room_leave(t);
}

static void an_impostor_stays_one_until_accepted(void **state)
{
	struct term *t = visit(24, 80, "impostor");

	(void)state;
	assert_true(term_wait(t, "DO NOT TRUST"));
	term_keys(t, "v");
	assert_true(term_wait(t, "Not a renewal"));
	term_keys(t, "A");
	assert_true(term_wait(t, "Accepted"));
	term_keys(t, "q");
	assert_true(term_wait_gone(t, "Accepted"));
	/* The same key again: nothing to say about it any more. */
	term_keys(t, ":impostor\r");
	assert_true(term_wait_gone(t, "v last visit"));
	assert_true(term_wait(t, "DO NOT TRUST"));
	room_leave(t);
}

static void the_same_key_is_said_to_be_the_same_and_the_first_to_be_the_first(void **state)
{
	struct term *t = visit(24, 80, "trusted");

	(void)state;
	assert_true(term_wait(t, "TRUSTED"));
	term_keys(t, "v");
	assert_true(term_wait(t, "The same key as at the last visit."));
	assert_true(term_wait(t, "known since"));
	assert_true(term_wait(t, "the same: TRUSTED"));
	assert_false(term_shows(t, "A accept"));
	room_press(t, "q", "HOLDER");
	/* a target of its own, never seen before, that shows no certificate */
	term_keys(t, ":unreachable\r");
	assert_true(term_wait(t, "NO ANSWER"));
	room_press(t, "v", "It showed no key that could be compared");
	room_leave(t);
}

static void both_pictures_fit_the_smallest_screen(void **state)
{
	struct term *t = visit(12, 40, "renewed");

	(void)state;
	assert_true(term_wait(t, "TRUSTED"));
	term_keys(t, "v");
	assert_true(term_wait(t, "The key now"));
	(void)term_quiet(t);
	assert_false(term_shows(t, "…"));
	room_leave(t);
}

static int set_up(void **state)
{
	const char *build = getenv("builddir");

	(void)state;
	samples = mem_printf("%s/tests/screen/tui-sample", build != NULL ? build : ".");
	return access(samples, X_OK);
}

static int tear_down(void **state)
{
	(void)state;
	free(samples);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_keys_stand_side_by_side_and_a_renewal_is_called_one),
		cmocka_unit_test(an_impostor_stays_one_until_accepted),
		cmocka_unit_test(the_same_key_is_said_to_be_the_same_and_the_first_to_be_the_first),
		cmocka_unit_test(both_pictures_fit_the_smallest_screen),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
