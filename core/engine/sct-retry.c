/* SPDX-License-Identifier: GPL-3.0-or-later
 * A second look for the timestamps of the TLS extension (RFC 6962 3.3). GnuTLS breaks a TLS 1.3 handshake in which a
 * certificate carries them, so they are not asked for at first; few servers send them this way. Only where they would
 * make the difference the host is dialled once more and asked. Whatever fails then, the first inspection stands. */
#include "engine/job.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* An inspection of the same target and connection, yet to be judged. */
static struct inspection *scts_again(const struct inspection *i)
{
	const struct connection *c = &i->connection;
	struct inspection *out = mem_alloc(sizeof *out);

	out->target = target_facts_copy(&i->target);
	out->lesson = i->lesson;
	out->has_connection = i->has_connection;
	out->connection = *c;
	out->connection.address = mem_strdup(c->address);
	out->connection.proxy = mem_strdup(c->proxy);
	out->connection.protocol = mem_strdup(c->protocol);
	out->connection.cipher = mem_strdup(c->cipher);
	out->connection.group = mem_strdup(c->group);
	out->connection.signature = mem_strdup(c->signature);
	out->connection.alpn = mem_strdup(c->alpn);
	return out;
}

bool scts_worth_asking(struct job *j)
{
	return j->connecting.handshake != NULL && !j->engine->opts->offline
		&& inspection_finding(j->out, FINDING_NO_SCT) != NULL;
}

enum wait scts_begin(struct job *j)
{
	struct connecting_request r = j->connecting.request;

	r.handshake.ask_scts = true;
	j->second = mem_alloc(sizeof *j->second);
	connecting_start(j->second, &r);
	job_enter(j, STAGE_LOOK_AROUND);
	return WAIT_NONE;
}

/* Timestamps came, for the same certificate. */
static bool scts_got(struct job *j)
{
	struct handshake *first = j->connecting.handshake;
	const struct handshake *second = j->second->handshake;
	bool same = second != NULL && second->n_certs > 0 && second->certs[0].n == first->certs[0].n
		&& memcmp(second->certs[0].p, first->certs[0].p, first->certs[0].n) == 0;

	return same && second->scts.len > 0 && buf_add(&first->scts, second->scts.data, second->scts.len) == 0;
}

/* Complete or not: GnuTLS may have broken it over just what was asked for. */
static enum wait scts_over(struct job *j, bool got)
{
	struct inspection *before = j->out;

	scts_release(j);
	if (!got)
		return job_advance(j);
	j->out = scts_again(before);
	inspection_free(before);
	judge_begin(j);
	return WAIT_NONE;
}

enum wait scts_wait(struct job *j)
{
	enum wait w;

	if (net_clock_ms() >= j->deadline)
		return scts_over(j, false);
	w = connecting_step(j->second);
	j->fd = j->second->fd;
	j->wake = j->second->wake;
	return w == WAIT_OVER ? scts_over(j, scts_got(j)) : w;
}

void scts_release(struct job *j)
{
	if (j->second != NULL)
		connecting_free(j->second);
	free(j->second);
	j->second = NULL;
}
