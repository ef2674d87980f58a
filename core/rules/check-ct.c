/* SPDX-License-Identifier: GPL-3.0-or-later
 * Was the certificate shown to the public before it was used? Browsers demand it under public roots. */
#include "rules/check-ct.h"
#include "rules/common.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/moment.h"
#include "revocation/ocsp.h"
#include "x509/sct.h"
#include "x509/sct-verify.h"

#include <stdlib.h>

/* 2018-05-01: Chrome demands timestamps of what was issued after 2018-04-30 (its certificate transparency policy). */
#define CT_SINCE INT64_C(1525132800)

/* All timestamps there are: first those in the certificate, then those of the TLS extension, then those of the stapled
 * answer (RFC 6962 3.3). */
struct ct_list {
	struct sct sent[2 * LIMIT_SCTS];
	struct sct_seen seen[3 * LIMIT_SCTS];
	size_t n, n_inside, n_stapled;
};

static void ct_look(const struct inputs *f, bool verify, struct ct_list *l)
{
	const struct cert *c = f->path[0], *issuer = check_signer(f, 0);
	/* without its issuer nothing that is inside can be verified */
	struct sct_question q = { .logs = f->ctlogs, .leaf = c, .issuer = issuer != NULL ? issuer : c, .now = f->now,
		.verify = verify && issuer != NULL };
	size_t n_tls = sct_list_read(f->tls.tls_scts, l->sent, LIMIT_SCTS);

	l->n_stapled = sct_list_read(ocsp_sct_list(f->tls.staple), l->sent + n_tls, LIMIT_SCTS);
	l->n = 0;
	for (size_t i = 0; i < c->n_scts && i < LIMIT_SCTS; i++)
		l->seen[l->n++] = sct_look(&q, &c->scts[i]);
	l->n_inside = l->n;
	q.issuer = NULL;
	q.verify = verify;
	for (size_t i = 0; i < n_tls + l->n_stapled; i++)
		l->seen[l->n++] = sct_look(&q, &l->sent[i]);
}

/* The earliest of those that hold, in seconds; else the certificate's first. */
static int64_t ct_logged(const struct ct_list *l, const struct cert *c)
{
	int64_t earliest = INT64_MAX;

	for (size_t i = 0; i < l->n - l->n_stapled; i++)
		if (l->seen[i].fate[CT_CHROME] <= SCT_COUNTS_STILL && l->seen[i].sct->time_ms / 1000 < earliest)
			earliest = l->seen[i].sct->time_ms / 1000;
	return earliest != INT64_MAX ? earliest : c->not_before;
}

struct issued check_issued(const struct inputs *f, const struct outcome *o)
{
	struct issued at = { f->path[0]->not_before, o->logged };
	struct ct_list l;

	if (at.logged == 0) {
		ct_look(f, !o->quiet, &l);
		at.logged = ct_logged(&l, f->path[0]);
	}
	return at;
}

/* What a programme counts. Chrome has not taken timestamps of stapled answers since version 148. */
static void ct_count(const struct ct_list *l, enum ct_programme p, struct sct_count *inside, struct sct_count *along)
{
	*inside = sct_count(l->seen, l->n_inside, p);
	*along = sct_count(l->seen + l->n_inside, l->n - l->n_inside - (p == CT_CHROME ? l->n_stapled : 0), p);
}

/* Two sent along, of distinct logs and operators, are enough, whatever the lifetime. */
static bool ct_enough(const struct ct_list *l, enum ct_programme p, unsigned need)
{
	struct sct_count in, by;

	ct_count(l, p, &in, &by);
	return (in.logs >= need && in.operators >= 2 && in.live) || (by.logs >= 2 && by.operators >= 2);
}

static const char *const ct_fates[] = {
	[SCT_COUNTS] = "it verifies with the log's key",
	[SCT_COUNTS_STILL] = "it verifies with the key of the log, which has retired since",
	[SCT_UNKNOWN_LOG] = "it does not count, for no browser's list has this log",
	[SCT_FALSE] = "it is false, for the log's key did not sign it over this certificate",
	[SCT_UNTRIED] = "it does not count, for it could not be verified here",
	[SCT_FUTURE] = "it does not count, for it comes from the future",
	[SCT_INTERVAL] = "it does not count, for the log takes no certificates that end then",
	[SCT_PENDING] = "it does not count, for browsers have not accepted this log yet",
	[SCT_TOO_LATE] = "it does not count, for the log had retired by then",
	[SCT_REJECTED] = "it does not count, for browsers no longer trust this log",
	[SCT_BROKEN_LIST] = "Chrome does not count it, for the list in which it stands is damaged",
};

