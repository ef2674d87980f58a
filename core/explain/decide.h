/* SPDX-License-Identifier: GPL-3.0-or-later
 * From what was found in a text to the causes that it speaks of. Private to explain/. */
#ifndef CC_EXPLAIN_DECIDE_H
#define CC_EXPLAIN_DECIDE_H

#include "explain/index.h"

struct decision {
	unsigned marks;                     /* settled */
	unsigned causes[CAUSES_MAX];        /* places in cause_ids(), the likeliest first */
	size_t n;
};

/* Sorts and thins `f`: what is left is in it, the most telling first. */
void decide(const struct code_index *x, struct found *f, struct decision *d);

#endif
