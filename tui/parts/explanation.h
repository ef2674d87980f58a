/* SPDX-License-Identifier: GPL-3.0-or-later
 * The explanation as a page: what happened, why, how to tell, what to do, whose advice first. Pure. */
#ifndef CC_WHY_H
#define CC_WHY_H

#include "result/inspection.h"
#include "options/opts.h"
#include "parts/page.h"

/* How an explanation is laid out. */
struct why_style {
	enum audience who;       /* whose advice stands first */
	bool compact;            /* a narrow pane: labels stand in the text, not in a margin */
	const struct inspection *of;     /* to tell who takes it; NULL: not told */
	bool said;               /* the headline has said what happened: the whole sentence comes behind the advice */
	bool all_servers;        /* what to set in each of them, not in the likely one alone */
	const char *scheme;      /* of the target: says which is the likely one; NULL: none */
};

/* Of one finding: what to do, step by step, and the rest of it. What browsers call it stands in parts/seen.h. */
void why_to_do(struct page *p, const struct finding *f, const struct why_style *style);
void why_cause(struct page *p, const struct finding *f, const struct why_style *style);
/* Is there a table of servers in the advice, of which only the likely one is shown? */
bool why_has_servers(const struct finding *f, enum audience who);
/* Which clients take the chain and which do not, where they differ. */
void why_clients(struct page *p, const struct inspection *i, bool compact);
/* Where nothing was found: what was looked at of a card (-1: of the chain as a whole). */
void why_fine(struct page *p, const struct inspection *i, int card);
/* The lesson of the gallery, its answer when asked for. */
/* Of an inspection that has one: what clients do with it, what to look at, question and answer. */
void why_lesson(struct page *p, const struct inspection *i, bool answer, bool compact);
/* Of a path that was given up. */
void why_dead_end(struct page *p, const struct inspection *i, const struct dead_end *d);

#endif
