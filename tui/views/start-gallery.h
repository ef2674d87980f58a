/* SPDX-License-Identifier: GPL-3.0-or-later
 * The gallery's names on the first view: topics begin rows, names flow. */
#ifndef CC_START_GALLERY_H
#define CC_START_GALLERY_H

#include "terminal/draw.h"
#include "views/view.h"

/* Where an entry was drawn, for the arrow keys. */
struct gallery_cell { int y, x, w; };

/* Find the place of all n. Returns the rows that they take. */
int gallery_place(struct gallery_cell *cells, const struct gallery_shown *list, int n, int w);

/* From row `top` on; `at`: the chosen one, -1: none. */
void gallery_draw(const struct draw *d, const struct gallery_cell *cells, const struct gallery_shown *list, int n,
	int top, int at);

/* The entry that lies a row above or below the chosen one; -1: none. */
int gallery_vertical(const struct gallery_cell *cells, int n, int chosen, int step);

#endif
