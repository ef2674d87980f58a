/* SPDX-License-Identifier: GPL-3.0-or-later
 * One host: verdict and chain, which always stand, and the tabs below them. */
#include "views/tabs.h"

#include "base/mem.h"
#include "result/phrases.h"
#include "parts/headline.h"
#include "parts/licence-rows.h"
#include "parts/page.h"
#include "parts/plain-card.h"
#include "parts/rail-flat.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct inspection *inspect_of(const struct view *v)
{
	return v->shown->i;
}

/* --- tabs --- */

static void inspect_show(struct view *v, enum tab_id id)
{
	struct tabs *s = v->state;
	struct view *tab = &s->tab[id];

	s->shown = id;
	v->inner = tab;
	v->rest_ms = -1;
	if (tab->state == NULL) {
		*tab = (struct view){ .ops = tab_rows[id].ops, .app = v->app, .shown = v->shown, .card = v->card,
			.outer = v, .rest_ms = -1, .state = mem_alloc(tab_rows[id].ops->state_size) };
		if (tab->ops->open != NULL)
			tab->ops->open(tab);
	} else if (tab->card != v->card) {
		tab->card = v->card;
		if (tab->ops->chosen != NULL)
			tab->ops->chosen(tab);
	}
}

/* A file's was never a connection, while one that failed has something to tell. */
static bool inspect_has(const struct view *v, enum tab_id id)
{
	const struct inspection *i = inspect_of(v);

	if (id == TAB_CONNECTION && i->target.kind != TARGET_HOST && i->target.kind != TARGET_DEMO)
		return false;
	return !tab_rows[id].needs_card || i->n_cards > 0;
}

/* The tab that a request shows; N_TABS: none. */
static enum tab_id inspect_tab(enum request r)
{
	enum tab_id id = 0;

	while (id < N_TABS && tab_rows[id].key != r)
		id++;
	return id;
}

static void inspect_open(struct view *v)
{
	const struct inspection *i = inspect_of(v);
	struct tabs *s = v->state;
	int card = v->card;
	enum tab_id first = TAB_CARD;

	rail_init(&s->rail, i);
	s->at = rail_next(&s->rail, -1, 1);
	if (card < 0 && i->verdict.finding >= 0)
		card = i->findings[i->verdict.finding].card;
	if (card >= 0 && rail_of_card(&s->rail, card) >= 0)
		s->at = rail_of_card(&s->rail, card);
	v->card = s->at >= 0 ? s->rail.entries[s->at].card : -1;
	for (enum tab_id id = 0; id < N_TABS && v->text != NULL; id++) {
		if (strcmp(tab_rows[id].ops->name, v->text) == 0 && inspect_has(v, id))
			first = id;
	}
	inspect_show(v, first);
}

static void inspect_close(struct view *v)
{
	struct tabs *s = v->state;

	for (enum tab_id id = 0; id < N_TABS; id++) {
		if (s->tab[id].state != NULL && s->tab[id].ops->close != NULL)
			s->tab[id].ops->close(&s->tab[id]);
		free(s->tab[id].state);
	}
	rail_done(&s->rail);
}

/* --- painting --- */

static void inspect_paint_rail(struct view *v, const struct draw *d)
{
	struct tabs *s = v->state;
	struct draw part = draw_part(d, s->l.rail);

	s->rail_at = (struct region){ 0 };
	if (s->l.rail.h == 0)
		return;
	if (!s->l.rail_tall) {
		rail_draw_flat(&s->rail, &part, s->at);
		return;
	}
	(void)draw_text(&part, 0, 1, s->rail_focus ? INK_TITLE : INK_LABEL, "CHAIN");
	s->rail_at = (struct region){ s->l.rail.y + 1, 0, s->l.rail.h - 1, s->l.rail.w };
	part = draw_part(d, s->rail_at);
	rail_draw_tall(&s->rail, &part, s->at, s->rail_focus);
}

/* Where the card stands: in the chain, or beside it. */
static void inspect_place(const struct view *v, char *room, size_t size)
{
	const struct inspection *i = inspect_of(v);

	room[0] = '\0';
	for (size_t k = 0; k < i->n_path; k++) {
		if (i->path[k] == v->card)
			(void)snprintf(room, size, "%zu of %zu", k + 1, i->n_path);
	}
	if (room[0] == '\0' && v->card >= 0)
		(void)snprintf(room, size, "not in the chain");
}

