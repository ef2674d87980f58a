/* SPDX-License-Identifier: GPL-3.0-or-later
 * Files of many certificates: which of them are bundles, how they are listed, and that a report has one of each. */
#include "base/mem.h"
#include "engine/bundle.h"
#include "engine/engine.h"
#include "lib/chains.h"
#include "net/net.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { PATIENCE_MS = 30000 };

static struct chain_keys *keys;
static struct chain chain;
static char path[] = "/tmp/certcard-bundle-XXXXXX.pem";

static int bundle_setup(void **state)
{
	int fd = mkstemps(path, 4);

	(void)state;
	assert_true(fd >= 0);
	(void)close(fd);
	keys = chain_keys_new();
	chain_make_at(&chain, keys, "R1; R2; R3 from=-900 to=-3; I<R1; L<I; *10 L#<I", time(NULL));
	return 0;
}

static int bundle_teardown(void **state)
{
	(void)state;
	(void)unlink(path);
	chain_done(&chain);
	chain_keys_free(keys);
	return 0;
}

static void bundle_write(const char *ids)
{
	struct cert *certs[CHAINS_MAX];
	size_t n = chain_pick(&chain, ids, certs, CHAINS_MAX);
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	for (size_t i = 0; i < n; i++) {
		char *pem = cert_pem(certs[i]);

		assert_true(fputs(pem, f) >= 0);
		free(pem);
	}
	assert_int_equal(fclose(f), 0);
}

static bool is_bundle(const char *text, const struct opts *o)
{
	struct target t;
	bool is = target_parse(&t, text, o, NULL) == 0 && bundle_is_one(&t, o);

	target_done(&t);
	return is;
}

static void test_what_is_a_bundle(void **state)
{
	static const struct { const char *ids; bool is; } rows[] = {
		{ "R1 R2", true }, { "R1 R2 R3", true }, { "R1 I R2", true }, { "R1", false }, { "I R1", false },
		{ "L I R1", false }, { "L I R1 R2", false }, { "R1 R2 L", false }, { "L R1 R2 R3", false },
		{ "L L1 L2 L3 L4 L5 L6 L7", true }, { "L L1 L2 L3 L4 L5 L6", false },
		{ "L L L", false },
	};
	struct opts o;

	(void)state;
	opts_defaults(&o);
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		bundle_write(rows[k].ids);
		if (is_bundle(path, &o) != rows[k].is)
			fail_msg("%s", rows[k].ids);
	}
	bundle_write("R1 R2");
	o.servername = "www.example.test";
	assert_false(is_bundle(path, &o));
	o.servername = NULL;
	assert_false(is_bundle("-", &o));
	assert_false(is_bundle("www.example.test", &o));
	assert_false(is_bundle("/nobody/has/this.pem", &o));
}

static struct inspection *bundle_next(struct engine *g, bool *last)
{
	double until = net_clock_ms() + PATIENCE_MS;
	struct inspection *i;

	while ((i = engine_take(g, NULL, NULL, last)) == NULL) {
		assert_true(net_clock_ms() < until);
		(void)engine_turn(g, NULL, 0, 1000);
	}
	return i;
}

static struct engine *bundle_engine(const struct opts *o, bool lists)
{
	struct engine_input in = { .opts = o, .lists = lists };
	struct target t;
	struct cc_err e;
	struct engine *g = engine_new(&in, &e);

	assert_non_null(g);
	assert_int_equal(target_parse(&t, path, o, &e), 0);
	(void)engine_start(g, &t, NULL);
	return g;
}

/* In the file's order, whichever is judged first. */
static void test_each_is_an_inspection(void **state)
{
	static const char *const ids[] = { "R2", "R3", "I", "R1" };
	struct opts o;
	struct engine *g;
	bool last = false;

	(void)state;
	opts_defaults(&o);
	o.bundle = true;
	bundle_write("R2 R3 I R1");
	g = bundle_engine(&o, false);
	for (size_t k = 0; k < 4; k++) {
		struct inspection *i = bundle_next(g, &last);
		char *input = mem_printf("%s#%zu", path, k + 1);

		assert_int_equal(last, k == 3);
		assert_string_equal(i->target.input, input);
		assert_int_equal(i->n_presented, 1);
		assert_true(cert_same(i->cards[i->presented[0]].cert, chain_find(&chain, ids[k])));
		assert_null(inspection_finding(i, FINDING_CHAIN_EXTRA));
		assert_true((inspection_finding(i, FINDING_EXPIRED) != NULL) == (k == 1));
		assert_false(i->list);
		free(input);
		inspection_free(i);
	}
	assert_int_equal(engine_active(g), 0);
	engine_free(g);
}

static void test_a_list(void **state)
{
	struct opts o;
	struct engine *g;
	struct inspection *i;
	bool last = false;

	(void)state;
	opts_defaults(&o);
	bundle_write("R2 R3 I R1");
	g = bundle_engine(&o, true);
	i = bundle_next(g, &last);
	assert_true(last);
	assert_true(i->list);
	assert_int_equal(i->n_cards, 4);
	assert_true(cert_same(i->cards[1].cert, chain_find(&chain, "R3")));
	assert_int_equal(i->cards[2].role, ROLE_INTERMEDIATE);
	assert_int_equal(i->cards[3].role, ROLE_ROOT);
	assert_string_equal(i->verdict.headline,
		"4 certificates in the file: 0 of them are trusted here, 1 has ended.");
	inspection_free(i);
	engine_free(g);
	/* a chain is one, there, too */
	bundle_write("I R1");
	g = bundle_engine(&o, true);
	i = bundle_next(g, &last);
	assert_false(i->list);
	assert_int_equal(i->n_presented, 2);
	inspection_free(i);
	engine_free(g);
}

/* Given up half-way, nothing is left of it. */
static void test_a_bundle_that_is_dropped(void **state)
{
	struct opts o;

	(void)state;
	opts_defaults(&o);
	o.bundle = true;
	bundle_write("R2 R3 I R1");
	struct engine *g = bundle_engine(&o, false);
	(void)engine_turn(g, NULL, 0, 0);
	engine_free(g);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_a_bundle),
		cmocka_unit_test(test_each_is_an_inspection),
		cmocka_unit_test(test_a_list),
		cmocka_unit_test(test_a_bundle_that_is_dropped),
	};

	return cmocka_run_group_tests(tests, bundle_setup, bundle_teardown);
}
