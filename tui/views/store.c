/* SPDX-License-Identifier: GPL-3.0-or-later
 * A list of certificates: the trust store, every root that this machine believes, or a file of many. To be searched,
 * sorted and looked at. */
#include "parts/layout.h"
#include "parts/licence.h"
#include "parts/page.h"
#include "base/mem.h"
#include "base/moment.h"
#include "parts/plain.h"
#include "parts/prompt.h"
#include "views/store-rows.h"
#include "views/view.h"
#include "result/phrases.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STORE_FILTER_BYTES = 128, STORE_LIST_Y = 3, STORE_CARD_H = 9, STORE_LARGE_CARD_H = 13, STORE_SUM_X = 14,
	STORE_EXTENSION_X = 36, STORE_WITH_CARD_W = 72, STORE_WITH_CARD_H = 34,
	STORE_HEADER_H = 12, STORE_PAGE = 10, STORE_WIDE = 50 };

enum store_kind { STORE_ALL, STORE_PUBLIC, STORE_ADDED, N_STORE_KINDS };

static const char *const store_sorts[] = { "name", "days left", "key", "issuer", "stores" };

struct store_state {
	int *shown;                  /* cards, by name */
	int n_shown, at, top, table_h, table_y;
	enum store_kind kind;
	enum store_column sort;
	bool reverse, typing, stale;
	struct prompt filter;
	unsigned job;                /* the store being read; 0: it is there */
};

static const struct inspection *store_inspection(const struct view *v)
{
	return v->shown != NULL && shown_view(v->shown) == &view_store ? v->shown->i : NULL;
}

static void store_open(struct view *v)
{
	struct store_state *s = v->state;
	struct cc_err e = { 0 };

	prompt_init(&s->filter, STORE_FILTER_BYTES - 1);
	s->stale = true;
	if (store_inspection(v) != NULL)
		return;
	shown_unref(v->shown);
	v->shown = NULL;
	v->card = -1;            /* that was one of the other's */
	s->job = app_start(v->app, "store:", &e);
	if (s->job == 0)
		app_say(v->app, INK_ERROR, "%s", e.msg);
}

static void store_close(struct view *v)
{
	struct store_state *s = v->state;

	if (s->job != 0)
		app_cancel(v->app, s->job);
	prompt_done(&s->filter);
	free(s->shown);
}

static bool store_arrived(struct view *v, struct shown *shown, unsigned job, bool last)
{
	struct store_state *s = v->state;

	(void)last;
	if (job == 0 || job != s->job)
		return false;
	s->job = 0;
	s->stale = true;
	v->shown = shown_ref(shown);
	return true;
}

/* --- the list --- */

static bool store_fits(const struct store_state *s, const struct card *k)
{
	if ((s->kind == STORE_PUBLIC && k->anchor != ANCHOR_PUBLIC)
		|| (s->kind == STORE_ADDED && k->anchor == ANCHOR_PUBLIC))
		return false;
	return store_word_fits(k, s->filter.text);
}

static void store_arrange(struct view *v)
{
	struct store_state *s = v->state;
	const struct inspection *i = store_inspection(v);
	struct store_order order = { i != NULL ? i->cards : NULL, s->sort, s->reverse };
	int was = s->n_shown > 0 ? s->shown[s->at] : -1;

	if (!s->stale || i == NULL)
		return;
	s->shown = mem_resize(s->shown, i->n_cards + 1, sizeof *s->shown);
	s->n_shown = s->at = 0;
	for (size_t k = 0; k < i->n_cards; k++) {
		if (store_fits(s, &i->cards[k]))
			s->shown[s->n_shown++] = (int)k;
	}
	qsort_r(s->shown, (size_t)s->n_shown, sizeof *s->shown, store_compare, &order);
	for (int k = 0; k < s->n_shown; k++)
		s->at = s->shown[k] == was ? k : s->at;
	v->card = s->n_shown > 0 ? s->shown[s->at] : -1;
	s->stale = false;
}

/* --- painting --- */

