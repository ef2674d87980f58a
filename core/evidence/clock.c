/* SPDX-License-Identifier: GPL-3.0-or-later
 * Weighing the signs of the time. */
#include "evidence/clock.h"

#include "result/verdict.h"
#include "base/mem.h"
#include "base/moment.h"
#include "tls/no-answer.h"
#include "explain/texts.h"
#include "x509/sct-verify.h"

#include <stdlib.h>

enum {
	CLOCK_BEHIND = MOMENT_HOUR,  /* seconds from which on it is said: a wrong time zone is one hour at least */
	CLOCK_AHEAD = MOMENT_DAY,    /* an answer may have waited in a cache, and then looks old */
	CLOCK_SEVERAL = 3            /* certificates */
};

/* The newest of the lists built into this program, explain/error-codes.tsv, is of October 2026: it cannot run before
 * that. */
#define CLOCK_MADE INT64_C(1790812800)

/* ---- signs ---- */

void clock_sign(struct clock_signs *s, enum clock_bound bound, int64_t time, char *text)
{
	if (s->n < CLOCK_SIGNS)
		s->list[s->n++] = (struct clock_sign){ bound, time, text };
	else
		free(text);
}

void clock_signs_done(struct clock_signs *s)
{
	while (s->n > 0)
		free(s->list[--s->n].text);
}

static const struct card *clock_card(const struct inspection *i, size_t at)
{
	return &i->cards[i->path[at]];
}

/* Logs stamp what they are shown at once, so no stamp is from the future. Whoever makes a certificate of his own can
 * write any into it: one counts where the log signed it. */
static void clock_signs_scts(struct clock_signs *s, const struct inspection *i, const struct ctlogs *logs)
{
	const struct cert *leaf = clock_card(i, 0)->cert, *issuer = i->n_path > 1 ? clock_card(i, 1)->cert : NULL;
	char day[MOMENT_SIZE];
	int64_t newest = 0;
	size_t k;

	for (k = 0; issuer != NULL && issuer->parsed && k < leaf->n_scts; k++) {
		const struct ctlog *log = ctlog_find(logs, leaf->scts[k].log_id);

		if (log != NULL && leaf->scts[k].time_ms / 1000 > newest
			&& sct_verify(&leaf->scts[k], leaf, issuer, log) == 1)
			newest = leaf->scts[k].time_ms / 1000;
	}
	if (newest > 0)
		clock_sign(s, CLOCK_AT_LEAST, newest,
			mem_printf("a public log stamped the certificate of %s on %s", cert_label(leaf),
			moment_day(newest, day)));
}

/* A public CA is made known weeks before its first use: that one is at work before it begins is a wonder. With anybody
 * else's it is the fault that was found, and no evidence of another. */
static void clock_signs_begins(struct clock_signs *s, const struct inspection *i)
{
	char day[MOMENT_SIZE];
	size_t k;

	if (clock_card(i, i->n_path - 1)->anchor != ANCHOR_PUBLIC)
		return;
	for (k = 1; k < i->n_path; k++) {
		const struct cert *c = clock_card(i, k)->cert;

		if (c->parsed && c->not_before > i->time)
			clock_sign(s, CLOCK_AT_LEAST, c->not_before,
				mem_printf("the CA %s, which is in use, begins only on %s", cert_label(c),
				moment_day(c->not_before, day)));
	}
}

/* One that ended is an oversight; all of a public chain, root and all, is a wonder. */
static void clock_signs_ends(struct clock_signs *s, const struct inspection *i)
{
	char day[MOMENT_SIZE];
	int64_t last = INT64_MIN;
	size_t k;

	if (i->n_path < CLOCK_SEVERAL || clock_card(i, i->n_path - 1)->anchor != ANCHOR_PUBLIC)
		return;
	for (k = 0; k < i->n_path; k++) {
		const struct cert *c = clock_card(i, k)->cert;

		if (!c->parsed || c->not_after >= i->time)
			return;
		last = c->not_after > last ? c->not_after : last;
	}
	clock_sign(s, CLOCK_AT_MOST, last,
		mem_printf("all certificates of the chain are past their end, the last one since %s",
		moment_day(last, day)));
}

void clock_signs_of(struct clock_signs *s, const struct inspection *i, const struct ctlogs *logs)
{
	char day[MOMENT_SIZE];

	clock_sign(s, CLOCK_AT_LEAST, CLOCK_MADE,
		mem_printf("this program was made after %s", moment_day(CLOCK_MADE, day)));
	if (i->n_path == 0)
		return;
	clock_signs_scts(s, i, logs);
	clock_signs_begins(s, i);
	clock_signs_ends(s, i);
}

