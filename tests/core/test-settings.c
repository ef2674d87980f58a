/* SPDX-License-Identifier: GPL-3.0-or-later
 * The configuration file: what is understood, what is told, and that it stays as its owner wrote it. */
#include "base/buf.h"
#include "base/mem.h"
#include "options/settings.h"
#include "base/xdg.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct heard { int n; char last[400]; };

static void hear(void *ctx, const char *line)
{
	struct heard *h = ctx;

	h->n++;
	(void)snprintf(h->last, sizeof h->last, "%s", line);
}

struct place { char dir[40], *path, *link; };

static int begin(void **state)
{
	struct place *p = mem_alloc(sizeof *p);

	(void)snprintf(p->dir, sizeof p->dir, "/tmp/certcard-settings-XXXXXX");
	if (mkdtemp(p->dir) == NULL)
		return -1;
	p->path = mem_printf("%s/config", p->dir);
	p->link = mem_printf("%s/link", p->dir);
	*state = p;
	return 0;
}

static int finish(void **state)
{
	struct place *p = *state;

	(void)unlink(p->path);
	(void)unlink(p->link);
	(void)rmdir(p->dir);
	free(p->path);
	free(p->link);
	free(p);
	return 0;
}

static void put(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	(void)fputs(text, f);
	assert_int_equal(fclose(f), 0);
}

static void is(const char *path, const char *text)
{
	struct buf b = BUF_INIT(10000);
	struct cc_err e;

	assert_int_equal(xdg_read(path, &b, &e), 0);
	assert_string_equal(b.data, text);
	buf_done(&b);
}

static void test_a_file_that_is_not_there_is_empty(void **state)
{
	struct heard h = { 0 };
	struct settings *s = settings_open(((struct place *)*state)->path, hear, &h);

	assert_null(settings_get(s, "theme"));
	assert_int_equal(h.n, 0);
	settings_free(s);
}

static void test_lines_are_understood(void **state)
{
	struct place *p = *state;
	struct heard h = { 0 };
	struct settings *s;
	struct opts o;

	put(p->path, "# mine\n\n  theme=light  \r\naudience =  admin\n\tascii = yes\ncolor = never");
	s = settings_open(p->path, hear, &h);
	assert_int_equal(h.n, 0);
	assert_string_equal(settings_get(s, "theme"), "light");
	opts_defaults(&o);
	settings_apply(s, &o);
	assert_string_equal(o.theme, "light");
	assert_int_equal(o.audience, AUDIENCE_ADMIN);
	assert_int_equal(o.color, WHEN_NEVER);
	assert_true(o.ascii);
	/* The command line goes first. */
	opts_defaults(&o);
	o.audience = AUDIENCE_TEACHER;
	o.audience_set = true;
	o.theme = "dark";
	settings_apply(s, &o);
	assert_int_equal(o.audience, AUDIENCE_TEACHER);
	assert_string_equal(o.theme, "dark");
	settings_free(s);
}

static void test_broken_lines_are_told_with_their_number_and_ignored(void **state)
{
	static const struct { const char *text, *says; int n; } rows[] = {
		{ "theme\n", "line 1", 1 },
		{ "\n# x\naudiense = admin\n", "line 3: \"audiense = admin\" is not understood (audience = ...?)", 1 },
		{ "audience = nobody\n", "line 1: audience is not visitor, helpdesk, admin, teacher or all", 1 },
		{ "ascii = maybe\ntheme =\n", "line 2", 2 },
		{ "\033[31m = x\n", "\\u{1b}", 1 },
	};
	struct place *p = *state;
	size_t i;

	for (i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct heard h = { 0 };
		struct settings *s;

		put(p->path, rows[i].text);
		s = settings_open(p->path, hear, &h);
		assert_int_equal(h.n, rows[i].n);
		if (strstr(h.last, rows[i].says) == NULL)
			fail_msg("%s", h.last);
		assert_null(strchr(h.last, '\033'));
		assert_null(settings_get(s, "audience"));
		settings_free(s);
	}
}

static void test_setting_keeps_everything_else(void **state)
{
	struct place *p = *state;
	struct settings *s;
	struct cc_err e;

	put(p->path, "# my file\ntheme = dark # not a comment here\n\nnonsense\naudience = visitor\n# end");
	s = settings_open(p->path, NULL, NULL);
	assert_int_equal(settings_set(s, "audience", "admin", &e), 0);
	is(p->path, "# my file\ntheme = dark # not a comment here\n\nnonsense\naudience = admin\n# end");
	assert_int_equal(settings_set(s, "color", "always", &e), 0);
	is(p->path, "# my file\ntheme = dark # not a comment here\n\nnonsense\naudience = admin\n# end\ncolor ="
		" always\n");
	assert_int_equal(settings_set(s, "audience", "nobody", &e), -1);
	assert_int_equal(settings_set(s, "theme", "a\nb", &e), -1);
	assert_string_equal(settings_get(s, "audience"), "admin");
	settings_free(s);
}

static void test_a_link_stays_a_link(void **state)
{
	struct place *p = *state;
	struct settings *s;
	struct cc_err e;
	char target[100];

	put(p->path, "");
	assert_int_equal(symlink(p->path, p->link), 0);
	s = settings_open(p->link, NULL, NULL);
	assert_int_equal(settings_set(s, "theme", "light", &e), 0);
	assert_true(readlink(p->link, target, sizeof target) > 0);
	is(p->path, "theme = light\n");
	settings_free(s);
}

static void test_places_follow_the_specification(void **state)
{
	char *path;

	(void)state;
	assert_int_equal(setenv("HOME", "/home/somebody", 1), 0);
	assert_int_equal(unsetenv("XDG_CONFIG_HOME"), 0);
	assert_int_equal(setenv("XDG_STATE_HOME", "relative", 1), 0);
	path = xdg_path(XDG_CONFIG, "config");
	assert_string_equal(path, "/home/somebody/.config/certcard/config");
	free(path);
	path = xdg_path(XDG_STATE, "visits");
	assert_string_equal(path, "/home/somebody/.local/state/certcard/visits");
	free(path);
	assert_int_equal(setenv("XDG_CONFIG_HOME", "/elsewhere", 1), 0);
	path = xdg_path(XDG_CONFIG, "config");
	assert_string_equal(path, "/elsewhere/certcard/config");
	free(path);
	assert_int_equal(unsetenv("HOME"), 0);
	assert_null(xdg_path(XDG_STATE, "visits"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_a_file_that_is_not_there_is_empty, begin, finish),
		cmocka_unit_test_setup_teardown(test_lines_are_understood, begin, finish),
		cmocka_unit_test_setup_teardown(test_broken_lines_are_told_with_their_number_and_ignored, begin,
		finish),
		cmocka_unit_test_setup_teardown(test_setting_keeps_everything_else, begin, finish),
		cmocka_unit_test_setup_teardown(test_a_link_stays_a_link, begin, finish),
		cmocka_unit_test(test_places_follow_the_specification),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
