/* SPDX-License-Identifier: GPL-3.0-or-later
 * The prompt as a palette: what a half typed line may mean, on the start screen and behind `:`. In a folder of its own,
 * with files that have their names for a reason. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/mem.h"
#include "screen/term.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *program;
static char home[] = "/tmp/certcard-palette-XXXXXX";

static struct term *start(int rows, int cols, const char *target)
{
	const char *const argv[] = { program, target, NULL };
	struct term *t = term_open(&(struct term_how){ .rows = rows, .cols = cols, .argv = argv });

	if (t == NULL)
		skip();
	assert_true(term_wait(t, target != NULL ? "HOLDER" : "Gallery"));
	return t;
}

static void leave(struct term *t)
{
	term_keys(t, "\003");
	assert_int_equal(term_wait_end(t), 0);
	term_close(t);
}

static void press(struct term *t, const char *keys, const char *text)
{
	term_keys(t, keys);
	if (!term_wait(t, text)) {
		char *screen = term_text(t);

		fail_msg("'%s' did not come; the screen is\n%s", text, screen);
	}
}

static void empty(struct term *t)
{
	press(t, "\025", "Gallery");
}

static void a_word_of_the_gallery_opens_the_gallery(void **state)
{
	struct term *t = start(40, 120, NULL);

	(void)state;
	press(t, "exp", "expires-soon");
	press(t, "", "gallery  expired ");
	press(t, "", "A licence that has run out");
	/* the first one */
	press(t, "\r", "expired.localhost");
	press(t, "q", "Whose certificate");
	/* the arrow chooses another */
	press(t, "exp", "expires-soon");
	term_keys(t, "\033OB\033OB");
	press(t, "\r", "expires-soon.localhost");
	leave(t);
}

static void tab_completes(void **state)
{
	struct term *t = start(24, 80, NULL);

	(void)state;
	press(t, "wildc", "wildcard-depth");
	press(t, "\t", "wildcard-depth ");
	press(t, "\r", "wildcard-depth.localhost");
	leave(t);
}

static void messages_are_explained_and_never_asked_for(void **state)
{
	static const char *const messages[] = { "SSL_ERROR_BAD_CERT_DOMAIN", "CERT_NOBODY_KNOWS_THIS",
		"unable to get local issuer certificate" };
	struct term *t = start(40, 120, NULL);

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		press(t, messages[i], "error ");
		press(t, "", "as it was typed");
		press(t, "\r", "You asked");
		press(t, "q", "Whose certificate");
	}
	leave(t);
}

static void several_places_and_lists_of_them_open_the_fleet(void **state)
{
	struct term *t = start(24, 80, NULL);

	(void)state;
	press(t, "demo:expired demo:good", "each of them, in a table");
	press(t, "\r", "2 targets");
	press(t, "", "demo:good");
	press(t, "q", "Gallery");
	press(t, "lis", "targets, one a line");
	press(t, "\r", "3 targets");
	press(t, "", "demo:self-signed");
	leave(t);
}

static void a_file_of_that_name_comes_before_the_host(void **state)
{
	struct term *t = start(24, 80, NULL);

	(void)state;
	press(t, "chain.t", "file     chain.txt");
	term_keys(t, "xt");
	press(t, "\r", "There is no certificate to look at: chain.txt");
	press(t, "q", "Gallery");
	/* a name that is a public one as well: the host's, but the file is offered */
	press(t, "certcard.com", "file     certcard.com");
	press(t, "", "host     certcard.com");
	press(t, "\033OB\r", "There is no certificate to look at: certcard.com");
	leave(t);
}

static void commands_are_typed_everywhere(void **state)
{
	struct term *t = start(24, 80, "demo:wrong-host");

	(void)state;
	press(t, ":", "recent");
	press(t, "theme li", "command  theme light");
	press(t, "\r", "Theme:");
	press(t, ":audience ad", "audience admin");
	press(t, "\r", "admin");
	press(t, ":mouse on\r", "The mouse chooses");
	press(t, ":mouse off\r", "belongs to the terminal");
	press(t, ":expired\r", "expired.localhost");
	press(t, ":ERR_CERT_REV", "ERR_CERT_REVOKED");
	term_keys(t, "\033");
	assert_true(term_wait_gone(t, "ERR_CERT_REVOKED"));
	term_keys(t, ":quit\r");
	assert_int_equal(term_wait_end(t), 0);
	term_close(t);
}

static void what_stands_in_the_last_line_works_there(void **state)
{
	struct term *t = start(24, 80, NULL);

	(void)state;
	assert_false(term_shows(t, "Enter"));
	assert_false(term_shows(t, "Tab"));
	press(t, "good", "Tab complete");
	press(t, "", "Enter open");
	empty(t);
	press(t, "www.example.com", "Enter inspect");
	empty(t);
	press(t, "theme dark", "Enter do it");
	empty(t);
	assert_true(term_wait_gone(t, "Enter"));
	leave(t);
}

static void hosts_of_a_fleet_are_not_recent(void **state)
{
	struct term *t = start(24, 80, NULL);

	(void)state;
	press(t, "127.0.0.1:1 127.0.0.1:2", "each of them");
	press(t, "\r", "2 targets");
	press(t, "", "refused");
	press(t, "q", "None yet.");
	/* what one looks at by itself is */
	press(t, "127.0.0.1:2\r", "NO ANSWER");
	press(t, "q", "127.0.0.1:2");
	assert_false(term_shows(t, "127.0.0.1:1"));
	leave(t);
}

static void put(const char *name, const char *text)
{
	FILE *f = fopen(name, "w");

	if (f == NULL)
		abort();
	(void)fputs(text, f);
	(void)fclose(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_word_of_the_gallery_opens_the_gallery),
		cmocka_unit_test(tab_completes),
		cmocka_unit_test(messages_are_explained_and_never_asked_for),
		cmocka_unit_test(several_places_and_lists_of_them_open_the_fleet),
		cmocka_unit_test(a_file_of_that_name_comes_before_the_host),
		cmocka_unit_test(hosts_of_a_fleet_are_not_recent),
		cmocka_unit_test(what_stands_in_the_last_line_works_there),
		cmocka_unit_test(commands_are_typed_everywhere),
	};
	const char *build = getenv("builddir");
	static const char *const left[] = { "chain.txt", "certcard.com", "list.txt", "certcard/visits",
		"certcard/visits.lock", "certcard/config", "certcard" };
	char *here = realpath(build != NULL ? build : ".", NULL);
	int failed;

	program = mem_printf("%s/certcard", here);
	free(here);
	if (mkdtemp(home) == NULL || setenv("XDG_STATE_HOME", home, 1) != 0 || setenv("XDG_CONFIG_HOME", home, 1) != 0
		|| chdir(home) != 0)
		return 1;
	put("chain.txt", "no certificate\n");
	put("certcard.com", "no certificate\n");
	put("list.txt", "# three\ndemo:good\ndemo:expired\ndemo:self-signed\n");
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	for (size_t i = 0; i < sizeof left / sizeof *left; i++)
		(void)remove(left[i]);
	(void)rmdir(home);
	free(program);
	return failed;
}
