/* SPDX-License-Identifier: GPL-3.0-or-later
 * A step of the walk as a page: what is compared with what as a picture, what came of it, why one looks at it. Pure. */
#ifndef CC_WALK_PAGE_H
#define CC_WALK_PAGE_H

#include "options/opts.h"
#include "parts/page.h"
#include "facts/walk.h"

struct walk_style {
	enum audience who;       /* a teacher's picture comes first */
	bool answer;             /* of the lesson's question */
	bool compact;            /* little room: labels stand in the text, no empty lines to spare */
};

void walk_page(struct page *p, const struct inspection *i, const struct walk_step *s, const struct walk_style *style);

#endif
