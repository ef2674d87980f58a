/* SPDX-License-Identifier: GPL-3.0-or-later
 * The real program in a real terminal emulator: sizes, locales, terminal types, keys, signals. Nothing waits for time
 * to pass: every wait is for text or for an event. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/mem.h"
#include "screen/room.h"
#include "screen/term.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *samples;                    /* path of tui-sample */

/* certcard on a target of the gallery, on an xterm. */
static struct term *demo(int rows, int cols, const char *target, const char *const *env)
{
	const char *const argv[] = { program, target, NULL };
	struct term *t = term_open(&(struct term_how){ .rows = rows, .cols = cols, .env = env, .argv = argv });

	if (t == NULL)
		skip();
	return t;
}

static struct term *sample(int rows, int cols, const char *target)
{
	const char *const argv[] = { samples, target, NULL };
	struct term *t = term_open(&(struct term_how){ .rows = rows, .cols = cols, .argv = argv });

	if (t == NULL)
		skip();
	return t;
}

static void verdict_card_and_advice_stand_on_every_size(void **state)
{
	static const struct { int rows, cols;
		} sizes[] = { { 40, 120 }, { 24, 80 }, { 12, 40 }, { 60, 200 }, { 50, 80 }, { 24, 132 }, { 18, 72 } };

	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct term *t = demo(sizes[i].rows, sizes[i].cols, "demo:expired", NULL);

		assert_true(term_wait(t, "DO NOT TRUST"));
		assert_true(term_wait(t, "expired.localhost"));
		assert_true(term_wait(t, "HOLDER"));
		assert_true(sizes[i].rows < 18 || term_wait(t, "Do not go on yet"));
		assert_true(term_wait(t, sizes[i].rows <= 18 ? "Ended" : "EXPIRED"));
		room_leave(t);
	}
}

/* Rows 2 and 3: nothing in them is cut, whatever the width. */
static void verdict_and_advice_are_never_cut(void **state)
{
	static const char *const demos[] = { "demo:wrong-host", "demo:untrusted-root", "demo:name-constraints",
		"demo:incomplete-chain", "demo:many-names", "demo:hostile-text", "demo:plain-http" };
	static const struct { int rows, cols; } sizes[] = { { 24, 80 }, { 20, 60 }, { 12, 40 } };

	(void)state;
	for (size_t k = 0; k < 3 * (sizeof demos / sizeof *demos); k++) {
		struct term *t = demo(sizes[k % 3].rows, sizes[k % 3].cols, demos[k / 3], NULL);
		char *text, *two, *end;

		assert_true(term_wait(t, "→"));
		(void)term_quiet(t);
		text = term_text(t);
		two = strchr(text, '\n') + 1;
		end = strchr(strchr(two, '\n') + 1, '\n');
		*end = '\0';
		if (strstr(two, "→") == NULL || strstr(two, "…") != NULL)
			fail_msg("%s: %s", demos[k / 3], two);
		free(text);
		room_leave(t);
	}
}

static void below_the_least_size_it_says_so_and_recovers(void **state)
{
	struct term *t = demo(11, 39, "demo:expired", NULL);

	(void)state;
	assert_true(term_wait(t, "too small"));
	assert_true(term_wait(t, "this is 39x11"));
	term_resize(t, 24, 80);
	assert_true(term_wait(t, "HOLDER"));
	term_resize(t, 3, 5);
	assert_true(term_wait_gone(t, "HOLDER"));
	term_resize(t, 12, 40);
	assert_true(term_wait(t, "HOLDER"));
	room_leave(t);
}

static void after_resizing_there_and_back_the_screen_is_as_before(void **state)
{
	struct term *t = demo(40, 120, "demo:wrong-host", NULL);
	char *before, *after;

	(void)state;
	assert_true(term_wait(t, "SOMEBODY ELSE'S"));
	(void)term_quiet(t);
	before = term_text(t);
	term_resize(t, 24, 80);
	assert_true(term_wait_gone(t, "CHAIN"));
	assert_true(term_wait(t, "NUMBER"));
	term_resize(t, 40, 120);
	assert_true(term_wait(t, "CHAIN"));
	(void)term_quiet(t);
	after = term_text(t);
	assert_string_equal(before, after);
	free(before);
	free(after);
	room_leave(t);
}

