/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whose advice comes first. */
#ifndef CC_ADVICE_H
#define CC_ADVICE_H

#include "options/opts.h"
#include "result/finding.h"

/* The n-th (0..2) advice of a finding when this audience comes first: for whom, and what. Borrowed. */
struct advice { const char *who, *text; enum audience reader; };
struct advice advice_of(const struct finding *f, enum audience first, size_t n);
/* In so many columns: whole sentences of it from the first on, or, where they have no room or say less, the words that
 * stand under the headline elsewhere. The caller frees. */
char *advice_fit(const struct finding *f, const struct advice *a, size_t room);

#endif
