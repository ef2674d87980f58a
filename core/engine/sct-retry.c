/* SPDX-License-Identifier: GPL-3.0-or-later
 * A second look for the timestamps of the TLS extension (RFC 6962 3.3). GnuTLS breaks a TLS 1.3 handshake in which a
 * certificate carries them, so they are not asked for at first; few servers send them this way. Only where they would
 * make the difference the host is dialled once more and asked. Whatever fails then, the first inspection stands. */
#include "engine/job.h"

#include "base/mem.h"

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
	return j->handshake != NULL && !j->engine->opts->offline
		&& inspection_finding(j->out, FINDING_NO_SCT) != NULL;
}

enum wait scts_begin(struct job *j)
{
	j->kept = j->out;
	j->out = scts_again(j->kept);
	j->first = j->handshake;
	j->handshake = NULL;
	job_hang_up(j);
	job_enter(j, STAGE_WAITING);
	return WAIT_NONE;
}

enum wait scts_give_up(struct job *j)
{
	if (j->first != NULL) {
		job_hang_up(j);
		j->handshake = j->first;
		j->first = NULL;
	}
	inspection_free(j->out);
	j->out = j->kept;
	j->kept = NULL;
	return job_advance(j);
}

/* The second handshake is over, complete or not: GnuTLS may have broken it over just what was asked for. */
enum wait scts_end(struct job *j)
{
	struct handshake *second = j->handshake, *first = j->first;
	bool same = second->n_certs > 0 && second->certs[0].n == first->certs[0].n
		&& memcmp(second->certs[0].p, first->certs[0].p, first->certs[0].n) == 0;
	bool got = same && second->scts.len > 0 && buf_add(&first->scts, second->scts.data, second->scts.len) == 0;

	job_hang_up(j);
	j->handshake = first;
	j->first = NULL;
	if (!got)
		return scts_give_up(j);
	inspection_free(j->kept);
	j->kept = NULL;
	judge_begin(j);
	return WAIT_NONE;
}
