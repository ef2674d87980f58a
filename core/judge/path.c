/* SPDX-License-Identifier: GPL-3.0-or-later
 * Depth first through the pool, with backtracking, under budgets. */
#include "judge/path.h"

#include "base/mem.h"
#include "judge/pool.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* What a growing path must pass at each certificate, as far as that can be said before its issuer is known. */
#define PATH_GROWING_STEPS (1U << STEP_PARSE | 1U << STEP_NOT_BEFORE | 1U << STEP_NOT_AFTER | 1U << STEP_CA | 1U << STEP_PATH_LENGTH | \
	1U << STEP_NAME_CONSTRAINTS | 1U << STEP_USAGE | 1U << STEP_STRENGTH)

/* Failures that depend on what is below as well, or on more than one certificate: with another way there they may
 * vanish. All others are the certificate's own; but at an anchor STEP_ANCHOR is about a distrusted CA below it. */
#define PATH_SHARED_STEPS (1U << STEP_PATH_LENGTH | 1U << STEP_NAME_CONSTRAINTS | 1U << STEP_USAGE)

/* What came of a link's signature; the greater the worse. */
enum path_link { LINK_GOOD, LINK_UNCHECKED, LINK_FALSE };

enum path_phase { PATH_STRICT, PATH_SECOND_LOOK, PATH_LOOSE, PATH_DONE };

/* One certificate of the path under construction. */
struct path_frame {
	size_t node, next;       /* and which of its issuers to try next */
	enum path_link worst;    /* of the links up to here */
	bool entered;
	bool continued;          /* an issuer was followed, or the reason why not was kept */
	bool broken_seen;        /* an issuer fits but for the signature */
	bool broken_pass;        /* nothing else is left: follow those */
	bool tainted;            /* something above failed that might not fail with other certificates below */
};

/* How good a path with faults is; compared in this order, less is better. */
struct path_score { unsigned class, fails, open_top; };

#define PATH_LOOK_MS 0.1                 /* between two looks at the thread's clock */

struct path_search {
	struct path_input in;
	struct inputs inputs;              /* with the path under construction */
	struct path_pool pool;
	enum path_phase phase;
	struct path_frame stack[LIMIT_PATH_CERTS];
	struct cert *certs[LIMIT_PATH_CERTS];
	size_t depth;
	unsigned visited, judged, looked;
	double spent;
	bool good, scored;
	char limit[96];                  /* what path_limit() says; empty: nothing was left out */
	struct path best;
	struct path_score best_score;
	struct path_end ends[LIMIT_DEAD_ENDS];
	size_t n_ends;
};

