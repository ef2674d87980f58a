/* SPDX-License-Identifier: GPL-3.0-or-later
 * Every scenario of the gallery from the socket to the verdict: the contract's table, judged by the same engine as any
 * host. */
#include "gallery/gallery.h"
#include "gallery/list.h"
#include "engine/engine.h"
#include "base/mem.h"
#include "options/opts.h"
#include "result/phrases.h"
#include "lib/claims.h"
#include "lib/short.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* `finding`: the headline's id; NULL: none. `grave`: all findings above info, in order, ids divided by blanks. `info`:
 * one that has to be among the others; NULL: none asked for. */
struct row { const char *name; enum level level; const char *finding, *variant, *grave, *info; bool dead_end; };

static const struct row rows[] = {
	{ "good", LEVEL_TRUSTED, NULL, NULL, "", NULL, false },
	{ "expired", LEVEL_UNTRUSTED, "expired", NULL, "expired", NULL, false },
	{ "expired-intermediate", LEVEL_UNTRUSTED, "expired", NULL, "expired", NULL, false },
	{ "not-yet-valid", LEVEL_UNTRUSTED, "not-yet-valid", NULL, "not-yet-valid", NULL, false },
	{ "expires-soon", LEVEL_CAUTION, "expires-soon", NULL, "expires-soon", NULL, false },
	{ "wrong-host", LEVEL_UNTRUSTED, "name-mismatch", "unrelated", "name-mismatch", NULL, false },
	{ "www-missing", LEVEL_UNTRUSTED, "name-mismatch", "www", "name-mismatch", NULL, false },
	{ "wildcard-depth", LEVEL_UNTRUSTED, "name-mismatch", "wildcard-depth", "name-mismatch", NULL, false },
	{ "shared-host", LEVEL_UNTRUSTED, "name-mismatch", "shared-host", "name-mismatch", NULL, false },
	{ "cn-only", LEVEL_UNTRUSTED, "name-cn-only", NULL, "name-cn-only", NULL, false },
	{ "self-signed", LEVEL_UNTRUSTED, "self-signed", NULL, "self-signed", NULL, false },
	{ "untrusted-root", LEVEL_UNTRUSTED, "untrusted-root", NULL, "untrusted-root", NULL, false },
	{ "incomplete-chain", LEVEL_UNTRUSTED, "incomplete-chain", NULL, "incomplete-chain", NULL, false },
	{ "incomplete-chain-fetchable", LEVEL_CAUTION, "incomplete-chain", NULL, "incomplete-chain", NULL, false },
	{ "disordered", LEVEL_TRUSTED, NULL, NULL, "", "chain-disordered", false },
	{ "extra-certificates", LEVEL_TRUSTED, NULL, NULL, "", "chain-extra", false },
	{ "root-sent", LEVEL_TRUSTED, NULL, NULL, "", "root-sent", false },
	{ "cross-signed", LEVEL_TRUSTED, NULL, NULL, "", NULL, true },
	{ "new-root", LEVEL_TRUSTED, NULL, NULL, "", NULL, false },
	{ "removed-root", LEVEL_UNTRUSTED, "distrusted-ca", NULL, "distrusted-ca", NULL, false },
	{ "untrusted-log", LEVEL_UNTRUSTED, "no-sct", NULL, "no-sct", NULL, false },
	{ "revoked", LEVEL_UNTRUSTED, "revoked", NULL, "revoked", NULL, false },
	{ "must-staple", LEVEL_UNTRUSTED, "must-staple-missing", NULL, "must-staple-missing", NULL, false },
	{ "weak-signature", LEVEL_UNTRUSTED, "weak-signature", NULL, "weak-signature", NULL, false },
	{ "weak-key", LEVEL_UNTRUSTED, "weak-key", NULL, "weak-key", NULL, false },
	{ "not-a-ca", LEVEL_UNTRUSTED, "issuer-not-ca", NULL, "issuer-not-ca", NULL, false },
	{ "path-length", LEVEL_UNTRUSTED, "path-length-exceeded", NULL, "path-length-exceeded", NULL, false },
	{ "name-constraints", LEVEL_UNTRUSTED, "name-constraint-violated", NULL, "name-constraint-violated", NULL,
		false },
	{ "wrong-purpose", LEVEL_UNTRUSTED, "wrong-purpose", NULL, "wrong-purpose", NULL, false },
	{ "critical-extension", LEVEL_UNTRUSTED, "unknown-critical-extension", NULL, "unknown-critical-extension", NULL,
		false },
	{ "bad-signature", LEVEL_UNTRUSTED, "bad-signature", NULL, "bad-signature", NULL, false },
	{ "too-long", LEVEL_CAUTION, "lifetime-too-long", NULL, "lifetime-too-long", NULL, false },
	{ "intercepted", LEVEL_UNTRUSTED, "untrusted-root", NULL, "untrusted-root interception-suspected", NULL,
		false },
	{ "client-certificate", LEVEL_TRUSTED, NULL, NULL, "", "client-cert-required", false },
	{ "old-protocol", LEVEL_UNTRUSTED, "protocol-too-old", NULL, "protocol-too-old", NULL, false },
	{ "plain-http", LEVEL_UNREACHABLE, "not-tls", NULL, "not-tls", NULL, false },
	{ "closes-at-once", LEVEL_UNREACHABLE, "connection-closed", NULL, "connection-closed", NULL, false },
	{ "hostile-text", LEVEL_TRUSTED, NULL, NULL, "", NULL, false },
	{ "many-names", LEVEL_TRUSTED, NULL, NULL, "", NULL, false },
	{ "huge-chain", LEVEL_TRUSTED, NULL, NULL, "", "chain-extra", false },
	{ "international", LEVEL_TRUSTED, NULL, NULL, "", NULL, false },
};

