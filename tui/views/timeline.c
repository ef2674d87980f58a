/* SPDX-License-Identifier: GPL-3.0-or-later
 * The validity of the whole chain on one axis: a bar for each certificate, and today through all of them. */
#include "result/axis.h"
#include "parts/layout.h"
#include "parts/page.h"
#include "base/mem.h"
#include "base/moment.h"
#include "views/tabs.h"
#include "result/phrases.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TIMELINE_TICK_W = 12, TIMELINE_NARROW = 60, TIMELINE_WIDE = 96, TIMELINE_MARGIN = 2,
	TIMELINE_ROOMY = 4,
	TIMELINE_AXIS_H = 4 /* the line that names today, the axis, its dates, the sum */ };

struct timeline_state {
	int *cards;              /* in the chain's order */
	int n, at, top;
	int coming;              /* lines of what is coming that were scrolled past */
	int hidden;              /* and of those that found no room, when it was painted */
	int zoom;                /* index of timeline_spans */
	char needle[128];
};

/* Days shown; 0: all of the chain. */
static const int timeline_spans[] = { 0, 7300, 1826, 730, 240, 60 };

enum { TIMELINE_N_SPANS = sizeof timeline_spans / sizeof *timeline_spans };

static const struct inspection *timeline_inspection(const struct view *v)
{
	return v->shown->i;
}

static void timeline_open(struct view *v)
{
	struct timeline_state *s = v->state;
	const struct inspection *i = v->shown != NULL ? timeline_inspection(v) : NULL;

	if (i == NULL)
		return;
	s->cards = mem_resize(NULL, i->n_path + 1, sizeof *s->cards);
	for (size_t k = 0; k < i->n_path; k++) {
		if (!i->cards[i->path[k]].cert->parsed)
			continue;
		if (i->path[k] == v->card)
			s->at = s->n;
		s->cards[s->n++] = i->path[k];
	}
}

static void timeline_close(struct view *v)
{
	struct timeline_state *s = v->state;

	free(s->cards);
}

/* From the first beginning to the last end, today included; then narrower round today. */
static struct axis timeline_axis(const struct view *v, int w)
{
	const struct timeline_state *s = v->state;
	const struct inspection *i = timeline_inspection(v);
	struct axis a = { .from = i->time, .to = i->time, .w = w };
	int64_t span = (int64_t)timeline_spans[s->zoom] * MOMENT_DAY, margin;

	for (int k = 0; k < s->n; k++) {
		const struct cert *c = i->cards[s->cards[k]].cert;

		a.from = c->not_before < a.from ? c->not_before : a.from;
		a.to = c->not_after > a.to ? c->not_after : a.to;
	}
	if (span > 0 && span < a.to - a.from) {
		a.from = i->time - span / 2;
		a.to = i->time + span / 2;
	}
	/* The ends stay clear of the edge. */
	margin = span > 0 ? 0 : (a.to - a.from) / 50 + MOMENT_DAY;
	a.from -= margin;
	a.to += margin;
	return a;
}

static enum { TIMELINE_EARLY, TIMELINE_NOW, TIMELINE_LATE } timeline_when(const struct cert *c, int64_t now)
{
	return now < c->not_before ? TIMELINE_EARLY : now > c->not_after ? TIMELINE_LATE : TIMELINE_NOW;
}

static void timeline_cells(const struct draw *d, int y, int x, struct axis_bar b, enum ink ink, enum glyph g)
{
	if (b.from <= b.to)
		draw_row(d, y, x + b.from, b.to - b.from + 1, ink, g);
}

