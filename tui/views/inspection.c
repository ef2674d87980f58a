/* SPDX-License-Identifier: GPL-3.0-or-later
 * The main view: verdict, chain, card and explanation of one host. */
#include "parts/headline.h"
#include "parts/progress-legs.h"
#include "parts/layout.h"
#include "parts/licence.h"
#include "base/mem.h"
#include "parts/page.h"
#include "parts/rail.h"
#include "views/view.h"
#include "parts/explanation.h"
#include "result/phrases.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum main_pane { PANE_WHY, PANE_RAIL, N_PANES };

/* What the explanation is about. */
enum main_topic { TOPIC_FINDING, TOPIC_FINE, TOPIC_DEAD_END };

struct main_state {
	struct rail rail;
	int at;                          /* the chosen entry of the rail, -1: none */
	enum main_pane pane;
	int finding;                     /* shown, -1: none */
	bool answer;                     /* of the lesson */
	struct page page;                /* the explanation */
	int top, why_h;
	struct region rail_at;           /* where the tall rail was drawn, for clicks */
};

static const struct inspection *main_inspection(const struct view *v)
{
	return v->subject->i;
}

static void main_open(struct view *v)
{
	const struct inspection *i = main_inspection(v);
	struct main_state *s = v->state;

	rail_init(&s->rail, i);
	s->finding = i->verdict.finding;
	page_init(&s->page, LAYOUT_PROSE_W, false);
	s->at = rail_next(&s->rail, -1, 1);
	if (s->finding >= 0 && rail_of_card(&s->rail, i->findings[s->finding].card) >= 0)
		s->at = rail_of_card(&s->rail, i->findings[s->finding].card);
	v->card = s->at >= 0 ? s->rail.entries[s->at].card : -1;
}

static void main_close(struct view *v)
{
	struct main_state *s = v->state;

	rail_done(&s->rail);
	page_done(&s->page);
}

static const struct dead_end *main_dead_end(const struct view *v)
{
	const struct main_state *s = v->state;
	const struct rail_entry *e = s->at >= 0 ? &s->rail.entries[s->at] : NULL;

	return e != NULL && e->kind == RAIL_DEAD_END ? &main_inspection(v)->dead_ends[e->dead_end] : NULL;
}

static enum main_topic main_topic(const struct view *v)
{
	const struct main_state *s = v->state;

	if (main_dead_end(v) != NULL)
		return TOPIC_DEAD_END;
	return s->finding >= 0 ? TOPIC_FINDING : TOPIC_FINE;
}

static void main_fill(struct view *v, int w, bool ascii, bool compact)
{
	const struct inspection *i = main_inspection(v);
	struct main_state *s = v->state;
	enum audience who = app_audience(v->app);
	bool lesson_first = i->lesson != NULL && (who == AUDIENCE_TEACHER || main_topic(v) == TOPIC_FINE);

	page_done(&s->page);
	page_init(&s->page, w < LAYOUT_PROSE_W ? w : LAYOUT_PROSE_W, ascii);
	if (lesson_first)
		why_lesson(&s->page, i->lesson, s->answer, compact);
	switch (main_topic(v)) {
	case TOPIC_DEAD_END: why_dead_end(&s->page, i, main_dead_end(v)); break;
	case TOPIC_FINDING: why_finding(&s->page, &i->findings[s->finding], &(struct why_style){
		.who = who, .compact = compact, .said = s->finding == i->verdict.finding });
			break;
	case TOPIC_FINE: page_blank(&s->page); why_fine(&s->page, i, v->card); break;
	}
	if (i->lesson != NULL && !lesson_first)
		why_lesson(&s->page, i->lesson, s->answer, compact);
}

/* --- painting --- */

