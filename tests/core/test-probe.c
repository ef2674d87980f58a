/* SPDX-License-Identifier: GPL-3.0-or-later
 * Looking around: the evidence that tells the causes of a finding apart, against servers on loopback. localhost and
 * names below it mean this machine to libcurl whatever the resolver says. */
#include "engine/addresses.h"
#include "engine/job.h"
#include "evidence/probe.h"
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

static struct inspection *inspect(const struct opts *o, const char *text)
{
	return inspect_target(&(struct engine_input){ .opts = o }, text, NULL);
}

/* The one piece of evidence of the finding in which `words` stand; NULL: none. */
static const struct evidence *seen(const struct inspection *i, enum finding_id id, const char *words)
{
	const struct finding *f = inspection_finding(i, id);
	const struct evidence *found = NULL;
	size_t k;

	assert_non_null(f);
	for (k = 0; k < f->n_evidence; k++)
		if (strstr(f->evidence[k].text, words) != NULL) {
			assert_null(found);
			found = &f->evidence[k];
		}
	return found;
}

static void assert_seen(const struct inspection *i, enum finding_id id, enum evidence_kind kind, const char *words)
{
	const struct evidence *e = seen(i, id, words);

	if (e == NULL)
		fail_msg("not said: %s", words);
	assert_int_equal(e->kind, kind);
}

static struct inspection *inspect_server(const struct loopback_tls *tls, const char *host, bool offline,
	const char *servername)
{
	struct inspection *i;
	struct loopback l;
	struct opts o;
	char target[128];

	opts_defaults(&o);
	o.offline = offline;
	o.servername = servername;
	loopback_start(&l, loopback_tls, tls);
	(void)snprintf(target, sizeof target, "%s:%d", host, l.port);
	i = inspect(&o, target);
	loopback_stop(&l);
	return i;
}

static void test_the_sibling_has_the_same_certificate(void **state)
{
	static const char *const names[] = { "www.shop.localhost", NULL };
	const struct loopback_tls tls = { .names = names, .same = true };
	struct inspection *i;

	(void)state;
	i = inspect_server(&tls, "shop.localhost", false, NULL);
	assert_string_equal(variant_name(inspection_finding(i, FINDING_NAME_MISMATCH)->variant), "www");
	assert_seen(i, FINDING_NAME_MISMATCH, EVIDENCE_FOR,
		"www.shop.localhost shows the same certificate and is named in it");
	inspection_free(i);
	i = inspect_server(&tls, "shop.localhost", true, NULL);
	assert_null(seen(i, FINDING_NAME_MISMATCH, "www.shop.localhost shows"));
	inspection_free(i);
}

static void test_the_sibling_shows_something_else(void **state)
{
	static const char *const names[] = { "elsewhere.localhost", NULL },
		*const both[] = { "shop.localhost", "www.shop.localhost", NULL };
	const struct loopback_tls other = { .names = names, .same = true };
	const struct loopback_tls fresh = { .names = both };
	struct inspection *i;

	(void)state;
	i = inspect_server(&other, "www.shop.localhost", false, NULL);
	assert_seen(i, FINDING_NAME_MISMATCH, EVIDENCE_OPEN,
		"shop.localhost shows the same certificate, which is not made out to it either");
	inspection_free(i);
	/* Nothing is looked at where nothing is wrong with the name. */
	i = inspect_server(&fresh, "www.shop.localhost", false, NULL);
	assert_null(inspection_finding(i, FINDING_NAME_MISMATCH));
	inspection_free(i);
}

static void test_a_stranger_is_asked_for(void **state)
{
	static const struct {
		enum loopback_asked asked;
		bool same;
		enum evidence_kind kind;
		const char *words;
	} rows[] = {
		{ LOOPBACK_ANY, true, EVIDENCE_FOR, "shows the same certificate, as a server of one site does" },
		{ LOOPBACK_ANY, false, EVIDENCE_FOR, "shows another certificate" },
		{ LOOPBACK_MIMIC, true, EVIDENCE_AGAINST, "a certificate made out to it" },
		{ LOOPBACK_STRICT, true, EVIDENCE_FOR, "shows no certificate" },
	};
	static const char *const names[] = { "shop.localhost", NULL };
	size_t k;

	(void)state;
	for (k = 0; k < sizeof rows / sizeof *rows; k++) {
		const struct loopback_tls tls = { .names = names, .asked = rows[k].asked, .same = rows[k].same };
		struct inspection *i = inspect_server(&tls, "shop.localhost", false, NULL);

		assert_seen(i, FINDING_UNTRUSTED_ROOT, rows[k].kind, rows[k].words);
		assert_seen(i, FINDING_UNTRUSTED_ROOT, EVIDENCE_FOR, "is a name for use inside a network");
		inspection_free(i);
		i = inspect_server(&tls, "shop.localhost", true, NULL);
		assert_null(seen(i, FINDING_UNTRUSTED_ROOT, rows[k].words));
		inspection_free(i);
	}
}

