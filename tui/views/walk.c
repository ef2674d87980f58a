/* SPDX-License-Identifier: GPL-3.0-or-later
 * The verification as a lesson: one step at a time, what is compared with what, and the card in question lit in the
 * chain. */
#include "parts/layout.h"
#include "base/mem.h"
#include "views/tabs.h"
#include "parts/walk-page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
	WALK_PLAY_MS = 4000,         /* a step of the play */
	WALK_LIST_H = 14, WALK_LIST_MIN_W = 72, WALK_WIDE_W = 100,
	WALK_LIST_W = 38, WALK_NARROW_LIST_W = 30
};

struct walk_state {
	struct walk walk;
	int at, seen;                /* seen: the furthest step so far; what comes behind it is not given away */
	int top, list_top, text_h;
	bool answer, playing;
	int64_t next_ms;             /* of the play */
	char needle[128];
	struct page page;
};

static const struct { enum glyph sign; enum ink ink; } walk_signs[] = {
	[STEP_PASS] = { GLYPH_PASS, INK_GOOD }, [STEP_FAIL] = { GLYPH_FAIL, INK_BAD },
	[STEP_WARN] = { GLYPH_WARN, INK_WARN }, [STEP_SKIP] = { GLYPH_DOT, INK_DIM },
};

static int64_t walk_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static const struct walk_step *walk_now(const struct view *v)
{
	const struct walk_state *s = v->state;

	return &s->walk.steps[s->at];
}

/* Light the certificate in the chain that the step is about, or the way that was given up. */
static void walk_light(struct view *v)
{
	const struct rail *rail = v->outer != NULL ? &tabs_of(v)->rail : NULL;
	const struct walk_step *step = walk_now(v);
	int at = -1;

	if (rail == NULL)
		return;
	for (int k = 0; k < (int)rail->n && step->kind == WALK_DEAD_END; k++)
		at = rail->entries[k].dead_end == step->dead_end ? k : at;
	if (at < 0 && step->card >= 0)
		at = rail_of_card(rail, step->card);
	tabs_mark(v, at);
}

static void walk_open(struct view *v)
{
	struct walk_state *s = v->state;

	page_init(&s->page, LAYOUT_PROSE_W, false);
	if (v->shown == NULL)
		return;
	walk_init(&s->walk, v->shown->i);
	walk_light(v);
}

static void walk_close(struct view *v)
{
	struct walk_state *s = v->state;

	walk_done(&s->walk);
	page_done(&s->page);
}

/* --- painting --- */

/* A step in the list: what has not been walked yet shows no result. */
static void walk_paint_entry(const struct view *v, const struct draw *d, int y, int k)
{
	const struct walk_state *s = v->state;
	const struct walk_step *step = &s->walk.steps[k];
	bool chosen = k == s->at, known = k <= s->seen;
	enum ink ink = chosen ? INK_SELECTED : known ? INK_TEXT : INK_DIM;

	if (chosen)
		draw_row(d, y, 0, d->at.w, INK_SELECTED, GLYPH_SPACE);
	(void)draw_glyph(d, y, 1, chosen ? INK_SELECTED : known ? walk_signs[step->result].ink : INK_DIM,
		known ? walk_signs[step->result].sign : GLYPH_DOT);
	(void)draw_textf(d, y, 3, ink, "%2d", k + 1);
	(void)draw_text_in(d, y, 6, d->at.w - 7, ink, walk_title(step));
}

static bool walk_of_card(const struct walk_step *s)
{
	return s->kind == WALK_STEP || s->kind == WALK_SAME;
}

/* The name above the steps of one card; NULL: the step goes on with the card before. */
static const char *walk_group(const struct view *v, int k)
{
	const struct walk_state *s = v->state;
	const struct walk_step *step = &s->walk.steps[k];

	if (step->kind == WALK_PROOF)
		return "And who shows it?";
	if (k > 0 && s->walk.steps[k - 1].card == step->card
		&& walk_of_card(&s->walk.steps[k - 1]) == walk_of_card(step))
		return NULL;
	if (step->kind == WALK_VERDICT)
		return "In the end";
	if (step->kind == WALK_DEAD_END)
		return k > 0 && s->walk.steps[k - 1].kind == WALK_DEAD_END ? NULL : "Ways that led nowhere";
	return step->card >= 0 ? cert_label(v->shown->i->cards[step->card].cert) : "The chain as a whole";
}