static void main_paint_rail(struct view *v, const struct draw *d, const struct layout_main *l)
{
	struct main_state *s = v->state;
	struct draw part = draw_part(d, l->rail);

	s->rail_at = (struct region){ 0 };
	if (!l->rail_tall) {
		rail_draw_flat(&s->rail, &part, s->at);
		return;
	}
	part = draw_frame(&part, s->pane == PANE_RAIL ? INK_FRAME_FOCUS : INK_FRAME, "Chain", NULL);
	s->rail_at = (struct region){ l->rail.y + 2, l->rail.x + 1, part.at.h - 1, part.at.w };
	part = draw_part(&part, (struct region){ 1, 0, part.at.h - 1, part.at.w });
	rail_draw_tall(&s->rail, &part, s->at, s->pane == PANE_RAIL);
}

/* Where the card stands: in the chain, or beside it. */
static void main_card_place(const struct view *v, char *room, size_t size)
{
	const struct inspection *i = main_inspection(v);

	for (size_t k = 0; k < i->n_path; k++) {
		if (i->path[k] == v->card) {
			(void)snprintf(room, size, "%zu of %zu in the chain", k + 1, i->n_path);
			return;
		}
	}
	(void)snprintf(room, size, "not in the chain");
}

static void main_paint_card(struct view *v, const struct draw *d, const struct layout_main *l)
{
	const struct inspection *i = main_inspection(v);
	struct draw part = draw_part(d, l->card);
	char place[64];

	if (v->card < 0) {
		if (l->frames)
			part = draw_frame(&part, INK_FRAME, "The way there", NULL);
		journey_draw(&part, i);
		return;
	}
	main_card_place(v, place, sizeof place);
	if (l->frames)
		part = draw_frame(&part, INK_FRAME,
			l->size == LAYOUT_MEDIUM ? phrase_licence(i, &i->cards[v->card]) : "Card", place);
	licence_draw(&part, i, v->card, l->size);
}

static void main_why_title(const struct view *v, char *room, size_t size)
{
	const struct inspection *i = main_inspection(v);
	const struct main_state *s = v->state;

	if (main_topic(v) == TOPIC_DEAD_END)
		(void)snprintf(room, size, "A way that led nowhere");
	else if (s->finding >= 0 && i->n_findings > 1)
		(void)snprintf(room, size, "Why: %d of %zu, %s", s->finding + 1, i->n_findings,
			finding_name(i->findings[s->finding].id));
	else if (s->finding >= 0)
		(void)snprintf(room, size, "Why: %s", finding_name(i->findings[s->finding].id));
	else
		(void)snprintf(room, size, "%s%s",
			i->lesson != NULL ? "Lesson, and what was checked" : "What was checked",
			i->n_findings > 0 ? " (n: more to say)" : "");
}

/* On the lower side of the frame: what the user's browser says, and whether there is more to read. */
static void main_paint_below(const struct view *v, const struct draw *frame, bool more)
{
	const char *code = main_inspection(v)->verdict.browser_code;
	int y = frame->at.h - 1, x = 2;

	if (code != NULL && frame->at.w > 60) {
		x += draw_text(frame, y, x, INK_DIM, " Chromium says ");
		x += draw_text(frame, y, x, INK_TEXT, code);
		(void)draw_text(frame, y, x, INK_DIM, " ");
	}
	if (more)
		(void)draw_text_right(frame, y, frame->at.w - 2, INK_DIM, " more below ");
}

static void main_paint_why(struct view *v, const struct draw *d, const struct layout_main *l)
{
	struct main_state *s = v->state;
	struct draw frame = draw_part(d, l->why), part = frame, text;
	char title[96], who[64];
	bool more;

	main_why_title(v, title, sizeof title);
	(void)snprintf(who, sizeof who, "for the %s", audience_word(app_audience(v->app)));
	if (l->frames)
		part = draw_frame(&frame, s->pane == PANE_WHY ? INK_FRAME_FOCUS : INK_FRAME, title, who);
	text = draw_part(&part,
		(struct region){ l->size == LAYOUT_LARGE, 1 + (l->size == LAYOUT_LARGE),
		part.at.h - (l->size == LAYOUT_LARGE),
		part.at.w - 2 - 2 * (l->size == LAYOUT_LARGE) });
	main_fill(v, text.at.w, draw_ascii(d), l->size == LAYOUT_SMALL);
	s->why_h = text.at.h;
	s->top = layout_scroll(s->top, s->top, (int)s->page.n, text.at.h);
	page_draw(&s->page, &text, s->top, NULL);
	more = s->top + text.at.h < (int)s->page.n;
	if (l->frames)
		main_paint_below(v, &frame, more);
	else if (more)
		(void)draw_glyph(&frame, frame.at.h - 1, frame.at.w - 1, INK_KEY, GLYPH_DOWN);
}

