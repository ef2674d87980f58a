/* SPDX-License-Identifier: GPL-3.0-or-later
 * The phrase book, and the one rule for days and hours below it. */
#include "result/answers.h"
#include "result/may.h"
#include "result/phrases.h"
#include "result/tool-words.h"

#include "base/moment.h"
#include "lib/sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>

#define DAYS(n) (INT64_C(n) * MOMENT_DAY)
#define HOURS(n) (INT64_C(n) * MOMENT_HOUR)
#define NOW INT64_C(1795286400)          /* 2026-11-21T18:40:00Z */

static void days_are_rounded_down(void **state)
{
	static const struct { int64_t seconds, days, up; const char *span; } rows[] = {
		{ 0, 0, 0, "0 seconds" }, { 1, 0, 1, "1 second" }, { -1, -1, 0, "1 second" },
		{ 119, 0, 1, "119 seconds" }, { 120, 0, 1, "2 minutes" }, { HOURS(2) - 1, 0, 1, "119 minutes" },
		{ HOURS(2), 0, 1, "2 hours" }, { -HOURS(5) - 1, -1, 0, "5 hours" },
		{ DAYS(1) - 1, 0, 1, "23 hours" }, { DAYS(1), 1, 1, "24 hours" }, { DAYS(1) + 1, 1, 2, "24 hours" },
		{ DAYS(2) - 1, 1, 2, "47 hours" }, { DAYS(2), 2, 2, "2 days" }, { DAYS(3) - 1, 2, 3, "2 days" },
		{ -DAYS(2) + 1, -2, -1, "47 hours" }, { -DAYS(2), -2, -2, "2 days" },
		{ -DAYS(2) - 1, -3, -2, "3 days" }, { -DAYS(82) + HOURS(12), -82, -81, "82 days" },
		{ DAYS(729), 729, 729, "729 days" }, { DAYS(730), 730, 730, "2.0 years" },
		{ DAYS(3250), 3250, 3250, "8.9 years" }, { -DAYS(36525), -36525, -36525, "100 years" },
		{ DAYS(30) + HOURS(23), 30, 31, "30 days" },
	};
	char span[MOMENT_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_int_equal(moment_days(rows[i].seconds), rows[i].days);
		assert_int_equal(moment_days_up(rows[i].seconds), rows[i].up);
		assert_string_equal(moment_span(rows[i].seconds, span), rows[i].span);
	}
}

static void a_moment_in_many_words(void **state)
{
	char t[MOMENT_SIZE];

	(void)state;
	assert_string_equal(moment_day(NOW, t), "21 Nov 2026");
	assert_string_equal(moment_second(NOW + 5, t), "21 Nov 2026 18:40:05 UTC");
	assert_string_equal(moment_when(NOW + HOURS(5), NOW, t), "21 Nov 2026 23:40 UTC");
	assert_string_equal(moment_when(NOW - HOURS(5), NOW, t), "21 Nov 2026 13:40 UTC");
	assert_string_equal(moment_when(NOW + DAYS(2), NOW, t), "23 Nov 2026");
	assert_string_equal(moment_ago(NOW, NOW, t), "just now");
	assert_string_equal(moment_ago(NOW - 130, NOW, t), "2 min ago");
	assert_string_equal(moment_ago(NOW - HOURS(18), NOW, t), "today");
	assert_string_equal(moment_ago(NOW - HOURS(19), NOW, t), "yesterday");
	assert_string_equal(moment_ago(NOW - DAYS(2), NOW, t), "19 Nov 2026");
	assert_string_equal(moment_ago(NOW + 60, NOW, t), "21 Nov 2026");
	/* before 1970 and beyond every calendar */
	assert_string_equal(moment_day(-1, t), "31 Dec 1969");
	assert_string_equal(moment_day(INT64_MAX, t), "9223372036854775807");
	assert_int_equal(moment_date(INT64_MAX).year, 1970);
}

static void the_calendar_goes_both_ways(void **state)
{
	struct moment_date d = moment_date(NOW);

	(void)state;
	assert_int_equal(d.year, 2026);
	assert_int_equal(d.month, 11);
	assert_int_equal(d.day, 21);
	assert_int_equal(moment_of_month(1970, 1), 0);
	assert_int_equal(moment_of_month(2026, 12), NOW + DAYS(10) - HOURS(18) - 40 * MOMENT_MINUTE);
	assert_string_equal(moment_month(12), "Dec");
}

