/* SPDX-License-Identifier: GPL-3.0-or-later
 * What an admin has to do first stands on the screen of 80x24, without a key being pressed, for every fault of the
 * gallery: the whole of the first step, whatever else has to wait below. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "screen/room.h"
#include "screen/term.h"

#include "base/mem.h"
#include "gallery/list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Bytes of a row, without blanks and the mark of more below at its right end. */
static size_t row_length(const char *text)
{
	static const char more[] = "\342\226\276";
	size_t len = strcspn(text, "\n"), mark = sizeof more - 1;

	if (len >= mark && memcmp(text + len - mark, more, mark) == 0)
		len -= mark;
	while (len > 0 && text[len - 1] == ' ')
		len--;
	return len;
}

/* From "What to do" on: does the first step end before the screen does, at the second one, at what to set in which
 * server, at an empty line, or with its sentence? */
static bool first_step_ends(const char *screen)
{
	const char *row = strstr(screen, "What to do");
	int n = 0;

	for (row = row != NULL ? strchr(row, '\n') : NULL; row != NULL; row = strchr(row, '\n'), n++) {
		const char *text = ++row, *next = strchr(text, '\n');
		size_t len = row_length(text);

		if (n > 0 && (len == 0 || strncmp(text, " 2 ", 3) == 0))
			return true;
		/* the line below is that of the hints */
		if (next == NULL || strchr(next + 1, '\n') == NULL || strchr(next + 1, '\n')[1] == '\0')
			return memmem(text, len, " more", 5) != NULL || (len > 0 && text[len - 1] == '.');
	}
	return false;
}

static void the_first_step_is_above_the_fold(void **state)
{
	size_t n = 0;

	(void)state;
	for (size_t k = 0; k < demo_count(); k++) {
		char *target = mem_printf("demo:%s", demo_at(k)->name);
		const char *const argv[] = { program, "--audience", "admin", target, NULL };
		struct term *t = term_open(&(struct term_how){ .rows = 24, .cols = 80, .argv = argv });
		char *screen;

		if (t == NULL)
			skip();
		assert_true(term_wait(t, "? help"));
		if (term_shows(t, "What to do")) {
			(void)term_quiet(t);
			screen = term_text(t);
			n++;
			if (!first_step_ends(screen))
				fail_msg("%s: the first step goes on below\n%s", target, screen);
			free(screen);
		}
		term_close(t);
		free(target);
	}
	/* most of the gallery is faults */
	assert_true(n > demo_count() / 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_step_is_above_the_fold),
	};

	return cmocka_run_group_tests(tests, room_open, room_close);
}