static void store_paint_list(struct view *v, const struct inspection *i, const struct draw *d, bool header)
{
	struct store_state *s = v->state;
	struct draw rows;

	if (header)
		store_paint_header(i, d);
	s->table_y = STORE_LIST_Y + header;
	s->table_h = d->at.h - header;
	s->top = layout_scroll(s->top, s->at, s->n_shown, s->table_h);
	for (int k = s->top; k < s->n_shown && k < s->top + s->table_h; k++)
		store_paint_row(i, d, header + k - s->top, s->shown[k], k == s->at);
	rows = draw_part(d, (struct region){ header, 0, s->table_h, d->at.w });
	draw_more(&rows, s->top > 0, s->top + s->table_h < s->n_shown);
	if (s->n_shown == 0)
		(void)draw_text(d, header, 3, INK_DIM,
			i->n_cards == 0 ? "This machine trusts nobody: the store is empty or missing."
			: "None has such a name, issuer, key or store, or so many days.");
}

/* How many there are, and what of them as far as there is room: whole parts of the sentence, or another one. */
static void store_paint_sum(const struct inspection *i, const struct draw *d)
{
	char *text = mem_strdup(i->verdict.headline);

	for (size_t end = strlen(text); end > 0 && draw_width(d, text) > d->at.w - 2; end--) {
		if (text[end] == ',' || text[end] == ':') {
			text[end] = '.';
			text[end + 1] = '\0';
		}
	}
	if (draw_width(d, text) > d->at.w - 2 && !i->list) {
		free(text);
		text = mem_printf("%zu authorities are trusted here.", i->n_cards);
	}
	(void)draw_text_in(d, 0, 1, d->at.w - 2, INK_STRONG, text);
	free(text);
}

/* What is shown of how many, and what is being looked for. */
static void store_paint_top(const struct view *v, const struct inspection *i, const struct draw *d)
{
	static const char *const kinds[][N_STORE_KINDS] = {
		{ [STORE_ALL] = "all roots", [STORE_PUBLIC] = "public roots",
			[STORE_ADDED] = "roots added on this machine" },
		{ [STORE_ALL] = "all of them", [STORE_PUBLIC] = "public roots", [STORE_ADDED] = "no public roots" },
	};
	const struct store_state *s = v->state;
	char text[96];
	int x;

	store_paint_sum(i, d);
	if (s->typing || s->filter.len > 0) {
		x = 2 + draw_text(d, 1, 1, INK_LABEL, "Search:");
		prompt_draw(&s->filter, d, 1, x, d->at.w / 2 - x,
			s->typing ? "name, issuer, key, <30, Chrome" : "", s->typing);
	}
	(void)snprintf(text, sizeof text, "%d of %zu, %s, by %s%s", s->n_shown, i->n_cards, kinds[i->list][s->kind],
		store_sorts[s->sort], s->reverse ? ", reversed" : "");
	if (d->at.w < STORE_WIDE)
		(void)snprintf(text, sizeof text, "%d of %zu", s->n_shown, i->n_cards);
	(void)draw_text_right(d, 1, d->at.w - 1, INK_DIM, text);
}

/* In what room is left, what stands in the certificate; all of it is on the page of details. */
static void store_paint_extensions(const struct cert *c, const struct draw *d)
{
	struct page p;

	page_init(&p, d->at.w - 2, draw_ascii(d));
	for (size_t k = 0; k < c->n_extensions; k++) {
		const struct extension *x = &c->extensions[k];
		const char *name = x->name != NULL ? x->name : x->oid;
		char *label = mem_printf("%s%s", name, x->critical ? ", critical" : "");

		page_field(&p, 2, STORE_EXTENSION_X, INK_LABEL, label, INK_TEXT, x->text);
		free(label);
	}
	page_draw(&p, d, 0, NULL);
	page_done(&p);
}

/* The licence, with its frame where there is room, and below it what is compared by hand. */
static void store_paint_card(const struct inspection *i, int card, const struct draw *d)
{
	const struct cert *c = i->cards[card].cert;
	bool large = d->at.h >= STORE_LARGE_CARD_H;
	int rows = large ? STORE_LARGE_CARD_H : STORE_CARD_H;
	struct draw part = draw_part(d, (struct region){ 0, 0, rows, d->at.w });
	const struct { const char *label; const uint8_t *sum; } sums[] = {
		{ "SHA-256", c->sha256 }, { "of its key", c->spki_sha256 },
	};

	licence_draw(&part, i, card, large ? LAYOUT_LARGE : LAYOUT_MEDIUM, true);
	for (size_t k = 0; c->parsed && k < sizeof sums / sizeof *sums && rows + 1 + (int)k < d->at.h; k++) {
		char *hex = phrase_hex(sums[k].sum, sizeof c->sha256, sizeof c->sha256);

		(void)draw_text(d, rows + 1 + (int)k, 2, INK_LABEL, sums[k].label);
		(void)draw_text_in(d, rows + 1 + (int)k, STORE_SUM_X, d->at.w - STORE_SUM_X - 1, INK_DIM, hex);
		free(hex);
	}
	if (c->parsed && rows + 5 < d->at.h) {
		part = draw_part(d, (struct region){ rows + 4, 0, d->at.h - rows - 4, d->at.w });
		store_paint_extensions(c, &part);
	}
}