/* What is said of a card, the number in JSON and the one on the screen come from one division. */
static void what_is_left_agrees_with_days_left(void **state)
{
	static const struct { int64_t from_end; const char *words, *brief; } rows[] = {
		{ -DAYS(30), "30 days left of 90", "30 days left" },
		{ -DAYS(3) + 1, "2 days left of 90", "2 days left" },
		{ -HOURS(5), "5 hours left of 90 days", "5 hours left" },
		{ 0, "0 seconds left of 90 days", "0 seconds left" },
		{ 1, "ended 1 second ago", "ended 1 second ago" },
		{ HOURS(30), "ended 30 hours ago", "ended 30 hours ago" },
		{ DAYS(3), "ended 3 days ago", "ended 3 days ago" },
		{ DAYS(3) + 1, "ended 4 days ago", "ended 4 days ago" },
	};
	struct inspection *i = sample_trusted();
	struct card *c = &i->cards[i->path[0]];
	struct cert *cert = c->cert;
	char *s;

	(void)state;
	c->lifetime_days = 90;
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		s = phrase_left(c, cert->not_after + rows[k].from_end);
		assert_string_equal(s, rows[k].words);
		free(s);
		s = phrase_left_short(c, cert->not_after + rows[k].from_end);
		assert_string_equal(s, rows[k].brief);
		free(s);
	}
	/* from two years on both numbers are years */
	c->lifetime_days = 3652;
	cert->not_before -= DAYS(3562);
	s = phrase_left(c, cert->not_after - DAYS(3250));
	assert_string_equal(s, "8.9 years left of 10.0 years");
	free(s);
	c->lifetime_days = 800;
	s = phrase_left(c, cert->not_after - DAYS(729));
	assert_string_equal(s, "729 days left of 2.2 years");
	free(s);
	cert->not_before += DAYS(3562);
	s = phrase_left(c, cert->not_before - DAYS(3) - HOURS(12));
	assert_string_equal(s, "begins in 3 days");
	free(s);
	s = phrase_left(c, cert->not_before - 1);
	assert_string_equal(s, "begins in 1 second");
	free(s);
	inspection_free(i);
}

/* A file sends nothing, and where the first cannot be read nothing is known of what else is needed. */
static void what_is_beside_is_called_so(void **state)
{
	static const struct { enum target_kind kind; bool path; const char *title, *stranger, *leaf, *fetched, *store; }
		rows[] = {
		{ TARGET_HOST, true, "Sent, but not needed", "sent, but not needed", "the site's own",
			"fetched: left out by the server", "known here: left out by the server" },
		{ TARGET_HOST, false, "What was sent", "sent as well", "the site's own",
			"fetched: left out by the server", "known here: left out by the server" },
		{ TARGET_FILE, true, "Beside it in the file", "in the file, but not needed", "what is judged",
			"fetched: not in the file", "known here: not in the file" },
		{ TARGET_FILE, false, "In the file", "in the file as well", "what is judged",
			"fetched: not in the file", "known here: not in the file" },
	};

	(void)state;
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		struct inspection *i = sample_trusted();
		struct card *c = &i->cards[i->path[0]];
		int card = i->path[0];

		i->target.kind = rows[k].kind;
		i->n_path = rows[k].path ? i->n_path : 0;
		c->in_trust_store = false;
		c->role = ROLE_LEAF;
		assert_string_equal(phrase_beside_title(i), rows[k].title);
		assert_string_equal(phrase_place(i, card), rows[k].leaf);
		c->role = ROLE_STRANGER;
		assert_string_equal(phrase_place(i, card), rows[k].stranger);
		c->role = ROLE_INTERMEDIATE;
		c->origin = ORIGIN_FETCHED;
		assert_string_equal(phrase_place(i, card), rows[k].fetched);
		c->origin = ORIGIN_STORE;
		assert_string_equal(phrase_place(i, card), rows[k].store);
		inspection_free(i);
	}
}

