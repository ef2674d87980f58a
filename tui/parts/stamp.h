/* SPDX-License-Identifier: GPL-3.0-or-later
 * The stamp across a card: what is the matter with it in a word or two, and what that means in a licence's terms. */
#ifndef CC_STAMP_H
#define CC_STAMP_H

#include "terminal/draw.h"
#include "result/inspection.h"

/* The stamp of a card, "" for none; borrowed. */
const char *stamp_of(const struct inspection *i, int card);

/* Does any card bear one? */
bool stamp_any(const struct inspection *i);

/* The stamp, and what it means in the licence's own terms: three rows round both, or one row; nothing where the card
 * bears none. */
void stamp_draw(const struct draw *d, const struct inspection *i, int card);

/* The same for a card that is still to be judged: the frame of a stamp of which nothing can be read. */
void stamp_draw_veiled(const struct draw *d);

#endif
