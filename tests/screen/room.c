/* SPDX-License-Identifier: GPL-3.0-or-later
 * A home for the program under test. */
#include "screen/room.h"

#include "base/mem.h"

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { ROOM_FOLDERS = 8 };       /* open at once while the folder is emptied */

char *program, *home;

char *room_built(const char *path)
{
	const char *build = getenv("builddir");
	char here[4096];

	build = build != NULL ? build : ".";
	if (build[0] == '/' || getcwd(here, sizeof here) == NULL)
		return mem_printf("%s/%s", build, path);
	return mem_printf("%s/%s/%s", here, build, path);
}

int room_open(void **state)
{
	(void)state;
	program = room_built("certcard");
	home = mem_strdup("/tmp/certcard-home-XXXXXX");
	if (mkdtemp(home) == NULL)
		return -1;
	(void)setenv("XDG_STATE_HOME", home, 1);
	(void)setenv("XDG_CONFIG_HOME", home, 1);
	(void)unsetenv("CERTCARD_SCRIPT");
	return access(program, X_OK);
}

static int room_remove(const char *path, const struct stat *about, int kind, struct FTW *place)
{
	(void)about;
	(void)kind;
	(void)place;
	return remove(path);
}

int room_close(void **state)
{
	(void)state;
	(void)nftw(home, room_remove, ROOM_FOLDERS, FTW_DEPTH | FTW_PHYS);
	free(home);
	free(program);
	home = program = NULL;
	return 0;
}

void room_leave(struct term *t)
{
	term_keys(t, "\003");
	assert_int_equal(term_wait_end(t), 0);
	assert_false(t->alternate);
	assert_true(t->cursor);
	assert_true(term_is_sane(t));
	term_close(t);
}

void room_press(struct term *t, const char *keys, const char *text)
{
	term_keys(t, keys);
	if (!term_wait(t, text)) {
		char *screen = term_text(t);

		fail_msg("'%s' did not come; the screen is\n%s", text, screen);
	}
}
