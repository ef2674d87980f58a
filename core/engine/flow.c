/* SPDX-License-Identifier: GPL-3.0-or-later
 * The one table of stages, in the order in which they happen, each with its next. A stage says when it is over, and
 * never what comes then: a failure is a finding, after which those stages follow that have anything to do. */
#include "engine/flow.h"

#include "engine/addresses.h"
#include "engine/caa-stage.h"
#include "engine/connect.h"
#include "engine/dane-stage.h"
#include "engine/group.h"
#include "engine/judge-stage.h"
#include "engine/keys.h"
#include "engine/other-cert.h"
#include "engine/probe-stage.h"
#include "engine/results.h"
#include "engine/sct-retry.h"
#include "engine/sources.h"
#include "net/net.h"

#include <stdlib.h>

static const struct flow_row {
	bool (*worth)(const struct job *j);      /* is there anything to do? NULL: always */
	void (*begin)(struct job *j);            /* NULL: nothing is to be done once */
	enum wait (*step)(struct job *j);        /* WAIT_OVER: the stage is through */
	enum wait (*expired)(struct job *j);     /* instead, after the deadline; NULL: it has a limit of its own */
	void (*release)(struct job *j);          /* what it holds; in any stage, also twice */
	enum flow next;
} flow[FLOW_END] = {
	[FLOW_SOURCE] = { NULL, NULL, source_step, NULL, source_release, FLOW_ADDRESSES },
	[FLOW_ADDRESSES] = { addresses_worth, NULL, addresses_step, addresses_expired, addresses_release, FLOW_CONNECT },
	[FLOW_CONNECT] = { connect_worth, connect_begin, connect_step, connect_expired, connect_release, FLOW_JUDGE },
	[FLOW_JUDGE] = { judging_worth, judging_begin, judging_step, NULL, judging_release, FLOW_SECOND_LOOK },
	[FLOW_SECOND_LOOK] = { scts_worth, scts_begin, scts_step, scts_expired, scts_release, FLOW_JUDGE_AGAIN },
	[FLOW_JUDGE_AGAIN] = { scts_got, judging_begin, judging_step, NULL, NULL, FLOW_OTHER },
	[FLOW_OTHER] = { other_worth, other_begin, other_step, other_expired, other_release, FLOW_OTHER_JUDGE },
	[FLOW_OTHER_JUDGE] = { other_got, judging_begin, judging_step, NULL, NULL, FLOW_OTHER_LOOK },
	[FLOW_OTHER_LOOK] = { other_wants_scts, scts_begin, scts_step, scts_expired, NULL, FLOW_OTHER_AGAIN },
	[FLOW_OTHER_AGAIN] = { other_wants_again, judging_begin, judging_step, NULL, NULL, FLOW_OTHER_DECIDE },
	[FLOW_OTHER_DECIDE] = { other_got, NULL, other_decide, NULL, NULL, FLOW_NAMELESS },
	[FLOW_NAMELESS] = { nameless_worth, nameless_begin, nameless_step, other_expired, NULL, FLOW_DANE },
	[FLOW_DANE] = { dane_worth, dane_begin, dane_step, NULL, dane_release, FLOW_CAA },
	[FLOW_CAA] = { caa_worth, caa_begin, caa_step, NULL, caa_release, FLOW_PROBES },
	[FLOW_PROBES] = { NULL, probe_begin, probe_step, NULL, probe_release, FLOW_KEYS },
	[FLOW_KEYS] = { NULL, NULL, keys_step, NULL, NULL, FLOW_END },
};

/* Everything but the result: sockets, session, judge. The last first, for a stage reads what those before it hold. */
static void job_release(struct job *j)
{
	for (size_t at = FLOW_END; at-- > 0;)
		if (flow[at].release != NULL)
			flow[at].release(j);
}

/* The inspection is finished. */
static void job_deliver(struct job *j)
{
	struct inspection *out = j->out;

	if (out->has_connection)
		out->connection.ms.total = net_clock_ms() - j->started;
	out->exit_status = out->verdict.exit_status;
	j->out = NULL;
	if (j->addresses.group != NULL)
		group_deliver(j, out);
	else
		results_add(j->engine, j, out, true);
	job_release(j);
	j->stage = STAGE_DONE;
}

/* On to the next stage that has anything to do. */
static enum wait job_advance(struct job *j)
{
	do
		j->at = flow[j->at].next;
	while (j->at < FLOW_END && flow[j->at].worth != NULL && !flow[j->at].worth(j));
	if (j->at == FLOW_END) {
		job_deliver(j);
		return WAIT_OVER;
	}
	if (flow[j->at].begin != NULL)
		flow[j->at].begin(j);
	return WAIT_NONE;
}

enum wait job_step(struct job *j)
{
	const struct flow_row *row = &flow[j->at];
	bool late = row->expired != NULL && net_clock_ms() >= j->deadline;
	enum wait w;

	j->wake = 0;
	w = late ? row->expired(j) : row->step(j);
	return w == WAIT_OVER ? job_advance(j) : w;
}

void job_free(struct job *j)
{
	job_release(j);
	group_leave(j);
	inspection_free(j->out);
	target_done(&j->target);
	free(j);
}
