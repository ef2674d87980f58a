/* SPDX-License-Identifier: GPL-3.0-or-later
 * The prompt as a palette: what a half typed line may mean, on the start screen and behind `:`. In a folder of its own,
 * with files that have their names for a reason. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "lib/locked.h"
#include "screen/room.h"
#include "screen/term.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct term *start(int rows, int cols, const char *target)
{
	const char *const argv[] = { program, target, NULL };
	struct term *t = term_open(&(struct term_how){ .rows = rows, .cols = cols, .argv = argv });

	if (t == NULL)
		skip();
	assert_true(term_wait(t, target != NULL ? "HOLDER" : "Gallery"));
	return t;
}

static void empty(struct term *t)
{
	room_press(t, "\025", "Gallery");
}

static void a_word_of_the_gallery_opens_the_gallery(void **state)
{
	struct term *t = start(40, 120, NULL);

	(void)state;
	room_press(t, "exp", "expires-soon");
	room_press(t, "", "gallery  expired ");
	room_press(t, "", "A licence that has run out");
	/* the first one */
	room_press(t, "\r", "expired.localhost");
	room_press(t, "q", "Whose certificate");
	/* the arrow chooses another */
	room_press(t, "exp", "expires-soon");
	term_keys(t, "\033OB\033OB");
	room_press(t, "\r", "expires-soon.localhost");
	room_leave(t);
}

static void tab_completes(void **state)
{
	struct term *t = start(24, 80, NULL);

	(void)state;
	room_press(t, "wildc", "wildcard-depth");
	room_press(t, "\t", "wildcard-depth ");
	room_press(t, "\r", "wildcard-depth.localhost");
	room_leave(t);
}

static void messages_are_explained_and_never_asked_for(void **state)
{
	/* what is known is called so, and comes before the line as it stands */
	static const struct { const char *text, *offered; } messages[] = {
		{ "SSL_ERROR_BAD_CERT_DOMAIN", "error    SSL_ERROR_BAD_CERT_DOMAIN" },
		{ "CERT_NOBODY_KNOWS_THIS", "as it was typed" },
		{ "unable to get local issuer certificate", "error    unable to get local issuer" },
	};
	struct term *t = start(40, 120, NULL);

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		room_press(t, messages[i].text, "error ");
		room_press(t, "", messages[i].offered);
		room_press(t, "\r", "You asked");
		room_press(t, "q", "Whose certificate");
	}
	room_leave(t);
}

/* Of a message all words are seen: their ends alone are those of others. */
static void a_message_is_offered_whole(void **state)
{
	struct term *t = start(24, 80, NULL);

	(void)state;
	room_press(t, "unable to get", "unable to get local issuer certificate  ");
	room_press(t, "", "unable to get issuer certificate  ");
	room_leave(t);
}

static void several_places_and_lists_of_them_open_the_fleet(void **state)
{
	struct term *t = start(24, 80, NULL);

	(void)state;
	room_press(t, "demo:expired demo:good", "each of them, in a table");
	room_press(t, "\r", "2 targets");
	room_press(t, "", "demo:good");
	room_press(t, "q", "Gallery");
	room_press(t, "targ", "targets, one a line");
	room_press(t, "\025lis", "targets, one a line");
	room_press(t, "\r", "3 targets");
	room_press(t, "", "demo:self-signed");
	room_press(t, "q", "Gallery");
	/* with commas alone bare words are places, too; a message that has one is none */
	room_press(t, "\025web1,web2", "fleet    web1,web2");
	room_press(t, "\025Sorry, no", "Sorry, no");
	(void)term_quiet(t);
	assert_false(term_shows(t, "each of them"));
	room_leave(t);
}

/* Each word that may stand behind a command has its own. */
static void what_an_offer_does_is_said_of_it_alone(void **state)
{
	struct term *t = start(24, 80, NULL);

	(void)state;
	room_press(t, "audience", "who only wants to read the page");
	room_press(t, "", "who runs the server");
	room_press(t, "\025theme", "High contrast; it is kept");
	room_press(t, "\025mouse", "the terminal marks text with it");
	room_leave(t);
}

static void a_file_of_that_name_comes_before_the_host(void **state)
{
	struct term *t = start(24, 80, NULL);

	(void)state;
	room_press(t, "chain.t", "file     chain.txt");
	term_keys(t, "xt");
	room_press(t, "\r", "chain.txt holds no certificate");
	/* the line is still there, and can be put right; what was wrong with it goes with the first key */
	room_press(t, "", "chain.txt  ");
	room_press(t, "\025", "Gallery");
	assert_true(term_wait_gone(t, "holds no certificate"));
	/* a name that is a public one as well: the host's, but the file is offered */
	room_press(t, "certcard.com", "file     certcard.com");
	room_press(t, "", "host     certcard.com");
	room_press(t, "\033OB\r", "certcard.com holds no certificate");
	room_leave(t);
}