static double path_time(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

double path_clock(void)
{
	return path_time(CLOCK_THREAD_CPUTIME_ID);
}

static void path_start(struct path_search *s, enum path_phase phase)
{
	s->phase = phase;
	s->visited = s->judged = 0;
	s->stack[0] = (struct path_frame){ .node = 0 };
	s->certs[0] = s->pool.nodes[0].cert;
	s->depth = 1;
}

struct path_search *path_new(const struct path_input *in)
{
	struct path_search *s = mem_alloc(sizeof *s);

	s->in = *in;
	s->inputs = *in->inputs;
	s->inputs.path = s->certs;
	pool_init(&s->pool, in->trust, in->inputs->now, in->roots);
	for (size_t i = 0; i < in->inputs->n_presented; i++)
		(void)pool_add(&s->pool, in->inputs->presented[i], true);
	for (size_t i = 0; i < in->n_fetched; i++)
		(void)pool_add(&s->pool, in->fetched[i], false);
	s->best.certs[0] = s->pool.nodes[0].cert;
	s->best.n = 1;
	s->best.anchor = s->pool.nodes[0].anchor;
	path_start(s, PATH_STRICT);
	return s;
}

void path_free(struct path_search *s)
{
	if (s == NULL)
		return;
	pool_done(&s->pool);
	free(s);
}

static struct path path_current(const struct path_search *s, enum anchor_kind anchor)
{
	struct path p = { .n = s->depth, .anchor = anchor };

	memcpy(p.certs, s->certs, s->depth * sizeof s->certs[0]);
	return p;
}

/* Is the one the beginning of the other? */
static bool path_begins(const struct path *whole, const struct path *start)
{
	return start->n <= whole->n && memcmp(whole->certs, start->certs, start->n * sizeof start->certs[0]) == 0;
}

static void path_give_up(struct path_search *s, enum anchor_kind anchor, enum step_id failed, const struct cert *c)
{
	if (s->n_ends < LIMIT_DEAD_ENDS)
		s->ends[s->n_ends++] = (struct path_end){ path_current(s, anchor), failed, c };
}

/* The certificates that lead back to the same name and key make a loop, whatever else differs (RFC 4158 2.4.2). */
static bool path_loops(const struct path_search *s, const struct cert *c)
{
	for (size_t i = 0; i < s->depth; i++) {
		const struct cert *p = s->certs[i];

		if (p == c || (memcmp(p->spki_sha256, c->spki_sha256, sizeof p->spki_sha256) == 0
			&& p->subject.der.n == c->subject.der.n &&
			memcmp(p->subject.der.p, c->subject.der.p, c->subject.der.n) == 0))
			return true;
	}
	return false;
}

static void path_judge(struct path_search *s, enum anchor_kind anchor, struct outcome *o)
{
	s->judged++;
	s->inputs.n_path = s->depth;
	s->inputs.anchor = anchor;
	checks_run(&s->inputs, o);
}

static bool path_better(const struct path_score *a, const struct path_score *b)
{
	if (a->class != b->class)
		return a->class < b->class;
	if (a->fails != b->fails)
		return a->fails < b->fails;
	return a->open_top < b->open_top;
}

static bool path_is_withdrawn(const struct path_search *s, const struct cert *c)
{
	for (size_t i = 0; i < s->in.n_withdrawn; i++)
		if (cert_same(s->in.withdrawn[i], c))
			return true;
	return false;
}

/* The first of the path that is withdrawn, or NULL. */
static const struct cert *path_withdrawn(const struct path_search *s)
{
	for (size_t i = 0; i < s->depth; i++)
		if (path_is_withdrawn(s, s->certs[i]))
			return s->certs[i];
	return NULL;
}

/* A path that came to its end in the loose phase. */
static void path_candidate(struct path_search *s, enum anchor_kind anchor, enum path_link worst,
	const struct outcome *o)
{
	const struct cert *top = s->certs[s->depth - 1], *withdrawn = path_withdrawn(s);
	struct path_score score = {
		.class = 2 * (unsigned)worst + (anchor == ANCHOR_NONE ? 1 : 0),
		.fails = (unsigned)__builtin_popcount(o->path_fails) + (withdrawn != NULL),
		.open_top = top->self_signed ? 0 : 1,
	};

	if (withdrawn != NULL)
		path_give_up(s, anchor, STEP_REVOCATION, withdrawn);
	else
		path_give_up(s, anchor, o->first_fail, o->first_fail_cert);
	if (s->scored && !path_better(&score, &s->best_score))
		return;
	s->scored = true;
	s->best_score = score;
	s->best = path_current(s, anchor);
}

/* The path under construction has reached an anchor (or, loosely, an end). */
static void path_complete(struct path_search *s, enum anchor_kind anchor, enum path_link worst)
{
	struct outcome o = { .quiet = true };

	path_judge(s, anchor, &o);
	if (s->phase == PATH_LOOSE) {
		path_candidate(s, anchor, worst, &o);
	} else if (o.path_fails != 0) {
		/* what the depth or another end of it has tainted stays so */
		s->stack[s->depth - 1].tainted |= (o.path_fails & (anchor != ANCHOR_NONE
			? PATH_SHARED_STEPS | 1U << STEP_ANCHOR : PATH_SHARED_STEPS)) != 0;
		path_give_up(s, anchor, o.first_fail, o.first_fail_cert);
	} else if (s->phase == PATH_STRICT) {
		s->good = true;
		s->best = path_current(s, anchor);
		s->phase = PATH_SECOND_LOOK;
	}
	outcome_done(&o);
}

/* A limit of ours. The first one is told. */
__attribute__((format(printf, 2, 3))) static void path_met(struct path_search *s, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	if (s->limit[0] == '\0')
		(void)vsnprintf(s->limit, sizeof s->limit, fmt, ap);
	va_end(ap);
}

static void path_enter(struct path_search *s, struct path_frame *f)
{
	enum anchor_kind anchor = s->pool.nodes[f->node].anchor;

	f->entered = true;
	s->visited++;
	if (anchor != ANCHOR_NONE) {
		f->continued = true;
		path_complete(s, anchor, f->worst);
		f->next = SIZE_MAX;
	} else if (s->depth == LIMIT_PATH_CERTS) {
		f->next = SIZE_MAX;
		f->tainted = true;
	} else {
		pool_expand(&s->pool, f->node);
		if (s->pool.twins)
			path_met(s, "the trust store has more roots of one name than the %d that certcard tries",
				LIMIT_STORE_TWINS);
		if (s->pool.full)
			path_met(s, "there are more certificates than the %d that certcard keeps", LIMIT_POOL_CERTS);
	}
}

/* The path under construction goes no further than the certificate that was to be its next. */
static void path_give_up_next(struct path_search *s, enum step_id failed, const struct cert *c)
{
	s->depth++;
	path_give_up(s, ANCHOR_NONE, failed, c);
	s->depth--;
}

/* Does the link to what is next on the path break a rule that another issuer would keep? */
static bool path_link_fails(struct path_search *s)
{
	struct outcome o = { .quiet = true, .only = 1U << STEP_ISSUER };
	bool fails;

	s->inputs.n_path = s->depth + 1;
	s->inputs.anchor = ANCHOR_NONE;
	checks_run_at(&s->inputs, s->depth - 1, &o);
	fails = o.path_fails != 0;
	if (fails)
		path_give_up_next(s, o.first_fail, o.first_fail_cert);
	outcome_done(&o);
	return fails;
}

/* Does what is known of this certificate, next on the path, end the branch? The reason is kept. */
static bool path_hopeless(struct path_search *s, const struct path_node *node)
{
	struct outcome o = { .quiet = true, .only = PATH_GROWING_STEPS };
	bool hopeless;

	if (path_is_withdrawn(s, node->cert)) {
		path_give_up_next(s, STEP_REVOCATION, node->cert);
		return true;
	}
	if (path_link_fails(s))
		return true;
	if (node->anchor != ANCHOR_NONE)
		return false;    /* judged with the whole path at once */
	s->inputs.n_path = s->depth + 1;
	s->inputs.anchor = ANCHOR_NONE;
	checks_run_at(&s->inputs, s->depth, &o);
	hopeless = o.path_fails != 0;
	if ((o.path_fails & PATH_SHARED_STEPS) != 0)
		s->stack[s->depth - 1].tainted = true;
	if (hopeless)
		path_give_up_next(s, o.first_fail, o.first_fail_cert);
	outcome_done(&o);
	return hopeless;
}

static void path_push(struct path_search *s, size_t node, enum path_link worst)
{
	s->stack[s->depth - 1].continued = true;
	s->stack[s->depth++] = (struct path_frame){ .node = node, .worst = worst };
}

/* In the second look only what was presented and not used is of interest, and what hangs on it. */
static bool path_worth_a_look(struct path_search *s, const struct path_node *node)
{
	struct path here = path_current(s, ANCHOR_NONE);

	if (!path_begins(&s->best, &here))
		return true;
	for (size_t i = 0; i < s->best.n; i++)
		if (s->best.certs[i] == node->cert)
			return false;
	return node->presented;
}

/* Is this only somebody of the issuer's name, with another key? What signed itself has found its issuer. What stands in
 * the store alone was put there by nobody who spoke of this certificate: unless the two name the same key, a signature
 * that does not verify says that it is not the issuer, and nothing of forgery. */
static bool path_is_namesake(const struct path_search *s, const struct path_edge *e, int verified)
{
	const struct path_node *issuer = &s->pool.nodes[e->to];

	if (s->certs[s->depth - 1]->self_signed)
		return true;
	if (issuer->presented || verified == SIGNATURE_OVER_BUDGET)
		return false;
	return e->ids == KEY_IDS_DIFFER
		|| (e->ids == KEY_IDS_MISSING && issuer->anchor != ANCHOR_NONE && verified == SIGNATURE_BAD);
}

/* The link does not verify, or could not be tried. */
static void path_broken(struct path_search *s, struct path_frame *f, const struct path_edge *e, int verified)
{
	enum path_link link = verified == SIGNATURE_BAD ? LINK_FALSE : LINK_UNCHECKED;

	if (path_is_namesake(s, e, verified)) {
		/* told all the same where nothing but the signature says so: who does not go back stops there */
		if (s->phase == PATH_LOOSE || e->ids != KEY_IDS_MISSING || s->certs[s->depth - 1]->self_signed)
			return;
		f->continued = true;
		path_give_up_next(s, STEP_SIGNATURE, s->certs[s->depth - 1]);
		return;
	}
	if (f->broken_pass) {
		path_push(s, e->to, f->worst > link ? f->worst : link);
		return;
	}
	f->broken_seen = true;
	if (s->phase == PATH_LOOSE)
		return;
	f->continued = true;
	path_give_up_next(s, STEP_SIGNATURE, s->certs[s->depth - 1]);
}

static void path_follow(struct path_search *s, struct path_frame *f, const struct path_edge *e)
{
	const struct path_node *node = &s->pool.nodes[e->to];
	struct cert *child = s->certs[s->depth - 1];
	int verified;

	if (path_loops(s, node->cert)) {
		f->tainted = true;
		return;
	}
	if (s->phase == PATH_SECOND_LOOK && (!path_worth_a_look(s, node) || s->looked++ >= LIMIT_SECOND_LOOKS))
		return;
	s->certs[s->depth] = node->cert;
	if (s->phase != PATH_LOOSE && (node->barren || path_hopeless(s, node))) {
		f->continued = true;
		return;
	}
	verified = s->inputs.verify(s->inputs.verify_ctx, child, node->cert);
	if (verified != SIGNATURE_GOOD)
		path_broken(s, f, e, verified);
	else if (!f->broken_pass)
		path_push(s, e->to, f->worst);
}

static void path_leave(struct path_search *s, struct path_frame *f)
{
	if (!f->continued && f->broken_seen && !f->broken_pass && s->phase == PATH_LOOSE) {
		f->broken_pass = true;
		f->next = 0;
		return;
	}
	if (!f->continued)
		path_complete(s, ANCHOR_NONE, f->worst);
	s->pool.nodes[f->node].barren = s->phase == PATH_STRICT && !f->tainted;
	if (f->tainted && s->depth > 1)
		f[-1].tainted = true;
	s->depth--;
}

/* What begins the best path, or is it, was not given up after all. */
static void path_tidy(struct path_search *s)
{
	size_t kept = 0;

	for (size_t i = 0; i < s->n_ends; i++)
		if (!path_begins(&s->best, &s->ends[i].path))
			s->ends[kept++] = s->ends[i];
	s->n_ends = kept;
	s->phase = PATH_DONE;
}

static void path_next_phase(struct path_search *s)
{
	if (s->phase == PATH_STRICT) {
		s->n_ends = 0;
		path_start(s, PATH_LOOSE);
	} else {
		path_tidy(s);
	}
}

/* Half of the time is kept for the loose phase, so that there always is a best path. */
static bool path_is_spent(struct path_search *s, double ms)
{
	if (s->visited > LIMIT_PATH_STEPS)
		path_met(s, "more certificates would have to be tried than the %d that certcard tries",
			LIMIT_PATH_STEPS);
	else if (s->judged > LIMIT_PATHS)
		path_met(s, "there are more ways than the %d that certcard tries", LIMIT_PATHS);
	else if (ms > (s->phase == PATH_STRICT ? LIMIT_PATH_MS / 2 : LIMIT_PATH_MS))
		path_met(s, "looking for a way took longer than the %d ms that certcard gives it", LIMIT_PATH_MS);
	else
		return false;
	return true;
}

static void path_advance(struct path_search *s)
{
	struct path_frame *f;

	if (s->depth == 0) {
		path_next_phase(s);
		return;
	}
	f = &s->stack[s->depth - 1];
	if (!f->entered)
		path_enter(s, f);
	else if (f->next < s->pool.nodes[f->node].n_edges)
		path_follow(s, f, &s->pool.nodes[f->node].edges[f->next++]);
	else
		path_leave(s, f);
}

bool path_step(struct path_search *s, double ms)
{
	double begun = path_clock(), taken = 0;
	double looked = path_time(CLOCK_MONOTONIC);

	while (s->phase != PATH_DONE && taken < ms) {
		path_advance(s);
		/* The thread's clock is a system call, and costs more than most steps; it goes no faster than the
		 * wall's. */
		if (path_time(CLOCK_MONOTONIC) - looked >= PATH_LOOK_MS) {
			taken = path_clock() - begun;
			looked = path_time(CLOCK_MONOTONIC);
		}
		if (s->phase != PATH_DONE && path_is_spent(s, s->spent + taken))
			path_next_phase(s);
	}
	s->spent += path_clock() - begun;
	return s->phase == PATH_DONE;
}

const struct path *path_best(const struct path_search *s)
{
	return &s->best;
}

const char *path_limit(const struct path_search *s)
{
	return s->good || s->limit[0] == '\0' ? NULL : s->limit;
}

bool path_good(const struct path_search *s)
{
	return s->good;
}

size_t path_ends(const struct path_search *s, const struct path_end **out)
{
	*out = s->ends;
	return s->n_ends;
}
