/* SPDX-License-Identifier: GPL-3.0-or-later
 * What comes from the keyboard, from the clipboard, and from nowhere: a program that nobody touches sleeps. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/mem.h"
#include "screen/room.h"
#include "screen/term.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>


static struct term *start(const char *const *argv)
{
	struct term *t = term_open(&(struct term_how){ .rows = 40, .cols = 120, .argv = argv });

	if (t == NULL)
		skip();
	return t;
}

static struct term *demo(const char *target)
{
	struct term *t = start((const char *const[]){ program, target, NULL });

	assert_true(term_wait(t, target != NULL ? "HOLDER" : "Whose certificate"));
	return t;
}

static void leave(struct term *t)
{
	term_keys(t, "\003");
	assert_int_equal(term_wait_end(t), 0);
	assert_non_null(strstr(t->raw, "\033[?2004l"));
	assert_true(term_is_sane(t));
	term_close(t);
}

/* With TERM=xterm behind another terminal: each key moves to the second or the last card, and nothing else happens. */
static void keys_that_terminfo_does_not_list_are_known(void **state)
{
	static const struct { const char *bytes, *shown; } rows[] = {
		{ "\033[C", "2 of 3" }, { "\033[D", "1 of 3" },
		{ "\033OC", "2 of 3" }, { "\033OD", "1 of 3" },
		{ "\033[11~", "in sentences" }, { "\033", "1 of 3" },
		{ "\033[[A", "in sentences" }, { "\033", "1 of 3" },
	};
	struct term *t = demo("demo:good");

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		term_keys(t, rows[i].bytes);
		assert_true(term_wait(t, rows[i].shown));
	}
	leave(t);
}

/* Their letters open views, ask for files, leave. */
static void keys_that_nobody_knows_do_nothing(void **state)
{
	static const char *const rows[] = { "\033[24~", "\033OQ", "\033[[B", "\033[1;5Q", "\033q", "\033[?62;4c",
		"\033]11;rgb:ffff/ffff/eeee\007", "\033P1$r0m\033\\", "\033[I", "\033[105;5u" };
	struct term *t = demo("demo:good");
	char *before, *after;

	(void)state;
	(void)term_quiet(t);
	before = term_text(t);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		term_keys(t, rows[i]);
	(void)term_quiet(t);
	after = term_text(t);
	assert_string_equal(before, after);
	/* and it still listens */
	term_keys(t, "\033[C");
	assert_true(term_wait(t, "2 of 3"));
	free(before);
	free(after);
	leave(t);
}

static void home_and_end_and_words_work_in_the_prompt(void **state)
{
	struct term *t = demo(NULL);

	(void)state;
	term_keys(t, "goo\033[1~demo:\033[4~d\033bX\033[1;5DY\033OFZ");
	assert_true(term_wait(t, "demo:YXgoodZ"));
	leave(t);
}

static void one_pasted_line_goes_to_the_prompt(void **state)
{
	struct term *t = demo(NULL);

	(void)state;
	term_keys(t, "\033[200~  demo:expired\r\033[201~");
	assert_true(term_wait(t, "demo:expired"));
	assert_true(term_wait(t, "Whose certificate"));
	term_keys(t, "\r");
	assert_true(term_wait(t, "DO NOT TRUST"));
	/* where no prompt is: q leaves, e writes, d opens */
	term_keys(t, "\033[200~qed:\033[31mgood\033[201~");
	assert_true(term_wait(t, ": qed:[31mgood"));
	term_keys(t, "\033");
	assert_true(term_wait_gone(t, ": qed:"));
	assert_true(term_wait(t, "DO NOT TRUST"));
	leave(t);
}

/* Not in the quiz, where letters guess, nor where letters answer a question. */
static void nothing_pasted_is_a_guess_or_an_answer(void **state)
{
	struct term *t = room_start(24, 80, "--lesson=1", NULL, "a to d: guess");

	(void)state;
	term_keys(t, "\033[200~a.example.org\r\033[201~");
	assert_true(term_wait(t, ": a.example.org"));
	term_keys(t, "\033");
	assert_true(term_wait_gone(t, ": a.example.org"));
	assert_true(term_wait(t, "a to d: guess"));
	assert_false(term_shows(t, "right"));
	room_leave(t);
	/* y asks what: p would copy the PEM, h would write a file behind e */
	t = demo("demo:good");
	term_keys(t, "y");
	assert_true(term_wait(t, "Copy  h headline"));
	term_keys(t, "\033[200~pki.example.org\r\033[201~");
	assert_true(term_wait(t, ": pki.example.org"));
	term_keys(t, "\033");
	assert_true(term_wait_gone(t, ": pki"));
	term_keys(t, "e");
	assert_true(term_wait(t, "Write  t"));
	term_keys(t, "\033[200~demo:good\ndemo:expired\n\033[201~");
	assert_true(term_wait(t, "2 targets: Enter opens the fleet"));
	term_keys(t, "\033");
	assert_true(term_wait_gone(t, "2 targets"));
	/* where a host is asked for, many are a fleet as well; given up, nothing is left of either */
	term_keys(t, "C");
	assert_true(term_wait(t, "Compare with:"));
	term_keys(t, "\033[200~demo:good\ndemo:expired\n\033[201~");
	assert_true(term_wait(t, "2 targets: Enter opens the fleet"));
	term_keys(t, "\033");
	assert_true(term_wait(t, "HOLDER"));
	leave(t);
}