static void in_other_locales_and_on_other_terminals_nothing_unreadable_is_sent(void **state)
{
	static const struct { const char *term, *locale; } rows[] = {
		{ "xterm-256color", "C" }, { "vt100", "C" }, { "vt100", "C.UTF-8" }, { "linux", "C.UTF-8" },
			{ "linux", "C" }, { "xterm", "C.UTF-8" },
	};
	const char *const argv[] = { program, "demo:international", NULL };

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct term *t = term_open(&(struct term_how){ .rows = 24, .cols = 80, .term = rows[i].term,
			.locale = rows[i].locale, .argv = argv });

		if (t == NULL)
			skip();
		assert_true(term_wait(t, "TRUSTED"));
		assert_true(term_wait(t, "HOLDER"));
		(void)term_quiet(t);
		for (size_t k = 0; k < t->bytes && strcmp(rows[i].locale, "C") == 0; k++)
			assert_true((unsigned char)t->raw[k] < 0x80);
		room_leave(t);
	}
}

static void with_ascii_not_even_line_drawing_is_sent(void **state)
{
	const char *const argv[] = { program, "--ascii", "demo:international", NULL };
	struct term *t = term_open(&(struct term_how){ .rows = 40, .cols = 120, .argv = argv });

	(void)state;
	if (t == NULL)
		skip();
	assert_true(term_wait(t, "TRUSTED"));
	(void)term_quiet(t);
	for (size_t k = 0; k < t->bytes; k++)
		assert_true((unsigned char)t->raw[k] < 0x80);
	assert_null(strstr(t->raw, "\033(0"));
	room_leave(t);
}

static void without_colours_none_are_sent(void **state)
{
	static const char *const no_color[] = { "NO_COLOR=1", NULL };
	struct term *t = demo(40, 120, "demo:expired", no_color);

	(void)state;
	assert_true(term_wait(t, "DO NOT TRUST"));
	(void)term_quiet(t);
	assert_null(strstr(t->raw, "\033[38;5;"));
	assert_null(strstr(t->raw, "\033[48;5;"));
	assert_null(strstr(t->raw, "\033[31m"));
	assert_null(strstr(t->raw, "\033[32m"));
	room_leave(t);
}

static void a_terminal_that_cannot_place_its_cursor_gets_the_text_report(void **state)
{
	static const char *const types[] = { "dumb", "no-such-terminal" };

	(void)state;
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		const char *const argv[] = { program, "demo:expired", NULL };
		struct term *t = term_open(&(struct term_how){ .rows = 60, .cols = 100, .term = types[i],
			.argv = argv });

		if (t == NULL)
			skip();
		assert_int_equal(term_wait_end(t), 2);
		assert_non_null(strstr(t->raw, "DO NOT TRUST"));
		if (i == 0)
			assert_null(strchr(t->raw, '\033'));
		term_close(t);
	}
}

static void what_to_do_stands_beside_what_is_seen_and_above_the_fold(void **state)
{
	struct term *t = demo(40, 120, "demo:wrong-host", NULL);

	(void)state;
	assert_true(term_wait(t, "Seen and checked"));
	assert_true(term_wait(t, "1 failed, "));
	/* what not every card has is said behind the rest, which stays where it is; where there is less room, before */
	assert_true(term_wait(t, "card  Enter answer"));
	assert_true(term_wait(t, "scroll  : command"));
	term_keys(t, "aa");
	assert_true(term_wait(t, "[admin]"));
	assert_true(term_wait(t, "server_name in the right"));
	assert_false(term_shows(t, "Dovecot"));
	term_keys(t, "s");
	assert_true(term_wait(t, "Postfix and"));
	term_keys(t, "s");
	assert_true(term_wait_gone(t, "Postfix and"));
	/* the whole fix is on a small screen as well */
	term_resize(t, 24, 80);
	assert_true(term_wait(t, " 2  Then reload"));
	assert_true(term_wait(t, "keeps the old file"));
	assert_true(term_wait(t, "scroll  Enter answer"));
	term_resize(t, 50, 200);
	assert_true(term_wait(t, " Why "));
	/* the audience is kept from one start to the next */
	term_keys(t, "aa");
	assert_true(term_wait(t, "[visitor]"));
	room_leave(t);
}