static void main_paint(struct view *v, const struct draw *d)
{
	const struct inspection *i = main_inspection(v);
	struct main_state *s = v->state;
	struct layout_want want = { .rail_rows = rail_rows(&s->rail) + 1 };
	struct layout_main l;
	struct draw part;

	want.card_rows = v->card >= 0 ? licence_rows(i, d->at.w >= 100 ? LAYOUT_LARGE : LAYOUT_MEDIUM) : 0;
	want.rail_rows = v->card >= 0 ? want.rail_rows : 0;
	l = layout_main(d->at.h, d->at.w, &want);
	part = draw_part(d, l.verdict);
	headline_draw(&part, i, app_audience(v->app));
	if (v->card >= 0)
		main_paint_rail(v, d, &l);
	else
		l.card = (struct region){ l.rail.y, 0, l.card.y + l.card.h - l.rail.y, d->at.w };
	main_paint_card(v, d, &l);
	main_paint_why(v, d, &l);
}

/* --- requests --- */

static void main_choose(struct view *v, int at)
{
	const struct inspection *i = main_inspection(v);
	struct main_state *s = v->state;
	int own;

	if (at < 0 || at == s->at)
		return;
	s->at = at;
	v->card = s->rail.entries[at].card;
	own = card_finding(i, v->card);
	s->finding = own >= 0 && i->findings[own].level != LEVEL_INFO ? own : i->verdict.finding;
	s->top = 0;
}

static enum handled main_step_finding(struct view *v, int step)
{
	const struct inspection *i = main_inspection(v);
	struct main_state *s = v->state;
	int first = i->verdict.finding < 0 ? -1 : 0, n = (int)i->n_findings - first, at;

	if (n < 2) {
		app_say(v->app, INK_MESSAGE,
			i->n_findings == 0 ? "There is nothing to complain about" : "This is the only finding");
		return HANDLED;
	}
	s->finding = first + ((s->finding - first + step) % n + n) % n;
	at = s->finding >= 0 ? rail_of_card(&s->rail, i->findings[s->finding].card) : -1;
	if (at >= 0) {
		s->at = at;
		v->card = s->rail.entries[at].card;
	}
	s->top = 0;
	return HANDLED;
}

static enum handled main_move(struct view *v, int step)
{
	struct main_state *s = v->state;

	if (s->pane == PANE_RAIL) {
		main_choose(v, rail_next(&s->rail, s->at, step));
		return HANDLED;
	}
	s->top = layout_scroll(s->top + step, s->top + step, (int)s->page.n, s->why_h);
	return HANDLED;
}

static enum handled main_scroll_to(struct view *v, int top)
{
	struct main_state *s = v->state;

	s->top = layout_scroll(top, top, (int)s->page.n, s->why_h);
	return HANDLED;
}

static enum handled main_lesson(struct view *v)
{
	struct main_state *s = v->state;

	if (main_inspection(v)->lesson == NULL)
		return IGNORED;
	s->answer = !s->answer;
	s->top = s->answer && app_audience(v->app) != AUDIENCE_TEACHER
		&& main_topic(v) != TOPIC_FINE ? (int)s->page.n : 0;
	return HANDLED;
}