/* The bar: what has gone by, what is left; and, broken, the gap between it and today. */
static void timeline_bar(const struct draw *d, int y, const struct axis *a, const struct cert *c, int64_t now)
{
	struct axis_bar all = axis_bar(a, c->not_before, c->not_after), gap;
	int today = axis_cell(a, now);

	switch (timeline_when(c, now)) {
	case TIMELINE_NOW:
		timeline_cells(d, y, 0, all, INK_BAR_LEFT, GLYPH_BAR_LEFT);
		if (today >= all.from && today <= all.to)
			draw_row(d, y, all.from, today - all.from, INK_BAR_GONE, GLYPH_BAR_GONE);
		break;
	case TIMELINE_EARLY:
		gap = axis_bar(a, now, c->not_before);
		timeline_cells(d, y, 0, gap, INK_BAD, GLYPH_DOT);
		timeline_cells(d, y, 0, all, INK_BAR_GONE, GLYPH_BAR_LEFT);
		break;
	case TIMELINE_LATE:
		gap = axis_bar(a, c->not_after, now);
		timeline_cells(d, y, 0, gap, INK_BAD, GLYPH_DOT);
		timeline_cells(d, y, 0, all, INK_BAR_GONE, GLYPH_BAR_GONE);
		break;
	}
	if (all.from <= all.to && !all.cut_left)
		(void)draw_glyph(d, y, all.from, INK_DIM, GLYPH_TEE_LEFT);
	if (all.from < all.to && !all.cut_right)
		(void)draw_glyph(d, y, all.to, timeline_when(c, now) == TIMELINE_LATE ? INK_BAD : INK_DIM,
			GLYPH_TEE_RIGHT);
	if (all.cut_left || (all.from > all.to && c->not_after < a->from))
		(void)draw_glyph(d, y, 0, INK_DIM, GLYPH_LEFT);
	if (all.cut_right || (all.from > all.to && c->not_before > a->to))
		(void)draw_glyph(d, y, a->w - 1, INK_DIM, GLYPH_RIGHT);
	(void)draw_glyph(d, y, today, timeline_when(c, now) == TIMELINE_NOW ? INK_BAR_NOW : INK_BAD,
		timeline_when(c, now) == TIMELINE_NOW ? GLYPH_BAR_NOW : GLYPH_FAIL);
}

static const struct { enum glyph sign; enum ink ink; } timeline_signs[] = {
	[TIMELINE_EARLY] = { GLYPH_FAIL, INK_BAD }, [TIMELINE_NOW] = { GLYPH_PASS, INK_GOOD },
		[TIMELINE_LATE] = { GLYPH_FAIL, INK_BAD },
};

/* "11 Aug 2026 to 9 Nov 2026" */
static char *timeline_dates(const struct cert *c)
{
	char begins[MOMENT_SIZE], ends[MOMENT_SIZE];

	return mem_printf("%s to %s", moment_day(c->not_before, begins), moment_day(c->not_after, ends));
}

/* "61 days left of 90"; where there is little room, without the second number. */
static char *timeline_left(const struct card *k, int64_t now, int w)
{
	return w < TIMELINE_WIDE ? phrase_left_short(k, now) : phrase_left(k, now);
}

/* Name and dates of one card. Returns the lines used. */
static int timeline_title(const struct view *v, const struct draw *d, int y, int card, bool chosen)
{
	const struct inspection *i = timeline_inspection(v);
	const struct card *k = &i->cards[card];
	int when = timeline_when(k->cert, i->time), w = d->at.w, room;
	char *dates = timeline_dates(k->cert), *left = timeline_left(k, i->time, w),
		*both = mem_printf("%s   %s", dates, left);
	bool narrow = w < TIMELINE_NARROW;

	room = narrow ? w - 4 - draw_width(d, left) - 2 : w - 4 - draw_width(d, both) - 2;
	if (chosen)
		draw_row(d, y, 0, w, INK_SELECTED, GLYPH_SPACE);
	(void)draw_glyph(d, y, 1, chosen ? INK_SELECTED : timeline_signs[when].ink, timeline_signs[when].sign);
	(void)draw_name_in(d, y, 3, room, chosen ? INK_SELECTED : INK_STRONG, cert_label(k->cert));
	(void)draw_text_right(d, y, w - 1, chosen ? INK_SELECTED : when == TIMELINE_NOW ? INK_TEXT : INK_BAD, left);
	if (narrow)
		(void)draw_text_in(d, y + 1, 3, w - 4, INK_DIM, dates);
	else
		(void)draw_text_right(d, y, w - 1 - draw_width(d, left) - 3, chosen ? INK_SELECTED : INK_DIM, dates);
	free(both);
	free(left);
	free(dates);
	return narrow ? 2 : 1;
}

