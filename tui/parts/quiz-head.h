/* SPDX-License-Identifier: GPL-3.0-or-later
 * What stands above a veiled card: a verdict that nobody can read yet, what was asked for and when, what was sent. */
#ifndef CC_QUIZ_HEAD_H
#define CC_QUIZ_HEAD_H

#include "terminal/draw.h"
#include "result/inspection.h"

/* In the place of the verdict's two rows. */
void quiz_head_draw(const struct draw *d, const struct inspection *i);

/* In a row, the certificates as they were sent, with no word on any: `card` is shown. veiled: by no telling names. */
void quiz_sent_draw(const struct draw *d, const struct inspection *i, int card, bool veiled);

#endif
