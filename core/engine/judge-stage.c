/* SPDX-License-Identifier: GPL-3.0-or-later
 * The stages behind the handshake: the judge's slices, and what it wants fetched. */
#include "engine/judge-stage.h"

#include "base/address.h"
#include "base/mem.h"
#include "engine/client-cert.h"
#include "engine/clock-signs.h"
#include "tls/handshake-words.h"

#include <stdlib.h>

static struct tls_inputs judge_tls(const struct job *j)
{
	const struct handshake *h = j->connect.connecting.handshake;

	if (h == NULL)
		return (struct tls_inputs){ 0 };
	return (struct tls_inputs){ .server = true, .version = h->version,
		.rsa_exchange = handshake_rsa_exchange(h), .outdated = handshake_outdated(h),
		.staple = buf_bytes(&h->staple),
		.tls_scts = buf_bytes(&h->scts),
		.unproved = h->proof != PROOF_HELD, .proof_false = h->proof == PROOF_FALSE,
		.proof_untried = h->proof == PROOF_UNTRIED,
		.client_cert_requested = h->requested, .client_cert_required = h->required, .broke = j->connect.broke };
}

bool judging_worth(const struct job *j)
{
	return j->source.n_certs > 0;
}

void judging_begin(struct job *j)
{
	const struct target_facts *t = &j->out->target;
	const struct demo_world *w = j->source.world;
	struct engine *g = j->engine;
	struct judge_input in = { .opts = g->opts, .now = job_time(g), .may_fetch = !g->opts->offline,
		.host = t->servername != NULL ? t->servername : t->host, .host_is_ip = t->servername == NULL
		&& t->host_is_ip,
		.tls = judge_tls(j), .presented = j->source.certs, .n_presented = j->source.n_certs,
		.origin = j->source.origin,
		.file = j->source.file.order != NULL ? &j->source.file : NULL,
		.trust = j->source.trust,
		.roots = w != NULL && w->roots.n > 0 ? &w->roots : NULL,
		.ctlogs = w != NULL && w->logs.n > 0 ? &w->logs : NULL,
		.crls = &g->crls, .cache = g->cache };

	j->second.got = false;
	j->out->time = in.now;
	j->judging.since = net_clock_ms();
	j->judging.judge = judge_new(&in);
	job_enter(j, STAGE_VERIFY);
}

static enum wait judge_over(struct job *j)
{
	struct judge *judge = j->judging.judge;

	j->judging.judge = NULL;
	judge_finish(judge, j->out);
	client_cert_evidence(j->out);
	if (j->out->has_connection)
		j->out->connection.ms.verify = net_clock_ms() - j->judging.since;
	return WAIT_OVER;
}

/* ---- fetching ---- */

static void fetch_answer(struct job *j, struct bytes body, const char *why_not)
{
	judge_answer(j->judging.judge, j->judging.want, body, why_not);
	j->judging.want = NULL;
}

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

static enum wait fetch_begin(struct job *j)
{
	struct engine *g = j->engine;
	const struct want *w = j->judging.want;
	struct fetch_request r = { .url = w->url, .post = w->post, .max_bytes = w->max_bytes,
		.proxy = j->out->target.kind == TARGET_DEMO ? NULL : &g->proxy_rules, .local = fetch_may_be_local(j),
		.family = g->opts->family };
	double patience = fetch_patience(j);
	struct cc_err e;

	if (j->judging.fetches >= LIMIT_FETCHES) {
		fetch_answer(j, (struct bytes){ 0 }, "too much else had to be fetched");
		return WAIT_NONE;
	}
	if (patience < 1) {
		fetch_answer(j, (struct bytes){ 0 }, "there was no time left for it");
		return WAIT_NONE;
	}
	if (net_load(g->net, &e) != 0) {
		fetch_answer(j, (struct bytes){ 0 }, e.msg);
		return WAIT_NONE;
	}
	j->judging.fetches++;
	j->judging.fetch = mem_alloc(sizeof *j->judging.fetch);
	j->judging.until = net_clock_ms() + patience;
	j->wake = j->judging.until;
	fetch_start(j->judging.fetch, g->net, &r);
	return WAIT_LOOP;
}

static void fetch_stop(struct job *j)
{
	if (j->judging.fetch != NULL)
		fetch_close(j->judging.fetch);
	free(j->judging.fetch);
	j->judging.fetch = NULL;
}

static void fetch_end(struct job *j, struct bytes body, const char *why_not)
{
	clock_note_fetch(j);
	fetch_answer(j, body, why_not);
	fetch_stop(j);
}

static enum wait fetch_wait(struct job *j)
{
	double now = net_clock_ms();

	if (j->judging.fetch == NULL) {
		j->judging.want = judge_want(j->judging.judge);
		if (j->judging.want != NULL)
			return fetch_begin(j);
		j->judging.fetched_ms += job_stage_ms(j);
		job_enter(j, STAGE_VERIFY);
		return WAIT_NONE;
	}
	switch (fetch_step(j->judging.fetch)) {
	case FETCH_BUSY:
		if (now < j->judging.until) {
			j->wake = j->judging.until;
			return WAIT_LOOP;
		}
		fetch_end(j, (struct bytes){ 0 }, "it did not answer in time");
		return WAIT_NONE;
	case FETCH_DONE:
		fetch_end(j, buf_bytes(&j->judging.fetch->body), NULL);
		return WAIT_NONE;
	default:
		fetch_end(j, (struct bytes){ 0 }, j->judging.fetch->why);
		return WAIT_NONE;
	}
}

/* ---- the stage ---- */

enum wait judging_step(struct job *j)
{
	if (j->stage == STAGE_FETCH)
		return fetch_wait(j);
	switch (judge_step(j->judging.judge)) {
	case JUDGE_DONE:
		return judge_over(j);
	case JUDGE_WANTS:
		job_enter(j, STAGE_FETCH);
		return WAIT_NONE;
	default:
		return WAIT_TURN;
	}
}

void judging_release(struct job *j)
{
	fetch_stop(j);
	judge_free(j->judging.judge);
	j->judging.judge = NULL;
}
