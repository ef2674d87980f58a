/* SPDX-License-Identifier: GPL-3.0-or-later
 * One word for one thing, and keys that do the same everywhere: what is copied, what T is called while it holds, how a
 * table calls a finding, and that Enter goes in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/mem.h"
#include "screen/room.h"
#include "screen/term.h"

#include <stdlib.h>
#include <string.h>

static void copying_asks_what(void **state)
{
	/* each begins like this in base64 */
	static const struct { const char *key, *begins; } rows[] = {
		{ "h", "\033]52;c;ZGVtbzpnb29k" },              /* demo:good */
		{ "n", "\033]52;c;ZGVtbzpnb29k" },
		{ "t", "\033]52;c;ICAgIGRlbW86Z29v" },          /* the short note, and below it the long one */
		{ "p", "\033]52;c;LS0tLS1CRUdJTiBDRVJU" },      /* -----BEGIN CERT */
	};
	struct term *t = room_start(24, 80, "demo:good", NULL, "HOLDER");

	(void)state;
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		size_t before;

		room_press(t, "y", "Copy  h headline");
		before = t->bytes;
		room_press(t, rows[k].key, "Copied");
		if (strstr(t->raw + before, rows[k].begins) == NULL)
			fail_msg("%s copies something else", rows[k].key);
	}
	/* Esc copies nothing */
	room_press(t, "y", "Copy  h headline");
	term_keys(t, "\033");
	assert_true(term_wait_gone(t, "Copy  h headline"));
	assert_false(term_shows(t, "Copied"));
	room_leave(t);
}

static void the_verdict_says_so_while_t_holds(void **state)
{
	struct term *t = room_start(24, 80, "demo:untrusted-root", NULL, "DO NOT TRUST");

	(void)state;
	room_press(t, "T", "TRUSTED  Its root is trusted with T, until certcard ends");
	/* in every tab */
	room_press(t, "d", "valid until");
	assert_true(term_wait(t, "Its root is trusted with T"));
	room_press(t, "T", "DO NOT TRUST");
	assert_true(term_wait_gone(t, "Its root is trusted with T"));
	room_leave(t);
	t = room_start(12, 40, "demo:untrusted-root", NULL, "DO NOT TRUST");
	room_press(t, "T", "TRUSTED  Only with T");
	room_leave(t);
}

static void a_table_calls_a_finding_by_its_title(void **state)
{
	struct term *t = room_start(24, 80, "demo:wrong-host", "demo:untrusted-root", "2 targets");

	(void)state;
	assert_true(term_wait(t, "Made out to another name"));
	assert_false(term_shows(t, "name-mismatch  "));
	/* and is still found by its id */
	room_press(t, "/name-mism\r", "1 of 2 shown");
	room_leave(t);
}

/* From where nothing was looked at: one is asked for, then the other. */
static void two_are_compared_from_the_start(void **state)
{
	struct term *t = room_start(24, 80, NULL, NULL, "www.example.com");

	(void)state;
	room_press(t, ":compare\r", "Compare:");
	room_press(t, "demo:good\r", "Compare with:");
	room_press(t, "demo:expired\r", "10 differences");
	room_press(t, "\033", "www.example.com");
	(void)term_quiet(t);
	room_press(t, ":compare\r", "Compare:");
	room_press(t, "\033", "www.example.com");
	room_leave(t);
}

/* Two views of the same thing call it the same. */
static void a_comparison_has_the_words_of_the_tabs(void **state)
{
	static const struct { const char *tab, *words; } rows[] = {
		{ "6", "server's signature" }, { "6", "application (ALPN)" }, { "6", "stapled proof" },
		{ "6", "client certificate" }, { "6", "not asked for" }, { "6", "key exchange" }, { "2", "key's SHA-256" },
		{ "2", "number (serial)" }, { "2", "valid from" }, { "2", "valid until" },
	};
	struct term *t = room_start(100, 120, "demo:good", NULL, "HOLDER");

	(void)state;
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		room_press(t, rows[k].tab, rows[k].tab);
		room_press(t, "", rows[k].words);
	}
	room_press(t, "C", "Compare with:");
	room_press(t, "demo:expired\r", "differences");
	room_press(t, "o", "not asked for");
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
		room_press(t, "", rows[k].words);
	room_leave(t);
}

/* All that was sent is counted, and what has no row is not passed over in silence. */
static void a_hundred_strangers_are_counted(void **state)
{
	struct term *t = room_start(20, 60, "demo:huge-chain", NULL, "+100");

	(void)state;
	term_resize(t, 40, 120);
	room_press(t, "", "Stranger No. 3               ▾");
	for (int k = 0; k < 34; k++)
		term_keys(t, "\033OC");
	room_press(t, "", "▸ ◇ Stranger No. 32");
	room_press(t, "", "\n and 68 more");
	room_leave(t);
}

static void enter_goes_in(void **state)
{
	struct term *t = room_start(24, 80, "demo:wrong-host", "demo:untrusted-root", "2 targets");

	(void)state;
	room_press(t, "\r", "[1 Card]");
	/* in a tab, to the card of the chosen certificate */
	room_press(t, "t", "[4 Timeline]");
	room_press(t, "\r", "[1 Card]");
	/* the store has no lessons: to the details */
	room_press(t, "S", "all roots");
	room_press(t, "\r", "SHA-256");
	room_leave(t);
}

