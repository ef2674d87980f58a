/* SPDX-License-Identifier: GPL-3.0-or-later
 * PKCS #12 files ask for their password: on the screen, and on the terminal where there is none; nothing of it is
 * shown. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/mem.h"
#include "lib/locked.h"
#include "screen/term.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *program, *file;
static char home[] = "/tmp/certcard-password-XXXXXX";

static struct term *start(const char *const *argv)
{
	struct term *t = term_open(&(struct term_how){ .rows = 24, .cols = 100, .argv = argv });

	if (t == NULL)
		skip();
	return t;
}

static struct term *on_screen(void)
{
	return start((const char *const[]){ program, file, NULL });
}

static struct term *headless(void)
{
	return start((const char *const[]){ program, "--offline", "--format", "text", file, NULL });
}

/* Asked twice: the first answer is wrong, the second one right. */
static void answer(struct term *t, const char *again)
{
	assert_true(term_wait(t, "Password of the PKCS #12"));
	term_keys(t, "mellon\r");
	assert_true(term_wait(t, again));
	term_keys(t, "xyzzy-plugh\r");
}

static void never_showed_it(const struct term *t)
{
	assert_null(strstr(t->raw, "mell"));
	assert_null(strstr(t->raw, "xyzzy"));
}

static void the_screen_asks_until_the_password_fits_and_shows_nothing_of_it(void **state)
{
	struct term *t = on_screen();

	(void)state;
	answer(t, "Not it");
	assert_true(term_wait(t, "locked.test"));
	assert_true(term_wait(t, "HOLDER"));
	never_showed_it(t);
	term_keys(t, "\003");
	assert_int_equal(term_wait_end(t), 0);
	assert_true(term_is_sane(t));
	term_close(t);
}

static void esc_gives_up_and_the_screen_says_why_nothing_is_shown(void **state)
{
	struct term *t = on_screen();

	(void)state;
	assert_true(term_wait(t, "Password of"));
	term_keys(t, "mell\033");
	assert_true(term_wait(t, "only with its password"));
	never_showed_it(t);
	term_keys(t, "\003");
	assert_int_equal(term_wait_end(t), 0);
	term_close(t);
}

static void a_password_may_be_pasted(void **state)
{
	struct term *t = on_screen();

	(void)state;
	assert_true(term_wait(t, "Password of"));
	term_keys(t, "\033[200~xyzzy-plugh\r\n\033[201~");
	assert_true(term_quiet(t) < 4096);
	assert_true(term_shows(t, "Password of"));
	term_keys(t, "\r");
	assert_true(term_wait(t, "HOLDER"));
	never_showed_it(t);
	term_keys(t, "\003");
	assert_int_equal(term_wait_end(t), 0);
	term_close(t);
}

/* Two files under a password and a third target: one question after the other, and the third one does not wait. */
static void a_fleet_asks_for_each(void **state)
{
	struct term *t = start((const char *const[]){ program, file, "demo:good", file, NULL });

	(void)state;
	assert_true(term_wait(t, "Password of"));
	assert_true(term_wait(t, "1 trusted"));
	term_keys(t, "xyzzy-plugh\r");
	assert_true(term_wait(t, "1 do not trust"));
	assert_true(term_wait(t, "Password of"));
	term_keys(t, "mell\033");
	assert_true(term_wait(t, "1 no answer"));
	never_showed_it(t);
	term_keys(t, "\003");
	assert_int_equal(term_wait_end(t), 0);
	term_close(t);
}

static void ctrl_c_leaves_while_the_screen_asks(void **state)
{
	struct term *t = on_screen();

	(void)state;
	assert_true(term_wait(t, "Password of"));
	term_resize(t, 30, 90);
	term_keys(t, "\003");
	assert_int_equal(term_wait_end(t), 0);
	assert_true(term_is_sane(t));
	term_close(t);
}

static void a_report_asks_on_the_terminal_without_echo(void **state)
{
	struct term *t = headless();

	(void)state;
	answer(t, "That is not it");
	assert_true(term_wait(t, "locked.test"));
	assert_int_equal(term_wait_end(t), 2);
	never_showed_it(t);
	assert_true(term_is_sane(t));
	term_close(t);
}

static void an_interruption_while_a_report_asks_leaves_an_echoing_terminal(void **state)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };

	(void)state;
	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
		struct term *t = headless();
		int end;

		assert_true(term_wait(t, "Password of"));
		assert_int_equal(kill(t->program, signals[i]), 0);
		end = term_wait_end(t);
		assert_true(end == 130 || end == 256 + signals[i]);
		assert_true(term_is_sane(t));
		term_close(t);
	}
}

static void without_a_terminal_one_line_says_what_is_missing(void **state)
{
	char *command = mem_printf("setsid -w '%s' --offline --format text '%s' </dev/null 2>&1", program, file),
		line[4096];
	FILE *f = popen(command, "r");
	size_t n;

	(void)state;
	assert_non_null(f);
	n = fread(line, 1, sizeof line - 1, f);
	line[n] = '\0';
	assert_int_not_equal(pclose(f), 0);
	assert_non_null(strstr(line, "only with its password"));
	assert_null(strstr(line, "Password of"));
	free(command);
}

static int set_up(void **state)
{
	const char *build = getenv("builddir");

	(void)state;
	if (mkdtemp(home) == NULL)
		return -1;
	program = mem_printf("%s/certcard", build != NULL ? build : ".");
	file = mem_printf("%s/locked.p12", home);
	(void)setenv("XDG_STATE_HOME", home, 1);
	(void)setenv("XDG_CONFIG_HOME", home, 1);
	locked_write(file, "xyzzy-plugh");
	return access(program, X_OK);
}

static int tear_down(void **state)
{
	(void)state;
	(void)unlink(file);
	(void)rmdir(home);
	free(file);
	free(program);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_screen_asks_until_the_password_fits_and_shows_nothing_of_it),
		cmocka_unit_test(esc_gives_up_and_the_screen_says_why_nothing_is_shown),
		cmocka_unit_test(a_password_may_be_pasted),
		cmocka_unit_test(a_fleet_asks_for_each),
		cmocka_unit_test(ctrl_c_leaves_while_the_screen_asks),
		cmocka_unit_test(a_report_asks_on_the_terminal_without_echo),
		cmocka_unit_test(an_interruption_while_a_report_asks_leaves_an_echoing_terminal),
		cmocka_unit_test(without_a_terminal_one_line_says_what_is_missing),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
