/* SPDX-License-Identifier: GPL-3.0-or-later
 * The first tab: the certificate as a licence, and below it what to make of the finding. */
#include "views/tabs.h"

#include "base/mem.h"
#include "result/phrases.h"
#include "parts/explanation.h"
#include "parts/licence.h"
#include "parts/page.h"
#include "parts/plain-card.h"
#include "parts/progress-legs.h"
#include "parts/seen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the explanation is about. */
enum card_topic { TOPIC_FINDING, TOPIC_FINE, TOPIC_DEAD_END };

enum { CARD_COLUMNS = 3 };

/* Below the licence: what to do; why, and what is seen and checked, as far as these have a column of their own. */
struct card_column { struct page page; int top, shown; /* first line, and lines that there is room for */ };

struct card_state {
	int finding;                     /* shown, -1: none */
	bool answer;                     /* of the lesson */
	bool servers;                    /* all of them, not the likely one alone */
	struct card_column column[CARD_COLUMNS];
	int n, at;                       /* columns; the one that the arrows scroll */
	char needle[128];
	int hit;                         /* line of the last hit, counted through all columns, -1: none */
};

static const struct inspection *card_inspection(const struct view *v)
{
	return v->shown->i;
}

static void card_open(struct view *v)
{
	struct card_state *s = v->state;

	s->finding = card_inspection(v)->verdict.finding;
	s->hit = -1;
	s->n = 1;
	for (int k = 0; k < CARD_COLUMNS; k++)
		page_init(&s->column[k].page, LAYOUT_PROSE_W, false);
}

static void card_close(struct view *v)
{
	struct card_state *s = v->state;

	for (int k = 0; k < CARD_COLUMNS; k++)
		page_done(&s->column[k].page);
}

static void card_from_top(struct card_state *s)
{
	for (int k = 0; k < CARD_COLUMNS; k++)
		s->column[k].top = 0;
	s->hit = -1;
}

