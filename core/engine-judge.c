/* SPDX-License-Identifier: GPL-3.0-or-later
 * The stages behind the handshake: the judge's slices, and what it wants fetched. */
#include "engine-job.h"

#include <stdlib.h>
#include <time.h>

/* The moment to judge at: --at, else now. The one place where the clock becomes an input. */
static int64_t judge_time(const struct opts *o)
{
	return o->at_set ? o->at : (int64_t)time(NULL);
}

static struct tls_facts judge_tls(const struct job *j)
{
	const struct handshake *h = j->handshake;

	if (h == NULL)
		return (struct tls_facts){ 0 };
	return (struct tls_facts){ .server = true, .version = h->version, .staple = buf_bytes(&h->staple), .tls_scts = buf_bytes(&h->scts),
		.client_cert_requested = h->requested, .client_cert_required = h->required, .broke = j->broke };
}

void judge_begin(struct job *j)
{
	const struct target_facts *t = &j->out->target;
	struct engine *g = j->engine;
	struct judge_input in = { .opts = g->opts, .now = judge_time(g->opts), .may_fetch = false,
		.host = t->servername != NULL ? t->servername : t->host, .host_is_ip = t->servername == NULL && t->host_is_ip,
		.tls = judge_tls(j), .presented = j->certs, .n_presented = j->n_certs, .origin = j->origin, .trust = j->trust,
		.crls = buf_bytes(&g->crls) };

	j->out->time = in.now;
	j->judge = judge_new(&in);
	job_enter(j, STAGE_VERIFY);
}

static enum wait judge_over(struct job *j)
{
	struct judge *judge = j->judge;

	j->judge = NULL;
	judge_finish(judge, j->out);
	if (j->out->has_connection)
		j->out->connection.ms.verify = job_stage_ms(j);
	return job_finish(j);
}

enum wait stage_judge(struct job *j)
{
	const struct want *w;

	switch (judge_step(j->judge)) {
	case JUDGE_DONE:
		return judge_over(j);
	case JUDGE_WANTS:
		while ((w = judge_want(j->judge)) != NULL)
			judge_answer(j->judge, w, (struct bytes){ 0 }, "fetching is off");
		return WAIT_NONE;
	default:
		return WAIT_TURN;
	}
}

enum wait stage_fetch(struct job *j)
{
	job_enter(j, STAGE_VERIFY);
	return WAIT_NONE;
}

enum wait stage_look_around(struct job *j)
{
	return judge_over(j);
}