/* What is coming: a mark for each day that the axis shows. */
static void timeline_changes(const struct draw *d, int y, const struct axis *a, const struct inspection *i)
{
	for (size_t k = 0; k < i->n_coming; k++)
		if (i->coming[k].from >= a->from && i->coming[k].from <= a->to)
			(void)draw_glyph(d, y, axis_cell(a, i->coming[k].from), INK_WARN, GLYPH_DOWN);
}

static void timeline_coming(struct page *p, const struct inspection *i)
{
	char day[MOMENT_SIZE];

	for (size_t k = 0; k < i->n_coming; k++)
		page_field(p, 1, TIMELINE_TICK_W + 2, INK_LABEL, moment_day(i->coming[k].from, day), INK_TEXT,
			i->coming[k].text);
}

/* In so many lines from y on, the heading included. */
static void timeline_draw_coming(struct timeline_state *s, const struct draw *d, int y, int h, const struct page *p)
{
	struct draw part = draw_part(d, (struct region){ y + 1, 0, h - 1, d->at.w });
	int most = (int)p->n - (h - 1);

	if (p->n == 0 || h < 2)
		return;
	s->coming = s->coming > most ? most > 0 ? most : 0 : s->coming;
	s->hidden = most - s->coming > 0 ? most - s->coming : 0;
	(void)draw_glyph(d, y, 1, INK_WARN, GLYPH_DOWN);
	(void)draw_text(d, y, 3, INK_STRONG, "What is coming");
	if (s->hidden > 0)
		(void)draw_text_right(d, y, d->at.w - 1, INK_DIM, "more below");
	page_draw(p, &part, s->coming, NULL);
}

/* What the checks said of the dates of a card, in lines from y on; all of it or nothing. Returns the line behind it. */
static int timeline_draw_checks(const struct draw *d, int y, const struct inspection *i, int card)
{
	static const char *const signs[] = { [STEP_PASS] = "\342\234\224", [STEP_FAIL] = "\342\234\226",
		[STEP_WARN] = "!", [STEP_SKIP] = "\302\267" };
	static const enum ink inks[] = { [STEP_PASS] = INK_GOOD, [STEP_FAIL] = INK_BAD, [STEP_WARN] = INK_WARN,
		[STEP_SKIP] = INK_DIM };
	struct page p;
	int next = y;

	page_init(&p, d->at.w - 1, draw_ascii(d));
	for (size_t k = 0; k < i->n_steps; k++) {
		const struct step *s = &i->steps[k];

		if (s->card != card || (s->id != STEP_NOT_BEFORE && s->id != STEP_NOT_AFTER && s->id != STEP_LIFETIME))
			continue;
		page_line(&p);
		page_mark(&p, 1, inks[s->result], signs[s->result], s->result == STEP_FAIL ? INK_BAD : INK_TEXT,
			s->text);
	}
	if (p.n > 0 && y + 1 + (int)p.n <= d->at.h) {
		struct draw part = draw_part(d, (struct region){ y + 1, 0, (int)p.n, d->at.w });

		(void)draw_textf(d, y, 1, INK_STRONG, "What was checked of the dates of %s",
			cert_label(i->cards[card].cert));
		page_draw(&p, &part, 0, NULL);
		next = y + 2 + (int)p.n;
	}
	page_done(&p);
	return next;
}