/* Edge has roots of its own: what Chromium says is said of it where it says the same. */
static void edge_is_named_where_it_agrees(void **state)
{
	static const struct { const char *chrome, *edge; bool agrees; } rows[] = {
		{ "NET::ERR_CERT_AUTHORITY_INVALID", "NET::ERR_CERT_AUTHORITY_INVALID", true },
		{ "NET::ERR_CERT_AUTHORITY_INVALID", NULL, false },
		{ "NET::ERR_CERT_AUTHORITY_INVALID", "NET::ERR_CERT_DATE_INVALID", false },
	};

	(void)state;
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		struct client_answer asked[] = { { .client = "Chromium", .code = rows[k].chrome },
			{ .client = "Edge", .code = rows[k].edge } };
		struct inspection i = { .clients = asked, .n_clients = 2 };

		assert_int_equal(answers_edge_agrees(&i), rows[k].agrees);
		i.n_clients = 0;
		assert_true(answers_edge_agrees(&i));
	}
}

static void a_near_end_has_its_hour(void **state)
{
	struct inspection *i = sample_trusted();
	struct card *c = &i->cards[i->path[0]];
	char *s;

	(void)state;
	c->lifetime_days = 90;
	s = phrase_validity(c, c->cert->not_after - HOURS(5));
	assert_string_equal(s, "22 Sep 2026 to 21 Dec 2026 18:40 UTC (5 hours left of 90 days)");
	free(s);
	s = phrase_validity(c, c->cert->not_after - DAYS(5));
	assert_string_equal(s, "22 Sep 2026 to 21 Dec 2026 (5 days left of 90)");
	free(s);
	inspection_free(i);
}

/* Takes the text. */
static void says(char *text, const char *expected)
{
	assert_string_equal(text, expected);
	free(text);
}

static void tools_are_quoted_with_what_is_known_here(void **state)
{
	char host[] = "shop.example.net", scheme[] = "https";
	struct target_facts t = { .kind = TARGET_HOST, .host = host, .scheme = scheme, .port = 8443 }, file = { 0 };
	static const struct { const char *code, *says; } rows[] = {
		{ "Failed to connect to HOST port N after M ms",
			"Failed to connect to shop.example.net port 8443 after … ms" },
		{ "Cannot resolve HOST:PORT: Name or service not known",
			"Cannot resolve shop.example.net:8443: Name or service not known" },
		{ "fatal: unable to access 'URL': gnutls_handshake() failed",
			"fatal: unable to access 'https://shop.example.net:8443/': gnutls_handshake() failed" },
		{ "curl: (35) OpenSSL/VER: error:0A000410", "curl: (35) OpenSSL/…: error:0A000410" },
		/* within words nothing stands for anything */
		{ "PR_HOST_UNREACHABLE_ERROR", "PR_HOST_UNREACHABLE_ERROR" }, { "[Errno -2] Name or No", "[Errno -2] Name or No" },
	};

	(void)state;
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
		says(phrase_said(&t, &(struct code){ .tool = "tool", .code = rows[k].code }), rows[k].says);
	t.port = 443;
	says(phrase_said(&t, &(struct code){ .tool = "git", .code = "'URL'" }), "'https://shop.example.net/'");
	says(phrase_said(&file, &(struct code){ .tool = "wget", .code = "by HOST." }), "by ….");
}