/* Lines of the list down to step k, headings and the space before them included. */
static int walk_line_of(const struct view *v, int k)
{
	int y = -1;

	for (int n = 0; n <= k; n++)
		y += walk_group(v, n) == NULL ? 1 : n == 0 ? 2 : 3;
	return y;
}

static void walk_paint_list(struct view *v, const struct draw *d)
{
	struct walk_state *s = v->state;
	int rows = walk_line_of(v, (int)s->walk.n - 1) + 1, y;

	/* What comes next is in view, too. */
	s->list_top = layout_scroll(s->list_top, walk_line_of(v, s->at) + 2, rows, d->at.h);
	s->list_top = layout_scroll(s->list_top, walk_line_of(v, s->at) - (s->at == 0), rows, d->at.h);
	for (int k = 0; k < (int)s->walk.n; k++) {
		const char *group = walk_group(v, k);

		y = walk_line_of(v, k) - s->list_top;
		if (group != NULL)
			(void)draw_name_in(d, y - 1, 1, d->at.w - 2, INK_LABEL, group);
		walk_paint_entry(v, d, y, k);
	}
}

/* The question, and how far one is. */
static void walk_paint_title(const struct view *v, const struct draw *d)
{
	const struct walk_state *s = v->state;
	const struct walk_step *step = walk_now(v);
	char place[48];
	int x;

	(void)snprintf(place, sizeof place, "%sstep %d of %zu", s->playing ? "playing: " : "", s->at + 1, s->walk.n);
	(void)draw_glyph(d, 0, 0, walk_signs[step->result].ink, walk_signs[step->result].sign);
	x = 2 + draw_text(d, 0, 2, INK_STRONG, walk_title(step));
	if (x + 2 + draw_width(d, place) <= d->at.w)
		(void)draw_text_right(d, 0, d->at.w, s->playing ? INK_MESSAGE : INK_DIM, place);
}

static void walk_paint_text(struct view *v, const struct draw *d, bool compact)
{
	struct walk_state *s = v->state;
	int gap = d->at.h > 20 ? 2 : 1;
	struct draw text = draw_part(d, (struct region){ gap, 0, d->at.h - gap, d->at.w });

	walk_paint_title(v, d);
	page_done(&s->page);
	page_init(&s->page, d->at.w < LAYOUT_PROSE_W ? d->at.w : LAYOUT_PROSE_W, draw_ascii(d));
	walk_page(&s->page, v->shown->i, walk_now(v),
		&(struct walk_style){ .who = app_audience(v->app), .answer = s->answer, .compact = compact });
	s->text_h = text.at.h;
	s->top = layout_scroll(s->top, s->top, (int)s->page.n, text.at.h);
	page_draw(&s->page, &text, s->top, s->needle);
}

static bool walk_more(const struct walk_state *s)
{
	return s->top + s->text_h < (int)s->page.n;
}

static void walk_paint_step(struct view *v, const struct draw *d, bool compact)
{
	struct walk_state *s = v->state;

	walk_paint_text(v, d, compact);
	if (walk_more(s))
		(void)draw_glyph(d, d->at.h - 1, d->at.w - 1, INK_KEY, GLYPH_DOWN);
}

/* The steps beside the step, where there is room; the step alone else. */
static void walk_paint(struct view *v, const struct draw *d)
{
	int w = d->at.w >= WALK_WIDE_W ? WALK_LIST_W : WALK_NARROW_LIST_W;
	struct draw part;

	if (v->shown == NULL) {
		(void)draw_text(d, 1, 2, INK_DIM, "There is nothing here whose verification could be shown.");
		return;
	}
	if (d->at.h < WALK_LIST_H || d->at.w < WALK_LIST_MIN_W) {
		part = draw_part(d, (struct region){ 0, 1, d->at.h, d->at.w - 2 });
		walk_paint_step(v, &part, true);
		return;
	}
	part = draw_part(d, (struct region){ 0, 0, d->at.h, w });
	walk_paint_list(v, &part);
	draw_column(d, 0, w, d->at.h, INK_FRAME, GLYPH_V);
	part = draw_part(d, (struct region){ 0, w + 2, d->at.h, d->at.w - w - 3 });
	walk_paint_step(v, &part, false);
}

