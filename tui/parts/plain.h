/* SPDX-License-Identifier: GPL-3.0-or-later
 * A page in plain words, for a screen reader: signs as words, a label and a colon, no columns, no pictures, no rules.
 * Pure. */
#ifndef CC_PLAIN_H
#define CC_PLAIN_H

#include "parts/page.h"

/* The tag of a line in which somebody types: the cursor stands behind it. */
enum { PLAIN_TYPED = -2 };

struct plain_line { char *text; int of; /* the page's line */ bool typed; };

/* The lines that say anything, in their order; with the array owned by the caller, plain_free(). */
struct plain_line *plain_lines(const struct page *p, size_t *n);
void plain_free(struct plain_line *lines, size_t n);

#endif
