/* SPDX-License-Identifier: GPL-3.0-or-later
 * Was the certificate shown to the public before it was used? Browsers demand it under public roots. */
#include "rules/common.h"
#include "x509/ctlogs.h"
#include "base/limits.h"
#include "revocation/ocsp.h"

/* 2018-05-01: Chrome demands timestamps of what was issued after 2018-04-30 (its certificate transparency policy). */
#define CT_SINCE INT64_C(1525132800)

/* Timestamps that came with the handshake: in the TLS extension or in the stapled answer (RFC 6962 3.3). Two of
 * distinct logs and operators are enough, whatever the lifetime. */
static struct sct_count ct_delivered(const struct facts *f)
{
	struct sct list[2 * LIMIT_SCTS];
	size_t n = sct_list_read(f->tls.tls_scts, list, LIMIT_SCTS);

	n += sct_list_read(ocsp_sct_list(f->tls.staple), list + n, LIMIT_SCTS);
	return sct_count(list, n, f->now);
}

/* Parameters: count, limit (how many are needed). */
void check_transparency(const struct facts *f, size_t at, struct outcome *o)
{
	const struct cert *c = f->path[at];
	struct sct_count in, by;
	unsigned need;

	if (!c->parsed || f->purpose != PURPOSE_SERVER || check_leaf_is_ca(f) || f->anchor == ANCHOR_NONE)
		return;
	if (f->anchor != ANCHOR_PUBLIC) {
		outcome_step(o, STEP_TRANSPARENCY, c, STEP_SKIP,
			"Its root is not one of the public ones: browsers ask no public log about it.");
		return;
	}
	if (c->not_before < CT_SINCE) {
		outcome_step(o, STEP_TRANSPARENCY, c, STEP_SKIP,
			"It was issued before May 2018, when browsers began to ask for public logs.");
		return;
	}
	in = sct_count(c->scts, c->n_scts, f->now);
	by = ct_delivered(f);
	need = sct_needed(c->not_after - c->not_before);
	if ((in.logs >= need && in.operators >= 2) || (by.logs >= 2 && by.operators >= 2)) {
		outcome_step(o, STEP_TRANSPARENCY, c, STEP_PASS,
			"Timestamps of public logs: %u in the certificate and %u sent along; browsers ask for %u"
			" inside, or 2 sent along.", in.logs, by.logs, need);
		return;
	}
	outcome_step(o, STEP_TRANSPARENCY, c, f->tls.server ? STEP_FAIL : STEP_WARN,
		"Timestamps of public logs: %u in the certificate and %u sent along; browsers ask for %u inside, or 2"
		" sent along, of at least two operators.",
		in.logs, by.logs, need);
	struct finding *fd = outcome_finding(o, FINDING_NO_SCT, c);
	fd->level = f->tls.server ? LEVEL_UNTRUSTED : LEVEL_CAUTION;
	fd->shade = f->tls.server ? SHADE_NONE : SHADE_FILE;
	check_param(fd, PARAM_COUNT, "%u", in.logs + by.logs);
	check_param(fd, PARAM_LIMIT, "%u", need);
}