/* Also a name that no file has: said at the prompt, which keeps the line. */
static void a_file_that_is_not_there_leaves_its_name_at_the_prompt(void **state)
{
	struct term *t = start(24, 80, NULL);

	(void)state;
	room_press(t, "nowhere.pem\r", "nowhere.pem: there is no such file");
	assert_true(term_wait(t, "▸ nowhere.pem"));
	assert_true(term_shows(t, "What that may be"));
	room_press(t, "x", "nowhere.pemx");
	assert_true(term_wait_gone(t, "no such file"));
	room_leave(t);
}

/* The prompt in the last line takes a wrong file back as the one of the start view does: no page of its own. */
static void a_wrong_file_leaves_its_name_in_the_last_line(void **state)
{
	struct term *t = start(24, 80, "demo:wrong-host");

	(void)state;
	room_press(t, ":chain.txt\r", "chain.txt holds no certificate");
	assert_true(term_wait(t, ": chain.txt"));
	assert_true(term_shows(t, "DO NOT TRUST"));
	assert_false(term_shows(t, "NO ANSWER"));
	/* mended where it stands */
	room_press(t, "\177", ": chain.tx");
	assert_true(term_wait_gone(t, "holds no certificate"));
	room_press(t, "\025nowhere.pem\r", "there is no such file");
	assert_true(term_wait(t, ": nowhere.pem"));
	room_press(t, "\025certcard-papers/a.csr\r", "shop.example.org");
	assert_false(term_shows(t, "no such file"));
	room_leave(t);
}

/* So does the one that asks what to compare with, and a list that is not there. */
static void a_wrong_file_is_not_compared(void **state)
{
	struct term *t = start(24, 80, "demo:wrong-host");

	(void)state;
	room_press(t, ":compare\r", "Compare with:");
	room_press(t, "chain.txt\r", "chain.txt holds no certificate");
	assert_true(term_wait(t, "Compare with: chain.txt"));
	assert_false(term_shows(t, "difference"));
	room_press(t, "\025nowhere.pem\r", "there is no such file");
	assert_true(term_wait(t, "Compare with: nowhere.pem"));
	room_press(t, "\025demo:good\r", "differences");
	assert_false(term_shows(t, "no such file"));
	room_press(t, ":@nowhere.txt\r", "nowhere.txt");
	assert_true(term_wait(t, ": @nowhere.txt"));
	assert_false(term_shows(t, "the host is missing"));
	room_leave(t);
}

/* With a wrong password, and then none, likewise. */
static void a_file_that_stays_shut_leaves_its_name_in_the_last_line(void **state)
{
	struct term *t = start(24, 80, "demo:wrong-host");

	(void)state;
	locked_write("locked.p12", "xyzzy-plugh");
	room_press(t, ":locked.p12\r", "Password of the PKCS #12 file locked.p12");
	room_press(t, "mellon\r", "Not it.");
	room_press(t, "\033", ": locked.p12");
	assert_true(term_wait(t, "only with its password"));
	assert_true(term_shows(t, "DO NOT TRUST"));
	room_leave(t);
}

static void a_folder_of_that_name_comes_before_the_host(void **state)
{
	struct term *t = start(24, 80, NULL);

	(void)state;
	room_press(t, "certcard-papers", "folder   certcard-papers/");
	/* Enter looks into it, and opens it where nothing more is typed */
	room_press(t, "\r", "all that it holds");
	room_press(t, "\r", "key or request");
	room_press(t, "", "keys and requests");
	room_press(t, "", "0 trusted");
	room_leave(t);
}

static void commands_are_typed_everywhere(void **state)
{
	struct term *t = start(24, 80, "demo:wrong-host");

	(void)state;
	room_press(t, ":", "recent");
	room_press(t, "theme li", "command  theme light");
	room_press(t, "\r", "Theme:");
	room_press(t, ":audience ad", "audience admin");
	room_press(t, "\r", "admin");
	room_press(t, ":mouse on\r", "The mouse chooses");
	room_press(t, ":mouse off\r", "belongs to the terminal");
	room_press(t, ":expired\r", "expired.localhost");
	room_press(t, ":ERR_CERT_REV", "ERR_CERT_REVOKED");
	term_keys(t, "\033");
	assert_true(term_wait_gone(t, "ERR_CERT_REVOKED"));
	/* what they say stands behind the longest name, and codes, which are copied from here, are whole */
	room_press(t, ":", "for a class: light colours, one thing at a time");
	room_press(t, "ERR_CERT_", "error    NET::ERR_CERT_AUTHORITY_INVALID ");
	room_press(t, "", "Chrome/Edge: Past its last day");
	term_keys(t, "\033");
	assert_true(term_wait_gone(t, "Past its last day"));
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
	room_press(t, "good", "Tab complete");
	room_press(t, "", "Enter open");
	empty(t);
	room_press(t, "www.example.com", "Enter inspect");
	empty(t);
	room_press(t, "theme dark", "Enter do it");
	empty(t);
	assert_true(term_wait_gone(t, "Enter"));
	room_leave(t);
}

