/* SPDX-License-Identifier: GPL-3.0-or-later
 * What an error code or message means, as a page. */
#ifndef CC_EXPLAIN_PAGE_H
#define CC_EXPLAIN_PAGE_H

#include "parts/page.h"

void explain_page(struct page *p, const char *text);

#endif
