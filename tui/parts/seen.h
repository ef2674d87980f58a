/* SPDX-License-Identifier: GPL-3.0-or-later
 * What stands beside the advice: what the user sees in each browser, what was checked, and what the last visit showed.
 * Pure. */
#ifndef CC_SEEN_H
#define CC_SEEN_H

#include "parts/page.h"
#include "result/inspection.h"

/* "1 failed, 26 passed", failures first; those that passed by a word each. */
void seen_checks(struct page *p, const struct inspection *i);
/* Since the last visit; nothing where there was none. */
void seen_visit(struct page *p, const struct inspection *i);
/* These, and what browsers and tools show, a heading each. `listed`: what was checked stands elsewhere on the screen,
 * and only how many are said. */
void seen_all(struct page *p, const struct inspection *i, const struct finding *f, bool listed);

#endif
