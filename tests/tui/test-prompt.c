/* SPDX-License-Identifier: GPL-3.0-or-later
 * The line that is typed: editing, UTF-8, history, bounds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/limits.h"
#include "parts/prompt.h"

#include <stdio.h>
#include <string.h>

#define C(c) ((c) & 0x1f)

static void type(struct prompt *p, const char *s)
{
	for (; *s != '\0'; s++)
		assert_int_equal(prompt_key(p, *s), PROMPT_EDITED);
}

static void press(struct prompt *p, int32_t key, int times)
{
	while (times-- > 0)
		(void)prompt_key(p, key);
}

static void letters_go_where_the_cursor_is(void **state)
{
	struct prompt p;

	(void)state;
	prompt_init(&p, 100);
	type(&p, "exmple");
	press(&p, KEYCODE_LEFT, 4);
	type(&p, "a");
	assert_string_equal(p.text, "example");
	press(&p, C('a'), 1);
	type(&p, "www.");
	press(&p, C('e'), 1);
	type(&p, ".org");
	assert_string_equal(p.text, "www.example.org");
	prompt_done(&p);
}

static void one_moves_and_deletes_by_words(void **state)
{
	struct prompt p;

	(void)state;
	prompt_init(&p, 100);
	type(&p, "www.example.org:8443");
	press(&p, KEYCODE_WORD_LEFT, 2);
	assert_int_equal(p.at, strlen("www.example."));
	press(&p, KEYCODE_WORD_LEFT, 9);
	assert_int_equal(p.at, 0);
	press(&p, KEYCODE_WORD_RIGHT, 1);
	assert_int_equal(p.at, strlen("www"));
	press(&p, KEYCODE_WORD_DELETE, 1);
	assert_string_equal(p.text, "www.org:8443");
	press(&p, KEYCODE_WORD_RIGHT, 9);
	assert_int_equal(p.at, p.len);
	press(&p, KEYCODE_WORD_RUB, 1);
	assert_string_equal(p.text, "www.org:");
	press(&p, C('y'), 1);
	assert_string_equal(p.text, "www.org:8443");
	prompt_done(&p);
}

static void a_character_of_several_bytes_is_one(void **state)
{
	struct prompt p;

	(void)state;
	prompt_init(&p, 100);
	type(&p, "b");
	(void)prompt_key(&p, 0xfc);
	(void)prompt_key(&p, 0x1f512);
	assert_string_equal(p.text, "b\xc3\xbc\xf0\x9f\x94\x92");
	press(&p, KEYCODE_BACKSPACE, 1);
	assert_string_equal(p.text, "b\xc3\xbc");
	press(&p, KEYCODE_LEFT, 1);
	assert_int_equal(p.at, 1);
	press(&p, KEYCODE_DELETE, 1);
	assert_string_equal(p.text, "b");
	prompt_done(&p);
}

static void what_is_killed_can_be_brought_back(void **state)
{
	struct prompt p;

	(void)state;
	prompt_init(&p, 100);
	type(&p, "smtp://mail.example.org");
	press(&p, C('w'), 1);
	assert_string_equal(p.text, "smtp://mail.example.");
	press(&p, C('y'), 1);
	assert_string_equal(p.text, "smtp://mail.example.org");
	press(&p, C('u'), 1);
	assert_string_equal(p.text, "");
	press(&p, C('y'), 2);
	assert_int_equal(p.len, 2 * strlen("smtp://mail.example.org"));
	press(&p, C('a'), 1);
	press(&p, C('k'), 1);
	assert_string_equal(p.text, "");
	prompt_done(&p);
}

static void control_characters_never_get_in(void **state)
{
	struct prompt p;

	(void)state;
	prompt_init(&p, 100);
	assert_int_equal(prompt_key(&p, 0), PROMPT_IGNORED);
	assert_int_equal(prompt_key(&p, 0x9b), PROMPT_IGNORED);
	assert_int_equal(prompt_key(&p, 127), PROMPT_IGNORED);
	assert_int_equal(prompt_key(&p, KEYCODE_F1), PROMPT_IGNORED);
	assert_int_equal(prompt_key(&p, KEYCODE_ESC), PROMPT_CANCELLED);
	assert_int_equal(prompt_key(&p, '\r'), PROMPT_DONE);
	assert_int_equal(prompt_key(&p, 0xd800), PROMPT_EDITED);
	assert_string_equal(p.text, "");
	prompt_done(&p);
}

static void the_limit_holds(void **state)
{
	struct prompt p;

	(void)state;
	prompt_init(&p, 8);
	press(&p, 'x', 20);
	assert_string_equal(p.text, "xxxxxxxx");
	press(&p, KEYCODE_BACKSPACE, 1);
	(void)prompt_key(&p, 0xfc);
	assert_string_equal(p.text, "xxxxxxx");
	prompt_set(&p, "0123456789");
	assert_string_equal(p.text, "01234567");
	prompt_done(&p);
}

static void history_goes_back_and_returns_to_what_was_typed(void **state)
{
	struct prompt p;

	(void)state;
	prompt_init(&p, 100);
	prompt_remember(&p, "one");
	prompt_remember(&p, "two");
	prompt_remember(&p, "two");
	prompt_remember(&p, "");
	type(&p, "thr");
	assert_int_equal(p.n_history, 2);
	press(&p, KEYCODE_UP, 1);
	assert_string_equal(p.text, "two");
	press(&p, C('p'), 1);
	assert_string_equal(p.text, "one");
	assert_int_equal(prompt_key(&p, KEYCODE_UP), PROMPT_IGNORED);
	press(&p, KEYCODE_DOWN, 2);
	assert_string_equal(p.text, "thr");
	assert_int_equal(prompt_key(&p, C('n')), PROMPT_IGNORED);
	prompt_done(&p);
}

static void history_is_bounded_and_loses_the_oldest(void **state)
{
	struct prompt p;
	char text[16];

	(void)state;
	prompt_init(&p, 100);
	for (int i = 0; i < LIMIT_HISTORY + 7; i++) {
		(void)snprintf(text, sizeof text, "host%d", i);
		prompt_remember(&p, text);
	}
	assert_int_equal(p.n_history, LIMIT_HISTORY);
	assert_string_equal(p.history[0], "host7");
	prompt_done(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(letters_go_where_the_cursor_is),
		cmocka_unit_test(one_moves_and_deletes_by_words),
		cmocka_unit_test(a_character_of_several_bytes_is_one),
		cmocka_unit_test(what_is_killed_can_be_brought_back),
		cmocka_unit_test(control_characters_never_get_in),
		cmocka_unit_test(the_limit_holds),
		cmocka_unit_test(history_goes_back_and_returns_to_what_was_typed),
		cmocka_unit_test(history_is_bounded_and_loses_the_oldest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