enum { N_ROWS = sizeof rows / sizeof rows[0], TURNS = 3000 };

static struct opts opts;
static struct engine *engine;
static unsigned wrong;       /* differences so far: all of the table is compared before a test fails */

static int engine_open(void **state)
{
	struct cc_err e = { 0 };

	(void)state;
	wrong = 0;
	opts_defaults(&opts);
	engine = engine_new(&(struct engine_input){ .opts = &opts }, &e);
	return engine == NULL ? -1 : 0;
}

static int engine_close(void **state)
{
	(void)state;
	engine_free(engine);
	return 0;
}

static void start(const char *name, void *tag)
{
	char *text = mem_printf("demo:%s", name);
	struct cc_err e = { 0 };
	struct target t;

	if (target_parse(&t, text, &opts, &e) != 0)
		fail_msg("%s: %s", text, e.msg);
	engine_start(engine, &t, tag);
	free(text);
}

/* The next finished inspection. The engine's own deadline ends what hangs; the turns are there for an engine that
 * does. */
static struct inspection *wait_for(void **tag)
{
	struct inspection *i = NULL;

	for (int turns = 0; turns < TURNS && (i = engine_take(engine, NULL, tag, NULL)) == NULL; turns++)
		(void)engine_turn(engine, NULL, 0, 100);
	assert_non_null(i);
	return i;
}

static struct inspection *inspect(const char *name)
{
	start(name, NULL);
	return wait_for(&(void *){ NULL });
}

static void expect(bool right, const struct inspection *i, const char *what, const char *got, const char *want)
{
	if (right)
		return;
	print_error("%s: %s is %s, not %s\n", i->target.input, what, got != NULL ? got : "none",
		want != NULL ? want : "none");
	wrong++;
}

static bool same(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static void expect_row(const struct inspection *i, const struct row *r)
{
	const struct finding *headline = i->verdict.finding >= 0 ? &i->findings[i->verdict.finding] : NULL;
	const char *id = headline != NULL ? finding_name(headline->id) : NULL;
	const char *variant = headline != NULL ? variant_name(headline->variant) : NULL;
	struct buf grave = BUF_INIT(4096);
	bool info = r->info == NULL;

	(void)buf_adds(&grave, "");
	for (size_t k = 0; k < i->n_findings; k++) {
		const struct finding *f = &i->findings[k];

		if (f->level != LEVEL_INFO)
			(void)buf_addf(&grave, "%s%s", grave.len > 0 ? " " : "", finding_name(f->id));
		info |= same(finding_name(f->id), r->info);
		expect(f->what != NULL && f->what[0] != '\0', i, "the text of a finding", "empty", "there");
	}
	expect(i->verdict.level == r->level, i, "the level", level_name(i->verdict.level), level_name(r->level));
	expect(same(id, r->finding), i, "the headline", id, r->finding);
	expect(r->variant == NULL || same(variant, r->variant), i, "the variant", variant, r->variant);
	expect(same(grave.len > 0 ? grave.data : "", r->grave), i, "the list of faults",
		grave.len > 0 ? grave.data : "", r->grave);
	expect(info, i, "the information", "missing", r->info);
	expect(!r->dead_end || i->n_dead_ends > 0, i, "the dead end", "missing", "there");
	expect(i->lesson == &demo_find(r->name)->lesson, i, "the lesson", "missing", "there");
	expect(same(i->target.host, demo_find(r->name)->host), i, "the host", i->target.host, demo_find(r->name)->host);
	buf_done(&grave);
}

static void expect_short(const struct inspection *i)
{
	char *denied = short_denied(i);

	if (denied != NULL) {
		print_error("%s: %s\n", i->target.input, denied);
		wrong++;
	}
	free(denied);
}

static size_t claims_read;       /* in lessons, of all scenarios */

/* What the lesson says that clients do is what they do here. */
static void expect_true(const struct inspection *i)
{
	const char *const texts[] = { i->lesson->look, i->lesson->question, i->lesson->answer };

	for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
		char *denied = claims_denied_in(i, texts[k], &claims_read);

		if (denied != NULL) {
			print_error("%s: %s\n", i->target.input, denied);
			wrong++;
		}
		free(denied);
	}
}