static void keys_lead_along_the_chain_and_through_the_views(void **state)
{
	struct term *t = demo(40, 120, "demo:wrong-host", NULL);

	(void)state;
	assert_true(term_wait(t, "1 of 3"));
	term_keys(t, "\033OC");
	assert_true(term_wait(t, "2 of 3"));
	term_keys(t, "l");
	assert_true(term_wait(t, "itself"));
	term_keys(t, "hh");
	assert_true(term_wait(t, "1 of 3"));
	term_keys(t, "d");
	assert_true(term_wait(t, "number (serial)"));
	term_keys(t, "/serverauth\r");
	assert_true(term_wait(t, "serverAuth"));
	/* The verdict stays, and so does the certificate that is chosen. */
	term_keys(t, "7");
	assert_true(term_wait(t, "BEGIN CERTIFICATE"));
	assert_true(term_shows(t, "DO NOT TRUST"));
	term_keys(t, "l");
	assert_true(term_wait(t, "2 of 3"));
	term_keys(t, "q");
	assert_true(term_wait_gone(t, "BEGIN CERTIFICATE"));
	assert_true(term_wait(t, "2 of 3"));
	term_keys(t, "hc");
	assert_true(term_wait(t, "Where the time went"));
	term_keys(t, "?");
	assert_true(term_wait(t, "in sentences"));
	term_keys(t, "?");
	assert_true(term_wait_gone(t, "in sentences"));
	term_keys(t, "q");
	assert_true(term_wait(t, "SIGNATURE"));
	term_keys(t, "a");
	assert_true(term_wait(t, "[helpdesk]"));
	room_leave(t);
}

/* Tab goes round: what to do, what is seen, the chain; the arrows up and down act on each in turn. */
static void tab_moves_the_pane(void **state)
{
	struct term *t = demo(30, 120, "demo:wrong-host", NULL);

	(void)state;
	assert_true(term_wait(t, "What the user sees"));
	room_press(t, ":audience visitor\r", "1  Do not go on");
	term_keys(t, "\033OB");
	assert_true(term_wait_gone(t, "1  Do not go on"));
	assert_true(term_shows(t, "What the user sees"));
	term_keys(t, "\t\033OB");
	assert_true(term_wait_gone(t, "What the user sees"));
	assert_true(term_shows(t, "1 of 3"));
	term_keys(t, "\t\033OB");
	assert_true(term_wait(t, "2 of 3"));
	term_keys(t, "\t\033OB");
	assert_true(term_wait_gone(t, "1  Do not go on"));
	assert_true(term_shows(t, "2 of 3"));
	room_leave(t);
}

static void trusting_the_root_changes_the_verdict_and_can_be_taken_back(void **state)
{
	struct term *t = demo(40, 120, "demo:untrusted-root", NULL);

	(void)state;
	assert_true(term_wait(t, "DO NOT TRUST"));
	term_keys(t, "T");
	assert_true(term_wait(t, "trusted until you leave"));
	assert_true(term_wait_gone(t, "DO NOT TRUST"));
	term_keys(t, "T");
	assert_true(term_wait(t, "DO NOT TRUST"));
	assert_true(term_wait(t, "root not trusted"));
	room_leave(t);
}

static void the_lesson_keeps_its_answer_until_asked(void **state)
{
	struct term *t = demo(60, 120, "demo:good", NULL);

	(void)state;
	assert_true(term_wait(t, "Question"));
	assert_true(term_wait(t, "Enter shows it"));
	term_keys(t, "\r");
	assert_true(term_wait_gone(t, "Enter shows it"));
	assert_true(term_wait(t, "Answer"));
	room_leave(t);
}

/* The terminal's own mouse reports (SGR, as xterm sends them) when asked for, and not before. */
static void the_mouse_chooses_on_demand(void **state)
{
	struct term *t = demo(40, 120, "demo:expired", NULL);

	(void)state;
	assert_true(term_wait(t, "1 of 3"));
	assert_null(strstr(t->raw, "\033[?1000h"));
	term_keys(t, "m");
	assert_true(term_wait(t, "The mouse chooses"));
	assert_non_null(strstr(t->raw, "\033[?1006;1000h"));
	/* header, verdict, advice, rule, heading, leaf, its note, the link, the intermediate */
	term_keys(t, "\033[<0;10;9M\033[<0;10;9m");
	assert_true(term_wait(t, "2 of 3"));
	/* the second tab */
	term_keys(t, "\033[<0;49;5M\033[<0;49;5m");
	assert_true(term_wait(t, "number (serial)"));
	room_leave(t);
}