enum { TABS_PLACE_W = 8 /* its arrows and gaps */, TABS_GAP = 2 };
enum tab_form { FORM_AIRY, FORM_TIGHT, FORM_BRIEF, FORM_TINY, N_FORMS };

/* "[1 Card]  2 Details": every tab's name, in less room a shorter one, which then stands at its digit. Drawn where
 * `d` is given. Returns the columns; `hit`: the tab that stands at column x of it. */
static int inspect_tabs_line(const struct view *v, const struct draw *d, enum tab_form form, int x, enum tab_id *hit)
{
	const struct tabs *s = v->state;
	int at = form == FORM_TINY ? 0 : 1;

	for (enum tab_id id = 0; id < N_TABS; id++) {
		bool shown = id == s->shown;
		const char *title = form == FORM_TINY ? tab_rows[id].tiny : form == FORM_BRIEF ? tab_rows[id].brief
			: tab_rows[id].title;
		int from = at;

		if (!inspect_has(v, id))
			continue;
		if (shown)
			at += d != NULL ? draw_text(d, 0, at, INK_TITLE, "[") : 1;
		if (d != NULL)
			(void)draw_textf(d, 0, at, INK_KEY, "%d", (int)id + 1);
		at += form == FORM_TINY ? 1 : 2;
		if (d != NULL)
			(void)draw_text(d, 0, at, shown ? INK_TITLE : INK_TEXT, title);
		at += (int)strlen(title);
		if (shown)
			at += d != NULL ? draw_text(d, 0, at, INK_TITLE, "]") : 1;
		if (hit != NULL && x >= from && x < at)
			*hit = id;
		at += form == FORM_AIRY ? TABS_GAP : 1;
	}
	return at;
}

/* The airy form gives way to the place in the chain, which stands at the end of the line. */
static enum tab_form inspect_form(const struct view *v, int w)
{
	enum tab_form form = FORM_AIRY;
	char place[48];

	inspect_place(v, place, sizeof place);
	if (inspect_tabs_line(v, NULL, form, -1, NULL) - TABS_GAP + (int)strlen(place) + TABS_PLACE_W > w)
		form++;
	while (form < FORM_TINY && inspect_tabs_line(v, NULL, form, -1, NULL) > w)
		form++;
	return form;
}

static void inspect_paint_tabs(struct view *v, const struct draw *d)
{
	struct tabs *s = v->state;
	struct draw part = draw_part(d, s->l.tabs);
	int x = part.at.w - 1, used;
	enum tab_form form;
	char place[48];

	s->tabs_at = s->l.tabs;
	if (s->l.tabs.h == 0)
		return;
	form = inspect_form(v, part.at.w);
	used = inspect_tabs_line(v, &part, form, -1, NULL) - (form == FORM_AIRY ? TABS_GAP : 1);
	inspect_place(v, place, sizeof place);
	if (place[0] == '\0' || used + draw_width(d, place) + TABS_PLACE_W > part.at.w)
		return;
	(void)draw_glyph(&part, 0, x - 1, INK_KEY, GLYPH_RIGHT);
	(void)draw_glyph(&part, 0, x - 3, INK_KEY, GLYPH_LEFT);
	(void)draw_text_right(&part, 0, x - 4, INK_DIM, place);
}

static void inspect_paint_rules(struct view *v, const struct draw *d)
{
	const struct tabs *s = v->state;
	const struct layout_main *l = &s->l;
	const int rules[] = { l->head_rule, l->card_rule, l->foot_rule };
	int end = l->card_rule >= 0 ? l->card_rule : l->foot_rule;

	for (int i = 0; i < 3; i++) {
		if (rules[i] >= 0)
			draw_row(d, rules[i], 0, d->at.w, INK_FRAME, GLYPH_H);
	}
	if (l->divider < 0)
		return;
	(void)draw_glyph(d, l->head_rule, l->divider, INK_FRAME, GLYPH_TEE_DOWN);
	draw_column(d, l->head_rule + 1, l->divider, end - l->head_rule - 1, INK_FRAME, GLYPH_V);
	(void)draw_glyph(d, end, l->divider, INK_FRAME, GLYPH_TEE_UP);
}

