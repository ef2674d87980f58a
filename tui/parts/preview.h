/* SPDX-License-Identifier: GPL-3.0-or-later
 * What one would see first of an inspection, without going in: the two lines, the card, the first steps. */
#ifndef CC_PREVIEW_H
#define CC_PREVIEW_H

#include "options/opts.h"
#include "result/inspection.h"
#include "terminal/draw.h"

enum {
	PREVIEW_LEAST_H = 5,             /* rows of the two lines and three facts */
	PREVIEW_MOST_H = 17              /* with the first steps: more costs a slow line too much */
};

/* As much as there is room for: facts in a line each where it is little, else the card, and below it what to do. */
void preview_draw(const struct draw *d, const struct inspection *i, enum audience who);

#endif
