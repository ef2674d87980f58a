/* SPDX-License-Identifier: GPL-3.0-or-later
 * A view that is a page: scrolling, searching and choosing lines, for views to build on. Such a view's state begins
 * with a struct pager; it fills a page whenever the width changes or pager_stale() was called. */
#ifndef CC_PAGER_H
#define CC_PAGER_H

#include "parts/page.h"
#include "views/view.h"

struct pager {
	struct page page;
	void (*fill)(struct view *v, struct page *p);    /* set by the view's open() */
	int top, width, shown;   /* shown: lines that the pane has room for */
	bool stale;
	char needle[128];
	int hit;                 /* line of the last hit, -1: none */
};

/* The requests that pager_request() understands, for a view's list. */
#define PAGER_REQUESTS REQUEST_UP, REQUEST_DOWN, REQUEST_SEARCH, REQUEST_SEARCH_NEXT, REQUEST_SEARCH_PREVIOUS, \
	REQUEST_PAGE_UP, REQUEST_PAGE_DOWN, REQUEST_TOP, REQUEST_BOTTOM, REQUEST_BACK

void pager_open(struct view *v, void (*fill)(struct view *v, struct page *p));
void pager_close(struct view *v);
void pager_stale(struct view *v);
void pager_chosen(struct view *v);         /* another card: from the top */
int pager_plain(struct view *v, struct page *p);
void pager_paint(struct view *v, const struct draw *d);
/* The page alone, without a title, for a view that paints more than it. */
void pager_paint_page(struct view *v, const struct draw *d);
/* Esc first ends a search; without one it is not handled. */
enum handled pager_request(struct view *v, enum request r);
const char *pager_hint(const struct view *v, enum request r);    /* no hint at what would do nothing here */

#endif