static void store_paint(struct view *v, const struct draw *d)
{
	struct store_state *s = v->state;
	const struct inspection *i = store_inspection(v);
	struct draw part = draw_part(d, (struct region){ 0, 0, 2, d->at.w });
	bool card;
	int room = d->at.h - STORE_LIST_Y, h = room, needs;

	if (i == NULL) {
		(void)draw_text(d, 1, 2, INK_DIM,
			s->job != 0 ? "Reading the trust store" : "The trust store could not be read.");
		return;
	}
	store_arrange(v);
	/* on a small screen there is a card where the list is short; a short one leaves it all other rows */
	needs = s->n_shown + 2;
	card = d->at.w >= STORE_WITH_CARD_W && (d->at.h >= STORE_WITH_CARD_H || h - needs > STORE_CARD_H);
	h -= card ? STORE_CARD_H + 1 : 0;
	h = card && h > needs ? needs : h;
	store_paint_top(v, i, &part);
	draw_row(d, STORE_LIST_Y - 1, 0, d->at.w, INK_FRAME, GLYPH_H);
	if (store_has_stores(i, d->at.w))
		(void)draw_text_right(d, STORE_LIST_Y - 1, d->at.w - 1, INK_LABEL,
			" Stores: Chrome Mozilla Apple Windows Java ");
	part = draw_part(d, (struct region){ STORE_LIST_Y, 0, h, d->at.w });
	store_paint_list(v, i, &part, room >= STORE_HEADER_H);
	if (card && v->card >= 0) {
		draw_row(d, STORE_LIST_Y + h, 0, d->at.w, INK_FRAME, GLYPH_H);
		(void)draw_textf(d, STORE_LIST_Y + h, 2, INK_LABEL, " %s ", phrase_licence(i, &i->cards[v->card]));
		part = draw_part(d, (struct region){ STORE_LIST_Y + h + 1, 0, d->at.h - STORE_LIST_Y - h - 1,
			d->at.w });
		store_paint_card(i, v->card, &part);
	}
}

static int store_plain(struct view *v, struct page *p)
{
	struct store_state *s = v->state;
	const struct inspection *i = store_inspection(v);
	int first;

	store_arrange(v);
	if (i == NULL) {
		page_text(p, 0, INK_TEXT, "Reading the store");
		return -1;
	}
	page_text(p, 0, INK_TEXT, i->verdict.headline);
	p->tag = s->typing ? PLAIN_TYPED : -1;
	if (s->typing || s->filter.len > 0)
		page_lead(p, INK_LABEL, "Search", INK_TEXT, s->filter.text);
	first = (int)p->n;
	p->tag = -1;
	for (int k = 0; k < s->n_shown; k++) {
		const struct card *c = &i->cards[s->shown[k]];
		char day[MOMENT_SIZE];

		page_line(p);
		(void)page_span(p, 0, INK_TEXT, cert_label(c->cert));
		(void)page_span(p, -1, INK_TEXT, c->anchor == ANCHOR_PUBLIC ? ", public" : c->in_trust_store
			? ", added here" : ", not trusted here");
		(void)page_span(p, -1, INK_TEXT, c->cert->parsed ? ", until " : ", unreadable");
		(void)page_span(p, -1, INK_TEXT, c->cert->parsed ? moment_day(c->cert->not_after, day) : "");
	}
	return s->typing ? first - 1 : s->n_shown > 0 ? first + s->at : -1;
}

static void store_heading(const struct view *v, char *left, char *right, size_t size)
{
	const struct inspection *i = store_inspection(v);

	(void)snprintf(left, size, "%s", i != NULL && i->list ? i->target.input : "trust store");
	right[0] = '\0';
}

/* --- requests --- */

static enum handled store_move(struct view *v, int step)
{
	struct store_state *s = v->state;
	int to = s->at + step;

