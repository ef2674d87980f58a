/* SPDX-License-Identifier: GPL-3.0-or-later
 * The verification as a lesson: one step at a time, what is compared with what, and the card in question lit in the
 * chain. */
#include "parts/layout.h"
#include "base/mem.h"
#include "parts/rail.h"
#include "views/view.h"
#include "parts/walk-page.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum {
	WALK_PLAY_MS = 4000,         /* a step of the play */
	WALK_LARGE_H = 26, WALK_LARGE_W = 100, WALK_MEDIUM_H = 16, WALK_MEDIUM_W = 72,
	WALK_LIST_W = 38, WALK_NARROW_LIST_W = 26
};

struct walk_state {
	struct walk walk;
	struct rail rail;
	int at, seen;                /* seen: the furthest step so far; what comes behind it is not given away */
	int top, list_top, text_h;
	bool answer, playing;
	int64_t next_ms;             /* of the play */
	struct page page;
};

static const struct { enum glyph sign; enum ink role; } walk_signs[] = {
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

static void walk_open(struct view *v)
{
	struct walk_state *s = v->state;

	page_init(&s->page, LAYOUT_PROSE_W, false);
	if (v->subject == NULL)
		return;
	walk_init(&s->walk, v->subject->i);
	rail_init(&s->rail, v->subject->i);
	v->card = walk_now(v)->card;
}

static void walk_close(struct view *v)
{
	struct walk_state *s = v->state;

	walk_done(&s->walk);
	rail_done(&s->rail);
	page_done(&s->page);
}

/* --- painting --- */

/* A step in the list: what has not been walked yet shows no result. */
static void walk_paint_entry(const struct view *v, const struct draw *d, int y, int k)
{
	const struct walk_state *s = v->state;
	const struct walk_step *step = &s->walk.steps[k];
	bool chosen = k == s->at, known = k <= s->seen;
	enum ink role = chosen ? INK_SELECTED : known ? INK_TEXT : INK_DIM;

	if (chosen)
		draw_row(d, y, 0, d->at.w, INK_SELECTED, GLYPH_SPACE);
	(void)draw_glyph(d, y, 1, chosen ? INK_SELECTED : known ? walk_signs[step->result].role : INK_DIM,
		known ? walk_signs[step->result].sign : GLYPH_DOT);
	(void)draw_textf(d, y, 3, role, "%2d", k + 1);
	(void)draw_text_in(d, y, 6, d->at.w - 7, role, walk_title(step));
}

/* The name above the steps of one card; NULL: the step goes on with the card before. */
static const char *walk_group(const struct view *v, int k)
{
	const struct walk_state *s = v->state;
	const struct walk_step *step = &s->walk.steps[k];

	if (k > 0 && s->walk.steps[k - 1].card == step->card && s->walk.steps[k - 1].kind == step->kind)
		return NULL;
	if (step->kind == WALK_VERDICT)
		return "In the end";
	if (step->kind == WALK_DEAD_END)
		return k > 0 && s->walk.steps[k - 1].kind == WALK_DEAD_END ? NULL : "Ways that led nowhere";
	return step->card >= 0 ? cert_label(v->subject->i->cards[step->card].cert) : "The chain as a whole";
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
			(void)draw_text_in(d, y - 1, 1, d->at.w - 2, INK_LABEL, group);
		walk_paint_entry(v, d, y, k);
	}
}

static int walk_lit(const struct view *v)
{
	const struct walk_state *s = v->state;
	const struct walk_step *step = walk_now(v);

	if (step->kind == WALK_DEAD_END) {
		for (int k = 0; k < (int)s->rail.n; k++) {
			if (s->rail.entries[k].dead_end == step->dead_end)
				return k;
		}
	}
	return step->card >= 0 ? rail_of_card(&s->rail, step->card) : -1;
}

