/* SPDX-License-Identifier: GPL-3.0-or-later
 * Mazes made by chance (but always the same ones): CAs that sign each other crosswise, with faults sprinkled in.
 * Whether a good path exists is found out beside the judge, by walking all of them over the description instead of the
 * certificates. */
#include "lib/chains.h"

#include "judge/judge.h"
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

enum { MAZES = 400, CAS_MAX = 7, CERTS_MAX = 18 };

enum fault { FAULT_NONE, FAULT_EXPIRED, FAULT_EARLY, FAULT_NO_CA, FAULT_LENGTH, FAULT_NAMES, FAULT_CRITICAL,
	FAULT_PURPOSE, N_FAULTS };

/* The option of lib/chains.h that makes it. */
static const char *const fault_options[N_FAULTS] = {
	[FAULT_NONE] = "", [FAULT_EXPIRED] = " to=-1", [FAULT_EARLY] = " from=1", [FAULT_NO_CA] = " noca",
		[FAULT_LENGTH] = " pl=0",
	[FAULT_NAMES] = " permit=example.org", [FAULT_CRITICAL] = " critical",
		[FAULT_PURPOSE] = " eku=1.3.6.1.5.5.7.3.2",
};

/* One certificate: it says who holds the name `of`, and is signed by the CA `by`. */
struct maze_cert { int of, by; enum fault fault; bool anchor, sent; };

struct maze {
	struct maze_cert certs[CERTS_MAX];
	int n, n_cas, top;       /* top: the CA that signs the leaf */
};

static struct chain_keys *keys;

/* Knuth's MMIX generator: no chance from outside, or a failure could not be looked at again. */
static unsigned chance(uint64_t *seed, unsigned below)
{
	*seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (unsigned)(*seed >> 33) % below;
}

static void maze_make(struct maze *m, uint64_t seed)
{
	memset(m, 0, sizeof *m);
	m->n_cas = 2 + (int)chance(&seed, CAS_MAX - 1);
	/* each CA has a self-signed certificate, which may or may not be an anchor */
	for (int i = 0; i < m->n_cas; i++)
		m->certs[m->n++] = (struct maze_cert){ i, i, FAULT_NONE, chance(&seed, 4) == 0, chance(&seed, 3) == 0 };
	while (m->n < CERTS_MAX && chance(&seed, 12) != 0) {
		int of = (int)chance(&seed, (unsigned)m->n_cas), by = (int)chance(&seed, (unsigned)m->n_cas);

		if (of == by)
			continue;
		m->certs[m->n++] = (struct maze_cert){ of, by, FAULT_NONE, chance(&seed, 15) == 0, true };
	}
	for (int i = 0; i < m->n; i++)
		if (chance(&seed, 3) == 0)
			m->certs[i].fault = (enum fault)(1 + chance(&seed, N_FAULTS - 1));
	m->top = (int)chance(&seed, (unsigned)m->n_cas);
}

/* Is there a good path upwards from a certificate signed by `by`? `used`: names on the way; `depth`: CAs below. */
static bool maze_solve(const struct maze *m, int by, unsigned used, int depth)
{
	for (int i = 0; i < m->n; i++) {
		const struct maze_cert *c = &m->certs[i];

		if (c->of != by || (used & 1U << by) != 0 || (!c->anchor && !c->sent))
			continue;
		if (c->fault == FAULT_LENGTH ? depth > 0 : c->fault != FAULT_NONE)
			continue;
		if (c->anchor)
			return true;
		/* a self-signed one leads nowhere but to itself */
		if (c->by != c->of && maze_solve(m, c->by, used | 1U << by, depth + 1))
			return true;
	}
	return false;
}

/* Anchors end a path: behind a bad one no further certificate is looked for, but another one of the same name may be
 * good. */
static char *maze_line(const struct maze *m, struct buf *sent, struct buf *anchors)
{
	struct buf b = BUF_INIT(65536);

	/* the keys first: one plain certificate for each CA, which is neither sent nor trusted */
	for (int i = 0; i < m->n_cas; i++)
		(void)buf_addf(&b, "K%d; ", i);
	for (int i = 0; i < m->n; i++) {
		const struct maze_cert *c = &m->certs[i];

		(void)buf_addf(&b, "C%d<K%d as=K%d%s; ", i, c->by, c->of, fault_options[c->fault]);
		if (c->sent)
			(void)buf_addf(sent, " C%d", i);
		if (c->anchor)
			(void)buf_addf(anchors, "%sC%d", anchors->len > 0 ? " " : "", i);
	}
	(void)buf_addf(&b, "L<K%d", m->top);
	return buf_take(&b);
}

static struct inspection *maze_judge(struct cert **presented, size_t n, struct trust *trust)
{
	struct inspection *out = mem_alloc(sizeof *out);
	struct opts o;
	struct judge_input in =
		{ .opts = &o, .now = CHAINS_NOW, .presented = presented, .n_presented = n, .trust = trust,
		.tls = { .server = true, .version = 0x0304 }, .host = CHAINS_HOST };
	struct judge *j;

	opts_defaults(&o);
	j = judge_new(&in);
	while (judge_step(j) != JUDGE_DONE)
		;
	judge_finish(j, out);
	return out;
}

static bool maze_agrees(uint64_t seed, unsigned *good)
{
	struct buf sent = BUF_INIT(4096), anchors = BUF_INIT(4096);
	struct cert *presented[CHAINS_MAX], *trusted[CHAINS_MAX];
	struct trust *trust = trust_new(NULL);
	struct inspection *i;
	struct chain c;
	struct maze m;
	bool expected, agrees;
	char *line;
	size_t n;

	maze_make(&m, seed);
	expected = maze_solve(&m, m.top, 0, 0);
	(void)buf_adds(&sent, "L");
	(void)buf_adds(&anchors, "");
	line = maze_line(&m, &sent, &anchors);
	chain_make(&c, keys, line);
	n = chain_pick(&c, anchors.data, trusted, CHAINS_MAX);
	for (size_t k = 0; k < n; k++)
		trust_add(trust, trusted[k], ANCHOR_ADDED);
	n = chain_pick(&c, sent.data, presented, CHAINS_MAX);
	i = maze_judge(presented, n, trust);
	agrees = (i->verdict.level != LEVEL_UNTRUSTED) == expected;
	*good += expected;
	if (!agrees)
		print_error("seed %u: a good path %s, judged %s: %s\nsent: %s\nanchors: %s\n", (unsigned)seed,
			expected ? "exists" : "does not exist",
			level_name(i->verdict.level), line, sent.data, anchors.data);
	inspection_free(i);
	trust_free(trust);
	chain_done(&c);
	buf_done(&sent);
	buf_done(&anchors);
	free(line);
	return agrees;
}

static void test_mazes_find_the_way_where_there_is_one(void **state)
{
	unsigned wrong = 0, good = 0, mazes = getenv("CERTCARD_VALGRIND") != NULL ? MAZES / 20 : MAZES;

	(void)state;
	for (uint64_t seed = 1; seed <= mazes; seed++)
		if (!maze_agrees(seed, &good))
			wrong++;
	print_message("%u of %u mazes have a good path\n", good, mazes);
	assert_int_equal(wrong, 0);
	assert_true(good > mazes / 8 && good < mazes * 7 / 8);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_mazes_find_the_way_where_there_is_one) };
	int failed;

	keys = chain_keys_new();
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	chain_keys_free(keys);
	return failed;
}