/* --- requests --- */

static int walk_plain(struct view *v, struct page *p)
{
	struct walk_state *s = v->state;
	struct walk_style style = { .who = app_audience(v->app), .answer = s->answer, .compact = true };
	char place[48];

	if (v->shown == NULL)
		return -1;
	(void)snprintf(place, sizeof place, "Step %d of %zu", s->at + 1, s->walk.n);
	page_lead(p, INK_LABEL, place, INK_TEXT, walk_title(walk_now(v)));
	walk_page(p, v->shown->i, walk_now(v), &style);
	s->seen = s->at > s->seen ? s->at : s->seen;
	return -1;
}

static enum handled walk_go(struct view *v, int at)
{
	struct walk_state *s = v->state;

	if (at < 0 || at >= (int)s->walk.n || at == s->at)
		return HANDLED;
	s->at = at;
	s->seen = at > s->seen ? at : s->seen;
	s->top = 0;
	s->answer = false;
	walk_light(v);
	return HANDLED;
}

/* Another certificate was chosen in the chain: its first step. */
static void walk_chosen(struct view *v)
{
	struct walk_state *s = v->state;
	int card = v->card, k = 0;

	while (k < (int)s->walk.n && s->walk.steps[k].card != card)
		k++;
	if (k < (int)s->walk.n)
		(void)walk_go(v, k);
}

/* Down reads on, and goes on when all has been read; up likewise. */
static enum handled walk_scroll(struct view *v, int step)
{
	struct walk_state *s = v->state;

	if (step > 0 ? walk_more(s) : s->top > 0) {
		s->top += step;
		return HANDLED;
	}
	return walk_go(v, s->at + step);
}

static enum handled walk_play(struct view *v)
{
	struct walk_state *s = v->state;

	s->playing = !s->playing;
	if (s->playing && s->at + 1 == (int)s->walk.n)
		(void)walk_go(v, 0);
	s->next_ms = walk_ms() + WALK_PLAY_MS;
	return HANDLED;
}

static bool walk_tick(struct view *v)
{
	struct walk_state *s = v->state;
	bool due = s->playing && walk_ms() >= s->next_ms;
	int64_t left;

	if (due) {
		(void)walk_go(v, s->at + 1);
		s->next_ms = walk_ms() + WALK_PLAY_MS;
		s->playing = s->at + 1 < (int)s->walk.n;
	}
	left = s->next_ms - walk_ms();
	v->rest_ms = !s->playing ? -1 : left > 0 ? (int)left : 0;
	return due;
}

static enum handled walk_to_trouble(struct view *v, int direction)
{
	struct walk_state *s = v->state;
	int to = walk_trouble(&s->walk, s->at, direction);

	if (to == s->at)
		app_say(v->app, INK_MESSAGE, direction > 0 ? "No trouble further on" : "No trouble before this");
	return walk_go(v, to);
}

/* What is looked for stands in its title, its card's name, or what was found. */
static bool walk_holds(const struct view *v, const struct walk_step *step)
{
	const struct walk_state *s = v->state;
	const struct inspection *i = v->shown->i;
	bool holds = strcasestr(walk_title(step), s->needle) != NULL
		|| (step->card >= 0 && strcasestr(cert_label(i->cards[step->card].cert), s->needle) != NULL);

	for (size_t k = step->first; step->kind == WALK_STEP && !holds && k < step->first + step->n; k++)
		holds = strcasestr(i->steps[k].text, s->needle) != NULL;
	return holds;
}

static enum handled walk_seek(struct view *v, int step)
{
	struct walk_state *s = v->state;
	int n = (int)s->walk.n;

