/* SPDX-License-Identifier: GPL-3.0-or-later
 * A second look for the timestamps of the TLS extension (RFC 6962 3.3). GnuTLS breaks a TLS 1.3 handshake in which a
 * certificate carries them, so they are not asked for at first; few servers send them this way. Only where they would
 * make the difference the host is dialled once more and asked. Whatever fails then, the first inspection stands. */
#include "engine/sct-retry.h"

#include "base/mem.h"
#include "engine/connect.h"

#include <stdlib.h>
#include <string.h>

bool scts_worth(const struct job *j)
{
	return j->connect.connecting.handshake != NULL && !j->engine->opts->offline
		&& inspection_finding(j->out, FINDING_NO_SCT) != NULL;
}

void scts_begin(struct job *j)
{
	struct connecting_request r = j->connect.connecting.request;

	r.handshake.ask_scts = true;
	j->second.connecting = mem_alloc(sizeof *j->second.connecting);
	connecting_start(j->second.connecting, &r);
	job_enter(j, STAGE_LOOK_AROUND);
}

/* Timestamps came, for the same certificate. */
static bool scts_came(struct job *j)
{
	struct handshake *first = j->connect.connecting.handshake;
	const struct handshake *second = j->second.connecting->handshake;
	bool same = second != NULL && second->n_certs > 0 && second->certs[0].n == first->certs[0].n
		&& memcmp(second->certs[0].p, first->certs[0].p, first->certs[0].n) == 0;

	return same && second->scts.len > 0 && buf_add(&first->scts, second->scts.data, second->scts.len) == 0;
}

enum wait scts_step(struct job *j)
{
	struct connecting *c = j->second.connecting;
	struct inspection *before = j->out;
	enum wait w = connecting_step(c);

	j->fd = c->fd;
	j->wake = c->wake;
	if (w != WAIT_OVER)
		return w;
	/* Complete or not: GnuTLS may have broken it over just what was asked for. */
	j->second.got = scts_came(j);
	scts_release(j);
	if (j->second.got) {
		struct target_facts kept = before->target;       /* what was asked of the network borrows from it */

		j->out = job_inspection_again(before);
		before->target = j->out->target;
		j->out->target = kept;
		inspection_free(before);
		connect_record_tls(j);
	}
	return WAIT_OVER;
}

/* What is not here by now makes no difference: the verdict stands. */
enum wait scts_expired(struct job *j)
{
	scts_release(j);
	return WAIT_OVER;
}

bool scts_got(const struct job *j)
{
	return j->second.got;
}

void scts_release(struct job *j)
{
	if (j->second.connecting != NULL)
		connecting_free(j->second.connecting);
	free(j->second.connecting);
	j->second.connecting = NULL;
}
