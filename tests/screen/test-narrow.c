/* SPDX-License-Identifier: GPL-3.0-or-later
 * Nothing is cut to a riddle where the terminal is small, and no box or empty half is left where it is large. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/mem.h"
#include "screen/room.h"
#include "screen/term.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The row of the screen that holds a text, without its end; "" where none does. The caller frees. */
static char *row_with(struct term *t, const char *text)
{
	char *all = term_text(t), *is = mem_strdup(""), *rest = all;

	for (char *row; (row = strsep(&rest, "\n")) != NULL;) {
		if (strstr(row, text) == NULL)
			continue;
		free(is);
		is = mem_strdup(row);
		break;
	}
	free(all);
	return is;
}

static void row_is_whole(struct term *t, const char *label, const char *ends)
{
	char *row;

	/* all of the frame, however slow the machine */
	(void)term_wait(t, label);
	(void)term_quiet(t);
	row = row_with(t, label);
	if (strstr(row, ends) == NULL || strstr(row, "…") != NULL)
		fail_msg("%s is cut, or does not say '%s': '%s'", label, ends, row);
	free(row);
}

static void the_rail_in_a_row_names_the_path_and_counts_the_rest(void **state)
{
	struct term *t = room_start(20, 60, "demo:cross-signed", NULL, "HOLDER");

	(void)state;
	row_is_whole(t, "✔ cros", "+3");
	assert_true(term_shows(t, "twice)"));
	assert_false(term_shows(t, "◇"));
	/* there, those beside the path have the row */
	room_press(t, "\033OC\033OC\033OC", "◇ Galler");
	assert_true(term_shows(t, "✖ via"));
	room_press(t, "\033OC", "◇ Old..(expired)");
	room_press(t, "\033OD\033OD", "+3");
	room_leave(t);
	/* at the smallest, the chosen one's name and the others' signs */
	t = room_start(12, 40, "demo:wrong-host", NULL, "HOLDER");
	row_is_whole(t, "60d", "─ ✔ CA ─ ★ root");
	room_leave(t);
}

/* Why it happened is news; the whole sentence of the headline is not, but where it alone has the reason. */
static void why_stands_before_what_the_headline_said(void **state)
{
	struct term *t = room_start(40, 120, "demo:expired", NULL, "HOLDER");
	char *all, *why, *what;

	(void)state;
	(void)term_wait(t, "Why  ");
	(void)term_quiet(t);
	all = term_text(t);
	why = strstr(all, "\n Why  ");
	what = strstr(all, "\n What  ");
	if (why == NULL || what == NULL || what < why)
		fail_msg("why is not read first, or not to its end: %s", all);
	free(all);
	room_leave(t);
}

/* A font without them has none of them within a text, either. */
static void one_view_has_one_sign_for_passed(void **state)
{
	const char *argv[] = { program, "demo:wrong-host", NULL };
	char *config = mem_printf("XDG_CONFIG_HOME=%s", home), *visits = mem_printf("XDG_STATE_HOME=%s", home);
	const char *env[] = { config, visits, NULL };
	struct term *t = term_open(&(struct term_how){ .rows = 24, .cols = 80, .term = "vt100", .argv = argv,
		.env = env });

	(void)state;
	if (t == NULL)
		skip();
	assert_true(term_wait(t, "HOLDER"));
	room_press(t, "5", "+ It reads as");
	assert_false(term_shows(t, "✔"));
	room_leave(t);
	free(visits);
	free(config);
}

static void what_a_key_offers_is_seen_whole(void **state)
{
	static const struct { int rows, cols; const char *keys, *all; } rows[] = {
		{ 24, 80, "y", "Copy  h headline  n note  t long note  p PEM  f fingerprint" },
		{ 20, 60, "y", "Copy h headline n note t long note p PEM f fingerprint" },
		{ 12, 40, "y", "h head n note t long p PEM f SHA-256" },
		{ 20, 60, "e", "Write t ticket note h HTML p PEM c chain f server file" },
		{ 12, 40, "e", "t note h HTML p PEM c chain f server" },
		{ 20, 60, "T", "Trusted until certcard ends, here alone: T takes it back" },
		{ 24, 80, "v", "Visits to the gallery are not remembered" },
	};

	(void)state;
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		struct term *t = room_start(rows[k].rows, rows[k].cols, "demo:untrusted-root", NULL, "HOLDER");

		room_press(t, rows[k].keys, rows[k].all);
		term_close(t);
	}
}