static void several_keys_at_once_are_all_taken(void **state)
{
	struct term *t = demo(40, 120, "demo:wrong-host", NULL);

	(void)state;
	assert_true(term_wait(t, "1 of 3"));
	term_keys(t, "\033OC\033OC\033OD\033OC");
	assert_true(term_wait(t, "3 of 3"));
	term_keys(t, "jkd");
	assert_true(term_wait(t, "number (serial)"));
	room_leave(t);
}

static void the_start_view_takes_hosts_codes_and_nonsense(void **state)
{
	struct term *t = demo(40, 120, NULL, NULL);

	(void)state;
	assert_true(term_wait(t, "Whose certificate"));
	term_keys(t, "demo:expired\r");
	assert_true(term_wait(t, "DO NOT TRUST"));
	term_keys(t, "q");
	assert_true(term_wait(t, "Whose certificate"));
	term_keys(t, "NET::ERR_CERT_AUTHORITY_INVALID\r");
	assert_true(term_wait(t, "You asked"));
	term_keys(t, "q");
	assert_true(term_wait(t, "Whose certificate"));
	term_keys(t, "host:99999\r");
	assert_true(term_wait(t, "99999"));
	term_keys(t, "\025");
	term_keys(t, "\033OB\033OC\r");
	assert_true(term_wait(t, "wrong-host.localhost"));
	room_leave(t);
}

/* What is no host in any way, too, and what would be one to the DNS. */
static void a_code_on_the_command_line_is_explained(void **state)
{
	static const char *const codes[] = { "NET::ERR_CERT_DATE_INVALID", "SEC_ERROR_UNKNOWN_ISSUER",
		"curl: (60) SSL certificate problem: certificate has expired" };

	(void)state;
	for (size_t k = 0; k < sizeof codes / sizeof *codes; k++) {
		struct term *t = demo(24, 80, codes[k], NULL);

		assert_true(term_wait(t, "You asked"));
		assert_true(term_wait(t, codes[k]));
		room_leave(t);
	}
}

static void a_paste_of_many_lines_ends_at_the_first(void **state)
{
	struct term *t = demo(40, 120, NULL, NULL);

	(void)state;
	assert_true(term_wait(t, "Whose certificate"));
	term_keys(t, "demo:expired\rQQQQQQQQQQQQQQQQQQQQ\r");
	assert_true(term_wait(t, "DO NOT TRUST"));
	room_leave(t);
}

static void esc_gives_up_what_is_under_way(void **state)
{
	struct term *t = sample(24, 80, NULL);

	(void)state;
	assert_true(term_wait(t, "Gallery"));
	term_keys(t, "slow\r");
	assert_true(term_wait(t, "shake hands"));
	assert_true(term_wait(t, "of at most 10 s"));
	term_keys(t, "\033");
	assert_true(term_wait(t, "Gallery"));
	room_leave(t);
}

static void strangers_text_reaches_the_terminal_only_escaped(void **state)
{
	struct term *t = demo(40, 120, "demo:hostile-text", NULL);
	static const char *const never[] =
		{ "\xe2\x80\xae", "\xe2\x80\x8b", "\xc2\x9b", "\033]0;", "\033[2J\033[H\033[2J", "\a" };

	(void)state;
	assert_true(term_wait(t, "hostile-text.localhost"));
	term_keys(t, "d");
	assert_true(term_wait(t, "\\u{"));
	(void)term_quiet(t);
	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		assert_null(strstr(t->raw, never[i]));
	room_leave(t);
}

static void ctrl_z_gives_the_terminal_back_and_fg_restores_the_screen(void **state)
{
	struct term *t = demo(40, 120, "demo:expired", NULL);
	char *before, *after;

	(void)state;
	assert_true(term_wait(t, "DO NOT TRUST"));
	(void)term_quiet(t);
	before = term_text(t);
	for (int i = 0; i < 2; i++) {
		term_keys(t, "\032");
		assert_true(term_wait_stopped(t));
		assert_false(t->alternate);
		assert_true(t->cursor);
		assert_true(term_is_sane(t));
		term_continue(t);
		assert_true(term_wait(t, "DO NOT TRUST"));
		(void)term_quiet(t);
		assert_true(t->alternate);
		after = term_text(t);
		assert_string_equal(before, after);
		free(after);
	}
	free(before);
	room_leave(t);
}

