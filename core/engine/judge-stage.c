/* SPDX-License-Identifier: GPL-3.0-or-later
 * The stage behind the handshake: the judge's slices, and what becomes of what it says. */
#include "engine/judge-stage.h"

#include "engine/client-cert.h"
#include "engine/fetching.h"
#include "tls/handshake-words.h"

#include <string.h>

static struct tls_inputs judge_tls(const struct job *j)
{
	const struct handshake *h = j->connect.connecting.handshake;

	if (h == NULL)
		return (struct tls_inputs){ 0 };
	return (struct tls_inputs){ .server = true, .version = h->version,
		.rsa_exchange = handshake_rsa_exchange(h), .dh_bits = handshake_dh_bits(h),
		.outdated = handshake_outdated(h),
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

/* The target where advice names it in a command, unless a shell would make something else of it: of a file's name "a;b"
 * that a stranger chose, say. */
static const char *judge_place(const struct target_facts *t)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/:+@%,";

	return *t->input != '-' && t->input[strspn(t->input, plain)] == '\0' ? t->input : NULL;
}

void judging_begin(struct job *j)
{
	const struct target_facts *t = &j->out->target;
	const struct demo_world *w = j->source.world;
	struct engine *g = j->engine;
	struct judge_input in = { .opts = g->opts, .now = job_time(g), .may_fetch = !g->opts->offline,
		.host = t->servername != NULL ? t->servername : t->host, .host_is_ip = t->servername == NULL
		&& t->host_is_ip, .place = judge_place(t),
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

/* ---- the stage ---- */

enum wait judging_step(struct job *j)
{
	if (j->stage == STAGE_FETCH)
		return fetching_step(j);
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
	fetching_stop(j);
	judge_free(j->judging.judge);
	j->judging.judge = NULL;
}