static void fields_are_not_cut(void **state)
{
	struct term *t = room_start(24, 80, "demo:intercepted", NULL, "HOLDER");

	(void)state;
	/* the words for it are longer than the row */
	row_is_whole(t, "MAY ", "issue certificates, also to CAs and more");
	room_leave(t);
	t = room_start(40, 120, "demo:weak-signature", NULL, "HOLDER");
	row_is_whole(t, "PROCESS", "vouches for it");
	room_leave(t);
	t = room_start(20, 60, "demo:wrong-host", "demo:good", "REACHED");
	/* both are there; the worse one is the first */
	room_press(t, "g", "✔ 1");
	room_press(t, "", "✖ 1");
	room_press(t, "g", "HOLDER     garden");
	row_is_whole(t, "HOLDER", "garden-centre.localhost and 1 more");
	row_is_whole(t, "REACHED", "TLS 1.3");
	room_leave(t);
	t = room_start(20, 60, "demo:plain-http", "demo:closes-at-once", "? 2");
	row_is_whole(t, "? demo:plain-http", "This port does not speak TLS");
	room_leave(t);
	/* the finding's id where the browser's code has no room */
	t = room_start(24, 80, "demo:wrong-host", NULL, "HOLDER");
	row_is_whole(t, "→", "name-mismatch");
	room_leave(t);
	t = room_start(20, 60, "store:", NULL, "by name");
	row_is_whole(t, "This machine trusts", ".");
	room_leave(t);
	t = room_start(30, 100, "demo:weak-signature", NULL, "HOLDER");
	row_is_whole(t, "PROCESS", "vouches for it");
	row_is_whole(t, "SIGNATURE", "SHA-1; ");
	room_leave(t);
	t = room_start(24, 100, "demo:expired", NULL, "HOLDER");
	term_resize(t, 24, 120);
	assert_true(term_wait(t, "NET::ERR_CERT_DATE_INVALID"));
	room_leave(t);
}

/* What does not fit ends behind a word, and what a small screen shows is called something. */
static void what_is_cut_ends_with_a_word(void **state)
{
	struct term *t = room_start(24, 80, "demo:wrong-host", NULL, "HOLDER");

	(void)state;
	room_press(t, "3", "matches target host…");
	room_leave(t);
	t = room_start(12, 40, "store:", NULL, "trust store");
	room_press(t, "", "authorities are trusted here.");
	room_leave(t);
	t = room_start(12, 40, "demo:good", NULL, "HOLDER");
	room_press(t, "7", "-----BEGIN CERTIFICATE-----");
	assert_true(term_shows(t, "\n good.localhost\n"));
	room_leave(t);
}

/* Tabs and links of the chain are called something, down to the smallest screen; an address is in one piece. */
static void nothing_is_a_bare_sign_or_digit(void **state)
{
	struct term *t = room_start(20, 60, "demo:wrong-host", NULL, "HOLDER");

	(void)state;
	room_press(t, "", "[1 Card] 2 Details 3 Clients 4 Time 5 Walk 6 Conn 7 PEM");
	room_leave(t);
	t = room_start(12, 40, "demo:wrong-host", NULL, "HOLDER");
	room_press(t, "", "✔ CA ─ ★ root");
	room_press(t, "\033OC\033OC", "✖ site ─ ✔ CA ─ ★ certcard..Root");
	room_press(t, "6", "1Card 2Det 3Cli 4Time 5Walk [6Con] 7PEM");
	room_press(t, "", "     127.0.0.1:");
	row_is_whole(t, "127.0.0.1:", "127.0.0.1:");
	assert_false(term_shows(t, "127.0.0.1:\n"));
	room_leave(t);
}

/* In a row a CA is called what tells it from its issuer, and no word of it is cut; thousands stand apart. */
static void links_in_a_row_are_words(void **state)
{
	struct term *t = room_start(20, 60, "demo:good", NULL, "HOLDER");

	(void)state;
	room_press(t, "", "✔ good.localhost 60d ─ ✔ ..Intermediate ─ ★ certcard..Root");
	room_press(t, "", "→ Go on. It proves the name, not the owner.");
	term_resize(t, 24, 80);
	room_press(t, "", "✔ ..Intermediate 8.9y ─ ★ certcard Gallery Root 20.0y");
	/* the chosen one says all of its name */
	room_press(t, "\033OC", "✔ certcard..Intermediate 8.9y ─ ★ certcard..Root 20.0y");
	room_leave(t);
	t = room_start(24, 80, "demo:many-names", NULL, "HOLDER");
	room_press(t, "", "✔ many-names.localhost  and 1,500 more");
	room_leave(t);
}