/* A sentence about one of them, without its full stop; the caller frees. */
static char *ct_sentence(const struct ct_list *l, size_t i)
{
	const struct sct_seen *s = &l->seen[i];
	const char *where = i < l->n_inside ? "in the certificate" : i < l->n - l->n_stapled ? "in the handshake"
		: "in the stapled answer", *fate = ct_fates[s->fate[CT_CHROME]];
	bool holds = s->fate[CT_CHROME] <= SCT_COUNTS_STILL;
	char when[MOMENT_SIZE];

	if (i >= l->n - l->n_stapled && holds)
		fate = "Chrome no longer counts what is stapled";
	moment_minute(s->sct->time_ms / 1000, when);
	if (s->log == NULL)
		return mem_printf("A timestamp %s, of %s, by a log that is not known: it does not count", where, when);
	return mem_printf("A timestamp %s, of %s, by %s (%s): %s", where, when, s->log->name, s->log->operator, fate);
}

/* Each with its log; what does not count is no fault by itself. */
static void ct_steps(const struct ct_list *l, const struct cert *c, struct outcome *o)
{
	for (size_t i = 0; i < l->n && !o->quiet; i++) {
		bool counts = i < l->n - l->n_stapled && l->seen[i].fate[CT_CHROME] <= SCT_COUNTS_STILL;
		char *text = ct_sentence(l, i);

		outcome_step(o, STEP_TRANSPARENCY, c, counts ? STEP_PASS : STEP_SKIP, "%s.", text);
		free(text);
	}
}

static void ct_finding(const struct inputs *f, const struct ct_list *l, unsigned count, unsigned need,
	struct outcome *o)
{
	struct finding *fd = outcome_finding(o, FINDING_NO_SCT, f->path[0]);

	fd->level = f->tls.server ? LEVEL_UNTRUSTED : LEVEL_CAUTION;
	fd->shade = f->tls.server ? SHADE_NONE : SHADE_FILE;
	check_param(fd, PARAM_COUNT, "%u", count);
	check_param(fd, PARAM_LIMIT, "%u", need);
	for (size_t i = 0; i < l->n && !o->quiet; i++)
		if (l->seen[i].fate[CT_CHROME] > SCT_COUNTS_STILL || i >= l->n - l->n_stapled) {
			char *text = ct_sentence(l, i);

			finding_evidence(fd, EVIDENCE_FOR, mem_printf("%s.", text));
			free(text);
		}
}

/* Does nobody ask? Then why not, as a sentence. */
static const char *ct_not_asked(const struct inputs *f)
{
	/* the gallery plays a public root where it brings logs along */
	if (f->anchor != ANCHOR_PUBLIC && (f->anchor != ANCHOR_DEMO || f->ctlogs == NULL))
		return "Its root is not one of the public ones: browsers ask no public register about it.";
	if (f->path[0]->not_before < CT_SINCE)
		return "It was issued before May 2018, when browsers began to ask for public registers.";
	return NULL;
}

/* Parameters: count, limit (how many are needed). The path search asks it of many paths and does not choose by it, so
 * that then no signature is verified. */
void check_transparency(const struct inputs *f, size_t at, struct outcome *o)
{
	const struct cert *c = f->path[at];
	struct sct_count in, by;
	struct ct_list l;
	const char *why;
	unsigned need;

	if (!c->parsed || f->purpose != PURPOSE_SERVER || check_leaf_is_ca(f) || f->anchor == ANCHOR_NONE)
		return;
	why = ct_not_asked(f);
	if (why != NULL) {
		outcome_step(o, STEP_TRANSPARENCY, c, STEP_SKIP, "%s", why);
		return;
	}
	ct_look(f, !o->quiet, &l);
	o->logged = ct_logged(&l, c);
	ct_steps(&l, c, o);
	ct_count(&l, CT_CHROME, &in, &by);
	need = sct_needed(c->not_after - c->not_before);
	for (int p = 0; p < N_CT_PROGRAMMES; p++)
		o->no_ct |= ct_enough(&l, p, need) ? 0 : 1U << p;
	if ((o->no_ct & 1U << CT_CHROME) == 0) {
		outcome_step(o, STEP_TRANSPARENCY, c, STEP_PASS,
			"Timestamps of public registers that count: %u in the certificate and %u sent along; browsers ask for %u"
			" inside, or 2 sent along.", in.logs, by.logs, need);
		return;
	}
	outcome_step(o, STEP_TRANSPARENCY, c, f->tls.server ? STEP_FAIL : STEP_WARN,
		"Timestamps of public registers that count: %u in the certificate and %u sent along; browsers ask for %u inside,"
		" or 2 sent along, of at least two operators.", in.logs, by.logs, need);
	ct_finding(f, &l, in.logs + by.logs, need, o);
}