/* ---- weighing ---- */

static bool clock_is_date(const struct finding *f)
{
	return f->id == FINDING_EXPIRED || f->id == FINDING_NOT_YET_VALID;
}

bool clock_matters(const struct inspection *i)
{
	return inspection_finding(i, FINDING_EXPIRED) != NULL || inspection_finding(i, FINDING_NOT_YET_VALID) != NULL;
}

/* The latest time of a kind of sign; INT64_MIN: none. */
static int64_t clock_latest(const struct clock_signs *s, unsigned bounds)
{
	int64_t t = INT64_MIN;
	size_t k;

	for (k = 0; k < s->n; k++)
		if ((1U << s->list[k].bound & bounds) != 0 && s->list[k].time > t)
			t = s->list[k].time;
	return t;
}

/* Does this sign say that the clock is off? A sign that it is earlier counts only if no other one says that it is later
 * than that. */
static bool clock_objects(const struct clock_signs *s, const struct clock_sign *sign, int64_t now)
{
	if (sign->bound != CLOCK_AT_MOST && sign->time > now + CLOCK_BEHIND)
		return true;
	return sign->bound != CLOCK_AT_LEAST && sign->time < now - CLOCK_AHEAD
		&& clock_latest(s, 1U << CLOCK_AT_LEAST | 1U << CLOCK_ABOUT) <= sign->time + CLOCK_BEHIND;
}

/* The sign that tells most; NULL: none objects. */
static const struct clock_sign *clock_strongest(const struct clock_signs *s, int64_t now)
{
	const struct clock_sign *best = NULL;
	size_t k;

	for (k = 0; k < s->n; k++) {
		const struct clock_sign *sign = &s->list[k];

		if (!clock_objects(s, sign, now))
			continue;
		if (best == NULL || llabs(sign->time - now) > llabs(best->time - now))
			best = sign;
	}
	return best;
}

static char *clock_words(const struct clock_sign *sign, int64_t now)
{
	char span[MOMENT_SIZE];

	return mem_printf("The clock is %s by %s%s: %s.", sign->time > now ? "behind" : "ahead",
		moment_span(llabs(sign->time - now), span), sign->bound == CLOCK_ABOUT ? "" : " or more", sign->text);
}

static void clock_is_wrong(const struct clock_signs *s, const struct clock_sign *best, struct inspection *i)
{
	char now[MOMENT_SIZE], span[MOMENT_SIZE];
	struct finding *f;
	size_t k;

	MEM_GROW(i->findings, i->n_findings);
	f = &i->findings[i->n_findings++];
	unreach_init(f, FINDING_CLOCK_WRONG);
	finding_param(f, PARAM_NOW, moment_minute(i->time, now));
	finding_param(f, PARAM_SEEN, best->text);
	finding_param(f, PARAM_SPAN, moment_span(llabs(best->time - i->time), span));
	for (k = 0; k < s->n; k++)
		if (clock_objects(s, &s->list[k], i->time))
			finding_evidence(f, EVIDENCE_FOR, clock_words(&s->list[k], i->time));
	finding_explain(f);
}

/* Nothing objects: does somebody's clock agree? */
static void clock_is_right(const struct clock_signs *s, struct inspection *i)
{
	const struct clock_sign *agrees = NULL;
	size_t k;

	for (k = 0; k < s->n && agrees == NULL; k++)
		if (s->list[k].bound == CLOCK_ABOUT && llabs(s->list[k].time - i->time) <= CLOCK_BEHIND)
			agrees = &s->list[k];
	for (k = 0; k < i->n_findings; k++) {
		struct finding *f = &i->findings[k];

		if (!clock_is_date(f))
			continue;
		if (agrees != NULL)
			finding_evidence(f, EVIDENCE_AGAINST,
				mem_printf("It is not this machine's clock: %s.", agrees->text));
		else
			finding_evidence(f, EVIDENCE_OPEN,
				mem_strdup("Nothing shows that this machine's clock is wrong, but there was no other"
				" clock to compare it with."));
		finding_explain(f);
	}
}

void clock_weigh(const struct clock_signs *s, struct inspection *i)
{
	const struct clock_sign *best = clock_strongest(s, i->time);

	if (best == NULL) {
		clock_is_right(s, i);
		return;
	}
	clock_is_wrong(s, best, i);
	findings_sort(i->findings, i->n_findings);
	verdict_set(i);
}