/* A log-in page: one certificate, for a name of its own, whatever is asked for. */
static void test_a_portal_answers_for_every_name(void **state)
{
	static const char *const names[] = { "login.hotel.example", NULL };
	const struct loopback_tls tls = { .names = names, .same = true };
	struct inspection *i;

	(void)state;
	i = inspect_server(&tls, "localhost", false, "www.shop.example");
	assert_seen(i, FINDING_UNTRUSTED_ROOT, EVIDENCE_AGAINST, "as a Wi-Fi's log-in page does");
	assert_seen(i, FINDING_UNTRUSTED_ROOT, EVIDENCE_OPEN, "The public name www.shop.example leads to 127.0.0.1");
	assert_seen(i, FINDING_NAME_MISMATCH, EVIDENCE_AGAINST, "does not end in a root that this machine trusts");
	inspection_free(i);
}

/* What is silent costs no more than the time for fetches, and the verdict stands. */
static void play_then_sleep(int fd, const void *arg)
{
	static int calls;

	if (calls++ == 0)
		loopback_tls(fd, arg);
	else
		loopback_swallow(fd);
}

static void test_a_look_in_vain(void **state)
{
	static const char *const names[] = { "www.shop.localhost", NULL };
	const struct loopback_tls tls = { .names = names, .same = true };
	struct inspection *i;
	struct loopback l;
	struct opts o;
	char target[128];

	(void)state;
	opts_defaults(&o);
	o.timeout = 2;
	loopback_start(&l, play_then_sleep, &tls);
	(void)snprintf(target, sizeof target, "shop.localhost:%d", l.port);
	i = inspect(&o, target);
	assert_int_equal(i->verdict.level, LEVEL_UNTRUSTED);
	assert_seen(i, FINDING_NAME_MISMATCH, EVIDENCE_OPEN,
		"www.shop.localhost was looked at, too: it did not answer in time");
	inspection_free(i);
	loopback_stop(&l);
}

static void test_another_port_of_a_host_that_refuses(void **state)
{
	struct inspection *i;
	struct opts o;
	char target[64];

	(void)state;
	opts_defaults(&o);
	(void)snprintf(target, sizeof target, "127.0.0.1:%d", loopback_closed_port());
	i = inspect(&o, target);
	assert_int_equal(i->verdict.level, LEVEL_UNREACHABLE);
	assert_non_null(seen(i, FINDING_REFUSED, "Port 443"));
	inspection_free(i);
	o.offline = true;
	i = inspect(&o, target);
	assert_null(seen(i, FINDING_REFUSED, "Port 443"));
	inspection_free(i);
}

/* What each end of the look at the port says. */
static void test_the_port_that_is_open(void **state)
{
	static const struct {
		int port;
		enum probe_end end;
		enum evidence_kind kind;
		const char *words;
	} rows[] = {
		{ 80, PROBE_ANSWERED, EVIDENCE_FOR, "Port 80, for web pages without encryption, is open" },
		{ 443, PROBE_ANSWERED, EVIDENCE_FOR, "perhaps the port number is wrong" },
		{ 80, PROBE_REFUSED, EVIDENCE_AGAINST, "Port 80 refuses as well" },
		{ 80, PROBE_TOO_LATE, EVIDENCE_OPEN, "it did not answer" },
	};
	size_t k;

	(void)state;
	for (k = 0; k < sizeof rows / sizeof *rows; k++) {
		struct inspection i = { .findings = mem_alloc(sizeof *i.findings), .n_findings = 1 };
		const struct probe l = { .kind = PROBE_PORT, .port = rows[k].port };
		const struct probe_seen s = { .end = rows[k].end };

		i.findings[0] = (struct finding){ .id = FINDING_REFUSED, .level = LEVEL_UNREACHABLE, .card = -1 };
		probe_say(&i, &l, &s);
		assert_seen(&i, FINDING_REFUSED, rows[k].kind, rows[k].words);
		finding_done(&i.findings[0]);
		free(i.findings);
	}
}

/* Which of several addresses stands apart, and in what. */
static void test_what_differs_between_addresses(void **state)
{
	static const char *const shop[] = { "shop.localhost", NULL }, *const old[] = { "old.localhost", NULL };
	const struct loopback_tls one = { .names = shop }, other = { .names = old };
	struct inspection *list[] =
		{ inspect_server(&one, "shop.localhost", true, NULL),
		inspect_server(&one, "shop.localhost", true, NULL),
		inspect_server(&other, "shop.localhost", true, NULL) };
	size_t i;

	(void)state;
	addresses_compare(list, 1);
	assert_null(inspection_finding(list[0], FINDING_ADDRESSES_DIFFER));
	addresses_compare(list, 3);
	for (i = 0; i < 2; i++) {
		assert_seen(list[i], FINDING_ADDRESSES_DIFFER, EVIDENCE_FOR,
			"shows the same names and issuer with another key");
		assert_seen(list[i], FINDING_ADDRESSES_DIFFER, EVIDENCE_AGAINST, "shows a certificate for other names");
	}
	assert_int_equal(inspection_finding(list[2], FINDING_ADDRESSES_DIFFER)->n_evidence, 2);
	for (i = 0; i < 3; i++)
		inspection_free(list[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_sibling_has_the_same_certificate),
		cmocka_unit_test(test_the_sibling_shows_something_else),
		cmocka_unit_test(test_a_stranger_is_asked_for),
		cmocka_unit_test(test_a_portal_answers_for_every_name),
		cmocka_unit_test(test_a_look_in_vain),
		cmocka_unit_test(test_another_port_of_a_host_that_refuses),
		cmocka_unit_test(test_the_port_that_is_open),
		cmocka_unit_test(test_what_differs_between_addresses),
	};

	loopback_no_proxy();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