/* All keys, all choices, and once it is guessed the answer: without scrolling at 60x20. */
static void help_and_quiz_fit_a_small_screen(void **state)
{
	static const char *const tabs[] = { "", "2", "3", "4", "5", "6", "7" };
	struct term *t = room_start(20, 60, "demo:wrong-host", NULL, "HOLDER");

	(void)state;
	for (size_t k = 0; k < sizeof tabs / sizeof *tabs; k++) {
		room_press(t, tabs[k], *tabs[k] != '\0' ? tabs[k] : "1");
		room_press(t, "?", "◇ unneeded ? missing");
		(void)term_quiet(t);
		if (term_shows(t, "▾") || term_shows(t, " of "))
			fail_msg("help behind tab '%s' does not fit", tabs[k]);
		room_press(t, "?", "→ Do not go on.");
	}
	room_leave(t);
	t = room_start(20, 60, "--lesson=1", NULL, "Which of these is it?");
	room_press(t, "", " d A licence of cardboard and crayon");
	room_press(t, "\r", "✔ c: Everything in order");
	room_press(t, "\r", "prove\n nothing.");
	room_leave(t);
}

/* Who gives up what was asked is not left in an empty view. */
static void a_comparison_with_nothing_is_left(void **state)
{
	struct term *t = room_start(24, 80, "demo:good", NULL, "HOLDER");

	(void)state;
	for (size_t k = 0; k < 2; k++) {
		room_press(t, "C", "Compare with:");
		room_press(t, k == 0 ? "\033" : "\r", "HOLDER");
		assert_false(term_shows(t, "Compared"));
		(void)term_quiet(t);
	}
	room_press(t, "C", "Compare with:");
	room_press(t, "demo:expired\r", "differences");
	room_press(t, "C", "Compare with:");
	room_press(t, "\033", "differences");
	room_leave(t);
}

/* A hint that has nothing to say leaves no hole before the next one. */
static void hints_stand_side_by_side(void **state)
{
	struct term *t = room_start(50, 180, "demo:untrusted-log", NULL, "HOLDER");
	char *row;

	(void)state;
	(void)term_quiet(t);
	for (size_t k = 0; k < 3; k++) {
		row = row_with(t, "quit");
		if (strstr(row, "    ") != NULL)
			fail_msg("a hole: '%s'", row);
		free(row);
		room_press(t, "a", "stands first");
		room_press(t, "\033OC", "quit");
		(void)term_quiet(t);
	}
	room_leave(t);
}

/* A narrow table says a verdict once, in its row, and whole. */
static void a_narrow_fleet_says_a_verdict_once(void **state)
{
	struct term *t = room_start(20, 60, "demo:revoked", "demo:good", "2 targets");

	(void)state;
	room_press(t, "", "✖ 1 do not trust  ? 0 no answer  ! 0 caution  ✔ 1 trusted");
	room_press(t, "", "withdrawn");
	assert_false(term_shows(t, "─ do not trust"));
	room_leave(t);
}

static void pem_is_whole_however_narrow(void **state)
{
	struct term *t = room_start(60, 60, "demo:good", NULL, "HOLDER");

	(void)state;
	room_press(t, "7", "-----END CERTIFICATE-----");
	assert_false(term_shows(t, "…"));
	room_press(t, "", "openssl x509 -noout -text -in FILE");
	room_leave(t);
}

/* What a client says is longer than its row; of the chosen one it stands below, and names of clients are no riddles. */
static void what_the_chosen_client_says_is_seen_whole(void **state)
{
	struct term *t = room_start(24, 80, "demo:wrong-host", NULL, "HOLDER");

	(void)state;
	room_press(t, "3/x509\r", "not wrong-host.localhost");
	room_leave(t);
	t = room_start(20, 60, "demo:weak-signature", NULL, "HOLDER");
	room_press(t, "3", "Safari 13 and newer");
	room_leave(t);
}

/* Of all views the photo alone has a frame; its corner is looked for. */
static void no_box_is_left(void **state)
{
	static const struct { const char *first, *keys, *text; } rows[] = {
		{ NULL, "", "What can be typed" }, { NULL, "wrong", "What that may be" }, { NULL, "?", "Ctrl-L" },
		{ NULL, ":lessons\r", "What a certificate proves" },
		{ NULL, "ERR_CERT_DATE_INVALID\r", "1 of 3: Past its last day" },
	};

	(void)state;
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		struct term *t = room_start(40, 120, rows[k].first, NULL, "www.example.com");

		room_press(t, rows[k].keys, rows[k].text);
		(void)term_quiet(t);
		if (term_shows(t, "╭") || term_shows(t, "╰"))
			fail_msg("'%s' has a box", rows[k].keys);
		term_close(t);
	}
}

