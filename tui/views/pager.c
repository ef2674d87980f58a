/* SPDX-License-Identifier: GPL-3.0-or-later
 * Scrolling and searching pages. */
#include "views/pager.h"

#include "parts/layout.h"

#include <stdio.h>

void pager_open(struct view *v, void (*fill)(struct view *v, struct page *p))
{
	struct pager *g = v->state;

	page_init(&g->page, LAYOUT_PROSE_W, false);
	g->fill = fill;
	g->stale = true;
	g->hit = -1;
}

void pager_close(struct view *v)
{
	struct pager *g = v->state;

	page_done(&g->page);
}

void pager_stale(struct view *v)
{
	struct pager *g = v->state;

	g->stale = true;
}

void pager_chosen(struct view *v)
{
	struct pager *g = v->state;

	g->stale = true;
	g->top = 0;
	g->hit = -1;
}

/* Fill the page for this width, keeping the place. */
static void pager_fit(struct view *v, const struct draw *d)
{
	struct pager *g = v->state;
	int w = d->at.w < LAYOUT_PROSE_W ? d->at.w : LAYOUT_PROSE_W;

	if (!g->stale && g->width == w)
		return;
	page_done(&g->page);
	page_init(&g->page, w, draw_ascii(d));
	g->fill(v, &g->page);
	g->width = w;
	g->stale = false;
}

int pager_plain(struct view *v, struct page *p)
{
	struct pager *g = v->state;

	g->fill(v, p);
	return -1;
}

/* What there is room for, and at the edge whether there is more. */
void pager_paint_page(struct view *v, const struct draw *d)
{
	struct pager *g = v->state;
	struct draw text = draw_part(d, (struct region){ 0, 1, d->at.h, d->at.w - 2 });

	pager_fit(v, &text);
	g->shown = d->at.h;
	g->top = layout_scroll(g->top, g->top, (int)g->page.n, g->shown);
	page_draw(&g->page, &text, g->top, g->needle);
	draw_more(d, g->top > 0, g->top + g->shown < (int)g->page.n);
}

/* In a tab the line of tabs is its title; elsewhere it stands in a rule, unless the screen's first line says it. */
void pager_paint(struct view *v, const struct draw *d)
{
	struct pager *g = v->state;
	bool said = v->shown == NULL && v->ops->heading == NULL;
	struct draw below = draw_part(d, (struct region){ 1, 0, d->at.h - 1, d->at.w });
	char place[48] = "";

	if (v->outer != NULL) {
		pager_paint_page(v, d);
		return;
	}
	pager_paint_page(v, &below);
	if ((int)g->page.n > g->shown)
		(void)snprintf(place, sizeof place, "%d-%d of %zu", g->top + 1,
			g->top + g->shown < (int)g->page.n ? g->top + g->shown : (int)g->page.n, g->page.n);
	draw_rule(d, 0, INK_TITLE, said ? NULL : v->ops->title, place[0] != '\0' ? place : NULL);
}

/* Bring the next hit from line `from` into view. */
static void pager_seek(struct view *v, int from, int direction)
{
	struct pager *g = v->state;
	int at = page_find(&g->page, g->needle, from, direction);

	if (g->needle[0] == '\0')
		app_say(v->app, INK_MESSAGE, "Nothing to look for yet: / asks");
	else if (at < 0)
		app_say(v->app, INK_ERROR, "'%s' is not here", g->needle);
	else
		g->hit = g->top = at;
}

static void pager_search_answer(struct app *a, struct view *v, const char *text)
{
	struct pager *g = v->state;

	(void)a;
	(void)snprintf(g->needle, sizeof g->needle, "%s", text);
	pager_seek(v, g->top, 1);
}

static void pager_scroll(struct pager *g, int lines)
{
	g->top += lines;
	if (g->top > (int)g->page.n - 1)
		g->top = (int)g->page.n - 1;
	if (g->top < 0)
		g->top = 0;
}

enum handled pager_request(struct view *v, enum request r)
{
	struct pager *g = v->state;
	int page = g->shown > 1 ? g->shown - 1 : 1;

	switch (r) {
	case REQUEST_UP: pager_scroll(g, -1); return HANDLED;
	case REQUEST_DOWN: pager_scroll(g, 1); return HANDLED;
	case REQUEST_PAGE_UP: pager_scroll(g, -page); return HANDLED;
	case REQUEST_PAGE_DOWN: pager_scroll(g, page); return HANDLED;
	case REQUEST_TOP: g->top = 0; return HANDLED;
	case REQUEST_BOTTOM: pager_scroll(g, (int)g->page.n); return HANDLED;
	case REQUEST_SEARCH: app_ask(v->app, "Search:", "", pager_search_answer); return HANDLED;
	case REQUEST_SEARCH_NEXT: pager_seek(v, (g->hit >= 0 ? g->hit : g->top - 1) + 1, 1); return HANDLED;
	case REQUEST_SEARCH_PREVIOUS: pager_seek(v, (g->hit >= 0 ? g->hit : g->top + 1) - 1, -1); return HANDLED;
	case REQUEST_BACK: g->hit = -1; return view_end_search(g->needle);
	default: return IGNORED;
	}
}

const char *pager_hint(const struct view *v, enum request r)
{
	const struct pager *g = v->state;

	switch (r) {
	case REQUEST_UP: case REQUEST_DOWN: return (int)g->page.n > g->shown ? NULL : "";
	case REQUEST_SEARCH_NEXT: case REQUEST_SEARCH_PREVIOUS: return g->needle[0] != '\0' ? NULL : "";
	default: return NULL;
	}
}
