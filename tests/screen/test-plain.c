/* SPDX-License-Identifier: GPL-3.0-or-later
 * The screen for those who hear it: what is on it, where the cursor stands, and the bytes themselves read aloud. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "screen/room.h"
#include "screen/term.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static struct term *start(const char *first, const char *second, const char *text)
{
	const char *const argv[] = { program, "--plain", first, second, NULL };
	struct term *t = term_open(&(struct term_how){ .rows = 30, .cols = 80, .argv = argv });

	if (t == NULL)
		skip();
	if (!term_wait(t, text))
		fail_msg("no '%s':\n%s", text, term_text(t));
	return t;
}

static int cursor_row(const struct term *t)
{
	VTermPos at;

	vterm_state_get_cursorpos(vterm_obtain_state(t->vt), &at);
	return at.row;
}

/* Row y of the screen begins like this. */
static bool row_begins(struct term *t, int y, const char *text)
{
	char *screen = term_text(t), *row = screen;
	bool is;

	while (y-- > 0)
		row = strchr(row, '\n') + 1;
	is = strncmp(row, text, strlen(text)) == 0;
	free(screen);
	return is;
}

/* Nothing that is drawn rather than written: U+2500 to U+27BF, as UTF-8. */
static void nothing_is_drawn(const struct term *t)
{
	for (size_t k = 0; k + 2 < t->bytes; k++) {
		const unsigned char *p = (const unsigned char *)t->raw + k;

		if (p[0] == 0xe2 && p[1] >= 0x94 && p[1] <= 0x9e)
			fail_msg("U+%04x was sent", (p[0] & 15) << 12 | (p[1] & 63) << 6 | (p[2] & 63));
	}
}

/* What a speech synthesiser would say of the bytes from `from` on: all but control sequences. */
static char *aloud(const struct term *t, size_t from)
{
	char *text = mem_alloc(t->bytes - from + 1);
	size_t n = 0;

	for (size_t k = from; k < t->bytes; k++) {
		char c = t->raw[k];

		if (c == '\033' && t->raw[k + 1] == '[') {
			for (k += 2; t->raw[k] < '@' || t->raw[k] > '~'; k++)
				;
			text[n++] = '\n';
		} else if (c == '\033') {
			k += strchr("()", t->raw[k + 1]) != NULL ? 2 : 1;
		} else {
			text[n++] = (unsigned char)c < ' ' ? '\n' : c;
		}
	}
	return text;
}

static void a_fact_a_line_and_no_boxes(void **state)
{
	static const char *const facts[] = { "Verdict: DO NOT TRUST. Made out to garden-centre.localhost",
		"What to do: Do not go on.", "Chosen: 1 of 3, garden-centre.localhost", "Stamp: SOMEBODY ELSE'S",
		"Good for: wrong: garden-centre.localhost" };
	struct term *t = start("demo:wrong-host", NULL, "Verdict: DO NOT TRUST");
	char *screen = term_text(t);

	(void)state;
	for (size_t k = 0; k < sizeof facts / sizeof *facts; k++) {
		char *line = mem_printf("\n%s", facts[k]);

		if (strstr(screen, line) == NULL)
			fail_msg("no line begins with '%s':\n%s", facts[k], screen);
		free(line);
	}
	assert_null(strstr(screen, "  "));
	free(screen);
	nothing_is_drawn(t);
	assert_true(t->cursor);
	room_leave(t);
}

static void the_cursor_stands_on_the_line(void **state)
{
	struct term *t = start("demo:wrong-host", NULL, "lines. ? says the keys");

	(void)state;
	(void)term_quiet(t);
	assert_int_equal(cursor_row(t), 1);
	term_keys(t, "\033OB");
	(void)term_quiet(t);
	assert_int_equal(cursor_row(t), 2);
	assert_true(row_begins(t, cursor_row(t), "What to do"));
	/* what has changed is gone to, and said */
	room_press(t, "d", "valid until: ");
	(void)term_quiet(t);
	assert_true(row_begins(t, cursor_row(t), "Details"));
	assert_true(row_begins(t, t->rows - 1, "Details"));
	room_leave(t);
}

static void what_changes_is_spoken_whole(void **state)
{
	struct term *t = start("demo:wrong-host", NULL, "lines. ? says the keys");
	size_t from;
	char *said;

	(void)state;
	(void)term_quiet(t);
	from = t->bytes;
	room_press(t, "\033OC", "Chosen: 2 of 3");
	(void)term_quiet(t);
	said = aloud(t, from);
	if (strstr(said, "Chosen: 2 of 3, certcard Gallery Intermediate, intermediate, 8.9 years left") == NULL)
		fail_msg("what is heard:\n%s", said);
	/* and nothing that was there before */
	assert_null(strstr(said, "Verdict"));
	free(said);
	assert_true(row_begins(t, t->rows - 1, "Chosen: 2 of 3"));
	room_leave(t);
}

static void a_table_is_a_list(void **state)
{
	struct term *t = start("demo:wrong-host", "demo:good", "1 do not trust, 0 no answer, 0 caution, 1 trusted");

	(void)state;
	room_press(t, "", "demo:good: trusted");
	(void)term_quiet(t);
	assert_true(row_begins(t, cursor_row(t), "demo:wrong-host: "));
	room_press(t, "G\r", "Verdict: TRUSTED");
	nothing_is_drawn(t);
	room_leave(t);
}

static void what_is_typed_is_followed(void **state)
{
	struct term *t = start(NULL, NULL, "Host, URL, file, lesson");

	(void)state;
	room_press(t, "wildc", "Enter: 1 of ");
	(void)term_quiet(t);
	assert_true(row_begins(t, cursor_row(t), "Host, URL, file, lesson"));
	assert_true(row_begins(t, t->rows - 1, "Enter: 1 of "));
	room_press(t, "\r", "Verdict: ");
	/* boxes again, on a command, and back */
	room_press(t, ":plain\r", "HOLDER");
	room_press(t, ":plain\r", "Verdict: ");
	room_leave(t);
}

/* No view is left out. */
static void every_view_speaks(void **state)
{
	static const struct { const char *keys, *text; } views[] = {
		{ "d", "number (serial): " }, { "t", "garden-centre.localhost: " }, { "w", "Step 1 of " },
		{ "c", "protocol: TLS" }, { "p", "-----BEGIN CERTIFICATE-----" }, { "u", "Firefox refuses it: " }, { "1", "Holder: " },
		{ "?", "Up k Ctrl-P: up a line" }, { "G", "is missing, and was not found" }, { "?S", "public" }, { "qq", "" },
	};
	struct term *t = start("demo:wrong-host", NULL, "lines. ? says the keys");

	(void)state;
	for (size_t k = 0; k < sizeof views / sizeof *views; k++)
		room_press(t, views[k].keys, views[k].text);
	room_sleeps(t, "plain");
	nothing_is_drawn(t);
	term_close(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_fact_a_line_and_no_boxes),
		cmocka_unit_test(the_cursor_stands_on_the_line),
		cmocka_unit_test(what_changes_is_spoken_whole),
		cmocka_unit_test(a_table_is_a_list),
		cmocka_unit_test(what_is_typed_is_followed),
		cmocka_unit_test(every_view_speaks),
	};

	return cmocka_run_group_tests(tests, room_open, room_close);
}
