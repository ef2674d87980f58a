/* SPDX-License-Identifier: GPL-3.0-or-later
 * The first tab: the certificate as a licence, and below it what to make of the finding. */
#include "views/tabs.h"

#include "base/mem.h"
#include "result/phrases.h"
#include "parts/explanation.h"
#include "parts/licence.h"
#include "parts/page.h"
#include "parts/progress-legs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the explanation is about. */
enum card_topic { TOPIC_FINDING, TOPIC_FINE, TOPIC_DEAD_END };

struct card_state {
	int finding;                     /* shown, -1: none */
	bool answer;                     /* of the lesson */
	struct page page;                /* the explanation */
	int top, shown;                  /* first line, and lines that there is room for */
	char needle[128];
	int hit;                         /* line of the last hit, -1: none */
};

static const struct inspection *card_inspection(const struct view *v)
{
	return v->subject->i;
}

static void card_open(struct view *v)
{
	struct card_state *s = v->state;

	s->finding = card_inspection(v)->verdict.finding;
	s->hit = -1;
	page_init(&s->page, LAYOUT_PROSE_W, false);
}

static void card_close(struct view *v)
{
	struct card_state *s = v->state;

	page_done(&s->page);
}

static void card_chosen(struct view *v)
{
	const struct inspection *i = card_inspection(v);
	struct card_state *s = v->state;
	int own = card_finding(i, v->card);

	s->finding = own >= 0 && i->findings[own].level != LEVEL_INFO ? own : i->verdict.finding;
	s->top = 0;
	s->hit = -1;
}

static const struct dead_end *card_dead_end(const struct view *v)
{
	const struct rail_entry *e = tabs_chosen(v);

	return e != NULL && e->kind == RAIL_DEAD_END ? &card_inspection(v)->dead_ends[e->dead_end] : NULL;
}

static enum card_topic card_topic(const struct view *v)
{
	const struct card_state *s = v->state;

	if (card_dead_end(v) != NULL)
		return TOPIC_DEAD_END;
	return s->finding >= 0 ? TOPIC_FINDING : TOPIC_FINE;
}

static void card_fill(struct view *v, int w, bool ascii, bool compact)
{
	const struct inspection *i = card_inspection(v);
	struct card_state *s = v->state;
	enum audience who = app_audience(v->app);
	bool lesson_first = i->lesson != NULL && (who == AUDIENCE_TEACHER || card_topic(v) == TOPIC_FINE);

	page_done(&s->page);
	page_init(&s->page, w < LAYOUT_PROSE_W ? w : LAYOUT_PROSE_W, ascii);
	if (lesson_first)
		why_lesson(&s->page, i->lesson, s->answer, compact);
	switch (card_topic(v)) {
	case TOPIC_DEAD_END: why_dead_end(&s->page, i, card_dead_end(v)); break;
	case TOPIC_FINDING: why_finding(&s->page, &i->findings[s->finding], &(struct why_style){
		.who = who, .compact = compact, .of = i, .said = s->finding == i->verdict.finding });
			break;
	case TOPIC_FINE: why_clients(&s->page, i, compact); page_blank(&s->page); why_fine(&s->page, i, v->card); break;
	}
	if (i->lesson != NULL && !lesson_first)
		why_lesson(&s->page, i->lesson, s->answer, compact);
}

/* --- painting --- */

static void card_title(const struct view *v, char *room, size_t size)
{
	const struct inspection *i = card_inspection(v);
	const struct card_state *s = v->state;

	if (card_topic(v) == TOPIC_DEAD_END)
		(void)snprintf(room, size, "A way that led nowhere");
	else if (s->finding >= 0 && i->n_findings > 1)
		(void)snprintf(room, size, "What to do (%d of %zu, %s)", s->finding + 1, i->n_findings,
			finding_name(i->findings[s->finding].id));
	else if (s->finding >= 0)
		(void)snprintf(room, size, "What to do (%s)", finding_name(i->findings[s->finding].id));
	else
		(void)snprintf(room, size, "%s%s",
			i->lesson != NULL ? "Lesson, and what was checked" : "What was checked",
			i->n_findings > 0 ? " (n: more to say)" : "");
}

static void card_paint_licence(struct view *v, const struct draw *d, const struct layout_main *l)
{
	struct draw part = draw_part(d, l->card);

	if (v->card >= 0)
		licence_draw(&part, card_inspection(v), v->card, l->size);
	else
		journey_draw(&part, card_inspection(v));
}

/* In the rule above: what it is about, and for whom. */
static void card_paint_title(struct view *v, const struct draw *d, int y)
{
	char title[96], who[64];
	int x;

	card_title(v, title, sizeof title);
	(void)snprintf(who, sizeof who, " for the %s ", audience_word(app_audience(v->app)));
	x = 2 + draw_text(d, y, 2, INK_FRAME, " ");
	x += draw_text(d, y, x, INK_TITLE, title);
	(void)draw_text(d, y, x, INK_FRAME, " ");
	if (x + draw_width(d, who) + 4 < d->at.w)
		(void)draw_text_right(d, y, d->at.w - 2, INK_DIM, who);
}

static void card_paint_below(struct view *v, const struct draw *d, const struct layout_main *l)
{
	struct card_state *s = v->state;
	struct draw part = draw_part(d, l->below);
	struct draw text = draw_part(&part, (struct region){ 0, 1, part.at.h, part.at.w - 2 });

	card_fill(v, text.at.w, draw_ascii(d), l->size == LAYOUT_SMALL);
	s->shown = text.at.h;
	s->top = layout_scroll(s->top, s->top, (int)s->page.n, text.at.h);
	page_draw(&s->page, &text, s->top, s->needle);
	if (s->top + text.at.h < (int)s->page.n)
		(void)draw_glyph(&part, part.at.h - 1, part.at.w - 1, INK_KEY, GLYPH_DOWN);
}

