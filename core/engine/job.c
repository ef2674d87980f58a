/* SPDX-License-Identifier: GPL-3.0-or-later
 * What every stage of an inspection needs: the way to its end, good or bad. */
#include "engine/job.h"

#include "base/mem.h"
#include "net/proxy.h"
#include "base/text.h"
#include "tls/no-answer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Where a timeout came; NULL: the stage keeps the deadline itself. */
static const char *const job_steps[N_STAGES] = {
	[STAGE_WAITING] = "while waiting for a free place",
	[STAGE_RESOLVE] = "while looking up the name",
	[STAGE_CONNECT] = "while connecting",
	[STAGE_STARTTLS] = "in the STARTTLS dialogue",
	[STAGE_HANDSHAKE] = "in the TLS handshake",
};

struct job *job_new(struct engine *g, unsigned id, struct target *t, void *tag)
{
	struct job *j = mem_alloc(sizeof *j);

	*j = (struct job){ .engine = g, .id = id, .tag = tag, .target = *t, .fd = -1, .origin = ORIGIN_PRESENTED };
	*t = (struct target){ 0 };
	j->started = j->entered = net_clock_ms();
	j->deadline = j->started + g->opts->timeout * 1000;
	j->out = inspection_begin(g, &j->target);
	MEM_GROW(g->jobs, g->n_jobs);
	g->jobs[g->n_jobs++] = j;
	g->grown = true;
	return j;
}

double job_stage_ms(const struct job *j)
{
	return net_clock_ms() - j->entered;
}

void job_enter(struct job *j, enum stage stage)
{
	j->stage = stage;
	j->entered = net_clock_ms();
}

struct finding *job_finding(struct job *j, enum finding_id id)
{
	struct inspection *out = j->out;
	struct finding *f;

	MEM_GROW(out->findings, out->n_findings);
	f = &out->findings[out->n_findings++];
	unreach_init(f, id);
	return f;
}

/* What every finding about a connection may name. */
static void job_place(const struct job *j, struct finding *f)
{
	const struct target_facts *t = &j->out->target;
	int port = j->target.connect_port != 0 ? j->target.connect_port : t->port;
	const struct dial *d = &j->connecting.dial;
	const char *address = d->address[0] != '\0' ? d->address : d->trying;
	const char *host = t->host_unicode != NULL ? t->host_unicode : t->host;

	/* --connect: that is who refused or was not found. */
	if (j->target.connect_host != NULL)
		host = j->target.connect_host;
	if (host != NULL)
		finding_param(f, PARAM_HOST, host);
	if (port != 0)
		unreach_number(f, PARAM_PORT, port);
	/* Behind a proxy it would be the proxy's. A host that is an address is not named twice. */
	if (j->proxy == NULL && address[0] != '\0' && (host == NULL || strcmp(host, address) != 0))
		finding_param(f, PARAM_ADDRESS, address);
	if (j->proxy != NULL) {
		char *shown = proxy_display(j->proxy);

		finding_param(f, PARAM_PROXY, shown);
		free(shown);
	}
}

enum wait job_unreachable(struct job *j)
{
	struct finding *f = &j->out->findings[j->out->n_findings - 1];

	job_place(j, f);
	finding_explain(f);
	verdict_set(j->out);
	return job_advance(j);
}

enum wait job_failed(struct job *j, const struct cc_err *e)
{
	struct finding *f = job_finding(j, FINDING_UNREACHABLE);
	char *why = text_clean_str(e->msg);

	finding_param(f, PARAM_REASON, why);
	free(why);
	return job_unreachable(j);
}

/* On the way to a proxy, and in the talk with it, nobody knows yet which of the two keeps us waiting. */
static char *job_step(const struct job *j)
{
	enum stage stage = j->lookup != NULL ? STAGE_RESOLVE : j->stage;
	char *proxy, *s;

	if (j->proxy == NULL || stage != STAGE_CONNECT)
		return mem_strdup(job_steps[stage]);
	proxy = proxy_display(j->proxy);
	s = mem_printf("%s through the proxy %s", job_steps[stage], proxy);
	free(proxy);
	return s;
}