static void hosts_of_a_fleet_are_not_recent(void **state)
{
	struct term *t = start(24, 80, NULL);

	(void)state;
	room_press(t, "127.0.0.1:1 127.0.0.1:2", "each of them");
	room_press(t, "\r", "2 targets");
	room_press(t, "", "refused");
	room_press(t, "q", "None yet.");
	/* what one looks at by itself is */
	room_press(t, "127.0.0.1:2\r", "NO ANSWER");
	room_press(t, "q", "127.0.0.1:2");
	assert_false(term_shows(t, "127.0.0.1:1"));
	room_leave(t);
}

static void put(const char *name, const char *text)
{
	FILE *f = fopen(name, "w");

	if (f == NULL)
		abort();
	(void)fputs(text, f);
	(void)fclose(f);
}

/* A list whose first 4,096 octets, which are looked at, end behind the "de" of its last line. */
static void put_long(const char *name)
{
	char text[4200];
	size_t n = (size_t)snprintf(text, sizeof text, "demo:good\n#");

	memset(text + n, '-', 4093 - n);
	(void)snprintf(text + 4093, sizeof text - 4093, "\ndemo:expired\n");
	put(name, text);
}

static const char request[] =
		"-----BEGIN CERTIFICATE REQUEST-----\n"
		"MIIBLTCB0wIBADAtMRkwFwYDVQQDDBBzaG9wLmV4YW1wbGUub3JnMRAwDgYDVQQK\n"
		"DAdFeGFtcGxlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEv5fYbYNnj5/aGIlh\n"
		"PB/iSGOdi/+bYpnq9d/CUQXyKOQ/1CEr07Fr2Vkua4I9IC3l4TMDzbTkQiohu1JP\n"
		"eVKi8KBEMEIGCSqGSIb3DQEJDjE1MDMwMQYDVR0RBCowKIIQc2hvcC5leGFtcGxl\n"
		"Lm9yZ4IUd3d3LnNob3AuZXhhbXBsZS5vcmcwCgYIKoZIzj0EAwIDSQAwRgIhAMRa\n"
		"peLy5Z4XCIn1210l6ECsI1fpsjZD+wHAYbMA+qjlAiEAgvfXtll0muoQi/d9/HB4\n"
		"73qUjNTNtg5KCVrhS9oMr0U=\n"
		"-----END CERTIFICATE REQUEST-----\n";

static int palette_open(void **state)
{
	if (room_open(state) != 0 || chdir(home) != 0)
		return -1;
	put("chain.txt", "no certificate\n");
	put("certcard.com", "no certificate\n");
	if (mkdir("certcard-papers", 0700) != 0)
		return -1;
	put("certcard-papers/a.csr", request);
	put_long("targets.txt");
	put("list.txt", "# three\ndemo:good\ndemo:expired\ndemo:self-signed\n");
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_word_of_the_gallery_opens_the_gallery),
		cmocka_unit_test(tab_completes),
		cmocka_unit_test(messages_are_explained_and_never_asked_for),
		cmocka_unit_test(a_message_is_offered_whole),
		cmocka_unit_test(several_places_and_lists_of_them_open_the_fleet),
		cmocka_unit_test(what_an_offer_does_is_said_of_it_alone),
		cmocka_unit_test(a_file_of_that_name_comes_before_the_host),
		cmocka_unit_test(a_file_that_is_not_there_leaves_its_name_at_the_prompt),
		cmocka_unit_test(a_wrong_file_leaves_its_name_in_the_last_line),
		cmocka_unit_test(a_wrong_file_is_not_compared),
		cmocka_unit_test(a_file_that_stays_shut_leaves_its_name_in_the_last_line),
		cmocka_unit_test(a_folder_of_that_name_comes_before_the_host),
		cmocka_unit_test(hosts_of_a_fleet_are_not_recent),
		cmocka_unit_test(what_stands_in_the_last_line_works_there),
		cmocka_unit_test(commands_are_typed_everywhere),
	};

	return cmocka_run_group_tests(tests, palette_open, room_close);
}
