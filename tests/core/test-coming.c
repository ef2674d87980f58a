/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is coming: which rules that change touch which chain, seen from which day, and in which words. */
#include "base/mem.h"
#include "base/moment.h"
#include "clients/coming.h"
#include "judge/judge.h"
#include "lib/chains.h"
#include "report/markdown.h"
#include "report/plain-text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct chain_keys *keys;

/* The chain's leaf and root, made as of `made`, judged as of `at` ("": then, too). */
struct coming_case {
	const char *made, *leaf, *root, *of, *chrome_until, *mozilla_until, *at;
	enum anchor_kind anchor;
	const char *rules;       /* by their days */
	const char *says;        /* in one of the texts; NULL: nothing more is asked */
};

#define ROOT "from=-2000 to=4000"
#define BOTH " eku=1.3.6.1.5.5.7.3.1,1.3.6.1.5.5.7.3.2"

static const struct coming_case coming_cases[] = {
	/* the limits of a lifetime: the next ones, and the one that came after it was issued */
	{ "2026-11-01", "from=0 to=199", ROOT, "CA", "", "", "", ANCHOR_PUBLIC, "lifetime-100 lifetime-47 validation-10",
		"Renewed the same way from 15 Mar 2027 on, this certificate would be refused: more than 100 days" },
	{ "2026-11-01", "from=0 to=100", ROOT, "CA", "", "", "", ANCHOR_PUBLIC, "lifetime-100 lifetime-47 validation-10", NULL },
	{ "2026-11-01", "from=0 to=99", ROOT, "CA", "", "", "", ANCHOR_PUBLIC, "lifetime-47 validation-10", NULL },
	{ "2026-11-01", "from=0 to=40", ROOT, "CA", "", "", "", ANCHOR_PUBLIC, "validation-10",
		"From 15 Mar 2029 on a CA may go by a proof of the name for 10 days alone" },
	{ "2026-11-01", "from=0 to=6", ROOT, "CA", "", "", "", ANCHOR_PUBLIC, "", NULL },
	{ "2026-03-01", "from=0 to=396", ROOT, "CA", "", "", "2026-06-10", ANCHOR_PUBLIC,
		"lifetime-200 lifetime-100 lifetime-47 validation-10",
		"Renewed the same way now, this certificate would be refused: more than 200 days (it has 397)" },
	{ "2026-03-01", "from=0 to=396", ROOT, "CA", "", "", "2027-03-20", ANCHOR_PUBLIC,
		"lifetime-100 lifetime-47 validation-10", "Renewed the same way now" },
	/* under the rule it was issued by, and by which it is too long, is another matter */
	{ "2027-04-01", "from=0 to=150", ROOT, "CA", "", "", "", ANCHOR_PUBLIC, "lifetime-47 validation-10", NULL },
	{ "2029-04-01", "from=0 to=40", ROOT, "CA", "", "", "", ANCHOR_PUBLIC, "", NULL },
	/* nobody else's business */
	{ "2026-11-01", "from=0 to=199", ROOT, "CA", "", "", "", ANCHOR_ADDED, "", NULL },
	/* clientAuth */
	{ "2026-11-01", "from=0 to=40" BOTH, ROOT, "CA", "", "", "", ANCHOR_PUBLIC, "client-auth-chrome validation-10",
		"from 15 Mar 2027 on, it can no longer prove a client" },
	{ "2027-03-15", "from=0 to=40" BOTH, ROOT, "CA", "", "", "", ANCHOR_PUBLIC, "validation-10", NULL },
	{ "2026-06-20", "from=0 to=40" BOTH, ROOT, "Let's Encrypt", "", "", "2026-07-10", ANCHOR_PUBLIC,
		"client-auth-lets-encrypt client-auth-chrome validation-10", "Renewed the same way now, it can no longer" },
	/* Let's Encrypt's own days */
	{ "2026-11-01", "from=0 to=89", ROOT, "Let's Encrypt", "", "", "", ANCHOR_PUBLIC,
		"lifetime-lets-encrypt-64 lifetime-lets-encrypt-45 lifetime-47 validation-10", "64 days (this one 90)" },
	{ "2025-07-01", "from=0 to=9 ocsp=L", ROOT, "Let's Encrypt", "", "", "", ANCHOR_PUBLIC, "ocsp-ends",
		"From 6 Aug 2025 on Let's Encrypt answers no question" },
	{ "2025-07-01", "from=0 to=9 ocsp=L", ROOT, "CA", "", "", "", ANCHOR_PUBLIC, "", NULL },
	/* roots that browsers take nothing new from */
	{ "2026-11-01", "from=0 to=9", ROOT, "CA", "2027-06-14", "", "", ANCHOR_PUBLIC, "root-chrome",
		"Renewed the same way from 15 Jun 2027 on below the root CA R, this certificate would be refused by Chrome, which"
		" takes nothing from there that is logged after 14 Jun 2027." },
	{ "2026-11-01", "from=0 to=9", ROOT, "CA", "2026-11-03", "", "2026-11-05", ANCHOR_PUBLIC, "root-chrome",
		"Renewed the same way now below the root" },
	{ "2026-11-01", "from=0 to=9", ROOT, "CA", "2026-10-31", "", "", ANCHOR_PUBLIC, "", NULL },
	{ "2026-11-01", "from=0 to=9", ROOT, "CA", "", "2027-01-01", "", ANCHOR_PUBLIC, "root-mozilla",
		"refused by Firefox" },
	/* and old ones that Chrome is going to drop */
	{ "2026-11-01", "from=0 to=9", "from=-6300 to=4000", "CA", "", "", "", ANCHOR_PUBLIC, "root-2008",
		"From 15 Apr 2027 on Chrome's rules let no root stay whose key was made in 2008 or 2009, and CA R begins in 2009" },
	{ "2026-11-01", "from=0 to=9", "from=-5700 to=4000", "CA", "", "", "", ANCHOR_PUBLIC, "root-2010", NULL },
	{ "2026-11-01", "from=0 to=9", "from=-4600 to=4000", "CA", "", "", "", ANCHOR_PUBLIC, "root-2012", NULL },
	{ "2026-11-01", "from=0 to=9", "from=-4550 to=4000", "CA", "", "", "", ANCHOR_PUBLIC, "", NULL },
};

