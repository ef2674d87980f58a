/* SPDX-License-Identifier: GPL-3.0-or-later
 * This machine's clock: when it is said to be wrong, by how much, and when it is not. */
#include "evidence/clock.h"
#include "lib/inspect.h"
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { DAY = 86400 };

#define NOW INT64_C(1800000000)

/* Is it among what was looked at? */
static bool saw(const struct finding *f, const char *words)
{
	for (size_t k = 0; k < f->n_evidence; k++)
		if (strstr(f->evidence[k].text, words) != NULL)
			return true;
	return false;
}

/* Weigh at most two signs against NOW where the leaf's dates are in trouble. */
static void test_weighing(void **state)
{
	static const struct {
		const char *name;
		struct { enum clock_bound bound; int64_t away; } signs[2];
		const char *span;        /* of clock-wrong; NULL: it is not said */
		const char *words;       /* of its evidence, or of the date finding's */
	} rows[] = {
		{ "later than now", { { CLOCK_AT_LEAST, 12 * DAY + 5 } }, "12 days",
			"The clock is behind by 12 days or more: sign 0." },
		{ "a time zone off", { { CLOCK_ABOUT, 7300 } }, "2 hours", "The clock is behind by 2 hours: sign 0." },
		{ "nearly a time zone off", { { CLOCK_ABOUT, 3500 } }, NULL,
			"It is not this machine's clock: sign 0." },
		{ "earlier than now", { { CLOCK_ABOUT, -40 * DAY } }, "40 days",
			"The clock is ahead by 40 days: sign 0." },
		{ "out of a cache", { { CLOCK_ABOUT, -DAY + 5 } }, NULL, "Nothing shows" },
		{ "long ago is no sign", { { CLOCK_AT_LEAST, -400 * DAY } }, NULL, "Nothing shows" },
		{ "all over", { { CLOCK_AT_MOST, -400 * DAY } }, "400 days",
			"The clock is ahead by 400 days or more: sign 0." },
		{ "all over, but made since", { { CLOCK_AT_MOST, -400 * DAY }, { CLOCK_AT_LEAST, -10 * DAY } }, NULL,
			"Nothing shows" },
		{ "a stopped clock elsewhere", { { CLOCK_ABOUT, -400 * DAY }, { CLOCK_ABOUT, 10 } }, NULL,
			"It is not this machine's clock: sign 1." },
		{ "the stronger of two", { { CLOCK_AT_LEAST, 3 * DAY }, { CLOCK_AT_LEAST, 30 * DAY } }, "30 days",
			"behind by 3 days or more: sign 0." },
	};
	size_t k, n;

	(void)state;
	for (k = 0; k < sizeof rows / sizeof *rows; k++) {
		struct inspection i = { .time = NOW, .findings = mem_alloc(sizeof *i.findings), .n_findings = 1 };
		struct clock_signs s = { .n = 0 };
		const struct finding *f;

		i.findings[0] = (struct finding){ .id = FINDING_EXPIRED, .level = LEVEL_UNTRUSTED, .card = -1 };
		for (n = 0; n < 2; n++)
			if (rows[k].signs[n].away != 0)
				clock_sign(&s, rows[k].signs[n].bound, NOW + rows[k].signs[n].away,
					mem_printf("sign %zu", n));
		assert_true(clock_matters(&i));
		clock_weigh(&s, &i);
		f = inspection_finding(&i, FINDING_CLOCK_WRONG);
		if ((f != NULL) != (rows[k].span != NULL))
			fail_msg("%s", rows[k].name);
		if (f == NULL)
			f = inspection_finding(&i, FINDING_EXPIRED);
		else
			assert_string_equal(finding_get(f, PARAM_SPAN), rows[k].span);
		if (!saw(f, rows[k].words))
			fail_msg("%s: not seen: %s", rows[k].name, rows[k].words);
		clock_signs_done(&s);
		for (n = 0; n < i.n_findings; n++)
			finding_done(&i.findings[n]);
		free(i.findings);
		free(i.verdict.headline);
	}
}

