/* SPDX-License-Identifier: GPL-3.0-or-later
 * The two lines that always stand: the verdict with what is the matter, and what to do about it for whom. */
#ifndef CC_HEADLINE_H
#define CC_HEADLINE_H

#include "options/opts.h"
#include "result/inspection.h"
#include "terminal/draw.h"

enum { HEADLINE_ROWS = 2 };

/* In the first two rows of `d`. Nothing is cut on a screen of LAYOUT_MIN_W columns or more (explain/brief.h). */
void headline_draw(const struct draw *d, const struct inspection *i, enum audience who);

/* The short title of a finding, for lists: "Past its end". Static. */
const char *headline_title(const char *finding);

/* And in so many columns, at the least in its fewest words. The caller frees. */
char *headline_brief(const struct finding *f, size_t cols);

/* How a card was issued, and before that in two or three words what is wrong with it, lest its mark be taken for that
 * of the class. The caller frees. */
char *headline_process(const struct inspection *i, int card);

#endif
