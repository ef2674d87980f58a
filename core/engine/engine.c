/* SPDX-License-Identifier: GPL-3.0-or-later
 * The engine: its jobs, its turn, its trust. What a job does stands in flow.c. */
#include "engine/engine.h"

#include "base/descriptors.h"
#include "engine/files.h"
#include "engine/flow.h"
#include "engine/keys.h"
#include "engine/results.h"
#include "base/mem.h"
#include "net/net.h"

#include <math.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

/* ---- trust ---- */

void engine_trust_session(struct engine *g, const struct cert *root)
{
	trust_add(g->session, root, ANCHOR_SESSION);
}

/* Judges under way still read the old view, so it goes when nothing is under way any more. */
static void engine_retire(struct engine *g, struct trust *t)
{
	if (t == NULL)
		return;
	MEM_GROW(g->retired, g->n_retired);
	g->retired[g->n_retired++] = t;
}

static void engine_sweep(struct engine *g)
{
	if (g->n_jobs > 0)
		return;
	/* A view goes before the one that it stands on. */
	while (g->n_retired > 0)
		trust_free(g->retired[--g->n_retired]);
}

void engine_distrust_session(struct engine *g)
{
	engine_retire(g, g->session);
	engine_retire(g, g->gallery);
	g->session = trust_over(g->base);
	g->gallery = NULL;
	cert_unref(g->gallery_root);
	g->gallery_root = NULL;
	engine_sweep(g);
}

/* ---- life ---- */

struct fetched *engine_fetched_new(void)
{
	return fetched_new();
}

void engine_fetched_free(struct fetched *s)
{
	fetched_free(s);
}

struct engine *engine_new(const struct engine_input *in, struct cc_err *e)
{
	struct engine *g = mem_alloc(sizeof *g);

	g->input = *in;
	g->opts = in->opts;
	g->roots = in->roots;
	g->net = net_new();
	g->cache = cert_cache_new();
	g->own_fetched = in->fetched == NULL ? fetched_new() : NULL;
	g->fetched = in->fetched != NULL ? in->fetched : g->own_fetched;
	g->proxy_rules.option = in->opts->proxy;
	g->base = trust_new(in->roots);
	g->session = trust_over(g->base);
	if (engine_load(g, e) == 0) {
		g->input.given = NULL;   /* what was of use in them has been read */
		return g;
	}
	engine_free(g);
	return NULL;
}

void engine_beside(struct engine *g, const struct given *list)
{
	companions_later(g->companions, list);
}

void engine_free(struct engine *g)
{
	if (g == NULL)
		return;
	watchdog_done(&g->watchdog);
	while (g->n_jobs > 0)
		job_free(g->jobs[--g->n_jobs]);
	free(g->jobs);
	results_free(g);
	engine_sweep(g);
	free(g->retired);
	trust_free(g->gallery);
	cert_unref(g->gallery_root);
	trust_free(g->session);
	trust_free(g->base);
	tls_client_free(g->client);
	pemfile_free(g->own, g->n_own);
	if (g->passwords.data != NULL)
		explicit_bzero(g->passwords.data, g->passwords.len);
	buf_done(&g->passwords);
	net_free(g->net);
	demo_stop(g->demo);
	dns_free(g->dns);
	companions_free(g->companions);
	cert_cache_free(g->cache);
	fetched_free(g->own_fetched);
	crl_lists_done(&g->crls);
	free(g);
}

/* ---- jobs ---- */

unsigned engine_start(struct engine *g, struct target *t, void *tag)
{
	return job_new(g, ++g->last_id, t, tag)->id;
}

/* The order of jobs means nothing, so the last one fills the gap. */
static void engine_drop(struct engine *g, size_t i)
{
	bool asked = g->jobs[i]->source.question.open;

	job_free(g->jobs[i]);
	g->jobs[i] = g->jobs[--g->n_jobs];
	if (asked)
		question_wake(g);
	engine_sweep(g);
}