/* ---- end to end ---- */

static struct inspection *inspect(const struct opts *o, const char *text, struct trust_index *roots)
{
	return inspect_target(&(struct engine_input){ .opts = o, .roots = roots }, text, NULL);
}

/* Nothing to be had here, says a server whose clock is off by so many seconds. */
static void play_dated(int fd, const void *arg)
{
	const int64_t *away = arg;
	time_t then = time(NULL) + (time_t)*away;
	char date[64], line[1024], *answer;
	struct tm tm;

	do
		loopback_hear(fd, line, sizeof line);
	while (line[0] != '\0');
	(void)strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S GMT", gmtime_r(&then, &tm));
	answer = mem_printf("HTTP/1.1 404 Not Found\r\nDate: %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
		date);
	loopback_say(fd, answer);
	free(answer);
}

static struct inspection *inspect_dated(int64_t away, int64_t begins, int64_t ends, const struct opts *o)
{
	struct loopback http, l;
	struct loopback_tls tls = { .leaf_only = true, .not_before = begins, .not_after = ends };
	struct inspection *i;
	char target[64], url[64];

	loopback_start(&http, play_dated, &away);
	(void)snprintf(url, sizeof url, "http://127.0.0.1:%d/ca.der", http.port);
	tls.ca_issuers = url;
	loopback_start(&l, loopback_tls, &tls);
	(void)snprintf(target, sizeof target, "127.0.0.1:%d", l.port);
	i = inspect(o, target, NULL);
	loopback_stop(&l);
	loopback_stop(&http);
	return i;
}

static void test_the_date_of_a_fetched_answer(void **state)
{
	int64_t now = time(NULL);
	struct inspection *i;
	const struct finding *f;
	struct opts o;

	(void)state;
	opts_defaults(&o);
	/* The other machine says that it is 30 days earlier, when the certificate was good. */
	i = inspect_dated(-30 * DAY - 60, now - 60 * DAY, now - 5 * DAY, &o);
	f = inspection_finding(i, FINDING_CLOCK_WRONG);
	assert_non_null(f);
	assert_int_equal(f->level, LEVEL_CAUTION);
	assert_string_equal(finding_get(f, PARAM_SPAN), "30 days");
	assert_non_null(strstr(f->what, "seems to be wrong by 30 days: the answer from http://127.0.0.1:"));
	assert_non_null(inspection_finding(i, FINDING_EXPIRED));
	inspection_free(i);
	/* It agrees. */
	i = inspect_dated(-60, now - 60 * DAY, now - 5 * DAY, &o);
	assert_null(inspection_finding(i, FINDING_CLOCK_WRONG));
	assert_true(saw(inspection_finding(i, FINDING_EXPIRED),
		"It is not this machine's clock: the answer from "));
	inspection_free(i);
	/* The dates are fine, so nobody asks. */
	i = inspect_dated(-30 * DAY, now - 60 * DAY, now + 5 * DAY, &o);
	assert_null(inspection_finding(i, FINDING_CLOCK_WRONG));
	inspection_free(i);
	/* The time was given by the user. */
	o.at_set = true;
	o.at = now;
	i = inspect_dated(-30 * DAY, now - 60 * DAY, now - 5 * DAY, &o);
	assert_null(inspection_finding(i, FINDING_CLOCK_WRONG));
	inspection_free(i);
}

/* The fault itself is no evidence: whoever made CA and leaf may have set the dates wrong. */
static void test_a_chain_that_begins_tomorrow(void **state)
{
	int64_t now = time(NULL);
	struct loopback_tls tls = { .not_before = now + 3 * DAY + 60, .not_after = now + 90 * DAY };
	struct inspection *i;
	struct loopback l;
	struct opts o;
	char target[64];

	(void)state;
	opts_defaults(&o);
	loopback_start(&l, loopback_tls, &tls);
	(void)snprintf(target, sizeof target, "127.0.0.1:%d", l.port);
	i = inspect(&o, target, NULL);
	assert_non_null(inspection_finding(i, FINDING_NOT_YET_VALID));
	assert_null(inspection_finding(i, FINDING_CLOCK_WRONG));
	inspection_free(i);
	loopback_stop(&l);
}