static int64_t coming_day(const char *text)
{
	int64_t t = 0;

	assert_null(moment_parse(text, &t));
	return t;
}

static struct inspection *coming_judge(const struct coming_case *x)
{
	char hex[65], stores[N_STORES + 1], line[256];
	struct public_root row = { hex, "CA R", stores, x->chrome_until, x->mozilla_until };
	struct public_roots roots = { &row, 1 };
	struct inspection *out = mem_alloc(sizeof *out);
	struct cert *presented[2];
	struct chain chain;
	struct trust *trust = trust_new(NULL);
	struct opts o;
	struct judge_input in = { .opts = &o, .now = coming_day(*x->at != '\0' ? x->at : x->made), .host = CHAINS_HOST,
		.presented = presented, .n_presented = 2, .tls = { .server = true, .version = 0x0304 }, .trust = trust,
		.roots = &roots };
	struct judge *j;

	(void)snprintf(line, sizeof line, "R %s; I<R from=-1000 to=3000; L<I %s", x->root, x->leaf);
	chain_make_of(&chain, keys, line, coming_day(x->made), x->of);
	for (size_t i = 0; i < 32; i++)
		(void)snprintf(hex + 2 * i, 3, "%02x", chain_find(&chain, "R")->sha256[i]);
	memset(stores, '1', N_STORES);
	stores[N_STORES] = '\0';
	trust_add(trust, chain_find(&chain, "R"), x->anchor);
	(void)chain_pick(&chain, "L I", presented, 2);
	opts_defaults(&o);
	j = judge_new(&in);
	while (judge_step(j) != JUDGE_DONE)
		;
	out->time = in.now;
	out->target = (struct target_facts){ .input = mem_strdup(CHAINS_HOST), .kind = TARGET_HOST, .port = 443,
		.host = mem_strdup(CHAINS_HOST), .host_unicode = mem_strdup(CHAINS_HOST) };
	judge_finish(j, out);
	trust_free(trust);
	chain_done(&chain);
	return out;
}