static void a_certificate_in_words(void **state)
{
	struct inspection *i = sample_trusted();
	struct card *leaf = &i->cards[i->path[0]], *root = &i->cards[i->path[i->n_path - 1]];
	struct cert plain = { .parsed = true }, ca = { .parsed = true, .is_ca = true, .has_ku = true };
	struct key rsa = { .algorithm = KEY_RSA, .bits = 2048 }, ed = { .algorithm = KEY_ED25519, .bits = 256 };
	char words[] = "listed", logon[] = "1.3.6.1.4.1.311.20.2.2", *listed = words, server[] = "serverAuth",
		client[] = "clientAuth", *both[] = { server, client };
	uint8_t octets[] = { 0x04, 0x9f, 0x2a };
	struct name_constraints limits = { 0 };

	(void)state;
	says(phrase_key(&leaf->cert->key), "EC P-256");
	says(phrase_key(&rsa), "RSA 2048");
	says(phrase_key(&ed), "Ed25519");
	says(phrase_hex(octets, 3, 3), "04:9f:2a");
	says(phrase_hex(octets, 3, 2), "04:9f…");
	says(phrase_may(&plain), "serve any purpose: it names none");
	plain.eku = &listed;
	plain.n_eku = plain.has_eku = 1;
	says(phrase_may(&plain), "listed");
	listed = logon;
	says(phrase_may(&plain), "be used for smart-card logon");
	plain.eku = both;
	plain.n_eku = 2;
	says(phrase_may(&plain), "prove a server's identity and start encryption, prove a client's identity");
	says(phrase_may_in(&plain, 50), "prove a server's identity, a client's identity");
	plain.eku = both + 1;
	plain.n_eku = 1;
	says(phrase_may_in(&plain, 20), "prove a client's identity");
	ca.ku = KU_KEY_CERT_SIGN | KU_CRL_SIGN;
	says(phrase_may(&ca), "issue certificates, but not to further CAs, withdraw them");
	ca.path_length = 1;
	says(phrase_may(&ca), "issue certificates, with at most 1 further CA below, withdraw them");
	ca.path_length = -1;
	ca.ku = KU_KEY_CERT_SIGN;
	says(phrase_may(&ca), "issue certificates, also to further CAs");
	says(phrase_may_in(&ca, 39), "issue certificates, also to further CAs");
	says(phrase_may_in(&ca, 38), "issue certificates, also to CAs");
	ca.ku |= KU_CRL_SIGN;
	says(phrase_may_in(&ca, 46), "issue certificates, also to CAs, withdraw them");
	says(phrase_may_in(&ca, 45), "issue certificates, also to CAs and more");
	says(phrase_may_in(&ca, 30), "issue certificates and more");
	ca.nc = &limits;
	says(phrase_may(&ca), "issue certificates, also to further CAs, withdraw them");
	limits.n_excluded = 1;
	says(phrase_may(&ca), "issue certificates, also to further CAs, withdraw them, but not for certain names");
	limits.n_permitted = 1;
	says(phrase_may(&ca), "issue certificates, also to further CAs, withdraw them, only for certain names");
	ca.nc = NULL;
	ca.ku = KU_DIGITAL_SIGNATURE;
	says(phrase_may(&ca), "serve any purpose: it names none");
	assert_string_equal(phrase_place(i, i->path[0]), "the site's own");
	assert_int_equal(card_level(i, i->path[0]), LEVEL_TRUSTED);
	assert_true(root->in_trust_store);
	inspection_free(i);
}

/* The first to end is what matters, whatever its place. */
static void the_fewest_days_are_said(void **state)
{
	struct inspection *i = sample_trusted();
	int64_t days = 0;

	(void)state;
	assert_true(i->n_path >= 2);
	for (size_t k = 0; k < i->n_path; k++)
		i->cards[i->path[k]].days_left = 30;
	i->cards[i->path[1]].days_left = -3;
	assert_true(inspection_days_left(i, &days));
	assert_int_equal(days, -3);
	i->n_path = 0;
	assert_false(inspection_days_left(i, &days));
	inspection_free(i);
}

static void a_level_of_a_card_counts_steps_and_findings(void **state)
{
	struct step steps[] = { { .card = 1, .result = STEP_PASS }, { .card = 1, .result = STEP_WARN },
		{ .card = 2, .result = STEP_FAIL }, { .card = 4, .result = STEP_SKIP } };
	struct finding findings[] = { { .card = 1, .level = LEVEL_INFO }, { .card = 2, .level = LEVEL_CAUTION },
		{ .card = 3, .level = LEVEL_INFO } };
	struct inspection i = { .steps = steps, .n_steps = 4, .findings = findings, .n_findings = 3 };

	(void)state;
	assert_int_equal(card_level(&i, 0), LEVEL_TRUSTED);
	assert_int_equal(card_level(&i, 1), LEVEL_CAUTION);
	assert_int_equal(card_level(&i, 2), LEVEL_UNTRUSTED);
	assert_int_equal(card_level(&i, 3), LEVEL_INFO);
	assert_int_equal(card_level(&i, 4), LEVEL_TRUSTED);
	assert_int_equal(card_finding(&i, 2), 1);
	assert_int_equal(card_finding(&i, 0), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(days_are_rounded_down),
		cmocka_unit_test(a_moment_in_many_words),
		cmocka_unit_test(the_calendar_goes_both_ways),
		cmocka_unit_test(what_is_left_agrees_with_days_left),
		cmocka_unit_test(what_is_beside_is_called_so),
		cmocka_unit_test(edge_is_named_where_it_agrees),
		cmocka_unit_test(a_near_end_has_its_hour),
		cmocka_unit_test(tools_are_quoted_with_what_is_known_here),
		cmocka_unit_test(a_certificate_in_words),
		cmocka_unit_test(the_fewest_days_are_said),
		cmocka_unit_test(a_level_of_a_card_counts_steps_and_findings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
