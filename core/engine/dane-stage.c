/* SPDX-License-Identifier: GPL-3.0-or-later
 * --dane: one question to the DNS, once the chain is judged. */
#include "engine/dane-stage.h"

#include "base/mem.h"
#include "evidence/dane.h"
#include <stdlib.h>

enum { DANE_GLANCE_MS = 50 };

bool dane_worth(const struct job *j)
{
	const struct target_facts *t = &j->out->target;

	return j->engine->opts->dane && t->kind == TARGET_HOST && !t->host_is_ip
		&& j->out->n_presented > 0;
}

static void dane_failed(struct job *j, const char *why)
{
	dane_say(j->out, &(struct dane_answer){ .state = DNS_FAILED, .why = why });
	dane_release(j);
}

void dane_begin(struct job *j)
{
	struct engine *g = j->engine;
	struct cc_err e = { 0 };
	char *name = dane_name(j->out);

	job_enter(j, STAGE_LOOK_AROUND);
	if (g->dns == NULL)
		g->dns = dns_new(&e);
	if (g->dns != NULL)
		j->dane = dns_ask(g->dns, name, DANE_TLSA, &e);
	free(name);
	if (j->dane == NULL)
		dane_failed(j, e.msg);
}

enum wait dane_step(struct job *j)
{
	struct dane_answer a = { .state = DNS_FAILED };
	struct bytes *records;
	char *why;

	if (j->dane == NULL)
		return WAIT_OVER;        /* it could not be asked */
	a.state = dns_step(j->dane);
	if (a.state == DNS_BUSY && net_clock_ms() >= j->deadline) {
		dane_failed(j, "it took too long");
		return WAIT_OVER;
	}
	if (a.state == DNS_BUSY) {
		/* All queries of the engine share one descriptor, so another job may have taken our answer off it. */
		j->fd = dns_fd(j->engine->dns);
		j->wake = net_clock_ms() + DANE_GLANCE_MS;
		return WAIT_READ;
	}
	records = mem_alloc(DANE_RECORDS * sizeof *records);
	for (; a.n < dns_count(j->dane) && a.n < DANE_RECORDS; a.n++)
		records[a.n] = dns_record(j->dane, a.n);
	a.records = records;
	a.why = why = dns_why(j->dane);
	dane_say(j->out, &a);
	dane_release(j);
	free(records);
	free(why);
	return WAIT_OVER;
}

void dane_release(struct job *j)
{
	dns_stop(j->dane);
	j->dane = NULL;
}
