/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the judge wants, asked for over http or taken from what another inspection of the run was answered. */
#include "engine/fetching.h"

#include "base/address.h"
#include "base/mem.h"
#include "engine/clock-signs.h"

#include <stdlib.h>

/* ---- limits ---- */

/* Only for a target that is of that kind itself. */
bool fetch_may_be_local(const struct job *j)
{
	const struct target_facts *t = &j->out->target;

	if (t->kind == TARGET_DEMO)
		return true;
	if (j->connect.proxy != NULL)
		return t->host_is_ip && !address_text_is_public(t->host);
	return job_address(j)[0] != '\0' && !address_text_is_public(job_address(j));
}

double fetch_left(const struct job *j)
{
	double all = j->engine->opts->timeout * 10 * LIMIT_FETCH_PERCENT, left = j->deadline - net_clock_ms();

	all -= j->judging.fetched_ms + (j->stage == STAGE_FETCH ? job_stage_ms(j) : 0);
	return all < left ? all : left;
}

/* One fetch gets at most half of what is left, so that a second one has its turn. */
static double fetch_patience(const struct job *j)
{
	return fetch_left(j) / 2;
}

/* ---- the end of one ---- */

static void fetch_answer(struct job *j, struct bytes body, const char *why_not)
{
	judge_answer(j->judging.judge, j->judging.want, body, why_not);
	j->judging.want = NULL;
	j->judging.until = 0;
}

void fetching_stop(struct job *j)
{
	if (j->judging.claim != NULL)
		fetched_leave(j->engine->fetched, j->judging.claim);
	j->judging.claim = NULL;
	if (j->judging.fetch != NULL)
		fetch_close(j->judging.fetch);
	free(j->judging.fetch);
	j->judging.fetch = NULL;
}

/* The others have it, too. Those of this engine look again in this turn. */
static void fetch_share(struct job *j, const char *why_not, double waited)
{
	struct fetch *f = j->judging.fetch;
	struct fetched_answer a = { .why = why_not != NULL ? mem_strdup(why_not) : NULL, .from = mem_strdup(f->url),
		.date = f->date, .waited = waited };

	if (j->judging.claim == NULL) {
		free(a.why);
		free(a.from);
		return;
	}
	if (why_not == NULL) {
		a.body = f->body;
		f->body = (struct buf){ 0 };
	}
	fetched_put(j->engine->fetched, j->judging.claim, &a);
	j->judging.claim = NULL;
	j->engine->grown = true;
}

/* why_not NULL: what came is in its body. `waited`: ms for which nobody answered; 0: somebody has. */
static enum wait fetch_end(struct job *j, const char *why_not, double waited)
{
	struct fetch *f = j->judging.fetch;

	clock_note_fetch(j, f->url, f->date, 0);
	fetch_answer(j, why_not == NULL ? buf_bytes(&f->body) : (struct bytes){ 0 }, why_not);
	fetch_share(j, why_not, waited);
	fetching_stop(j);
	return WAIT_NONE;
}

/* ---- the beginning ---- */

static enum wait fetch_none(struct job *j, const char *why_not)
{
	fetch_answer(j, (struct bytes){ 0 }, why_not);
	return WAIT_NONE;
}

static enum wait fetch_ask(struct job *j)
{
	struct engine *g = j->engine;
	const struct want *w = j->judging.want;
	struct fetch_request r = { .url = w->url, .post = w->post, .max_bytes = w->max_bytes,
		.proxy = j->out->target.kind == TARGET_DEMO ? NULL : &g->proxy_rules, .local = fetch_may_be_local(j),
		.family = g->opts->family };
	struct cc_err e;

	if (net_load(g->net, &e) != 0) {
		fetching_stop(j);
		return fetch_none(j, e.msg);
	}
	j->judging.fetch = mem_alloc(sizeof *j->judging.fetch);
	j->judging.asked = net_clock_ms();
	j->wake = j->judging.until;
	fetch_start(j->judging.fetch, g->net, &r);
	return WAIT_LOOP;
}

static enum wait fetch_take(struct job *j, struct fetched_answer *a)
{
	if (a->date > 0)
		clock_note_fetch(j, a->from, a->date, (int64_t)((net_clock_ms() - a->came) / 1000));
	fetch_answer(j, buf_bytes(&a->body), a->why);
	fetched_unref(j->engine->fetched, a);
	return WAIT_NONE;
}

/* An OCSP answer is about one certificate, and is asked for by everybody; an issuer or a list is many inspections'. */
static enum wait fetch_look(struct job *j)
{
	const struct want *w = j->judging.want;
	struct fetched_key k = { .url = w->url, .max_bytes = w->max_bytes, .local = fetch_may_be_local(j),
		.direct = j->out->target.kind == TARGET_DEMO };
	double now = net_clock_ms();
	struct fetched_answer *a;

	if (w->post.n > 0)
		return fetch_ask(j);
	switch (fetched_look(j->engine->fetched, &k, j->judging.until - now, &j->judging.claim, &a)) {
	case FETCHED_HERE:
		return fetch_take(j, a);
	case FETCHED_WAIT:
		if (now >= j->judging.until)
			return fetch_none(j, "it did not answer in time");
		j->wake = now + LIMIT_FETCHED_AGAIN_MS;
		return WAIT_LOOP;
	default:
		return fetch_ask(j);
	}
}

static enum wait fetch_begin(struct job *j)
{
	double patience = fetch_patience(j);

	if (j->judging.fetches >= LIMIT_FETCHES)
		return fetch_none(j, "too much else had to be fetched");
	if (patience < 1)
		return fetch_none(j, "there was no time left for it");
	j->judging.fetches++;
	j->judging.until = net_clock_ms() + patience;
	return fetch_look(j);
}

/* ---- the stage ---- */

enum wait fetching_step(struct job *j)
{
	double now = net_clock_ms();

	if (j->judging.want == NULL) {
		j->judging.want = judge_want(j->judging.judge);
		if (j->judging.want != NULL)
			return fetch_begin(j);
		j->judging.fetched_ms += job_stage_ms(j);
		job_enter(j, STAGE_VERIFY);
		return WAIT_NONE;
	}
	if (j->judging.fetch == NULL)
		return fetch_look(j);
	switch (fetch_step(j->judging.fetch)) {
	case FETCH_BUSY:
		if (now >= j->judging.until)
			return fetch_end(j, "it did not answer in time", now - j->judging.asked);
		j->wake = j->judging.until;
		return WAIT_LOOP;
	case FETCH_DONE:
		return fetch_end(j, NULL, 0);
	default:
		return fetch_end(j, j->judging.fetch->why, 0);
	}
}
