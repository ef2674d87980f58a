/* SPDX-License-Identifier: GPL-3.0-or-later
 * The search for a path as it goes: which issuers it tries and in which order, what it gives up and why, and whether
 * what it ends with is good. What is said of a chain is in chains.def: there a search that goes astray often comes to
 * the same end. */
#include "lib/chains.h"

#include "base/limits.h"
#include "base/mem.h"
#include "judge/path.h"
#include "judge/pool.h"
#include "judge/signatures.h"
#include "x509/verify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct chain_keys *keys;

/* ---- what it is made of ---- */

/* So many certificates and no more; what is there or cannot be read needs no room. */
static void test_a_pool_has_an_end(void **state)
{
	struct cert *certs = mem_alloc((LIMIT_POOL_CERTS + 1) * sizeof *certs), unreadable = { .refs = 1 }, copy;
	struct trust *trust = trust_new(NULL);
	struct path_pool pool;

	(void)state;
	pool_init(&pool, trust, CHAINS_NOW, NULL);
	for (size_t i = 0; i <= LIMIT_POOL_CERTS; i++) {
		certs[i].refs = 1;
		certs[i].parsed = true;
		certs[i].der = (uint8_t *)&certs[i];
		certs[i].der_len = i + 1;
	}
	for (size_t i = 0; i < LIMIT_POOL_CERTS; i++)
		assert_int_equal(pool_add(&pool, &certs[i], i % 2 == 0), i);
	assert_false(pool.full);
	assert_true(pool.nodes[0].presented);
	assert_false(pool.nodes[1].presented);
	assert_int_equal(pool_add(&pool, &certs[1], true), 1);
	copy = certs[2];
	assert_int_equal(pool_add(&pool, &copy, true), 2);
	assert_true(pool_add(&pool, &unreadable, true) == SIZE_MAX);
	assert_false(pool.full);
	assert_true(pool_add(&pool, &certs[LIMIT_POOL_CERTS], true) == SIZE_MAX);
	assert_true(pool.full);
	assert_int_equal(pool.n, LIMIT_POOL_CERTS);
	pool_done(&pool);
	assert_int_equal(pool.n, 0);
	assert_int_equal(certs[0].refs, 1);
	trust_free(trust);
	free(certs);
}

static bool has_none(void *ctx, const struct cert *c)
{
	(void)ctx;
	(void)c;
	return false;
}

/* A client's own roots decide of public ones alone. */
static void test_whose_roots(void **state)
{
	static const struct path_roots none = { has_none, NULL };
	static const struct { enum anchor_kind kind; const struct path_roots *roots; enum anchor_kind is; } rows[] = {
		{ ANCHOR_PUBLIC, NULL, ANCHOR_PUBLIC }, { ANCHOR_PUBLIC, &none, ANCHOR_NONE },
		{ ANCHOR_ADDED, NULL, ANCHOR_ADDED }, { ANCHOR_ADDED, &none, ANCHOR_ADDED },
	};

	(void)state;
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		struct path_pool pool;
		struct chain chain;
		struct trust *trust;

		chain_make(&chain, keys, "R");
		trust = chain_trust(&chain, "R", rows[k].kind);
		pool_init(&pool, trust, CHAINS_NOW, rows[k].roots);
		assert_int_equal(pool_add(&pool, chain_find(&chain, "R"), true), 0);
		assert_int_equal(pool.nodes[0].anchor, rows[k].is);
		pool_done(&pool);
		trust_free(trust);
		chain_done(&chain);
	}
}

/* So many roots of one name and no more; more are told. */
static void test_twins_have_an_end(void **state)
{
	(void)state;
	for (size_t n = LIMIT_STORE_TWINS; n <= LIMIT_STORE_TWINS + 1; n++) {
		char line[64], ids[16];
		struct path_pool pool;
		struct chain chain;
		struct trust *trust;

		(void)snprintf(line, sizeof line, "*%zu R# cn=Twin; L<R1", n);
		(void)snprintf(ids, sizeof ids, "R*%zu", n);
		chain_make(&chain, keys, line);
		trust = chain_trust(&chain, ids, ANCHOR_ADDED);
		pool_init(&pool, trust, CHAINS_NOW, NULL);
		assert_int_equal(pool_add(&pool, chain_find(&chain, "L"), true), 0);
		pool_expand(&pool, 0);
		assert_int_equal(pool.nodes[0].n_edges, LIMIT_STORE_TWINS);
		assert_true(pool.twins == (n > LIMIT_STORE_TWINS));
		pool_done(&pool);
		trust_free(trust);
		chain_done(&chain);
	}
}

/* ---- whom it would ask first ---- */