	store_arrange(v);
	if (s->n_shown == 0)
		return HANDLED;
	s->at = to < 0 ? 0 : to >= s->n_shown ? s->n_shown - 1 : to;
	v->card = s->shown[s->at];
	return HANDLED;
}

static enum handled store_back(struct view *v)
{
	struct store_state *s = v->state;

	if (s->filter.len == 0 && s->kind == STORE_ALL)
		return IGNORED;
	prompt_set(&s->filter, "");
	s->kind = STORE_ALL;
	s->stale = true;
	return HANDLED;
}

static enum handled store_sort(struct view *v, int step)
{
	struct store_state *s = v->state;

	s->sort = (enum store_column)(((int)s->sort + step + N_STORE_COLUMNS) % N_STORE_COLUMNS);
	s->stale = true;
	return HANDLED;
}

static enum handled store_enter(struct view *v)
{
	if (v->card >= 0)
		app_open(v->app, &view_details, &(struct view_arg){ .shown = v->shown, .card = v->card });
	return HANDLED;
}

static enum handled store_request(struct view *v, enum request r)
{
	struct store_state *s = v->state;
	int page = s->table_h > 2 ? s->table_h - 1 : STORE_PAGE;

	switch (r) {
	case REQUEST_UP: return store_move(v, -1);
	case REQUEST_DOWN: return store_move(v, 1);
	case REQUEST_PAGE_UP: return store_move(v, -page);
	case REQUEST_PAGE_DOWN: return store_move(v, page);
	case REQUEST_TOP: return store_move(v, -s->n_shown);
	case REQUEST_BOTTOM: return store_move(v, s->n_shown);
	case REQUEST_FILTER: s->typing = store_inspection(v) != NULL; return HANDLED;
	case REQUEST_GROUP:
		s->kind = (enum store_kind)(((int)s->kind + 1) % N_STORE_KINDS);
		s->stale = true;
		return HANDLED;
	case REQUEST_SORT: return store_sort(v, 1);
	case REQUEST_SORT_BACK: return store_sort(v, -1);
	case REQUEST_REVERSE: s->reverse = !s->reverse; s->stale = true; return HANDLED;
	case REQUEST_ENTER: return store_enter(v);
	case REQUEST_BACK: return store_back(v);
	default: return IGNORED;
	}
}

/* While something is typed the list follows. */
static enum handled store_key(struct view *v, int32_t key)
{
	struct store_state *s = v->state;

	if (!prompt_filter_key(&s->filter, &s->typing, key))
		return IGNORED;
	s->stale = true;
	return HANDLED;
}

static enum handled store_click(struct view *v, int y, int x)
{
	struct store_state *s = v->state;
	int to = s->top + y - s->table_y;

	(void)x;
	if (y < s->table_y || y >= s->table_y + s->table_h || to >= s->n_shown)
		return HANDLED;
	return to == s->at ? store_enter(v) : store_move(v, to - s->at);
}

static const char *store_hint(const struct view *v, enum request r)
{
	const struct store_state *s = v->state;

	if (s->typing)
		return r == REQUEST_ENTER ? "keep" : "";
	switch (r) {
	case REQUEST_UP: case REQUEST_DOWN: return "choose";
	case REQUEST_ENTER: return "details";
	case REQUEST_FILTER: return "search";
	case REQUEST_GROUP: return "public, others";
	case REQUEST_BACK: return s->filter.len > 0 || s->kind != STORE_ALL ? "show all" : NULL;
	default: return NULL;
	}
}

static const enum request store_requests[] = {
	REQUEST_ENTER, REQUEST_UP, REQUEST_DOWN, REQUEST_FILTER, REQUEST_SORT_BACK, REQUEST_SORT, REQUEST_REVERSE,
	REQUEST_GROUP, REQUEST_PEM, REQUEST_BACK, REQUEST_PAGE_UP, REQUEST_PAGE_DOWN, REQUEST_TOP, REQUEST_BOTTOM,
	REQUEST_DETAILS, REQUEST_NONE,
};

const struct view_ops view_store = {
	.name = "store", .title = "Trust store", .state_size = sizeof(struct store_state), .opened_by = REQUEST_STORE,
		.requests = store_requests,
	.open = store_open, .close = store_close, .paint = store_paint,
	.plain = store_plain, .request = store_request, .key = store_key,
	.click = store_click,
	.hint = store_hint, .heading = store_heading, .arrived = store_arrived,
};