static void help_fits_one_screen_and_its_key_closes_it(void **state)
{
	static const char *const words[] = {
		"servers", "timeline", "last visit", "suspend", "audience WHO", "missing",
	};
	struct term *t = room_start(24, 80, "demo:wrong-host", NULL, "HOLDER");

	(void)state;
	room_press(t, "?", "Everywhere");
	for (size_t k = 0; k < sizeof words / sizeof *words; k++)
		assert_true(term_wait(t, words[k]));
	(void)term_quiet(t);
	assert_false(term_shows(t, "▾"));
	/* the same in whole sentences, which is what one searches */
	room_press(t, "\r", "In this view");
	room_press(t, "\r", "in sentences");
	room_press(t, "/towards the site\r", "the previous certificate, towards the site's own");
	room_press(t, "?", "HOLDER");
	room_leave(t);
}

/* In every tab: `/` shows what it finds, the next key goes on, Esc ends the search and not the tab. */
static void every_tab_is_searched(void **state)
{
	static const struct { const char *tab, *needle, *found, *again; } rows[] = {
		{ "1", "not through", "not through this page", "not through this page" },
		{ "2", "common name", "common name       garden", "common name       certcard" },
		{ "3", "x509", "x509: certificate is valid for", "x509: certificate is valid for" },
		{ "4", "gallery root", "3 of 3", "3 of 3" },
		{ "5", "understood", "Can it be read?", "step 1 of" },
		{ "6", "handshake", "handshake ", "handshake " },
		{ "7", "END CERT", "-----END CERTIFICATE-----", "-----END CERTIFICATE-----" },
	};
	struct term *t = room_start(20, 80, "demo:wrong-host", NULL, "HOLDER");

	(void)state;
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		char *search = mem_printf("/%s\r", rows[k].needle), *shown = mem_printf("[%s ", rows[k].tab);

		room_press(t, rows[k].tab, shown);
		term_keys(t, search);
		assert_true(term_wait_gone(t, "Search:"));
		room_press(t, "", rows[k].found);
		/* keys that come at once with an Enter among them may be a paste, of which one line is taken */
		(void)term_quiet(t);
		room_press(t, "n", rows[k].again);
		(void)term_quiet(t);
		room_press(t, "/nobody wrote this\r", "is not here");
		/* the first ends the search, the second the tab */
		room_press(t, "\033", shown);
		(void)term_quiet(t);
		assert_true(term_shows(t, shown));
		free(shown);
		free(search);
	}
	room_press(t, "\033", "[1 Card]");
	room_leave(t);
}

/* From the card back to the table, on a wide screen. */
static void the_way_back_from_the_fleet_costs_few_bytes(void **state)
{
	struct term *t = room_start(40, 120, "demo:wrong-host", "demo:untrusted-root", "2 targets");
	size_t before, out, back;

	(void)state;
	(void)term_quiet(t);
	room_press(t, "\r", "[1 Card]");
	(void)term_quiet(t);
	before = t->bytes;
	room_press(t, "q", "2 targets");
	(void)term_quiet(t);
	out = t->bytes - before;
	before = t->bytes;
	room_press(t, "\r", "[1 Card]");
	(void)term_quiet(t);
	back = t->bytes - before;
	if (out > 5000 || back > 8000)
		fail_msg("to the table %zu bytes, into the card %zu", out, back);
	room_leave(t);
}

/* Of the ground at a place: 0 to 765. */
static int brightness(struct term *t, int y, int x)
{
	VTermScreenCell c;

	(void)vterm_screen_get_cell(t->screen, (VTermPos){ y, x }, &c);
	vterm_screen_convert_color_to_rgb(t->screen, &c.bg);
	return c.bg.rgb.red + c.bg.rgb.green + c.bg.rgb.blue;
}

static void the_projector_shows_one_thing_and_reveals_the_answer_in_place(void **state)
{
	struct term *t = room_start(24, 80, "demo:wrong-host", NULL, "What to do");
	int dark;

	(void)state;
	(void)term_quiet(t);
	dark = brightness(t, 12, 79);
	room_press(t, "B", " Question ");
	assert_true(term_wait_gone(t, "What to do"));
	(void)term_quiet(t);
	assert_true(brightness(t, 12, 79) > 600);
	assert_true(term_wait(t, "Enter: the answer"));
	room_press(t, "\r", " Answer ");
	assert_false(term_shows(t, " Question "));
	room_press(t, ":projector\r", "What to do");
	(void)term_quiet(t);
	assert_int_equal(brightness(t, 12, 79), dark);
	room_leave(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(copying_asks_what),
		cmocka_unit_test(the_verdict_says_so_while_t_holds),
		cmocka_unit_test(a_table_calls_a_finding_by_its_title),
		cmocka_unit_test(a_comparison_has_the_words_of_the_tabs),
		cmocka_unit_test(two_are_compared_from_the_start),
		cmocka_unit_test(a_hundred_strangers_are_counted),
		cmocka_unit_test(enter_goes_in),
		cmocka_unit_test(the_way_back_from_the_fleet_costs_few_bytes),
		cmocka_unit_test(every_tab_is_searched),
		cmocka_unit_test(help_fits_one_screen_and_its_key_closes_it),
		cmocka_unit_test(the_projector_shows_one_thing_and_reveals_the_answer_in_place),
	};

	return cmocka_run_group_tests(tests, room_open, room_close);
}