static char *coming_rules(const struct inspection *i)
{
	struct buf b = BUF_INIT(1024);

	(void)buf_adds(&b, "");
	for (size_t k = 0; k < i->n_coming; k++) {
		assert_true(k == 0 || i->coming[k - 1].from <= i->coming[k].from);
		assert_true(i->coming[k].source[0] != '\0');
		assert_null(strchr(i->coming[k].text, '{'));
		(void)buf_addf(&b, "%s%s", k > 0 ? " " : "", i->coming[k].rule);
	}
	return buf_take(&b);
}

static bool coming_says(const struct inspection *i, const char *what)
{
	for (size_t k = 0; k < i->n_coming; k++)
		if (strstr(i->coming[k].text, what) != NULL)
			return true;
	return what == NULL;
}

static void test_what_touches_a_chain(void **state)
{
	(void)state;
	for (size_t k = 0; k < sizeof coming_cases / sizeof *coming_cases; k++) {
		const struct coming_case *x = &coming_cases[k];
		struct inspection *i = coming_judge(x);
		char *rules = coming_rules(i);

		if (strcmp(rules, x->rules) != 0 || (x->says != NULL && !coming_says(i, x->says)))
			fail_msg("case %zu: %s (%s)", k, rules, i->n_coming > 0 ? i->coming[0].text : "");
		free(rules);
		inspection_free(i);
	}
}

/* Nothing of it is a finding, and no level comes of it. */
static void test_the_verdict_stays(void **state)
{
	static const struct coming_case x = { "2026-11-01", "from=0 to=199" BOTH, "from=-6300 to=4000", "Let's Encrypt",
		"2027-06-14", "2027-06-14", "", ANCHOR_PUBLIC, "", NULL };
	struct inspection *i = coming_judge(&x);
	enum level level = i->verdict.level;
	size_t n = i->n_findings;

	(void)state;
	assert_true(i->n_coming > 5);
	coming_set(i, NULL);             /* again, by the table of the world, which has no such root */
	assert_true(i->n_coming > 3);
	assert_int_equal(i->verdict.level, level);
	assert_int_equal(i->n_findings, n);
	inspection_free(i);
}

static void test_reports_say_it(void **state)
{
	struct inspection *i = coming_judge(&coming_cases[0]);
	const struct report_style style = { .width = 100, .audience = AUDIENCE_ADMIN };
	char *out = NULL, *note = report_markdown_string(i, &style);
	size_t n = 0;
	FILE *f = open_memstream(&out, &n);

	(void)state;
	assert_non_null(f);
	assert_int_equal(report_text(f, i, &style), 0);
	assert_int_equal(fclose(f), 0);
	assert_non_null(strstr(out, "What is coming\n"));
	assert_non_null(strstr(out, "15 Mar 2027"));
	assert_non_null(strstr(note, "### What is coming\n\n- **15 Mar 2027:** Renewed the same way from"));
	free(out);
	free(note);
	inspection_free(i);
}

static int coming_setup(void **state)
{
	(void)state;
	keys = chain_keys_new();
	return 0;
}

static int coming_teardown(void **state)
{
	(void)state;
	chain_keys_free(keys);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_touches_a_chain),
		cmocka_unit_test(test_the_verdict_stays),
		cmocka_unit_test(test_reports_say_it),
	};

	return cmocka_run_group_tests(tests, coming_setup, coming_teardown);
}