static void inspect_paint(struct view *v, const struct draw *d)
{
	const struct inspection *i = inspect_of(v);
	struct tabs *s = v->state;
	bool card = s->shown == TAB_CARD;
	struct layout_want want = { .card_tab = card };
	struct draw part;

	if (v->card >= 0)
		want.card_rows = licence_rows(i, d->at.h, d->at.w);
	s->l = card && app_projector(v->app) ? layout_projector(d->at.h, d->at.w, want.card_rows)
		: layout_main(d->at.h, d->at.w, &want);
	part = draw_part(d, s->l.verdict);
	headline_draw(&part, i, app_audience(v->app));
	inspect_paint_rules(v, d);
	inspect_paint_rail(v, d);
	inspect_paint_tabs(v, d);
	part = card ? *d : draw_part(d, s->l.body);
	v->inner->ops->paint(v->inner, &part);
}

/* Verdict, chain, the tab and what it shows: a line's fact is the same place in all tabs and certificates. */
static int inspect_plain(struct view *v, struct page *p)
{
	const struct tabs *s = v->state;

	plain_verdict(p, inspect_of(v), app_audience(v->app));
	plain_chain(p, &s->rail, s->at);
	page_line(p);
	(void)page_span(p, 0, INK_TITLE, tab_rows[s->shown].title);
	return v->inner->ops->plain != NULL ? v->inner->ops->plain(v->inner, p) : -1;
}

/* --- requests --- */

static void inspect_choose(struct view *v, int at)
{
	struct tabs *s = v->state;
	struct view *tab = v->inner;

	if (at < 0 || at == s->at)
		return;
	s->at = at;
	tab->card = v->card = s->rail.entries[at].card;
	if (tab->ops->chosen != NULL)
		tab->ops->chosen(tab);
}

/* Without a visit before, there is nothing to open. */
static enum handled inspect_changes(struct view *v)
{
	const struct inspection *i = inspect_of(v);

	if (i->last_visit.known)
		return IGNORED;
	if (i->target.kind != TARGET_HOST)
		app_say(v->app, INK_MESSAGE, i->target.kind == TARGET_DEMO ? "Visits to the gallery are not remembered"
			: "Only visits to hosts are remembered");
	else
		app_say(v->app, INK_MESSAGE, i->n_cards == 0 ? "It showed no key that could be compared"
			: "The first key seen of it: later visits are compared with it");
	return HANDLED;
}

static enum handled inspect_own(struct view *v, enum request r)
{
	struct tabs *s = v->state;
	enum tab_id id = inspect_tab(r);

	if (id < N_TABS) {
		if (inspect_has(v, id))
			inspect_show(v, id);
		else
			app_say(v->app, INK_MESSAGE, tab_rows[id].needs_card ? "There is no certificate to show"
				: "A file has no connection to show");
		return HANDLED;
	}
	switch (r) {
	case REQUEST_LEFT: inspect_choose(v, rail_next(&s->rail, s->at, -1)); return HANDLED;
	case REQUEST_RIGHT: inspect_choose(v, rail_next(&s->rail, s->at, 1)); return HANDLED;
	case REQUEST_TAB: case REQUEST_TAB_BACK: s->rail_focus = s->l.rail_tall && !s->rail_focus; return HANDLED;
	case REQUEST_CHANGES: return inspect_changes(v);
	/* Enter always goes in: from the card to all of its fields, from elsewhere to the chosen one's card. Where
	 * there is a lesson, its key is the same, and the card has had it first. */
	case REQUEST_ENTER: case REQUEST_LESSON:
		return inspect_own(v, s->shown == TAB_CARD ? REQUEST_DETAILS : REQUEST_CARD);
	case REQUEST_BACK:
		if (s->shown == TAB_CARD)
			return IGNORED;
		inspect_show(v, TAB_CARD);
		return HANDLED;
	default: return IGNORED;
	}
}

static enum handled inspect_request(struct view *v, enum request r)
{
	struct tabs *s = v->state;
	struct view *tab = v->inner;
	enum handled h = IGNORED;

	if (s->rail_focus && s->l.rail_tall && (r == REQUEST_UP || r == REQUEST_DOWN)) {
		inspect_choose(v, rail_next(&s->rail, s->at, r == REQUEST_DOWN ? 1 : -1));
		return HANDLED;
	}
	if (s->rail_focus && (r == REQUEST_TAB || r == REQUEST_TAB_BACK)) {
		s->rail_focus = false;
		return HANDLED;
	}
	if (request_listed(tab->ops->requests, r) && tab->ops->request != NULL)
		h = tab->ops->request(tab, r);
	if (tab->card != v->card)
		tabs_mark(tab, rail_of_card(&s->rail, tab->card));
	return h == IGNORED ? inspect_own(v, r) : h;
}