/* path.h has the order. Each row decides by one thing, and by what outweighs it. */
static const struct { const char *certs, *presented, *anchors, *issuers; } order_rows[] = {
	{ "R; I<R noskid; J<R named=I; L<I", "L J I", "", "I J" },                       /* none before one that differs */
	{ "R; I<R noskid; J<R as=I; L<I", "L I J", "", "J I" },                          /* one that matches before none */
	{ "R; I<R; J<R named=I; L<I", "L J I", "", "I J" },
	{ "R; I<R to=-1; J<R named=I; L<I", "L J I", "", "I J" },                        /* the identifier before the dates */
	{ "R; I<R to=-1; J<R as=I; L<I", "L I J", "", "J I" },                           /* in date before ended */
	{ "R; I<R from=1; J<R as=I; L<I", "L I J", "", "J I" },                          /* and before not begun */
	{ "R; I<R from=0 to=10; J<R as=I from=-10 to=0; K<R as=I from=1; L<I", "L K J I", "", "I J K" },
	{ "R; I<R to=-1; J<R as=I noskid; L<I", "L I J", "", "J I" },                    /* dates before a match */
	{ "R; I<R; J<R as=I; L<I", "L I J", "J", "J I" },                                /* an anchor before others */
	{ "R; I<R to=-1; J<R as=I; L<I", "L J I", "I", "J I" },                          /* dates before an anchor */
	{ "R; I<R noskid; J<R as=I; L<I", "L J I", "I", "I J" },                         /* an anchor before a match */
	{ "R; I<R noca; J<R as=I; L<I", "L I J", "", "J I" },                            /* a CA before what is not */
	{ "R; I<R; J<R as=I noca; L<I", "L J I", "", "I J" },
	{ "R; I<R noca; J<R as=I noskid; L<I", "L J I", "", "I J" },                     /* a match before a CA */
	{ "R; I<R; J<R as=I; L<I", "L I J", "", "I J" },                                 /* as presented */
	{ "R; I<R; J<R as=I; L<I", "L J I", "", "J I" },
	{ "R; I<R from=-9; J<R as=I from=-5; K<R as=I from=-7; L<I", "L I J K", "", "J K I" },   /* the newest */
	{ "R; R2 as=R; L<R", "L R", "R R2", "R R2" },                                    /* presented before the store's */
	{ "R; R2 as=R; L<R", "L R2", "R R2", "R2 R" },
	{ "R; I<R; J<R; L<I", "L I J I", "", "I" },                                      /* by name, and each once */
	{ "R", "R", "R", "" },                                                           /* not itself */
};

static void test_order(void **state)
{
	unsigned wrong = 0;

	(void)state;
	for (size_t k = 0; k < sizeof order_rows / sizeof *order_rows; k++) {
		struct cert *certs[CHAINS_MAX];
		struct buf got = BUF_INIT(1024);
		struct path_pool pool;
		struct chain chain;
		struct trust *trust;
		size_t n;

		chain_make(&chain, keys, order_rows[k].certs);
		trust = chain_trust(&chain, order_rows[k].anchors, ANCHOR_ADDED);
		pool_init(&pool, trust, CHAINS_NOW, NULL);
		n = chain_pick(&chain, order_rows[k].presented, certs, CHAINS_MAX);
		for (size_t i = 0; i < n; i++)
			(void)pool_add(&pool, certs[i], true);
		pool_expand(&pool, 0);
		pool_expand(&pool, 0);
		(void)buf_adds(&got, "");
		for (size_t i = 0; i < pool.nodes[0].n_edges; i++)
			(void)buf_addf(&got, "%s%s", i > 0 ? " " : "",
				chain_id(&chain, pool.nodes[pool.nodes[0].edges[i].to].cert));
		if (strcmp(got.data != NULL ? got.data : "", order_rows[k].issuers) != 0) {
			print_error("%s (%s): %s\n", order_rows[k].certs, order_rows[k].presented, got.data);
			wrong++;
		}
		buf_done(&got);
		pool_done(&pool);
		trust_free(trust);
		chain_done(&chain);
	}
	assert_int_equal(wrong, 0);
}

/* ---- the way it goes ---- */

/* `ends`: those given up in the order met, each as its path, and the step of the certificate that ended it. */
static const struct path_row {
	const char *certs, *presented, *anchors;
	bool good;
	const char *best, *ends;
	const char *fetched, *withdrawn;
	bool strict;
} path_rows[] = {
#define PATH(line, sent, trusted, fine, way, given_up, ...) { .certs = line, .presented = sent, .anchors = trusted, \
	.good = fine, .best = way, .ends = given_up, __VA_ARGS__ },
#include "core/paths.def"
#undef PATH
};

struct path_test {
	struct chain chain;
	struct trust *trust;
	struct cert *presented[CHAINS_MAX], *fetched[CHAINS_MAX], *withdrawn[CHAINS_MAX];
	struct sigs sigs;
	struct inputs inputs;
	struct path_input in;
};