static void a_large_screen_is_used(void **state)
{
	struct term *t = room_start(40, 120, "demo:incomplete-chain-fetchable", NULL, "HOLDER");

	(void)state;
	room_press(t, "6", "What it sent");
	room_press(t, "", "fetched");
	room_press(t, "", "openssl s_client -showcerts -connect 127.0.0.1:");
	room_press(t, "", "gnutls-cli --print-cert --sni-hostname");
	room_press(t, "7", "key's SHA-256");
	room_leave(t);
	/* no column is empty: where all is well the one for reasons has what was checked */
	t = room_start(50, 180, "demo:good", NULL, "─ Lesson ─");
	room_press(t, "", "Look at      Follow the links from the site's certificate to the root: │ ✔");
	room_press(t, "", "┬─ What was checked ─");
	assert_false(term_shows(t, " Why "));
	room_leave(t);
}

/* Of hosts the name that the DNS knows, of words the letters that sound alike; and so the two lines are never cut. */
static void other_letters_are_spelt_in_ascii(void **state)
{
	static const struct { int rows, cols; } sizes[] = { { 40, 120 }, { 24, 80 }, { 20, 60 } };
	const char *const argv[] = { program, "demo:international", NULL };

	(void)state;
	for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
		struct term *t = term_open(&(struct term_how){ .rows = sizes[k].rows, .cols = sizes[k].cols,
			.locale = "C", .argv = argv });
		char *row;

		if (t == NULL)
			skip();
		assert_true(term_wait(t, "HOLDER"));
		(void)term_quiet(t);
		assert_true(term_shows(t, "xn--"));
		assert_false(term_shows(t, "\\u{"));
		row = row_with(t, "TRUSTED");
		assert_null(strstr(row, "~"));
		free(row);
		room_leave(t);
	}
}

/* One form for one name: in rail, holder and names that of the headline; what the certificate holds, in the details. */
static void a_host_is_spelt_alike_on_the_whole_card(void **state)
{
	static const struct { int rows, cols; const char *rail; } sizes[] = {
		{ 40, 120, "\342\226\270 \342\234\224 m\303\274nchen.localhost" },
		{ 24, 80, "m\303\274nchen.localhost 60d" },
	};
	const char *const argv[] = { program, "demo:international", NULL };

	(void)state;
	for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
		struct term *t = term_open(&(struct term_how){ .rows = sizes[k].rows, .cols = sizes[k].cols,
			.argv = argv });
		char *row;

		if (t == NULL)
			skip();
		assert_true(term_wait(t, "HOLDER"));
		(void)term_quiet(t);
		assert_true(term_shows(t, sizes[k].rail));
		row = row_with(t, "HOLDER");
		assert_non_null(strstr(row, "m\303\274nchen.localhost"));
		assert_null(strstr(row, "xn--"));
		free(row);
		room_press(t, "2", "xn--mnchen-3ya.localhost");
		room_leave(t);
	}
}

/* Tools are quoted with the host's own name and port, and where nobody can know, with a gap. */
static void what_tools_say_is_said_of_this_host(void **state)
{
	struct term *t = room_start(40, 120, "127.0.0.1:1", NULL, "NO ANSWER");

	(void)state;
	room_press(t, "", "Failed to connect to 127.0.0.1");
	room_press(t, "", "Chrome/Edge ");
	(void)term_quiet(t);
	assert_false(term_shows(t, "HOST"));
	room_leave(t);
	t = room_start(40, 120, "demo:old-protocol", NULL, "HOLDER");
	room_press(t, "", "Checked   1 failed");
	room_leave(t);
}