static void test_each_scenario_has_its_verdict(void **state)
{
	(void)state;
	assert_int_equal(N_ROWS, demo_count());
	for (size_t k = 0; k < N_ROWS; k++) {
		struct inspection *i = inspect(rows[k].name);

		expect_row(i, &rows[k]);
		expect_short(i);
		expect_true(i);
		inspection_free(i);
	}
	assert_int_equal(wrong, 0);
	assert_true(claims_read >= 5);
}

/* What one scenario leaves behind in the engine must not change what another one gets. */
static void test_all_at_once_and_again(void **state)
{
	(void)state;
	for (size_t k = N_ROWS; k-- > 0; )
		start(rows[k].name, (void *)(uintptr_t)&rows[k]);
	for (size_t k = 0; k < N_ROWS; k++) {
		void *tag;
		struct inspection *i = wait_for(&tag);

		expect_row(i, tag);
		inspection_free(i);
	}
	assert_int_equal(wrong, 0);
}

static bool client_yes(const struct inspection *i, const char *client, const char *version)
{
	for (size_t k = 0; k < i->n_clients; k++)
		if (same(i->clients[k].client, client) && same(i->clients[k].version, version))
			return i->clients[k].accepts == ANSWER_YES;
	fail_msg("no answer of %s %s", client, version);
	return false;
}

static void test_scenarios_are_as_their_lessons_say(void **state)
{
	struct inspection *i = inspect("expired-intermediate");

	(void)state;
	assert_int_equal(i->findings[0].card, i->path[1]);
	inspection_free(i);
	i = inspect("expired");
	assert_int_equal(i->findings[0].card, i->path[0]);
	inspection_free(i);
	i = inspect("expires-soon");      /* its lesson says so */
	assert_int_equal(i->cards[i->path[0]].days_left, 9);
	assert_int_equal(i->cards[i->path[0]].lifetime_days, 90);
	inspection_free(i);
	i = inspect("new-root");
	assert_true(client_yes(i, "Android", "17") && !client_yes(i, "Android", "13"));
	assert_true(client_yes(i, "Chromium", "156") && client_yes(i, "Go", "1.24"));
	inspection_free(i);
	i = inspect("removed-root");
	assert_true(!client_yes(i, "Chromium", "156") && client_yes(i, "Firefox", "153 ESR"));
	inspection_free(i);
	i = inspect("untrusted-log");
	assert_true(!client_yes(i, "Chromium", "156") && client_yes(i, "curl", "7.88"));
	assert_string_equal(i->verdict.browser_code, "NET::ERR_CERTIFICATE_TRANSPARENCY_REQUIRED");
	inspection_free(i);
	i = inspect("many-names");
	assert_int_equal(i->cards[i->path[0]].cert->n_sans, 1501);
	inspection_free(i);
}

static void expect_headline(const char *name, const char *finding, enum level level)
{
	struct inspection *i = inspect(name);

	assert_true(i->verdict.finding >= 0);
	assert_string_equal(finding_name(i->findings[i->verdict.finding].id), finding);
	assert_int_equal(i->verdict.level, level);
	inspection_free(i);
}

static void test_options_apply_to_the_gallery_as_to_any_host(void **state)
{
	(void)state;
	opts.offline = true;
	expect_headline("incomplete-chain-fetchable", "incomplete-chain", LEVEL_UNTRUSTED);
	opts.offline = false;
	opts.at_set = true;
	opts.at = time(NULL) + (int64_t)100 * 86400;
	expect_headline("good", "expired", LEVEL_UNTRUSTED);
	opts.at = time(NULL) - (int64_t)50 * 86400;
	expect_headline("good", "not-yet-valid", LEVEL_UNTRUSTED);
	opts.at_set = false;
	opts.warn_days.n = 70;
	expect_headline("good", "expires-soon", LEVEL_CAUTION);
	opts.warn_days.n = -1;
	opts.servername = "somebody-else.localhost";
	expect_headline("good", "name-mismatch", LEVEL_UNTRUSTED);
}