/* In what room there is below all else: of the chosen one first, then of the others. */
static void timeline_draw_checked(const struct draw *d, int y, const struct inspection *i,
	const struct timeline_state *s)
{
	y = timeline_draw_checks(d, y, i, s->cards[s->at]);
	for (int k = 0; k < s->n; k++) {
		if (k != s->at)
			y = timeline_draw_checks(d, y, i, s->cards[k]);
	}
}

static void timeline_marks(const struct draw *d, int y, const struct axis *a)
{
	struct axis_tick ticks[AXIS_MAX_TICKS];
	size_t n = axis_ticks(a, TIMELINE_TICK_W, ticks);

	draw_row(d, y, 0, a->w, INK_FRAME, GLYPH_H);
	for (size_t k = 0; k < n; k++) {
		int w = draw_width(d, ticks[k].label), x = ticks[k].x - w / 2;

		(void)draw_glyph(d, y, ticks[k].x, INK_FRAME, GLYPH_TEE_DOWN);
		x = x < 0 ? 0 : x + w > a->w ? a->w - w : x;
		(void)draw_text(d, y + 1, x, INK_DIM, ticks[k].label);
	}
}

/* "today, 21 Nov 2026" above the line of today. */
static void timeline_today(const struct draw *d, int y, const struct axis *a, int64_t now)
{
	char date[MOMENT_SIZE], *text = mem_printf("today, %s", moment_day(now, date));
	int w = draw_width(d, text), at = axis_cell(a, now), x = at - w / 2;

	x = x < 0 ? 0 : x + w > a->w ? a->w - w : x;
	(void)draw_text(d, y, x, INK_BAR_NOW, text);
	free(text);
}

/* When all of them are valid at once: what the chain as a whole is good for. */
static void timeline_whole(const struct view *v, const struct draw *d, int y)
{
	const struct timeline_state *s = v->state;
	const struct inspection *i = timeline_inspection(v);
	struct cert whole = { .not_before = INT64_MIN, .not_after = INT64_MAX };
	bool narrow = d->at.w < TIMELINE_NARROW;
	char *dates, *text;

	for (int k = 0; k < s->n; k++) {
		const struct cert *c = i->cards[s->cards[k]].cert;

		whole.not_before = c->not_before > whole.not_before ? c->not_before : whole.not_before;
		whole.not_after = c->not_after < whole.not_after ? c->not_after : whole.not_after;
	}
	dates = timeline_dates(&whole);
	text = whole.not_before > whole.not_after ? mem_strdup("There is no day on which all of them are valid.")
		: mem_printf(narrow ? "All: %s" : "All of them at once: %s", dates);
	(void)draw_text_in(d, y, 1, d->at.w - 2, timeline_when(&whole, i->time) == TIMELINE_NOW ? INK_TEXT : INK_BAD,
		text);
	free(text);
	free(dates);
}

/* Lines for one certificate: as many as there are, up to what looks well. */
static int timeline_each(const struct timeline_state *s, int h, int w)
{
	if (w < TIMELINE_NARROW)
		return 3;
	return h >= TIMELINE_ROOMY * s->n ? TIMELINE_ROOMY : h >= 3 * s->n ? 3 : 2;
}

static void timeline_rows(struct view *v, const struct draw *d, const struct axis *a, int each)
{
	struct timeline_state *s = v->state;
	const struct inspection *i = timeline_inspection(v);
	int fits = d->at.h / each > 0 ? d->at.h / each : 1, y = 0;

	s->top = layout_scroll(s->top, s->at, s->n, fits);
	draw_column(d, 0, axis_cell(a, i->time), d->at.h, INK_FRAME, GLYPH_V);
	for (int k = s->top; k < s->n && k < s->top + fits; k++, y += each) {
		int used = timeline_title(v, d, y, s->cards[k], k == s->at);

		timeline_bar(d, y + used, a, i->cards[s->cards[k]].cert, i->time);
	}
}

