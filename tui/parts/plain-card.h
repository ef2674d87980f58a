/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the card and the chain show, as lines of a fact each, for a screen reader. Pure. */
#ifndef CC_PLAIN_CARD_H
#define CC_PLAIN_CARD_H

#include "options/opts.h"
#include "parts/page.h"
#include "parts/rail.h"
#include "result/inspection.h"

/* The verdict, and what to do about it for whom. */
void plain_verdict(struct page *p, const struct inspection *i, enum audience who);
/* All names of the chain, and then the chosen entry of it (-1: none). */
void plain_chain(struct page *p, const struct rail *r, int at);
/* The fields of a card, each fault beside its field. */
void plain_licence(struct page *p, const struct inspection *i, int card);

#endif