/* A public CA at work before its first day is a sign; a private one, and a leaf, are none. */
static void test_a_ca_that_begins_tomorrow(void **state)
{
	static const struct { enum anchor_kind anchor; int64_t leaf, ca; bool sign; } rows[] = {
		{ ANCHOR_PUBLIC, -DAY, 2 * DAY, true },
		{ ANCHOR_PUBLIC, 2 * DAY, -DAY, false },
		{ ANCHOR_ADDED, -DAY, 2 * DAY, false },
		{ ANCHOR_NONE, 2 * DAY, 2 * DAY, false },
	};

	(void)state;
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		struct cert leaf = { .parsed = true, .not_before = NOW + rows[k].leaf, .not_after = NOW + 90 * DAY },
			ca = { .parsed = true, .not_before = NOW + rows[k].ca, .not_after = NOW + 900 * DAY },
			root = { .parsed = true, .not_before = NOW - 900 * DAY, .not_after = NOW + 900 * DAY };
		struct card cards[] = { { .cert = &leaf }, { .cert = &ca },
			{ .cert = &root, .anchor = rows[k].anchor } };
		int path[] = { 0, 1, 2 };
		struct inspection i = { .time = NOW, .cards = cards, .n_cards = 3, .path = path, .n_path = 3 };
		struct clock_signs s = { .n = 0 };
		bool sign = false;

		clock_signs_of(&s, &i, NULL);
		for (size_t n = 0; n < s.n; n++)
			sign = sign || s.list[n].time == NOW + 2 * DAY;
		assert_int_equal(sign, rows[k].sign);
		clock_signs_done(&s);
	}
}

/* The list of roots was written next week, says the file. */
static void test_a_store_from_the_future(void **state)
{
	int64_t now = time(NULL);
	struct loopback_tls tls = { .not_before = now - 60 * DAY, .not_after = now - 5 * DAY };
	struct timespec times[2] = { { .tv_sec = now + 7 * DAY + 60 }, { .tv_sec = now + 7 * DAY + 60 } };
	char path[] = "/tmp/certcard-clock-XXXXXX", target[64];
	int fd = mkstemp(path), k;
	struct loopback l;
	struct opts o;

	(void)state;
	assert_true(fd >= 0);
	opts_defaults(&o);
	assert_int_equal(setenv("SSL_CERT_FILE", path, 1), 0);
	loopback_start(&l, loopback_tls, &tls);
	(void)snprintf(target, sizeof target, "127.0.0.1:%d", l.port);
	for (k = 0; k < 2; k++) {
		struct trust_index *roots;
		struct inspection *i;

		if (k == 0)
			assert_int_equal(futimens(fd, times), 0);
		else
			assert_int_equal(futimens(fd, NULL), 0);
		roots = trust_index_system(NULL);
		i = inspect(&o, target, roots);
		assert_int_equal(inspection_finding(i, FINDING_CLOCK_WRONG) != NULL, k == 0);
		if (k == 0)
			assert_non_null(strstr(inspection_finding(i, FINDING_CLOCK_WRONG)->what,
				"wrong by 7 days: the list of roots on this machine was written on"));
		inspection_free(i);
		trust_index_free(roots);
	}
	loopback_stop(&l);
	(void)unsetenv("SSL_CERT_FILE");
	(void)close(fd);
	(void)unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_weighing),
		cmocka_unit_test(test_the_date_of_a_fetched_answer),
		cmocka_unit_test(test_a_chain_that_begins_tomorrow),
		cmocka_unit_test(test_a_ca_that_begins_tomorrow),
		cmocka_unit_test(test_a_store_from_the_future),
	};

	loopback_no_proxy();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