static int timeline_plain(struct view *v, struct page *p)
{
	const struct timeline_state *s = v->state;
	int first = (int)p->n;

	for (int k = 0; k < s->n; k++) {
		const struct card *c = &timeline_inspection(v)->cards[s->cards[k]];
		char *valid = phrase_validity(c, timeline_inspection(v)->time);

		page_line(p);
		(void)page_span(p, page_span(p, 0, INK_LABEL, cert_label(c->cert)) + 2, INK_TEXT, valid);
		free(valid);
	}
	if (timeline_inspection(v)->n_coming > 0)
		page_text(p, 0, INK_STRONG, "What is coming");
	timeline_coming(p, timeline_inspection(v));
	return s->n > 0 ? first + s->at : -1;
}

static void timeline_paint(struct view *v, const struct draw *d)
{
	struct timeline_state *s = v->state;
	struct draw in = *d, part;
	struct axis a;
	struct page coming;
	char span[48] = "the whole chain";
	int each, rows, last, h;

	if (s->n == 0) {
		(void)draw_text(d, 1, 2, INK_DIM, "There is no chain here whose dates could be shown.");
		return;
	}
	if (timeline_spans[s->zoom] > 0)
		(void)snprintf(span, sizeof span, "%d days round today", timeline_spans[s->zoom]);
	if (d->at.w >= TIMELINE_NARROW)
		in = draw_part(d, (struct region){ 0, TIMELINE_MARGIN, d->at.h, d->at.w - 2 * TIMELINE_MARGIN });
	page_init(&coming, in.at.w - 1, draw_ascii(d));
	timeline_coming(&coming, timeline_inspection(v));
	/* at most the lower half is for what is coming */
	h = coming.n == 0 ? 0 : (int)coming.n + 2 < in.at.h / 2 ? (int)coming.n + 2 : in.at.h / 2;
	in.at.h -= h;
	a = timeline_axis(v, in.at.w);
	timeline_today(&in, 0, &a, timeline_inspection(v)->time);
	each = timeline_each(s, in.at.h - TIMELINE_AXIS_H - 2, in.at.w);
	rows = s->n * each < in.at.h - TIMELINE_AXIS_H ? s->n * each : in.at.h - TIMELINE_AXIS_H;
	part = draw_part(&in, (struct region){ 1, 0, rows, in.at.w });
	timeline_rows(v, &part, &a, each);
	timeline_marks(&in, rows + 1, &a);
	timeline_changes(&in, rows + 1, &a, timeline_inspection(v));
	last = rows + (in.at.h > rows + TIMELINE_AXIS_H ? TIMELINE_AXIS_H : TIMELINE_AXIS_H - 1);
	timeline_whole(v, &in, last);
	if (d->at.w >= TIMELINE_NARROW)
		(void)draw_text_right(&in, last, in.at.w - 1, INK_DIM, span);
	in.at.h += h;
	timeline_draw_coming(s, &in, last + 2, in.at.h - last - 2, &coming);
	timeline_draw_checked(&in, last + 2 + (coming.n > 0 ? (int)coming.n + 2 : 0), timeline_inspection(v), s);
	page_done(&coming);
}

/* One is chosen here and in the chain. Below the last what is coming scrolls, as far as it found no room. */
static enum handled timeline_choose(struct view *v, int at)
{
	struct timeline_state *s = v->state;

	if (at >= s->n && s->hidden > 0)
		s->coming++;
	else if (at == s->at - 1 && s->coming > 0)
		s->coming--;
	else if (at >= 0 && at < s->n) {
		s->at = at;
		v->card = s->cards[at];
		if (v->outer != NULL)
			tabs_mark(v, rail_of_card(&tabs_of(v)->rail, v->card));
	}
	return HANDLED;
}

static enum handled timeline_zoom(struct view *v, int step)
{
	struct timeline_state *s = v->state;
	const struct axis all =
		timeline_axis(&(struct view){ .shown = v->shown,
		.state = &(struct timeline_state){ .cards = s->cards, .n = s->n } }, 1);
	int to = s->zoom + step;

