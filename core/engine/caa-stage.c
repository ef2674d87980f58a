/* SPDX-License-Identifier: GPL-3.0-or-later
 * CAA: a question to the DNS for each name on the way up (RFC 8659 3), one after the other, for the first answer with
 * records ends it. */
#include "engine/caa-stage.h"

#include "base/limits.h"
#include "base/mem.h"
#include "evidence/caa-say.h"
#include <stdlib.h>

enum { CAA_GLANCE_MS = 50 };

bool caa_worth(const struct job *j)
{
	bool wildcard;

	return j->engine->opts->dane && j->out->target.kind == TARGET_HOST && caa_first(j->out, &wildcard) != NULL;
}

static void caa_failed(struct job *j, const char *why)
{
	caa_say(j->out, &(struct caa_answer){ .state = DNS_FAILED, .name = j->caa.at, .why = why });
	caa_release(j);
}

/* False: it is over. */
static bool caa_ask(struct job *j, const char *name)
{
	struct engine *g = j->engine;
	struct cc_err e = { 0 };

	dns_stop(j->caa.query);
	j->caa.query = NULL;
	j->caa.at = name;
	if (++j->caa.asked > LIMIT_CAA_NAMES) {
		caa_failed(j, "it has too many labels");
		return false;
	}
	if (g->dns == NULL)
		g->dns = dns_new(&e);
	if (g->dns != NULL)
		j->caa.query = dns_ask(g->dns, name, CAA_TYPE, &e);
	if (j->caa.query != NULL)
		return true;
	caa_failed(j, e.msg);
	return false;
}

void caa_begin(struct job *j)
{
	bool wildcard;

	job_enter(j, STAGE_LOOK_AROUND);
	j->caa.unsigned_answer = false;
	j->caa.asked = 0;
	(void)caa_ask(j, caa_first(j->out, &wildcard));
}

static void caa_answered(struct job *j, enum dns_state state)
{
	struct caa_answer a = { .state = state, .name = j->caa.at };
	size_t n = dns_count(j->caa.query);
	struct bytes *records = mem_alloc(n * sizeof *records);
	char *why = dns_why(j->caa.query);

	for (; a.n < n; a.n++)
		records[a.n] = dns_record(j->caa.query, a.n);
	if (state == DNS_SECURE && j->caa.unsigned_answer)
		a.state = DNS_INSECURE;
	a.records = records;
	a.why = why;
	caa_say(j->out, &a);
	caa_release(j);
	free(records);
	free(why);
}

enum wait caa_step(struct job *j)
{
	enum dns_state state;
	const char *parent;

	if (j->caa.query == NULL)
		return WAIT_OVER;
	state = dns_step(j->caa.query);
	if (state == DNS_BUSY && net_clock_ms() >= j->deadline) {
		caa_failed(j, "it took too long");
		return WAIT_OVER;
	}
	if (state == DNS_BUSY) {
		/* as in dane-stage.c: another job may have taken our answer off the descriptor */
		j->fd = dns_fd(j->engine->dns);
		j->wake = net_clock_ms() + CAA_GLANCE_MS;
		return WAIT_READ;
	}
	parent = caa_parent(j->caa.at);
	if ((state == DNS_SECURE || state == DNS_INSECURE) && dns_count(j->caa.query) == 0 && parent != NULL) {
		j->caa.unsigned_answer |= state == DNS_INSECURE;
		return caa_ask(j, parent) ? WAIT_NONE : WAIT_OVER;
	}
	caa_answered(j, state);
	return WAIT_OVER;
}

void caa_release(struct job *j)
{
	dns_stop(j->caa.query);
	j->caa.query = NULL;
}