static void a_request_says_what_comes_next(void **state)
{
	static const char pem[] =
		"-----BEGIN CERTIFICATE REQUEST-----\n"
		"MIIBLTCB0wIBADAtMRkwFwYDVQQDDBBzaG9wLmV4YW1wbGUub3JnMRAwDgYDVQQK\n"
		"DAdFeGFtcGxlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEv5fYbYNnj5/aGIlh\n"
		"PB/iSGOdi/+bYpnq9d/CUQXyKOQ/1CEr07Fr2Vkua4I9IC3l4TMDzbTkQiohu1JP\n"
		"eVKi8KBEMEIGCSqGSIb3DQEJDjE1MDMwMQYDVR0RBCowKIIQc2hvcC5leGFtcGxl\n"
		"Lm9yZ4IUd3d3LnNob3AuZXhhbXBsZS5vcmcwCgYIKoZIzj0EAwIDSQAwRgIhAMRa\n"
		"peLy5Z4XCIn1210l6ECsI1fpsjZD+wHAYbMA+qjlAiEAgvfXtll0muoQi/d9/HB4\n"
		"73qUjNTNtg5KCVrhS9oMr0U=\n"
		"-----END CERTIFICATE REQUEST-----\n";
	char *file = mem_printf("%s/request.pem", home);
	FILE *f = fopen(file, "w");
	struct term *t;

	(void)state;
	assert_non_null(f);
	assert_true(fputs(pem, f) >= 0);
	assert_int_equal(fclose(f), 0);
	t = room_start(40, 120, file, NULL, "REQUEST");
	room_press(t, "", "What comes next");
	room_press(t, "", " 4  If a name or the key is wrong");
	room_leave(t);
	(void)unlink(file);
	free(file);
}

static void help_says_what_works_there_and_how_it_is_called(void **state)
{
	const char *const argv[] = { program, NULL };
	struct term *t = room_start(24, 80, NULL, NULL, "www.example.com");

	(void)state;
	room_press(t, "?", "choose");
	(void)term_quiet(t);
	/* there is no inspection, and no certificate on the left or right of another */
	assert_false(term_shows(t, "trust root"));
	assert_true(term_shows(t, "← → choose"));
	term_close(t);
	/* signs and keys have names in ASCII, too */
	t = term_open(&(struct term_how){ .rows = 24, .cols = 80, .locale = "C", .argv = argv });
	assert_true(term_wait(t, "www.example.com"));
	room_press(t, ":lessons\r?", "o not needed");
	room_press(t, "", "PageUp PageDown page ");
	assert_false(term_shows(t, "\\u{"));
	term_close(t);
}

static void a_fault_is_marked_where_it_stands(void **state)
{
	struct term *t = room_start(24, 80, "demo:old-protocol", NULL, "✖ TLS 1.1");

	(void)state;
	room_leave(t);
	/* the name that was asked for, and none that this CA may write */
	t = room_start(24, 80, "demo:name-constraints", NULL, "GOOD FOR  ✖ name-constraints");
	room_leave(t);
	t = room_start(24, 80, "demo:untrusted-log", NULL, "✖ not registered; DV: only the name was checked");
	room_press(t, "2", "came from         sent by the server");
	room_leave(t);
	t = room_start(24, 80, "demo:good", NULL, "HOLDER");
	assert_false(term_shows(t, "✖"));
	room_leave(t);
}

static void an_offered_code_is_called_what_its_page_begins_with(void **state)
{
	struct term *t = room_start(24, 80, NULL, NULL, "www.example.com");

	(void)state;
	room_press(t, "ERR_CERT_DATE", "Chrome/Edge: Past its last day");
	room_leave(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_rail_in_a_row_names_the_path_and_counts_the_rest),
		cmocka_unit_test(why_stands_before_what_the_headline_said),
		cmocka_unit_test(one_view_has_one_sign_for_passed),
		cmocka_unit_test(what_a_key_offers_is_seen_whole),
		cmocka_unit_test(fields_are_not_cut),
		cmocka_unit_test(what_is_cut_ends_with_a_word),
		cmocka_unit_test(nothing_is_a_bare_sign_or_digit),
		cmocka_unit_test(links_in_a_row_are_words),
		cmocka_unit_test(help_and_quiz_fit_a_small_screen),
		cmocka_unit_test(a_comparison_with_nothing_is_left),
		cmocka_unit_test(hints_stand_side_by_side),
		cmocka_unit_test(a_narrow_fleet_says_a_verdict_once),
		cmocka_unit_test(pem_is_whole_however_narrow),
		cmocka_unit_test(what_the_chosen_client_says_is_seen_whole),
		cmocka_unit_test(no_box_is_left),
		cmocka_unit_test(a_large_screen_is_used),
		cmocka_unit_test(what_tools_say_is_said_of_this_host),
		cmocka_unit_test(other_letters_are_spelt_in_ascii),
		cmocka_unit_test(a_host_is_spelt_alike_on_the_whole_card),
		cmocka_unit_test(a_request_says_what_comes_next),
		cmocka_unit_test(help_says_what_works_there_and_how_it_is_called),
		cmocka_unit_test(a_fault_is_marked_where_it_stands),
		cmocka_unit_test(an_offered_code_is_called_what_its_page_begins_with),
	};

	return cmocka_run_group_tests(tests, room_open, room_close);
}
