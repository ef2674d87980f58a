/* SPDX-License-Identifier: GPL-3.0-or-later
 * A home for the program under test. */
#include "screen/room.h"

#include "base/mem.h"

#include <ftw.h>
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { ROOM_FOLDERS = 8 };       /* open at once while the folder is emptied */

/* Once a second is seen within this; ten times a second, too. */
enum { IDLE_MS = 1300 };

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

struct term *room_start(int rows, int cols, const char *first, const char *second, const char *text)
{
	const char *const argv[] = { program, first, second, NULL };
	struct term *t = term_open(&(struct term_how){ .rows = rows, .cols = cols, .argv = argv });

	if (t == NULL)
		skip();
	assert_true(term_wait(t, text));
	return t;
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

static void pause_ms(int ms)
{
	(void)nanosleep(&(struct timespec){ .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L }, NULL);
}

/* How often the program's threads went to sleep so far, each time after having been awake; -1: nobody knows here. */
static long slept(const struct term *t)
{
	char *pattern = mem_printf("/proc/%d/task/*/status", (int)t->program), line[256];
	glob_t found;
	long sum = -1;

	if (glob(pattern, 0, NULL, &found) == 0) {
		for (size_t i = 0; i < found.gl_pathc; i++) {
			FILE *f = fopen(found.gl_pathv[i], "r");
			long n;

			while (f != NULL && fgets(line, sizeof line, f) != NULL) {
				if (sscanf(line, "voluntary_ctxt_switches: %ld", &n) == 1)
					sum = (sum < 0 ? 0 : sum) + n;
			}
			if (f != NULL)
				(void)fclose(f);
		}
		globfree(&found);
	}
	free(pattern);
	return sum;
}

/* A few tries, for what still runs out (a page's last
 * connection in the gallery, say). */
void room_sleeps(struct term *t, const char *where)
{
	long before = 0, after = 1;

#ifdef __SANITIZE_THREAD__
	return;                          /* ThreadSanitizer has a thread of its own, which wakes up */
#endif
	for (int tries = 0; tries < 4 && before != after; tries++) {
		(void)term_quiet(t);
		before = slept(t);
		if (before < 0)
			return;          /* not to be counted here (sanitizers); skip() would leave the terminal open */
		pause_ms(IDLE_MS);
		after = slept(t);
	}
	if (before != after)
		(void)fprintf(stderr, "%s: woke up %ld times in %d ms\n", where, after - before, IDLE_MS);
	assert_int_equal(before, after);
}