/* The question, and whom it is about; where there is no list of steps beside it, how far one is. */
static void walk_paint_title(const struct view *v, const struct draw *d, bool compact)
{
	const struct walk_state *s = v->state;
	const struct walk_step *step = walk_now(v);
	const char *who = step->card >= 0 ? cert_label(v->subject->i->cards[step->card].cert) : "";
	char place[32];
	int x;

	(void)snprintf(place, sizeof place, "%d of %zu", s->at + 1, s->walk.n);
	(void)draw_glyph(d, 0, 0, walk_signs[step->result].role, walk_signs[step->result].sign);
	x = 2 + draw_text(d, 0, 2, INK_STRONG, walk_title(step));
	who = compact ? place : who;
	if (x + 2 + draw_width(d, who) <= d->at.w)
		(void)draw_text_right(d, 0, d->at.w, INK_DIM, who);
}

static void walk_paint_text(struct view *v, const struct draw *d, bool compact)
{
	struct walk_state *s = v->state;
	int gap = d->at.h > 20 ? 2 : 1;
	struct draw text = draw_part(d, (struct region){ gap, 0, d->at.h - gap, d->at.w });

	walk_paint_title(v, d, compact);
	page_done(&s->page);
	page_init(&s->page, d->at.w < LAYOUT_PROSE_W ? d->at.w : LAYOUT_PROSE_W, draw_ascii(d));
	walk_page(&s->page, v->subject->i, walk_now(v),
		&(struct walk_style){ .who = app_audience(v->app), .answer = s->answer, .compact = compact });
	s->text_h = text.at.h;
	s->top = layout_scroll(s->top, s->top, (int)s->page.n, text.at.h);
	page_draw(&s->page, &text, s->top, NULL);
}

static bool walk_more(const struct walk_state *s)
{
	return s->top + s->text_h < (int)s->page.n;
}

static void walk_paint_step(struct view *v, const struct draw *d, bool frame)
{
	struct walk_state *s = v->state;
	struct draw in = *d;

	if (frame) {
		in = draw_frame(d, INK_FRAME_FOCUS, "The walk", s->playing ? "playing" : NULL);
		in = draw_part(&in, (struct region){ in.at.h > 20, 2, in.at.h - (in.at.h > 20), in.at.w - 4 });
	}
	walk_paint_text(v, &in, !frame);
	if (walk_more(s) && frame)
		(void)draw_text_right(d, d->at.h - 1, d->at.w - 2, INK_DIM, " more below ");
	else if (walk_more(s))
		(void)draw_glyph(d, d->at.h - 1, d->at.w - 1, INK_KEY, GLYPH_DOWN);
}

/* Chain above the list of steps, beside the step. */
static void walk_paint_large(struct view *v, const struct draw *d)
{
	struct walk_state *s = v->state;
	int rail_h = rail_rows(&s->rail) + 2 < d->at.h / 2 ? rail_rows(&s->rail) + 2 : d->at.h / 2;
	struct draw part = draw_part(d, (struct region){ 0, 0, rail_h, WALK_LIST_W });

	part = draw_frame(&part, INK_FRAME, "Chain", NULL);
	rail_draw_tall(&s->rail, &part, walk_lit(v), false);
	part = draw_part(d, (struct region){ rail_h, 0, d->at.h - rail_h, WALK_LIST_W });
	part = draw_frame(&part, INK_FRAME, "Steps", NULL);
	walk_paint_list(v, &part);
	part = draw_part(d, (struct region){ 0, WALK_LIST_W, d->at.h, d->at.w - WALK_LIST_W });
	walk_paint_step(v, &part, true);
}

static void walk_paint_medium(struct view *v, const struct draw *d)
{
	struct walk_state *s = v->state;
	struct draw part = draw_part(d, (struct region){ 0, 0, 1, d->at.w });

	rail_draw_flat(&s->rail, &part, walk_lit(v));
	part = draw_part(d, (struct region){ 1, 0, d->at.h - 1, WALK_NARROW_LIST_W });
	part = draw_frame(&part, INK_FRAME, "Steps", NULL);
	walk_paint_list(v, &part);
	part = draw_part(d, (struct region){ 1, WALK_NARROW_LIST_W, d->at.h - 1, d->at.w - WALK_NARROW_LIST_W });
	walk_paint_step(v, &part, true);
}

static void walk_paint_small(struct view *v, const struct draw *d)
{
	struct walk_state *s = v->state;
	struct draw part = draw_part(d, (struct region){ 0, 0, 1, d->at.w });

	rail_draw_flat(&s->rail, &part, walk_lit(v));
	part = draw_part(d, (struct region){ 1, 1, d->at.h - 1, d->at.w - 2 });
	walk_paint_step(v, &part, false);
}