void engine_cancel(struct engine *g, unsigned job)
{
	size_t i;

	for (i = g->n_jobs; i-- > 0;)
		if (g->jobs[i]->id == job)
			engine_drop(g, i);
	results_drop(g, job);
}

size_t engine_active(const struct engine *g)
{
	return g->n_jobs;
}

size_t engine_lent(const struct engine *g, size_t shares)
{
	size_t most = descriptors_limit() / 4, n = 0;
	double now = net_clock_ms();

	most = (most < LIMIT_UNANSWERED ? most : LIMIT_UNANSWERED) / shares;
	for (size_t i = 0; i < g->n_jobs && n < most; i++) {
		double lends = connecting_lends(&g->jobs[i]->connect.connecting);

		n += lends > 0 && now >= lends;
	}
	return n;
}

bool engine_progress(const struct engine *g, unsigned job, struct progress *p)
{
	size_t i;

	for (i = 0; i < g->n_jobs; i++)
		if (g->jobs[i]->id == job) {
			job_progress(g->jobs[i], p);
			return true;
		}
	return false;
}

/* ---- the turn ---- */

static void engine_step_job(struct job *j)
{
	j->ready = false;
	do
		j->wait = job_step(j);
	while (j->wait == WAIT_NONE);
}

/* Every job that can go on does. Returns whether one wants another turn without waiting. */
static bool engine_step(struct engine *g)
{
	double now = net_clock_ms();
	bool again = false;
	size_t i;

	g->grown = false;
	for (i = g->n_jobs; i-- > 0;) {
		struct job *j = g->jobs[i];
		bool waits = j->wait == WAIT_READ || j->wait == WAIT_WRITE;

		if (j->wait == WAIT_ANSWER)
			continue;
		if (!waits || j->ready || now >= j->deadline || (j->wake > 0 && now >= j->wake))
			engine_step_job(j);
		if (j->wait == WAIT_OVER)
			engine_drop(g, i);
		else if (j->wait == WAIT_TURN)
			again = true;
	}
	return again || g->grown;
}

/* Milliseconds until the next deadline, at most `ms`, rounded up so that the loop does not spin before it. */
static int engine_patience(const struct engine *g, int ms)
{
	double now = net_clock_ms(), left = ms;
	size_t i;

	for (i = 0; i < g->n_jobs; i++) {
		const struct job *j = g->jobs[i];
		double until = j->wake > 0 && j->wake < j->deadline ? j->wake : j->deadline;

		if (j->wait != WAIT_ANSWER && until - now < left)
			left = until - now;
	}
	return left <= 0 ? 0 : (int)ceil(left);
}

static void engine_watch(struct engine *g, const int *extra, size_t n_extra)
{
	size_t i;

	net_reset(g->net);
	for (i = 0; i < n_extra; i++)
		(void)net_watch(g->net, extra[i], POLLIN);
	for (i = 0; i < g->n_jobs; i++) {
		struct job *j = g->jobs[i];

		if (j->wait == WAIT_READ || j->wait == WAIT_WRITE)
			j->slot = net_watch(g->net, j->fd, j->wait == WAIT_READ ? POLLIN : POLLOUT);
	}
}

static int engine_mark(struct engine *g, size_t n_extra)
{
	int mine = 0;
	size_t i;

	for (i = 0; i < n_extra; i++)
		if (net_ready(g->net, i) != 0)
			mine = 1;
	for (i = 0; i < g->n_jobs; i++) {
		struct job *j = g->jobs[i];

		if (j->wait == WAIT_READ || j->wait == WAIT_WRITE)
			j->ready = net_ready(g->net, j->slot) != 0;
	}
	return mine;
}

int engine_turn(struct engine *g, const int *extra, size_t n_extra, int ms)
{
	bool again;
	int mine;

	watchdog_feed(&g->watchdog, LIMIT_TURN_CPU_MS);
	again = engine_step(g);

	if (again || g->taken < g->n_results)
		ms = 0;
	engine_watch(g, extra, n_extra);
	net_wait(g->net, engine_patience(g, ms));
	mine = engine_mark(g, n_extra);
	(void)engine_step(g);
	return mine;
}