static void path_open(struct path_test *t, const struct path_row *row)
{
	memset(t, 0, sizeof *t);
	chain_make(&t->chain, keys, row->certs);
	t->trust = chain_trust(&t->chain, row->anchors, ANCHOR_ADDED);
	sigs_init(&t->sigs, NULL, cert_verify_signature);
	t->inputs = (struct inputs){ .now = CHAINS_NOW, .strict = row->strict, .max_depth = -1,
		.warn_days = { .n = -1 }, .host = CHAINS_HOST,
		.tls = { .server = true, .version = 0x0304 }, .presented = t->presented,
		.n_presented = chain_pick(&t->chain, row->presented, t->presented, CHAINS_MAX),
		.verify = sigs_verify, .verify_ctx = &t->sigs };
	t->in = (struct path_input){ .inputs = &t->inputs, .trust = t->trust, .fetched = t->fetched,
		.withdrawn = t->withdrawn };
	if (row->fetched != NULL)
		t->in.n_fetched = chain_pick(&t->chain, row->fetched, t->fetched, CHAINS_MAX);
	if (row->withdrawn != NULL)
		t->in.n_withdrawn = chain_pick(&t->chain, row->withdrawn, t->withdrawn, CHAINS_MAX);
}

static void path_close(struct path_test *t)
{
	trust_free(t->trust);
	chain_done(&t->chain);
}

static void path_say(struct buf *b, const struct chain *c, const struct path *p)
{
	for (size_t i = 0; i < p->n; i++)
		(void)buf_addf(b, "%s%s", i > 0 ? "." : "", chain_id(c, p->certs[i]));
	if (p->anchor != ANCHOR_NONE)
		(void)buf_adds(b, "!");
}

static bool path_is(const struct path_row *row)
{
	struct path_test *t = mem_alloc(sizeof *t);
	struct buf best = BUF_INIT(1024), said = BUF_INIT(65536);
	const struct path_end *ends;
	struct path_search *s;
	bool good;
	size_t n;

	path_open(t, row);
	s = path_new(&t->in);
	while (!path_step(s, 1000))
		;
	path_say(&best, &t->chain, path_best(s));
	n = path_ends(s, &ends);
	(void)buf_adds(&said, "");
	for (size_t i = 0; i < n; i++) {
		(void)buf_adds(&said, i > 0 ? " " : "");
		path_say(&said, &t->chain, &ends[i].path);
		(void)buf_addf(&said, "=%s:%s", chain_id(&t->chain, ends[i].cert), step_name(ends[i].failed));
	}
	good = path_good(s) == row->good && strcmp(best.data, row->best) == 0
		&& strcmp(said.data != NULL ? said.data : "", row->ends) == 0;
	if (!good)
		print_error("%s (%s):\n\t%s, \"%s\", \"%s\"\n", row->certs, row->presented,
			path_good(s) ? "true" : "false", best.data, said.data != NULL ? said.data : "");
	path_free(s);
	buf_done(&best);
	buf_done(&said);
	path_close(t);
	free(t);
	return good;
}

static void test_way(void **state)
{
	unsigned wrong = 0;

	(void)state;
	for (size_t k = 0; k < sizeof path_rows / sizeof *path_rows; k++)
		wrong += !path_is(&path_rows[k]);
	assert_int_equal(wrong, 0);
}

/* ---- how long it looks ---- */

/* A signature that takes as long to check as the whole search may. The processor's time passes, however busy it is. */
static int slow_verify(void *ctx, const struct cert *c, const struct cert *by)
{
	double until = path_clock() + *(const double *)ctx;

	(void)c;
	(void)by;
	while (path_clock() < until)
		;
	return SIGNATURE_BAD;
}

/* The strict search has half of the time: a longer look ends it there, and what it left out is said. */
static void test_time_has_an_end(void **state)
{
	static const struct path_row row = { .certs = "R; I<R; J<R as=I; L<I", .presented = "L I J", .anchors = "R" };
	static const struct { double ms; bool said; } looks[] = { { 0, false }, { LIMIT_PATH_MS / 2 + 1, true } };

	(void)state;
	for (size_t k = 0; k < sizeof looks / sizeof *looks; k++) {
		struct path_test *t = mem_alloc(sizeof *t);
		double ms = looks[k].ms;
		struct path_search *s;
		const char *limit;

		path_open(t, &row);
		t->inputs.verify = slow_verify;
		t->inputs.verify_ctx = &ms;
		s = path_new(&t->in);
		while (!path_step(s, 1000))
			;
		limit = path_limit(s);
		assert_true((limit != NULL) == looks[k].said);
		if (looks[k].said)
			assert_string_equal(limit,
				"looking for a way took longer than the 600 ms that certcard gives it");
		path_free(s);
		path_close(t);
		free(t);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_pool_has_an_end),
		cmocka_unit_test(test_whose_roots),
		cmocka_unit_test(test_twins_have_an_end),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_way),
		cmocka_unit_test(test_time_has_an_end),
	};
	int failed;

	keys = chain_keys_new();
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	chain_keys_free(keys);
	return failed;
}