static void walk_paint(struct view *v, const struct draw *d)
{
	if (v->subject == NULL)
		(void)draw_text(d, 1, 2, INK_DIM, "There is nothing here whose verification could be shown.");
	else if (d->at.h >= WALK_LARGE_H && d->at.w >= WALK_LARGE_W)
		walk_paint_large(v, d);
	else if (d->at.h >= WALK_MEDIUM_H && d->at.w >= WALK_MEDIUM_W)
		walk_paint_medium(v, d);
	else
		walk_paint_small(v, d);
}

static void walk_heading(const struct view *v, char *left, char *right, size_t size)
{
	const struct walk_state *s = v->state;
	const struct target_facts *t = v->subject != NULL ? &v->subject->i->target : NULL;

	(void)snprintf(left, size, "walk: %s", t == NULL ? "" : t->host_unicode != NULL ? t->host_unicode : t->input);
	(void)snprintf(right, size, "step %d of %zu", s->at + 1, s->walk.n);
}

/* --- requests --- */

static enum handled walk_go(struct view *v, int at)
{
	struct walk_state *s = v->state;

	if (at < 0 || at >= (int)s->walk.n || at == s->at)
		return HANDLED;
	s->at = at;
	s->seen = at > s->seen ? at : s->seen;
	s->top = 0;
	s->answer = false;
	v->card = walk_now(v)->card;
	return HANDLED;
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

static enum handled walk_request(struct view *v, enum request r)
{
	struct walk_state *s = v->state;

	if (v->subject == NULL)
		return IGNORED;
	if (r != REQUEST_PLAY && r != REQUEST_LESSON)
		s->playing = false;
	switch (r) {
	case REQUEST_STEP: return walk_go(v, s->at + 1);
	case REQUEST_STEP_BACK: return walk_go(v, s->at - 1);
	case REQUEST_DOWN: return walk_scroll(v, 1);
	case REQUEST_UP: return walk_scroll(v, -1);
	case REQUEST_TOP: return walk_go(v, 0);
	case REQUEST_BOTTOM: return walk_go(v, (int)s->walk.n - 1);
	case REQUEST_TROUBLE: return walk_to_trouble(v, 1);
	case REQUEST_TROUBLE_BACK: return walk_to_trouble(v, -1);
	case REQUEST_PLAY: return walk_play(v);
	case REQUEST_LESSON: s->answer = !s->answer; return HANDLED;
	default: return IGNORED;
	}
}

/* Does the page end in the lesson's question? */
static bool walk_asks(const struct view *v)
{
	const struct walk_step *step = v->subject != NULL ? walk_now(v) : NULL;

	if (step == NULL || v->subject->i->lesson == NULL)
		return false;
	return step->kind == WALK_VERDICT
		|| (step->kind == WALK_STEP && (step->result == STEP_FAIL || step->result == STEP_WARN));
}

static const char *walk_hint(const struct view *v, enum request r)
{
	const struct walk_state *s = v->state;

	switch (r) {
	case REQUEST_PLAY: return s->playing ? "stop" : NULL;
	case REQUEST_LESSON: return walk_asks(v) ? NULL : "";
	default: return NULL;
	}
}

static const enum request walk_requests[] = {
	REQUEST_STEP_BACK, REQUEST_STEP, REQUEST_LESSON, REQUEST_PLAY, REQUEST_TROUBLE, REQUEST_AUDIENCE,
		REQUEST_DETAILS, REQUEST_TIMELINE,
	REQUEST_UP, REQUEST_DOWN, REQUEST_TOP, REQUEST_BOTTOM, REQUEST_TROUBLE_BACK, REQUEST_NONE,
};

const struct view_ops view_walk = {
	.name = "walk", .title = "The walk", .state_size = sizeof(struct walk_state), .opened_by = REQUEST_WALK,
		.requests = walk_requests,
	.open = walk_open, .close = walk_close, .paint = walk_paint, .request = walk_request, .tick = walk_tick,
	.hint = walk_hint, .heading = walk_heading,
};