/* The class trusts the root: not a byte of the chain changes, but the verdict does; and it is taken back. */
static void test_before_and_after_the_class_trusts_the_root(void **state)
{
	struct inspection *before = inspect("untrusted-root"), *after;
	const struct card *root = &before->cards[before->presented[before->n_presented - 1]];

	(void)state;
	assert_int_equal(before->verdict.level, LEVEL_UNTRUSTED);
	assert_true(root->cert->self_signed);
	engine_trust_session(engine, root->cert);
	after = inspect("untrusted-root");
	assert_int_equal(after->verdict.level, LEVEL_TRUSTED);
	assert_memory_equal(after->cards[after->path[0]].cert->sha256, before->cards[before->path[0]].cert->sha256, 32);
	inspection_free(after);
	engine_distrust_session(engine);
	after = inspect("untrusted-root");
	assert_int_equal(after->verdict.level, LEVEL_UNTRUSTED);
	inspection_free(after);
	inspection_free(before);
}

static void test_hostile_text_is_harmless_everywhere(void **state)
{
	struct inspection *i = inspect("hostile-text");

	(void)state;
	for (size_t k = 0; k < i->n_cards; k++) {
		const struct cert *c = i->cards[k].cert;
		const char *const texts[] =
			{ c->subject.text, c->subject.cn, c->subject.o, c->subject.ou, c->issuer.text, c->issuer.cn,
			cert_label(c) };

		for (size_t t = 0; t < sizeof texts / sizeof texts[0]; t++)
			for (const char *p = texts[t] != NULL ? texts[t] : ""; *p != '\0'; p++)
				assert_true((unsigned char)*p >= 0x20 && *p != 0x7f);
		for (size_t n = 0; n < c->n_sans; n++)
			for (const char *p = c->sans[n].value; *p != '\0'; p++)
				assert_true((unsigned char)*p >= 0x20 && *p != 0x7f);
	}
	assert_non_null(strstr(i->cards[i->path[0]].cert->subject.text, "\\u{1b}"));
	assert_non_null(strstr(i->cards[i->path[0]].cert->subject.o, "\\u{202e}"));
	inspection_free(i);
}

/* Whoever signs for himself was checked by nobody; under a root that nobody knows the card says so, and no more. */
static void test_nobody_checked_what_signed_itself(void **state)
{
	struct inspection *own = inspect("self-signed"), *strange = inspect("untrusted-root"), *good = inspect("good");
	const struct { const struct inspection *i; const char *validation, *process; } says[] = {
		{ own, NULL, "none: nobody checked anything" },
		{ strange, "DV", "it says DV; nobody trusted here vouches for it" },
		{ good, "DV", "DV: only the name was checked" },
	};

	(void)state;
	for (size_t k = 0; k < sizeof says / sizeof *says; k++) {
		const struct card *leaf = &says[k].i->cards[says[k].i->presented[0]];
		char *process = phrase_process(says[k].i, leaf);

		assert_true(same(leaf->validation, says[k].validation));
		assert_string_equal(process, says[k].process);
		free(process);
	}
	/* what DV and OV mean is laid down for public CAs alone */
	static const struct { enum anchor_kind kind; const char *process; } roots[] = {
		{ ANCHOR_PUBLIC, "DV: only the name was checked" },
		{ ANCHOR_ADDED, "it says DV; a private authority has its own rules" },
		{ ANCHOR_SESSION, "it says DV, by an authority that you trust for now" },
	};

	for (size_t k = 0; k < sizeof roots / sizeof *roots; k++) {
		char *process;

		good->cards[good->path[good->n_path - 1]].anchor = roots[k].kind;
		process = phrase_process(good, &good->cards[good->presented[0]]);
		assert_string_equal(process, roots[k].process);
		free(process);
	}
	inspection_free(own);
	inspection_free(strange);
	inspection_free(good);
}

#define WITH_ENGINE(test) cmocka_unit_test_setup_teardown(test, engine_open, engine_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_ENGINE(test_each_scenario_has_its_verdict),
		WITH_ENGINE(test_all_at_once_and_again),
		WITH_ENGINE(test_scenarios_are_as_their_lessons_say),
		WITH_ENGINE(test_options_apply_to_the_gallery_as_to_any_host),
		WITH_ENGINE(test_before_and_after_the_class_trusts_the_root),
		WITH_ENGINE(test_nobody_checked_what_signed_itself),
		WITH_ENGINE(test_hostile_text_is_harmless_everywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
