/* SPDX-License-Identifier: GPL-3.0-or-later
 * Two inspections side by side: which facts are the same, and which differ. Pure. */
#ifndef CC_COMPARE_H
#define CC_COMPARE_H

#include "result/inspection.h"

struct compare_row {
	const char *label;       /* static; of a heading: the only one that is set */
	char *left, *right;      /* clean text, owned; "" where there is none */
	bool heading, same;
	bool moves;              /* differs between any two inspections (times): no difference worth a word */
};

struct compare {
	struct compare_row *rows;
	size_t n, n_different;   /* without those that always move */
	char *left, *right;      /* what to call the two, owned */
};

void compare_init(struct compare *c, const struct inspection *left, const struct inspection *right);
void compare_done(struct compare *c);

#endif
