/* SPDX-License-Identifier: GPL-3.0-or-later
 * What every stage of an inspection needs: its beginning, and the bad end. */
#include "engine/job.h"

#include "base/mem.h"
#include "net/proxy.h"
#include "base/text.h"
#include "tls/no-answer.h"
#include "explain/texts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* The one place where the clock becomes an input. */
int64_t job_time(const struct engine *g)
{
	return g->opts->at_set ? g->opts->at : (int64_t)time(NULL);
}

/* Takes the target's facts over. */
static struct inspection *job_inspection(const struct engine *g, struct target *t)
{
	struct inspection *out = mem_alloc(sizeof *out);
	char *typed = t->facts.input;

	out->time = job_time(g);
	out->target = t->facts;
	out->target.input = text_clean_str(typed);
	free(typed);
	t->facts = (struct target_facts){ .kind = out->target.kind };
	out->connection.ms = (struct timings){ -1, -1, -1, -1, -1, -1 };
	return out;
}

struct target_facts target_facts_copy(const struct target_facts *t)
{
	return (struct target_facts){ .input = mem_strdup(t->input), .kind = t->kind, .scheme = mem_strdup(t->scheme),
		.host = mem_strdup(t->host), .host_unicode = mem_strdup(t->host_unicode),
		.zone = mem_strdup(t->zone), .port = t->port,
		.servername = mem_strdup(t->servername), .host_is_ip = t->host_is_ip };
}

struct inspection *job_inspection_again(const struct inspection *i)
{
	const struct connection *c = &i->connection;
	struct inspection *out = mem_alloc(sizeof *out);

	out->target = target_facts_copy(&i->target);
	out->lesson = i->lesson;
	out->has_connection = i->has_connection;
	out->connection = (struct connection){ .address = mem_strdup(c->address), .port = c->port,
		.proxy = mem_strdup(c->proxy), .ms = c->ms };
	return out;
}

struct job *job_new(struct engine *g, unsigned id, struct target *t, void *tag)
{
	struct job *j = mem_alloc(sizeof *j);

	*j = (struct job){ .engine = g, .id = id, .tag = tag, .target = *t, .fd = -1,
		.source.origin = ORIGIN_PRESENTED };
	*t = (struct target){ 0 };
	j->started = j->entered = net_clock_ms();
	j->deadline = j->started + g->opts->timeout * 1000;
	j->out = job_inspection(g, &j->target);
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

const char *job_address(const struct job *j)
{
	const struct dial *d = &j->connect.connecting.dial;

	return d->address[0] != '\0' ? d->address : d->trying;
}

/* What every finding about a connection may name. */
static void job_place(const struct job *j, struct finding *f)
{
	const struct target_facts *t = &j->out->target;
	int port = j->target.connect_port != 0 ? j->target.connect_port : t->port;
	const char *address = job_address(j);
	const char *host = t->host_unicode != NULL ? t->host_unicode : t->host;

	/* --connect: that is who refused or was not found. */
	if (j->target.connect_host != NULL)
		host = j->target.connect_host;
	if (host != NULL)
		finding_param(f, PARAM_HOST, host);
	if (port != 0)
		unreach_number(f, PARAM_PORT, port);
	/* Behind a proxy it would be the proxy's. A host that is an address is not named twice. */
	if (j->connect.proxy == NULL && address[0] != '\0' && (host == NULL || strcmp(host, address) != 0))
		finding_param(f, PARAM_ADDRESS, address);
	if (j->connect.proxy != NULL) {
		char *shown = proxy_display(j->connect.proxy);

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
	j->failed = true;
	return WAIT_OVER;
}

enum wait job_failed(struct job *j, const struct cc_err *e)
{
	struct finding *f = job_finding(j, FINDING_UNREACHABLE);
	char *why = text_clean_str(e->msg);

	finding_param(f, PARAM_REASON, why);
	free(why);
	return job_unreachable(j);
}

enum wait job_timeout(struct job *j, const char *where)
{
	return job_unanswered(j, where, j->engine->opts->timeout);
}

enum wait job_unanswered(struct job *j, const char *where, double seconds)
{
	struct finding *f = job_finding(j, FINDING_TIMEOUT);

	finding_param(f, PARAM_SEEN, where);
	unreach_number(f, PARAM_LIMIT, seconds);
	return job_unreachable(j);
}

void job_progress(const struct job *j, struct progress *p)
{
	*p = (struct progress){ .job = j->id, .stage = j->stage,
		.elapsed_ms = (j->source.question.open ? j->source.question.since : net_clock_ms()) - j->started,
		.asks = j->source.question.open, .file = j->out->target.kind == TARGET_FILE,
		.timeout_ms = j->engine->opts->timeout * 1000 };
	if (j->stage == STAGE_FETCH && j->judging.want != NULL) {
		char *url = text_clean_str(j->judging.want->url);

		(void)snprintf(p->detail, sizeof p->detail, "%.*s", (int)text_prefix(url, sizeof p->detail / 4), url);
		free(url);
	} else {
		(void)snprintf(p->detail, sizeof p->detail, "%s", job_address(j));
	}
}