/* Where nothing has changed, there is nothing to open. */
static enum handled main_changes(struct view *v)
{
	if (inspection_finding(main_inspection(v), FINDING_CHANGED_SINCE_LAST_VISIT) != NULL)
		return IGNORED;
	app_say(v->app, INK_MESSAGE, "The key is the one of the last visit, or this is the first visit");
	return HANDLED;
}

static enum handled main_request(struct view *v, enum request r)
{
	struct main_state *s = v->state;

	switch (r) {
	case REQUEST_LEFT: main_choose(v, rail_next(&s->rail, s->at, -1)); return HANDLED;
	case REQUEST_RIGHT: main_choose(v, rail_next(&s->rail, s->at, 1)); return HANDLED;
	case REQUEST_UP: return main_move(v, -1);
	case REQUEST_DOWN: return main_move(v, 1);
	case REQUEST_PAGE_UP: return main_scroll_to(v, s->top - s->why_h + 1);
	case REQUEST_PAGE_DOWN: return main_scroll_to(v, s->top + s->why_h - 1);
	case REQUEST_TOP: return main_scroll_to(v, 0);
	case REQUEST_BOTTOM: return main_scroll_to(v, (int)s->page.n);
	case REQUEST_TAB: case REQUEST_TAB_BACK: s->pane = s->pane == PANE_WHY ? PANE_RAIL : PANE_WHY; return HANDLED;
	case REQUEST_FINDING_NEXT: return main_step_finding(v, 1);
	case REQUEST_FINDING_PREVIOUS: return main_step_finding(v, -1);
	case REQUEST_LESSON: return main_lesson(v);
	case REQUEST_CHANGES: return main_changes(v);
	default: return IGNORED;
	}
}

static enum handled main_click(struct view *v, int y, int x)
{
	struct main_state *s = v->state;

	if (y >= s->rail_at.y && y < s->rail_at.y + s->rail_at.h && x < s->rail_at.x + s->rail_at.w)
		main_choose(v, rail_at(&s->rail, s->rail_at.h, s->at, y - s->rail_at.y));
	return HANDLED;
}

static const char *main_hint(const struct view *v, enum request r)
{
	const struct inspection *i = main_inspection(v);

	switch (r) {
	case REQUEST_FINDING_NEXT: case REQUEST_FINDING_PREVIOUS:
		return i->n_findings - (i->verdict.finding >= 0) > 0 ? NULL : "";
	case REQUEST_LEFT: case REQUEST_RIGHT: case REQUEST_DETAILS: case REQUEST_PEM: case REQUEST_WALK:
	case REQUEST_TIMELINE:
		return i->n_cards > 0 ? NULL : "";
	case REQUEST_LESSON: return i->lesson != NULL ? NULL : "";
	case REQUEST_CHANGES: return inspection_finding(i, FINDING_CHANGED_SINCE_LAST_VISIT) != NULL ? NULL : "";
	default: return NULL;
	}
}

static const enum request main_requests[] = {
	REQUEST_LEFT, REQUEST_RIGHT, REQUEST_UP, REQUEST_DOWN, REQUEST_LESSON, REQUEST_CHANGES, REQUEST_FINDING_NEXT,
		REQUEST_WALK, REQUEST_DETAILS,
	REQUEST_TIMELINE, REQUEST_PEM, REQUEST_AUDIENCE, REQUEST_EXPORT, REQUEST_CONNECTION, REQUEST_COMPARE,
	REQUEST_TAB, REQUEST_COPY,
	REQUEST_AGAIN, REQUEST_TRUST, REQUEST_FLEET, REQUEST_STORE, REQUEST_FINDING_PREVIOUS, REQUEST_PAGE_UP,
	REQUEST_PAGE_DOWN, REQUEST_TOP, REQUEST_BOTTOM, REQUEST_TAB_BACK,
	REQUEST_NONE,
};

const struct view_ops view_inspection = {
	.name = "inspection", .title = "Inspection", .state_size = sizeof(struct main_state), .requests = main_requests,
	.open = main_open, .close = main_close, .paint = main_paint, .request = main_request, .click = main_click,
	.hint = main_hint,
};
