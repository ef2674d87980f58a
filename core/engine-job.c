/* SPDX-License-Identifier: GPL-3.0-or-later
 * What every stage of an inspection needs: the way to its end, good or bad. */
#include "engine-job.h"

#include "mem.h"
#include "proxy.h"
#include "text.h"
#include "unreach.h"

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

	if (t->host_unicode != NULL || t->host != NULL)
		finding_param(f, "host", t->host_unicode != NULL ? t->host_unicode : t->host);
	if (t->port != 0)
		unreach_number(f, "port", t->port);
	if (j->dial.address[0] != '\0' || j->dial.trying[0] != '\0')
		finding_param(f, "address", j->dial.address[0] != '\0' ? j->dial.address : j->dial.trying);
	if (j->proxy != NULL) {
		char *shown = proxy_display(j->proxy);

		finding_param(f, "proxy", shown);
		free(shown);
	}
}

enum wait job_unreachable(struct job *j)
{
	struct finding *f = &j->out->findings[j->out->n_findings - 1];

	job_place(j, f);
	finding_explain(f);
	verdict_set(j->out);
	return job_finish(j);
}

enum wait job_failed(struct job *j, const struct cc_err *e)
{
	struct finding *f = job_finding(j, FINDING_UNREACHABLE);
	char *why = text_clean_str(e->msg);

	finding_param(f, "reason", why);
	free(why);
	return job_unreachable(j);
}

bool job_expired(struct job *j)
{
	struct finding *f;

	if (job_steps[j->stage] == NULL)
		return false;
	f = job_finding(j, FINDING_TIMEOUT);
	finding_param(f, "seen", job_steps[j->stage]);
	unreach_number(f, "limit", j->engine->opts->timeout);
	j->wait = job_unreachable(j);
	return true;
}

/* Is this the last job of its number? With --all-addresses there are several. */
static bool job_is_last(const struct job *j)
{
	const struct engine *g = j->engine;
	size_t i, n = 0;

	for (i = 0; i < g->n_jobs; i++)
		n += g->jobs[i]->id == j->id && g->jobs[i]->out != NULL;
	return n == 0;
}

enum wait job_finish(struct job *j)
{
	struct engine *g = j->engine;
	struct inspection *out = j->out;

	if (out->has_connection)
		out->connection.ms.total = net_clock_ms() - j->started;
	out->exit_status = out->verdict.exit_status;
	j->out = NULL;
	MEM_GROW(g->results, g->n_results);
	g->results[g->n_results++] = (struct result){ j->id, j->tag, out, job_is_last(j) };
	job_release(j);
	j->stage = STAGE_DONE;
	return WAIT_OVER;
}

void job_hang_up(struct job *j)
{
	if (j->resolving)
		j->engine->resolving--;
	j->resolving = false;
	if (j->handshake != NULL)
		handshake_done(j->handshake);
	free(j->handshake);
	j->handshake = NULL;
	if (j->starttls != NULL)
		starttls_done(j->starttls);
	free(j->starttls);
	j->starttls = NULL;
	dial_close(&j->dial);
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
	job_hang_up(j);
	judge_free(j->judge);
	j->judge = NULL;
	for (i = 0; i < j->n_certs; i++)
		cert_unref(j->certs[i]);
	free(j->certs);
	j->certs = NULL;
	j->n_certs = 0;
	free(j->broke);
	j->broke = NULL;
}

void job_free(struct job *j)
{
	job_release(j);
	inspection_free(j->out);
	target_done(&j->target);
	free(j->proxy);
	free(j);
}

void job_progress(const struct job *j, struct progress *p)
{
	*p = (struct progress){ .job = j->id, .stage = j->stage, .elapsed_ms = net_clock_ms() - j->started,
		.timeout_ms = j->engine->opts->timeout * 1000 };
	if (j->stage == STAGE_FETCH && j->want != NULL) {
		char *url = text_clean_str(j->want->url);

		(void)snprintf(p->detail, sizeof p->detail, "%.*s", (int)text_prefix(url, sizeof p->detail / 4), url);
		free(url);
	} else {
		(void)snprintf(p->detail, sizeof p->detail, "%s", j->dial.address[0] != '\0' ? j->dial.address : j->dial.trying);
	}
}