bool job_expired(struct job *j)
{
	struct finding *f;
	char *step;

	if (job_steps[j->stage] == NULL)
		return false;
	if (connect_expired(j)) {
		j->wait = WAIT_TURN;
		return true;
	}
	step = job_step(j);
	f = job_finding(j, FINDING_TIMEOUT);
	finding_param(f, PARAM_SEEN, step);
	unreach_number(f, PARAM_LIMIT, j->engine->opts->timeout);
	j->wait = job_unreachable(j);
	free(step);
	return true;
}

/* What may follow a verdict, or the news that there is none, in the order in which it happens. Each comes once. */
static const struct {
	bool (*worth)(struct job *j);
	enum wait (*begin)(struct job *j);
} job_stages[] = {
	{ scts_worth_asking, scts_begin },   /* dials again, and a second verdict comes */
	{ dane_worth, dane_begin },
	{ look_worth, look_begin },
};

/* Nothing more is to come. */
static enum wait job_deliver(struct job *j)
{
	struct engine *g = j->engine;
	struct inspection *out = j->out;

	keys_note(j);
	if (out->has_connection)
		out->connection.ms.total = net_clock_ms() - j->started;
	out->exit_status = out->verdict.exit_status;
	j->out = NULL;
	if (j->group != NULL)
		group_deliver(j, out);
	else
		engine_deliver(g, j->id, j->tag, out, true);
	job_release(j);
	j->stage = STAGE_DONE;
	return WAIT_OVER;
}

enum wait job_advance(struct job *j)
{
	while (j->next < sizeof job_stages / sizeof *job_stages) {
		size_t at = j->next++;

		if (job_stages[at].worth(j))
			return job_stages[at].begin(j);
	}
	return job_deliver(j);
}

void job_stop_fetch(struct job *j)
{
	if (j->fetch != NULL)
		fetch_close(j->fetch);
	free(j->fetch);
	j->fetch = NULL;
}

void job_release(struct job *j)
{
	size_t i;

	job_stop_fetch(j);
	dane_release(j);
	look_release(j);
	clock_release(j);
	scts_release(j);
	connecting_free(&j->connecting);
	addresses_release(j);
	judge_free(j->judge);
	j->judge = NULL;
	for (i = 0; i < j->n_certs; i++)
		cert_unref(j->certs[i]);
	free(j->certs);
	j->certs = NULL;
	j->n_certs = 0;
	pemfile_close(&j->file);
	pemfile_unload(&j->data);
	question_done(&j->question);
	free(j->broke);
	j->broke = NULL;
	if (j->refusal != NULL)
		finding_done(j->refusal);
	free(j->refusal);
	j->refusal = NULL;
}

void job_free(struct job *j)
{
	job_release(j);
	group_leave(j);
	inspection_free(j->out);
	demo_world_free(j->world);
	free(j->address);
	target_done(&j->target);
	free(j->proxy);
	free(j);
}

void job_progress(const struct job *j, struct progress *p)
{
	*p = (struct progress){ .job = j->id, .stage = j->lookup != NULL ? STAGE_RESOLVE : j->stage,
		.elapsed_ms = (j->question.open ? j->question.since : net_clock_ms()) - j->started,
		.asks = j->question.open,
		.timeout_ms = j->engine->opts->timeout * 1000 };
	if (j->stage == STAGE_FETCH && j->want != NULL) {
		char *url = text_clean_str(j->want->url);

		(void)snprintf(p->detail, sizeof p->detail, "%.*s", (int)text_prefix(url, sizeof p->detail / 4), url);
		free(url);
	} else {
		(void)snprintf(p->detail, sizeof p->detail, "%s",
			j->connecting.dial.address[0] != '\0' ? j->connecting.dial.address : j->connecting.dial.trying);
	}
}