	/* Spans that would show as much as all of it are passed over. */
	while (step > 0 && to < TIMELINE_N_SPANS && (int64_t)timeline_spans[to] * MOMENT_DAY >= all.to - all.from)
		to++;
	while (step < 0 && to > 0 && (int64_t)timeline_spans[to] * MOMENT_DAY >= all.to - all.from)
		to--;
	if (to >= 0 && to < TIMELINE_N_SPANS)
		s->zoom = to;
	return HANDLED;
}

/* The next card whose name holds what is looked for. */
static enum handled timeline_seek(struct view *v, int step)
{
	struct timeline_state *s = v->state;

	for (int k = 1; k <= s->n && s->needle[0] != '\0'; k++) {
		int at = ((s->at + k * step) % s->n + s->n) % s->n;

		if (strcasestr(cert_label(timeline_inspection(v)->cards[s->cards[at]].cert), s->needle) != NULL)
			return timeline_choose(v, at);
	}
	if (s->needle[0] == '\0')
		app_say(v->app, INK_MESSAGE, "Nothing to look for yet: / asks");
	else
		app_say(v->app, INK_ERROR, "'%s' is not here", s->needle);
	return HANDLED;
}

static void timeline_search_answer(struct app *a, struct view *v, const char *text)
{
	struct timeline_state *s = v->state;

	(void)a;
	(void)snprintf(s->needle, sizeof s->needle, "%s", text);
	(void)timeline_seek(v, 1);
}

/* Another card was chosen in the chain. */
static void timeline_chosen(struct view *v)
{
	struct timeline_state *s = v->state;

	for (int k = 0; k < s->n; k++)
		s->at = s->cards[k] == v->card ? k : s->at;
}

static enum handled timeline_request(struct view *v, enum request r)
{
	struct timeline_state *s = v->state;

	switch (r) {
	case REQUEST_UP: return timeline_choose(v, s->at - 1);
	case REQUEST_DOWN: return timeline_choose(v, s->at + 1);
	case REQUEST_TOP: return timeline_choose(v, 0);
	case REQUEST_BOTTOM: return timeline_choose(v, s->n - 1);
	case REQUEST_ZOOM_IN: return timeline_zoom(v, 1);
	case REQUEST_ZOOM_OUT: return timeline_zoom(v, -1);
	case REQUEST_SEARCH: app_ask(v->app, "Search:", "", timeline_search_answer); return HANDLED;
	case REQUEST_SEARCH_NEXT: return timeline_seek(v, 1);
	case REQUEST_SEARCH_PREVIOUS: return timeline_seek(v, -1);
	case REQUEST_BACK: return view_end_search(s->needle);
	default: return IGNORED;
	}
}

static const char *timeline_hint(const struct view *v, enum request r)
{
	const struct timeline_state *s = v->state;

	if (r == REQUEST_UP || r == REQUEST_DOWN)
		return s->n > 1 || s->hidden + s->coming > 0 ? "card" : "";
	if (r == REQUEST_SEARCH_NEXT || r == REQUEST_SEARCH_PREVIOUS)
		return s->needle[0] != '\0' ? NULL : "";
	return NULL;
}

static const enum request timeline_requests[] = {
	REQUEST_UP, REQUEST_DOWN, REQUEST_ZOOM_IN, REQUEST_ZOOM_OUT, REQUEST_SEARCH, REQUEST_SEARCH_NEXT,
	REQUEST_SEARCH_PREVIOUS, REQUEST_TOP, REQUEST_BOTTOM, REQUEST_BACK, REQUEST_NONE,
};

const struct view_ops view_timeline = {
	.name = "timeline", .title = "Timeline", .state_size = sizeof(struct timeline_state),
	.opened_by = REQUEST_TIMELINE, .requests = timeline_requests, .tab = true, .open = timeline_open,
	.close = timeline_close, .chosen = timeline_chosen, .paint = timeline_paint,
	.plain = timeline_plain, .request = timeline_request, .hint = timeline_hint,
};