static bool inspect_tick(struct view *v)
{
	struct view *tab = v->inner;
	bool moved = tab->ops->tick != NULL && tab->ops->tick(tab);

	v->rest_ms = tab->ops->tick != NULL ? tab->rest_ms : -1;
	return moved;
}

static enum handled inspect_click(struct view *v, int y, int x)
{
	struct tabs *s = v->state;
	const struct region *r = &s->rail_at, *t = &s->tabs_at;
	enum tab_id hit = N_TABS;

	if (y >= r->y && y < r->y + r->h && x >= r->x && x < r->x + r->w) {
		inspect_choose(v, rail_at(&s->rail, r->h, s->at, y - r->y));
	} else if (t->h > 0 && y == t->y && x >= t->x) {
		(void)inspect_tabs_line(v, NULL, inspect_form(v, t->w), x - t->x, &hit);
		if (hit < N_TABS)
			inspect_show(v, hit);
	}
	return HANDLED;
}

static const char *inspect_hint(const struct view *v, enum request r)
{
	const struct inspection *i = inspect_of(v);
	const struct tabs *s = v->state;
	const struct view *tab = v->inner;

	if (inspect_tab(r) < N_TABS)
		return "";      /* the line of tabs says so */
	switch (r) {
	case REQUEST_LEFT: case REQUEST_RIGHT: return s->rail.n > 1 ? NULL : "";
	case REQUEST_TAB:
		if (tab->ops->hint != NULL && request_listed(tab->ops->requests, r))
			return tab->ops->hint(tab, r);
		return s->l.rail_tall ? NULL : "";
	case REQUEST_ENTER:
		return tab->ops == &view_card && i->lesson != NULL ? "" : s->shown == TAB_CARD ? "details" : "card";
	case REQUEST_CHANGES: return inspection_finding(i, FINDING_CHANGED_SINCE_LAST_VISIT) != NULL ? NULL : "";
	case REQUEST_BACK: return s->shown != TAB_CARD ? "card" : NULL;
	default: return tab->ops->hint != NULL ? tab->ops->hint(tab, r) : NULL;
	}
}

static const enum request inspect_first[] = { REQUEST_LEFT, REQUEST_RIGHT, REQUEST_CHANGES, REQUEST_NONE };

static const enum request inspect_requests[] = {
	REQUEST_LEFT, REQUEST_RIGHT, REQUEST_ENTER, REQUEST_CARD, REQUEST_DETAILS,
	REQUEST_TIMELINE, REQUEST_WALK, REQUEST_CONNECTION,
	REQUEST_PEM, REQUEST_CLIENTS, REQUEST_CHANGES,
	REQUEST_AUDIENCE, REQUEST_COPY, REQUEST_EXPORT, REQUEST_AGAIN, REQUEST_TAB,
	REQUEST_TAB_BACK, REQUEST_COMPARE, REQUEST_TRUST, REQUEST_FLEET, REQUEST_STORE, REQUEST_BACK, REQUEST_NONE,
};

/* Left, right and what changed, the tab's own, the inspection's: where two have the same key, the first one has it. */
static const enum request *inspect_known(struct view *v)
{
	struct tabs *s = v->state;
	const enum request *const lists[] = { inspect_first, v->inner->ops->requests, inspect_requests };
	size_t n = 0;

	for (size_t k = 0; k < 3; k++) {
		for (const enum request *r = lists[k]; *r != REQUEST_NONE && n + 1 < TABS_MAX_KNOWN; r++) {
			s->known[n] = REQUEST_NONE;
			if (!request_listed(s->known, *r))
				s->known[n++] = *r;
		}
	}
	s->known[n] = REQUEST_NONE;
	return s->known;
}

const struct view_ops view_inspection = {
	.name = "inspection", .title = "Inspection", .state_size = sizeof(struct tabs), .requests = inspect_requests,
	.known = inspect_known, .open = inspect_open, .close = inspect_close, .paint = inspect_paint,
	.plain = inspect_plain,
	.request = inspect_request, .tick = inspect_tick, .click = inspect_click, .hint = inspect_hint,
};