static void card_chosen(struct view *v)
{
	const struct inspection *i = card_inspection(v);
	struct card_state *s = v->state;
	int own = card_finding(i, v->card);

	s->finding = own >= 0 && i->findings[own].level != LEVEL_INFO ? own : i->verdict.finding;
	card_from_top(s);
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

/* Is there anything for the column in the middle of three? */
static bool card_has_middle(const struct view *v)
{
	bool lesson = card_inspection(v)->lesson != NULL;

	switch (card_topic(v)) {
	case TOPIC_DEAD_END: return lesson && app_audience(v->app) != AUDIENCE_TEACHER;
	case TOPIC_FINE: return lesson;
	case TOPIC_FINDING: break;
	}
	return true;
}

/* What stands in which column: beside each other, or one below the other where there are fewer. */
static void card_fill(struct view *v, bool compact)
{
	const struct inspection *i = card_inspection(v);
	struct card_state *s = v->state;
	struct page *first = &s->column[0].page, *cause = s->n == CARD_COLUMNS ? &s->column[1].page : first,
		*seen = &s->column[s->n - 1].page;
	enum card_topic topic = card_topic(v);
	const struct finding *f = topic == TOPIC_FINDING ? &i->findings[s->finding] : NULL;
	struct why_style style = { .who = app_audience(v->app), .compact = compact, .of = i,
		.scheme = i->target.scheme, .said = s->finding == i->verdict.finding, .all_servers = s->servers };
	bool lesson_first = i->lesson != NULL && (style.who == AUDIENCE_TEACHER || topic == TOPIC_FINE);

	if (lesson_first)
		why_lesson(first, i, s->answer, compact);
	switch (topic) {
	case TOPIC_DEAD_END: why_dead_end(first, i, card_dead_end(v)); break;
	case TOPIC_FINDING:
		page_blank(first);
		why_to_do(first, f, &style);
		why_cause(cause, f, &style);
		break;
	case TOPIC_FINE:
		why_clients(cause, i, compact);
		page_blank(cause);
		why_fine(cause, i, v->card);
		break;
	}
	if (i->lesson != NULL && !lesson_first)
		why_lesson(cause, i, s->answer, compact);
	seen_all(seen, i, f, topic == TOPIC_FINE);
}

/* --- painting --- */

static const char card_checked[] = "What was checked";

static void card_title(const struct view *v, char *room, size_t size)
{
	const struct inspection *i = card_inspection(v);
	const struct card_state *s = v->state;

	if (card_topic(v) == TOPIC_DEAD_END)
		(void)snprintf(room, size, "A way that led nowhere");
	else if (s->finding >= 0 && i->n_findings > 1)
		(void)snprintf(room, size, "What to do, %d of %zu", s->finding + 1, i->n_findings);
	else if (s->finding >= 0 || inspection_is_key(i))
		(void)snprintf(room, size, "What to do");
	else
		(void)snprintf(room, size, "%s%s", i->lesson == NULL ? card_checked
			: s->n == CARD_COLUMNS ? "Lesson" : "Lesson, and what was checked",
			i->n_findings > 0 ? " (n: more to say)" : "");
}

static void card_paint_licence(struct view *v, const struct draw *d, const struct layout_main *l)
{
	struct draw part = draw_part(d, l->card);

	if (v->card >= 0)
		licence_draw(&part, card_inspection(v), v->card, l->size, v->shown->looked);
	else
		journey_draw(&part, card_inspection(v));
}

/* "visitor  helpdesk  [ADMIN]  teacher" from column x of a rule on, if it fits before column `end`. Returns the column
 * behind it. */
static int card_paint_readers(struct view *v, const struct draw *d, int y, int x, int end)
{
	static const enum audience all[] = { AUDIENCE_VISITOR, AUDIENCE_HELPDESK, AUDIENCE_ADMIN, AUDIENCE_TEACHER };
	int need = 4;

	for (size_t k = 0; k < sizeof all / sizeof *all; k++)
		need += (int)strlen(opts_word("audience", all[k])) + 1;
	if (x + need > end)
		return x;
	x += draw_text(d, y, x, INK_FRAME, " ");
	for (size_t k = 0; k < sizeof all / sizeof *all; k++) {
		bool is = all[k] == app_audience(v->app);

		x += draw_textf(d, y, x, is ? INK_TITLE : INK_DIM, is ? "[%s]" : "%s", opts_word("audience", all[k]));
		x += draw_text(d, y, x, INK_FRAME, " ");
	}
	return x;
}

/* In the rule above the first column: what it is about, for whom, and the finding, unless the verdict names it. */
static void card_paint_title(struct view *v, const struct draw *d, int y, int end)
{
	const struct card_state *s = v->state;
	const char *id = s->finding >= 0 && s->finding != card_inspection(v)->verdict.finding
		? finding_name(card_inspection(v)->findings[s->finding].id) : "a: next";
	char title[96];
	int x;

	card_title(v, title, sizeof title);
	x = 1 + draw_text(d, y, 1, INK_FRAME, " ");
	x += draw_text(d, y, x, s->at == 0 ? INK_TITLE : INK_LABEL, title);
	x += draw_text(d, y, x, INK_FRAME, " ");
	if (card_topic(v) != TOPIC_FINDING)
		return;
	x = card_paint_readers(v, d, y, x + 1, end);
	if (x + (int)strlen(id) + 5 < end) {
		(void)draw_text_right(d, y, end - 2, INK_FRAME, " ");
		(void)draw_text_right(d, y, end - 3, INK_DIM, id);
		(void)draw_text_right(d, y, end - 3 - (int)strlen(id), INK_FRAME, " ");
	}
}

/* A column of its own: its title in the rule, and the line on its left. */
static void card_paint_beside(const struct view *v, const struct draw *d, int y, struct region r, int k)
{
	const struct card_state *s = v->state;
	enum card_topic topic = card_topic(v);
	const char *title = k + 1 == s->n ? "Seen and checked" : topic == TOPIC_FINDING ? "Why"
		: topic == TOPIC_FINE ? card_checked : "Lesson";

	(void)draw_glyph(d, y, r.x - 1, INK_FRAME, GLYPH_TEE_DOWN);
	draw_column(d, r.y, r.x - 1, r.h, INK_FRAME, GLYPH_V);
	(void)draw_glyph(d, y, r.x + 1, INK_FRAME, GLYPH_SPACE);
	(void)draw_glyph(d, y, r.x + 2 + draw_text(d, y, r.x + 2, s->at == k ? INK_TITLE : INK_LABEL, title),
		INK_FRAME, GLYPH_SPACE);
}

static void card_paint_column(struct card_column *c, const struct draw *d, struct region r, const char *needle)
{
	struct draw part = draw_part(d, r), text = draw_part(&part, (struct region){ 0, 1, r.h, r.w - 2 });

	c->shown = text.at.h;
	c->top = layout_scroll(c->top, c->top, (int)c->page.n, text.at.h);
	page_draw(&c->page, &text, c->top, needle);
	draw_more(&part, c->top > 0, c->top + text.at.h < (int)c->page.n);
}

static void card_paint_below(struct view *v, const struct draw *d, const struct layout_main *l)
{
	struct card_state *s = v->state;
	struct layout_columns c = layout_columns(l->below.h, l->below.w);

	/* without a middle the first column is the wider */
	if (c.n == CARD_COLUMNS && !card_has_middle(v)) {
		c.at[0].w = c.at[2].x - 1;
		c.at[1] = c.at[2];
		c.n--;
	}
	s->n = l->size == LAYOUT_LARGE ? c.n : 1;
	if (s->n == 1)
		c.at[0] = (struct region){ 0, 0, l->below.h, l->below.w };
	s->at = s->at < s->n ? s->at : 0;
	for (int k = 0; k < s->n; k++) {
		int w = c.at[k].w - 2;

		page_done(&s->column[k].page);
		page_init(&s->column[k].page, w < LAYOUT_PROSE_W ? w : LAYOUT_PROSE_W, draw_ascii(d));
	}
	card_fill(v, l->size == LAYOUT_SMALL);
	if (l->card_rule >= 0)
		card_paint_title(v, d, l->card_rule, s->n > 1 ? c.at[1].x - 1 : l->below.w);
	for (int k = 0; k < s->n; k++) {
		struct region r = { l->below.y, c.at[k].x, c.at[k].h, c.at[k].w };

		card_paint_column(&s->column[k], d, r, s->needle);
		if (k > 0)
			card_paint_beside(v, d, l->card_rule, r, k);
	}
}

/* One sentence for the room: the lesson's question, and in its place the answer; without a lesson what happened. */
static void card_paint_sentence(struct view *v, const struct draw *d, const struct layout_main *l)
{
	struct card_state *s = v->state;
	const struct inspection *i = card_inspection(v);
	struct page *p = &s->column[0].page;
	const char *title = i->lesson == NULL ? " What happened " : s->answer ? " Answer " : " Question ",
		*text = i->lesson != NULL ? s->answer ? i->lesson->answer : i->lesson->question
			: s->finding >= 0 ? i->findings[s->finding].what : i->verdict.headline;
	struct region below = l->below;

	s->n = 1;
	s->at = 0;
	page_done(p);
	page_init(p, l->below.w - 2 < LAYOUT_PROSE_W ? l->below.w - 2 : LAYOUT_PROSE_W, draw_ascii(d));
	page_text(p, 0, INK_STRONG, text);
	(void)draw_text(d, l->card_rule, 2, INK_TITLE, title);
	if (i->lesson != NULL && !s->answer)
		(void)draw_text_right(d, l->card_rule, d->at.w - 2, INK_DIM, " Enter: the answer ");
	/* in the middle of its room, so that it does not hang below the rule on a large screen */
	below.y += below.h > (int)p->n ? (below.h - (int)p->n) / 2 : 0;
	below.h = l->below.y + l->below.h - below.y;
	card_paint_column(&s->column[0], d, below, s->needle);
}

static void card_paint(struct view *v, const struct draw *d)
{
	const struct layout_main *l = &tabs_of(v)->l;

	card_paint_licence(v, d, l);
	if (app_projector(v->app))
		card_paint_sentence(v, d, l);
	else
		card_paint_below(v, d, l);
}

static int card_plain(struct view *v, struct page *p)
{
	struct card_state *s = v->state;
	struct page *all = &s->column[0].page;

	s->n = 1;
	s->at = 0;
	page_done(all);
	page_init(all, p->width, p->ascii);
	if (v->card >= 0)
		plain_licence(p, card_inspection(v), v->card);
	card_fill(v, true);
	page_append(p, all);
	return -1;
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
	card_from_top(s);
	return HANDLED;
}

static enum handled card_scroll_to(struct view *v, int top)
{
	struct card_state *s = v->state;
	struct card_column *c = &s->column[s->at];

	c->top = layout_scroll(top, top, (int)c->page.n, c->shown);
	return HANDLED;
}

/* From the last column the inspection goes on to the chain. */
static enum handled card_next_column(struct view *v)
{
	struct card_state *s = v->state;

	s->at = s->at + 1 < s->n ? s->at + 1 : 0;
	return s->at > 0 ? HANDLED : IGNORED;
}

static enum handled card_lesson(struct view *v)
{
	struct card_state *s = v->state;
	bool last = app_audience(v->app) != AUDIENCE_TEACHER && card_topic(v) != TOPIC_FINE;
	struct card_column *c = &s->column[last && s->n == CARD_COLUMNS];

	if (card_inspection(v)->lesson == NULL)
		return IGNORED;
	s->answer = !s->answer;
	c->top = s->answer && last ? page_find(&c->page, "Question", 0, 1) : 0;
	return HANDLED;
}

static enum handled card_servers(struct view *v)
{
	const struct inspection *i = card_inspection(v);
	struct card_state *s = v->state;

	if (card_topic(v) != TOPIC_FINDING || !why_has_servers(&i->findings[s->finding], app_audience(v->app)))
		app_say(v->app, INK_MESSAGE, "There is no table of servers in this advice");
	else
		s->servers = !s->servers;
	return HANDLED;
}

/* The next hit from line `from` on, counted through all columns. */
static void card_seek(struct view *v, int from, int direction)
{
	struct card_state *s = v->state;
	int n = 0, k, at;

	for (k = 0; k < s->n; k++)
		n += (int)s->column[k].page.n;
	for (int seen = 0; seen < n; seen++) {
		at = s->hit = ((from + seen * direction) % n + n) % n;
		for (k = 0; at >= (int)s->column[k].page.n; k++)
			at -= (int)s->column[k].page.n;
		if (!page_holds(&s->column[k].page, at, s->needle))
			continue;
		s->at = k;
		s->column[k].top = at;
		return;
	}
	s->hit = -1;
	app_say(v->app, INK_ERROR, "'%s' is not here", s->needle);
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

static enum handled card_request(struct view *v, enum request r)
{
	struct card_state *s = v->state;
	const struct card_column *c = &s->column[s->at];

	switch (r) {
	case REQUEST_UP: return card_scroll_to(v, c->top - 1);
	case REQUEST_DOWN: return card_scroll_to(v, c->top + 1);
	case REQUEST_PAGE_UP: return card_scroll_to(v, c->top - c->shown + 1);
	case REQUEST_PAGE_DOWN: return card_scroll_to(v, c->top + c->shown - 1);
	case REQUEST_TOP: return card_scroll_to(v, 0);
	case REQUEST_BOTTOM: return card_scroll_to(v, (int)c->page.n);
	case REQUEST_TAB: return card_next_column(v);
	case REQUEST_SERVERS: return card_servers(v);
	case REQUEST_FINDING_NEXT: return card_next(v, 1);
	case REQUEST_FINDING_PREVIOUS: return card_next(v, -1);
	case REQUEST_LESSON: return card_lesson(v);
	case REQUEST_SEARCH: app_ask(v->app, "Search:", "", card_search_answer); return HANDLED;
	case REQUEST_BACK: s->hit = -1; return view_end_search(s->needle);
	default: return IGNORED;
	}
}

static const char *card_hint(const struct view *v, enum request r)
{
	const struct inspection *i = card_inspection(v);
	const struct card_state *s = v->state;
	const struct card_column *c = &s->column[s->at];

	switch (r) {
	case REQUEST_UP: case REQUEST_DOWN:
		return (int)c->page.n > c->shown ? NULL : "";
	case REQUEST_TAB: return s->n > 1 || tabs_of(v)->l.rail_tall ? NULL : "";
	case REQUEST_SERVERS:
		if (s->finding < 0 || !why_has_servers(&i->findings[s->finding], app_audience(v->app)))
			return "";
		return s->servers ? "one server" : NULL;
	case REQUEST_FINDING_NEXT: case REQUEST_FINDING_PREVIOUS:
		if (s->needle[0] != '\0')
			return "next";
		return i->n_findings - (i->verdict.finding >= 0) > 0 ? NULL : "";
	case REQUEST_LESSON: return i->lesson != NULL ? NULL : "";
	default: return NULL;
	}
}

static const enum request card_requests[] = {
	REQUEST_UP, REQUEST_DOWN, REQUEST_LESSON, REQUEST_FINDING_NEXT, REQUEST_FINDING_PREVIOUS, REQUEST_SERVERS,
	REQUEST_SEARCH, REQUEST_TAB, REQUEST_PAGE_UP, REQUEST_PAGE_DOWN, REQUEST_TOP, REQUEST_BOTTOM, REQUEST_BACK,
	REQUEST_NONE,
};

const struct view_ops view_card = {
	.name = "card", .title = "Card", .state_size = sizeof(struct card_state), .opened_by = REQUEST_CARD,
	.requests = card_requests, .tab = true, .open = card_open, .close = card_close, .chosen = card_chosen,
	.paint = card_paint,
	.plain = card_plain, .request = card_request, .hint = card_hint,
};