	for (int k = 1; k <= n && s->needle[0] != '\0'; k++) {
		int at = ((s->at + k * step) % n + n) % n;

		if (walk_holds(v, &s->walk.steps[at]))
			return walk_go(v, at);
	}
	app_say(v->app, INK_ERROR, "'%s' is not here", s->needle);
	return HANDLED;
}

static void walk_search_answer(struct app *a, struct view *v, const char *text)
{
	struct walk_state *s = v->state;

	(void)a;
	(void)snprintf(s->needle, sizeof s->needle, "%s", text);
	(void)walk_seek(v, 1);
}

/* As long as something is searched for, n and N lead from hit to hit; Esc ends it. */
static enum handled walk_next(struct view *v, int direction)
{
	struct walk_state *s = v->state;

	return s->needle[0] != '\0' ? walk_seek(v, direction) : walk_to_trouble(v, direction);
}

static enum handled walk_asked(struct view *v, enum request r)
{
	struct walk_state *s = v->state;

	switch (r) {
	case REQUEST_STEP: return walk_go(v, s->at + 1);
	case REQUEST_STEP_BACK: return walk_go(v, s->at - 1);
	case REQUEST_DOWN: return walk_scroll(v, 1);
	case REQUEST_UP: return walk_scroll(v, -1);
	case REQUEST_TOP: return walk_go(v, 0);
	case REQUEST_BOTTOM: return walk_go(v, (int)s->walk.n - 1);
	case REQUEST_TROUBLE: return walk_next(v, 1);
	case REQUEST_TROUBLE_BACK: return walk_next(v, -1);
	case REQUEST_PLAY: return walk_play(v);
	case REQUEST_LESSON: s->answer = !s->answer; return HANDLED;
	case REQUEST_SEARCH: app_ask(v->app, "Search:", "", walk_search_answer); return HANDLED;
	case REQUEST_BACK: return view_end_search(s->needle);
	default: return IGNORED;
	}
}

static enum handled walk_request(struct view *v, enum request r)
{
	struct walk_state *s = v->state;

	if (v->shown == NULL)
		return IGNORED;
	if (r != REQUEST_PLAY && r != REQUEST_LESSON)
		s->playing = false;
	return walk_asked(v, r);
}

/* Does the page end in the lesson's question? */
static bool walk_asks(const struct view *v)
{
	const struct walk_step *step = v->shown != NULL ? walk_now(v) : NULL;

	if (step == NULL || v->shown->i->lesson == NULL)
		return false;
	return step->kind == WALK_VERDICT
		|| ((step->kind == WALK_STEP || step->kind == WALK_PROOF)
			&& (step->result == STEP_FAIL || step->result == STEP_WARN));
}

static const char *walk_hint(const struct view *v, enum request r)
{
	const struct walk_state *s = v->state;

	switch (r) {
	case REQUEST_PLAY: return s->playing ? "stop" : NULL;
	case REQUEST_UP: case REQUEST_DOWN: return "read";
	case REQUEST_TROUBLE: case REQUEST_TROUBLE_BACK: return s->needle[0] != '\0' ? "next" : NULL;
	case REQUEST_LESSON: return walk_asks(v) ? NULL : "";
	default: return NULL;
	}
}

static const enum request walk_requests[] = {
	REQUEST_UP, REQUEST_DOWN, REQUEST_STEP, REQUEST_LESSON, REQUEST_TROUBLE, REQUEST_PLAY, REQUEST_SEARCH,
	REQUEST_STEP_BACK, REQUEST_TROUBLE_BACK, REQUEST_TOP, REQUEST_BOTTOM, REQUEST_BACK, REQUEST_NONE,
};

const struct view_ops view_walk = {
	.name = "walk", .title = "Walk", .state_size = sizeof(struct walk_state), .opened_by = REQUEST_WALK,
	.requests = walk_requests, .tab = true, .open = walk_open, .close = walk_close, .chosen = walk_chosen,
	.paint = walk_paint,
	.plain = walk_plain, .request = walk_request, .tick = walk_tick, .hint = walk_hint,
};