static void card_paint(struct view *v, const struct draw *d)
{
	const struct layout_main *l = &tabs_of(v)->l;

	card_paint_licence(v, d, l);
	if (l->card_rule >= 0)
		card_paint_title(v, d, l->card_rule);
	card_paint_below(v, d, l);
}

/* --- requests --- */

static enum handled card_step_finding(struct view *v, int step)
{
	const struct inspection *i = card_inspection(v);
	struct card_state *s = v->state;
	int first = i->verdict.finding < 0 ? -1 : 0, n = (int)i->n_findings - first, card;

	if (n < 2) {
		app_say(v->app, INK_MESSAGE,
			i->n_findings == 0 ? "There is nothing to complain about" : "This is the only finding");
		return HANDLED;
	}
	s->finding = first + ((s->finding - first + step) % n + n) % n;
	card = s->finding >= 0 ? i->findings[s->finding].card : -1;
	if (card >= 0)
		tabs_mark(v, rail_of_card(&tabs_of(v)->rail, card));
	s->top = 0;
	return HANDLED;
}

static enum handled card_scroll_to(struct view *v, int top)
{
	struct card_state *s = v->state;

	s->top = layout_scroll(top, top, (int)s->page.n, s->shown);
	return HANDLED;
}

static enum handled card_lesson(struct view *v)
{
	struct card_state *s = v->state;

	if (card_inspection(v)->lesson == NULL)
		return IGNORED;
	s->answer = !s->answer;
	s->top = s->answer && app_audience(v->app) != AUDIENCE_TEACHER
		&& card_topic(v) != TOPIC_FINE ? (int)s->page.n : 0;
	return HANDLED;
}

static void card_seek(struct view *v, int from, int direction)
{
	struct card_state *s = v->state;
	int at = page_find(&s->page, s->needle, from, direction);

	if (at < 0)
		app_say(v->app, INK_ERROR, "'%s' is not here", s->needle);
	else
		s->hit = s->top = at;
}

static void card_search_answer(struct app *a, struct view *v, const char *text)
{
	struct card_state *s = v->state;

	(void)a;
	(void)snprintf(s->needle, sizeof s->needle, "%s", text);
	card_seek(v, 0, 1);
}

/* As long as something is searched for, the keys of the findings lead from hit to hit. */
static enum handled card_next(struct view *v, int direction)
{
	struct card_state *s = v->state;

	if (s->needle[0] == '\0')
		return card_step_finding(v, direction);
	card_seek(v, s->hit + direction, direction);
	return HANDLED;
}

/* Esc first ends the search. */
static enum handled card_back(struct view *v)
{
	struct card_state *s = v->state;

	if (s->needle[0] == '\0')
		return IGNORED;
	s->needle[0] = '\0';
	s->hit = -1;
	return HANDLED;
}

static enum handled card_request(struct view *v, enum request r)
{
	struct card_state *s = v->state;

	switch (r) {
	case REQUEST_UP: return card_scroll_to(v, s->top - 1);
	case REQUEST_DOWN: return card_scroll_to(v, s->top + 1);
	case REQUEST_PAGE_UP: return card_scroll_to(v, s->top - s->shown + 1);
	case REQUEST_PAGE_DOWN: return card_scroll_to(v, s->top + s->shown - 1);
	case REQUEST_TOP: return card_scroll_to(v, 0);
	case REQUEST_BOTTOM: return card_scroll_to(v, (int)s->page.n);
	case REQUEST_FINDING_NEXT: return card_next(v, 1);
	case REQUEST_FINDING_PREVIOUS: return card_next(v, -1);
	case REQUEST_LESSON: return card_lesson(v);
	case REQUEST_SEARCH: app_ask(v->app, "Search:", "", card_search_answer); return HANDLED;
	case REQUEST_BACK: return card_back(v);
	default: return IGNORED;
	}
}

static const char *card_hint(const struct view *v, enum request r)
{
	const struct inspection *i = card_inspection(v);
	const struct card_state *s = v->state;

	switch (r) {
	case REQUEST_UP: case REQUEST_DOWN: return (int)s->page.n > s->shown ? NULL : "";
	case REQUEST_FINDING_NEXT: case REQUEST_FINDING_PREVIOUS:
		if (s->needle[0] != '\0')
			return "next";
		return i->n_findings - (i->verdict.finding >= 0) > 0 ? NULL : "";
	case REQUEST_LESSON: return i->lesson != NULL ? NULL : "";
	default: return NULL;
	}
}

static const enum request card_requests[] = {
	REQUEST_UP, REQUEST_DOWN, REQUEST_LESSON, REQUEST_FINDING_NEXT, REQUEST_FINDING_PREVIOUS, REQUEST_SEARCH,
	REQUEST_PAGE_UP, REQUEST_PAGE_DOWN, REQUEST_TOP, REQUEST_BOTTOM, REQUEST_BACK, REQUEST_NONE,
};

const struct view_ops view_card = {
	.name = "card", .title = "Card", .state_size = sizeof(struct card_state), .opened_by = REQUEST_CARD,
	.requests = card_requests, .tab = true, .open = card_open, .close = card_close, .chosen = card_chosen,
	.paint = card_paint, .request = card_request, .hint = card_hint,
};