static void signals_end_it_with_the_terminal_restored(void **state)
{
	static const struct { int sig, status; } rows[] = {
		{ SIGTERM, 128 + SIGTERM }, { SIGHUP, 128 + SIGHUP }, { SIGINT, 0 }, { SIGABRT, 256 + SIGABRT },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct term *t = sample(24, 80, "untrusted");

		assert_true(term_wait(t, "DO NOT TRUST"));
		assert_true(t->alternate);
		assert_int_equal(kill(t->program, rows[i].sig), 0);
		assert_int_equal(term_wait_end(t), rows[i].status);
		assert_false(t->alternate);
		assert_true(t->cursor);
		assert_true(term_is_sane(t));
		term_close(t);
	}
}

static void a_lost_terminal_ends_it(void **state)
{
	struct term *t = sample(24, 80, "untrusted");

	(void)state;
	assert_true(term_wait(t, "DO NOT TRUST"));
	term_hang_up(t);
	assert_int_not_equal(term_wait_end(t), -1);
	term_close(t);
}

static void keys_come_from_the_terminal_when_standard_input_is_none(void **state)
{
	const char *const argv[] = { samples, "untrusted", NULL };
	struct term *t = term_open(&(struct term_how){ .rows = 24, .cols = 80, .stdin_null = true, .argv = argv });

	(void)state;
	if (t == NULL)
		skip();
	assert_true(term_wait(t, "DO NOT TRUST"));
	term_keys(t, "d");
	assert_true(term_wait(t, "number (serial)"));
	room_leave(t);
}

static void write_file(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	(void)fputs(text, f);
	assert_int_equal(fclose(f), 0);
}

static char *read_file(const char *path)
{
	char *text = mem_alloc(65536);
	FILE *f = fopen(path, "r");

	assert_non_null(f);
	text[fread(text, 1, 65535, f)] = '\0';
	(void)fclose(f);
	return text;
}

static void a_script_drives_it_and_saves_the_screen(void **state)
{
	char *script = mem_printf("%s/script", home), *out = mem_printf("%s/out", home), *text,
		*env = mem_printf("CERTCARD_SCRIPT=%s", script);
	char *commands = mem_printf("# a comment\nright\n:key l\n:save-screen %s\nback\n:quit\n", out);
	const char *const envs[] = { env, NULL };
	struct term *t;

	(void)state;
	write_file(script, commands);
	t = demo(40, 120, "demo:wrong-host", envs);
	assert_int_equal(term_wait_end(t), 0);
	term_close(t);
	text = read_file(out);
	assert_non_null(strstr(text, "3 of 3"));
	(void)unlink(script);
	(void)unlink(out);
	free(script);
	free(out);
	free(text);
	free(env);
	free(commands);
}

static void export_asks_writes_and_refuses_to_write_over(void **state)
{
	char *path = mem_printf("%s/card.pem", home), *keys = mem_printf("\025%s\r", path), *text;
	struct term *t = demo(24, 80, "demo:good", NULL);

	(void)state;
	assert_true(term_wait(t, "TRUSTED"));
	term_keys(t, "e");
	assert_true(term_wait(t, "t ticket note"));
	term_keys(t, "p");
	assert_true(term_wait(t, "good.localhost.pem"));
	term_keys(t, keys);
	assert_true(term_wait(t, "Written:"));
	text = read_file(path);
	assert_int_equal(strncmp(text, "-----BEGIN CERTIFICATE-----\n", 28), 0);
	term_keys(t, "ep");
	assert_true(term_wait(t, "good.localhost.pem"));
	term_keys(t, keys);
	assert_true(term_wait(t, "is there already"));
	room_leave(t);
	(void)unlink(path);
	free(path);
	free(keys);
	free(text);
}

static void copy_speaks_osc_52_and_nothing_else(void **state)
{
	struct term *t = demo(24, 80, "demo:good", NULL);

	(void)state;
	assert_true(term_wait(t, "TRUSTED"));
	term_keys(t, "p");
	assert_true(term_wait(t, "BEGIN CERTIFICATE"));
	term_keys(t, "y");
	assert_true(term_wait(t, "Copied"));
	/* "-----BEGIN CERT" in base64 */
	assert_non_null(strstr(t->raw, "\033]52;c;LS0tLS1CRUdJTiBDRVJU"));
	room_leave(t);
}

