/* SPDX-License-Identifier: GPL-3.0-or-later
 * The stages behind the handshake: the judge's slices, and what it wants fetched. */
#include "engine/job.h"

#include "base/address.h"
#include "base/mem.h"
#include "tls/handshake-words.h"

#include <time.h>

/* The moment to judge at: --at, else now. The one place where the clock becomes an input. */
int64_t judge_time(const struct opts *o)
{
	return o->at_set ? o->at : (int64_t)time(NULL);
}

static struct tls_facts judge_tls(const struct job *j)
{
	const struct handshake *h = j->connecting.handshake;

	if (h == NULL)
		return (struct tls_facts){ 0 };
	return (struct tls_facts){ .server = true, .version = h->version,
		.rsa_exchange = handshake_rsa_exchange(h), .staple = buf_bytes(&h->staple),
		.tls_scts = buf_bytes(&h->scts),
		.unproved = h->proof != PROOF_HELD, .proof_false = h->proof == PROOF_FALSE,
		.proof_untried = h->proof == PROOF_UNTRIED,
		.client_cert_requested = h->requested, .client_cert_required = h->required, .broke = j->broke };
}

void judge_begin(struct job *j)
{
	const struct target_facts *t = &j->out->target;
	struct engine *g = j->engine;
	struct judge_input in = { .opts = g->opts, .now = judge_time(g->opts), .may_fetch = !g->opts->offline,
		.host = t->servername != NULL ? t->servername : t->host, .host_is_ip = t->servername == NULL
		&& t->host_is_ip,
		.tls = judge_tls(j), .presented = j->certs, .n_presented = j->n_certs, .origin = j->origin,
		.file = j->file.order != NULL ? &j->file : NULL,
		.trust = j->trust,
		.roots = j->world != NULL && j->world->roots.n > 0 ? &j->world->roots : NULL,
		.ctlogs = j->world != NULL && j->world->logs.n > 0 ? &j->world->logs : NULL,
		.crls = &g->crls, .cache = g->cache };

	j->out->time = in.now;
	j->judged = net_clock_ms();
	j->judge = judge_new(&in);
	job_enter(j, STAGE_VERIFY);
}

static enum wait judge_over(struct job *j)
{
	struct judge *judge = j->judge;

	j->judge = NULL;
	judge_finish(judge, j->out);
	if (j->out->has_connection)
		j->out->connection.ms.verify = net_clock_ms() - j->judged;
	return job_advance(j);
}

enum wait stage_judge(struct job *j)
{
	switch (judge_step(j->judge)) {
	case JUDGE_DONE:
		return judge_over(j);
	case JUDGE_WANTS:
		job_enter(j, STAGE_FETCH);
		return WAIT_NONE;
	default:
		return WAIT_TURN;
	}
}

/* ---- fetching ---- */

static void fetch_answer(struct job *j, struct bytes body, const char *why_not)
{
	judge_answer(j->judge, j->want, body, why_not);
	j->want = NULL;
}

/* Only for a target that is of that kind itself. */
bool fetch_may_be_local(const struct job *j)
{
	const struct target_facts *t = &j->out->target;

	if (t->kind == TARGET_DEMO)
		return true;
	if (j->proxy != NULL)
		return t->host_is_ip && !address_text_is_public(t->host);
	if (j->connecting.dial.address[0] != '\0')
		return !address_text_is_public(j->connecting.dial.address);
	return j->connecting.dial.trying[0] != '\0' && !address_text_is_public(j->connecting.dial.trying);
}

double fetch_left(const struct job *j)
{
	double all = j->engine->opts->timeout * 10 * LIMIT_FETCH_PERCENT, left = j->deadline - net_clock_ms();

	all -= j->fetched_ms + (j->stage == STAGE_FETCH ? job_stage_ms(j) : 0);
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
	struct fetch_request r = { .url = j->want->url, .post = j->want->post, .max_bytes = j->want->max_bytes,
		.proxy = j->out->target.kind == TARGET_DEMO ? NULL : &g->proxy_rules, .local = fetch_may_be_local(j),
		.family = g->opts->family };
	double patience = fetch_patience(j);
	struct cc_err e;

	if (j->fetches >= LIMIT_FETCHES) {
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
	j->fetches++;
	j->fetch = mem_alloc(sizeof *j->fetch);
	j->fetch_until = net_clock_ms() + patience;
	j->wake = j->fetch_until;
	fetch_start(j->fetch, g->net, &r);
	return WAIT_LOOP;
}

static void fetch_end(struct job *j, struct bytes body, const char *why_not)
{
	clock_note_fetch(j);
	fetch_answer(j, body, why_not);
	job_stop_fetch(j);
}

enum wait stage_fetch(struct job *j)
{
	double now = net_clock_ms();

	if (j->fetch == NULL) {
		j->want = judge_want(j->judge);
		if (j->want != NULL)
			return fetch_begin(j);
		j->fetched_ms += job_stage_ms(j);
		job_enter(j, STAGE_VERIFY);
		return WAIT_NONE;
	}
	switch (fetch_step(j->fetch)) {
	case FETCH_BUSY:
		if (now < j->fetch_until) {
			j->wake = j->fetch_until;
			return WAIT_LOOP;
		}
		fetch_end(j, (struct bytes){ 0 }, "it did not answer in time");
		return WAIT_NONE;
	case FETCH_DONE:
		fetch_end(j, buf_bytes(&j->fetch->body), NULL);
		return WAIT_NONE;
	default:
		fetch_end(j, (struct bytes){ 0 }, j->fetch->why);
		return WAIT_NONE;
	}
}