static void many_pasted_lines_are_a_fleet_when_enter_says_so(void **state)
{
	static const char lines[] =
		"\033[200~demo:good\r\n# a comment\r\n\r\n  demo:expired  \rdemo:revoked # why?\r\033[201~";
	struct term *t = demo("demo:good");

	(void)state;
	term_keys(t, lines);
	assert_true(term_wait(t, "3 targets: Enter opens the fleet"));
	term_keys(t, "\033");
	assert_true(term_wait_gone(t, "3 targets"));
	assert_true(term_wait(t, "HOLDER"));
	term_keys(t, lines);
	assert_true(term_wait(t, "3 targets: Enter opens the fleet"));
	term_keys(t, "\r");
	assert_true(term_wait(t, "demo:revoked"));
	assert_true(term_wait(t, "demo:expired"));
	assert_false(term_shows(t, "comment"));
	/* once more, other ones */
	term_keys(t, "\033[200~demo:self-signed\ndemo:wrong-host\n\033[201~");
	assert_true(term_wait(t, "2 targets: Enter opens the fleet"));
	term_keys(t, "\r");
	assert_true(term_wait(t, "demo:wrong-host"));
	assert_true(term_wait_gone(t, "demo:revoked"));
	leave(t);
}

static void a_pasted_pem_is_no_list_of_targets(void **state)
{
	struct term *t = demo("demo:good");

	(void)state;
	term_keys(t, "\033[200~-----BEGIN CERTIFICATE-----\nMIIB\nqqqq\n-----END CERTIFICATE-----\n\033[201~");
	assert_true(term_wait(t, "PEM is read from a file"));
	leave(t);
}

static void the_theme_changes_on_a_key_and_is_kept(void **state)
{
	static const char light[] = "48;5;255m";
	struct term *t = demo("demo:good");

	(void)state;
	assert_null(strstr(t->raw, light));
	term_keys(t, "L");
	assert_true(term_wait(t, "Theme: High contrast"));
	term_keys(t, "L");
	assert_true(term_wait(t, "Theme: Light"));
	assert_non_null(strstr(t->raw, light));
	leave(t);
	t = demo("demo:good");
	assert_non_null(strstr(t->raw, light));
	/* all the way round */
	term_keys(t, "LLL");
	assert_true(term_wait(t, "Theme: High contrast"));
	leave(t);
}

/* Each of them is there before it is watched, and gone before the next key: an Esc that runs into one is Alt. */
static void no_view_wakes_up_while_nothing_moves(void **state)
{
	static const struct { const char *keys, *there; } views[] = {
		{ "w", "[5 Walk]" }, { "d", "[2 Details]" }, { "t", "[4 Timeline]" }, { "p", "[7 PEM]" },
		{ "c", "[6 Connection]" }, { "u", "[3 Clients]" }, { "?", "in sentences" },
		{ "S", "This machine trusts" }, { "C", "Compare with:" }, { "Cdemo:good\r", "differences" },
		{ ":lessons\r", "What a certificate proves" }, { ":explain ERR_CERT_DATE_INVALID\r", "You asked" },
		{ "y", "Copy  h" }, { ":exp", "expires-soon" },
	};
	static const char question[] = "Enter: the answer";
	struct term *t = demo("demo:expired");

	(void)state;
	room_sleeps(t, "card");
	for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
		term_keys(t, views[i].keys);
		assert_true(term_wait(t, views[i].there));
		room_sleeps(t, views[i].there);
		term_keys(t, "\033");
		assert_true(term_wait_gone(t, views[i].there));
		(void)term_quiet(t);
	}
	term_keys(t, "B");
	assert_true(term_wait(t, question));
	room_sleeps(t, question);
	leave(t);
	t = demo(NULL);
	room_sleeps(t, "start");
	term_keys(t, ":lessons\r");
	assert_true(term_wait(t, "What a certificate proves"));
	term_keys(t, "\r");
	assert_true(term_wait(t, "Which of these is it?"));
	room_sleeps(t, "quiz");
	leave(t);
}

static void a_finished_fleet_does_not_wake_up(void **state)
{
	struct term *t = start((const char *const[]){ program, "demo:good", "demo:expired", NULL });

	(void)state;
	assert_true(term_wait(t, "1 do not trust   ? 0 no answer   ! 0 caution   ✔ 1 trusted"));
	room_sleeps(t, "fleet");
	leave(t);
}

static void the_walk_plays_by_itself_and_then_sleeps(void **state)
{
	struct term *t = demo("demo:good");

	(void)state;
	term_keys(t, "w");
	assert_true(term_wait(t, "step 1 of"));
	term_keys(t, " ");
	assert_true(term_wait(t, "step 2 of"));
	term_keys(t, " ");
	room_sleeps(t, "walk");
	leave(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_that_terminfo_does_not_list_are_known),
		cmocka_unit_test(keys_that_nobody_knows_do_nothing),
		cmocka_unit_test(home_and_end_and_words_work_in_the_prompt),
		cmocka_unit_test(one_pasted_line_goes_to_the_prompt),
		cmocka_unit_test(nothing_pasted_is_a_guess_or_an_answer),
		cmocka_unit_test(many_pasted_lines_are_a_fleet_when_enter_says_so),
		cmocka_unit_test(a_pasted_pem_is_no_list_of_targets),
		cmocka_unit_test(the_theme_changes_on_a_key_and_is_kept),
		cmocka_unit_test(no_view_wakes_up_while_nothing_moves),
		cmocka_unit_test(a_finished_fleet_does_not_wake_up),
		cmocka_unit_test(the_walk_plays_by_itself_and_then_sleeps),
	};

	return cmocka_run_group_tests(tests, room_open, room_close);
}