static void a_broken_theme_is_named_with_its_line_and_ignored(void **state)
{
	char *folder = mem_printf("%s/certcard", home), *themes = mem_printf("%s/themes", folder),
		*file = mem_printf("%s/bad.theme", themes);
	const char *const argv[] = { program, "--theme", "bad", "demo:expired", NULL };
	struct term *t;

	(void)state;
	(void)mkdir(folder, 0700);
	(void)mkdir(themes, 0700);
	write_file(file, "[256]\ngood: mauve\n");
	t = term_open(&(struct term_how){ .rows = 40, .cols = 160, .argv = argv });
	if (t == NULL)
		skip();
	assert_true(term_wait(t, "bad.theme:2"));
	assert_true(term_wait(t, "DO NOT TRUST"));
	room_leave(t);
	(void)unlink(file);
	(void)rmdir(themes);
	free(file);
	free(themes);
	free(folder);
}

/* Counted, not timed: the goals for a slow line. */
static void the_first_screen_and_the_next_card_cost_few_bytes(void **state)
{
	static const char *const demos[] = { "demo:wrong-host", "demo:expired", "demo:revoked" };

	(void)state;
	for (size_t i = 0; i < sizeof demos / sizeof *demos; i++) {
		struct term *t = demo(40, 120, demos[i], NULL);
		size_t before;

		assert_true(term_wait(t, "1 of 3"));
		(void)term_quiet(t);
		before = t->bytes;
		if (before > 8000)
			fail_msg("%s: %zu bytes", demos[i], before);
		term_keys(t, "\033OC");
		assert_true(term_wait(t, "2 of 3"));
		(void)term_quiet(t);
		if (t->bytes - before > 1500)
			fail_msg("%s: %zu bytes", demos[i], t->bytes - before);
		room_leave(t);
	}
}

static int set_up(void **state)
{
	samples = room_built("tests/screen/tui-sample");
	return room_open(state);
}

static int tear_down(void **state)
{
	free(samples);
	return room_close(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(verdict_card_and_advice_stand_on_every_size),
		cmocka_unit_test(verdict_and_advice_are_never_cut),
		cmocka_unit_test(below_the_least_size_it_says_so_and_recovers),
		cmocka_unit_test(after_resizing_there_and_back_the_screen_is_as_before),
		cmocka_unit_test(in_other_locales_and_on_other_terminals_nothing_unreadable_is_sent),
		cmocka_unit_test(with_ascii_not_even_line_drawing_is_sent),
		cmocka_unit_test(without_colours_none_are_sent),
		cmocka_unit_test(a_terminal_that_cannot_place_its_cursor_gets_the_text_report),
		cmocka_unit_test(what_to_do_stands_beside_what_is_seen_and_above_the_fold),
		cmocka_unit_test(keys_lead_along_the_chain_and_through_the_views),
		cmocka_unit_test(tab_moves_the_pane),
		cmocka_unit_test(trusting_the_root_changes_the_verdict_and_can_be_taken_back),
		cmocka_unit_test(the_lesson_keeps_its_answer_until_asked),
		cmocka_unit_test(the_mouse_chooses_on_demand),
		cmocka_unit_test(several_keys_at_once_are_all_taken),
		cmocka_unit_test(the_start_view_takes_hosts_codes_and_nonsense),
		cmocka_unit_test(a_code_on_the_command_line_is_explained),
		cmocka_unit_test(a_paste_of_many_lines_ends_at_the_first),
		cmocka_unit_test(esc_gives_up_what_is_under_way),
		cmocka_unit_test(strangers_text_reaches_the_terminal_only_escaped),
		cmocka_unit_test(ctrl_z_gives_the_terminal_back_and_fg_restores_the_screen),
		cmocka_unit_test(signals_end_it_with_the_terminal_restored),
		cmocka_unit_test(a_lost_terminal_ends_it),
		cmocka_unit_test(keys_come_from_the_terminal_when_standard_input_is_none),
		cmocka_unit_test(a_script_drives_it_and_saves_the_screen),
		cmocka_unit_test(export_asks_writes_and_refuses_to_write_over),
		cmocka_unit_test(copy_speaks_osc_52_and_nothing_else),
		cmocka_unit_test(a_broken_theme_is_named_with_its_line_and_ignored),
		cmocka_unit_test(the_first_screen_and_the_next_card_cost_few_bytes),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
