/* SPDX-License-Identifier: GPL-3.0-or-later
 * The card: a certificate drawn as a driver's licence. */
#ifndef CC_LICENCE_H
#define CC_LICENCE_H

#include "terminal/draw.h"
#include "result/inspection.h"
#include "parts/layout.h"

/* `d` is what is inside the frame. */
void licence_draw(const struct draw *d, const struct inspection *i, int card, enum layout_size size);

/* Rows that the cards of the chain would like, without a frame: the same for all, so that nothing else moves. */
int licence_rows(const struct inspection *i, enum layout_size size);

/* The stamp of a card, "" for none; borrowed. */
const char *licence_stamp(const struct inspection *i, int card);

#endif
