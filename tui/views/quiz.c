/* SPDX-License-Identifier: GPL-3.0-or-later
 * A course as a quiz: the card of each scenario under a veil, nothing said about it until somebody has guessed. */
#include "parts/headline.h"
#include "parts/layout.h"
#include "parts/licence.h"
#include "parts/licence-rows.h"
#include "parts/quiz.h"
#include "parts/quiz-head.h"
#include "views/gallery-titles.h"
#include "views/pager.h"

#include <string.h>

enum { QUIZ_TARGET = 64 };

struct quiz_state {
	struct pager pager;
	struct quiz quiz;
	unsigned job;            /* the card that is on its way; 0: none */
	bool drawn;              /* the card is drawn, and the page holds what stands below it */
	bool to_answer;          /* once it is filled the page begins with what was asked: there is the answer */
};

static const struct inspection *quiz_inspection(const struct view *v)
{
	return v->shown != NULL ? v->shown->i : NULL;
}

static void quiz_fill(struct view *v, struct page *p)
{
	struct quiz_state *s = v->state;
	const struct gallery_titles titles = gallery_titles(v->app);

	if (s->quiz.course == NULL)
		page_text(p, 0, INK_ERROR, "There is no such course: :lessons lists them.");
	else if (s->drawn)
		quiz_below(&s->quiz, quiz_inspection(v), &titles, p);
	else
		quiz_page(&s->quiz, quiz_inspection(v), v->card, &titles, p);
	if (s->to_answer && !s->drawn)
		s->pager.top = page_find(p, quiz_ask, 0, 1);
	s->to_answer = false;
}

static int quiz_plain(struct view *v, struct page *p)
{
	struct quiz_state *s = v->state;

	s->drawn = false;
	pager_stale(v);
	return pager_plain(v, p);
}

/* --- painting --- */

static void quiz_paint_card(const struct view *v, const struct draw *d, const struct layout_main *l)
{
	const struct quiz_state *s = v->state;
	const struct inspection *i = quiz_inspection(v);
	struct draw verdict = draw_part(d, l->verdict), rail = draw_part(d, l->rail), card = draw_part(d, l->card);

	quiz_sent_draw(&rail, i, v->card, quiz_open(&s->quiz));
	if (quiz_open(&s->quiz)) {
		quiz_head_draw(&verdict, i);
		licence_draw_veiled(&card, i, v->card, l->size);
	} else {
		headline_draw(&verdict, i, app_audience(v->app));
		licence_draw(&card, i, v->card, l->size, true);
	}
}

/* The card with what is asked below it, where there is a card and room for it. */
static void quiz_paint(struct view *v, const struct draw *d)
{
	struct quiz_state *s = v->state;
	const struct inspection *i = quiz_inspection(v);
	bool card = i != NULL && v->card >= 0 && s->quiz.course != NULL && !quiz_over(&s->quiz);
	struct layout_main l = layout_projector(d->at.h, d->at.w, card ? licence_rows_veiled(i, d->at.h, d->at.w) : 0);
	bool drawn = card && l.size != LAYOUT_SMALL;
	struct draw below = draw_part(d, l.below);

	if (s->drawn != drawn)
		pager_stale(v);
	s->drawn = drawn;
	if (!drawn) {
		pager_paint(v, d);
		return;
	}
	quiz_paint_card(v, d, &l);
	draw_rule(d, l.head_rule, INK_TITLE, NULL, NULL);
	draw_rule(d, l.card_rule, INK_TITLE, quiz_open(&s->quiz) ? quiz_ask : "What it is",
		quiz_open(&s->quiz) ? "a to d: guess" : NULL);
	pager_paint_page(v, &below);
}

/* --- steps --- */

/* Ask for the card of this step; what was shown goes. */
static void quiz_ask_card(struct view *v)
{
	struct quiz_state *s = v->state;
	char target[QUIZ_TARGET];
	struct cc_err e = { 0 };

	if (s->job != 0)
		app_cancel(v->app, s->job);
	shown_unref(v->shown);
	v->shown = NULL;
	v->card = -1;
	s->job = 0;
	pager_chosen(v);
	if (quiz_over(&s->quiz))
		return;
	quiz_target(&s->quiz, target, sizeof target);
	s->job = app_start(v->app, target, &e);
	if (s->job == 0)
		app_say(v->app, INK_ERROR, "%s", e.msg);
}

static void quiz_opened(struct view *v)
{
	struct quiz_state *s = v->state;
	bool known = quiz_begin(&s->quiz, v->text != NULL ? v->text : "");

	pager_open(v, quiz_fill);
	if (known)
		quiz_ask_card(v);
	else
		s->quiz.course = NULL;
}

static void quiz_close(struct view *v)
{
	struct quiz_state *s = v->state;

	if (s->job != 0)
		app_cancel(v->app, s->job);
	pager_close(v);
}

static bool quiz_arrived(struct view *v, struct shown *shown, unsigned job, bool last)
{
	struct quiz_state *s = v->state;

	(void)last;
	if (job == 0 || job != s->job)
		return false;
	s->job = 0;
	v->shown = shown_ref(shown);
	v->card = quiz_open(&s->quiz) ? quiz_card_next(shown->i, -1, 1) : quiz_card_meant(shown->i);
	pager_stale(v);
	return true;
}

static void quiz_go(struct view *v, int by)
{
	struct quiz_state *s = v->state;

	if (quiz_move(&s->quiz, by))
		quiz_ask_card(v);
	else
		app_say(v->app, INK_MESSAGE, by < 0 ? "This is the first one." : "There is no further one.");
}

/* The first guess, or Enter without one, lifts the veil. */
static void quiz_lift(struct view *v, int guess)
{
	struct quiz_state *s = v->state;

	if (v->shown == NULL || !quiz_guess(&s->quiz, guess))
		return;
	v->card = quiz_card_meant(v->shown->i);
	pager_chosen(v);
	s->to_answer = true;
}

/* a to d are letters of other requests elsewhere. */
static enum handled quiz_key(struct view *v, int32_t key)
{
	const struct quiz_state *s = v->state;

	if (s->quiz.course == NULL || !quiz_open(&s->quiz) || key < 'a' || key >= 'a' + QUIZ_CHOICES)
		return IGNORED;
	quiz_lift(v, (int)key - 'a');
	return HANDLED;
}

/* What it is, then the answer to the lesson's question, then the scenario itself. */
static void quiz_enter(struct view *v)
{
	struct quiz_state *s = v->state;
	char target[QUIZ_TARGET];

	if (v->shown == NULL)
		return;
	if (quiz_open(&s->quiz)) {
		quiz_lift(v, QUIZ_GIVEN_UP);
	} else if (!s->quiz.answered) {
		s->quiz.answered = true;
		pager_chosen(v);
		s->to_answer = true;
	} else {
		quiz_target(&s->quiz, target, sizeof target);
		(void)app_inspect(v->app, target);
	}
}

static enum handled quiz_next_card(struct view *v, int direction)
{
	if (v->shown == NULL)
		return HANDLED;
	v->card = quiz_card_next(v->shown->i, v->card, direction);
	if (!((struct quiz_state *)v->state)->drawn)
		pager_chosen(v);
	return HANDLED;
}

static enum handled quiz_request(struct view *v, enum request r)
{
	struct quiz_state *s = v->state;

	if (s->quiz.course == NULL)
		return pager_request(v, r);
	switch (r) {
	case REQUEST_LEFT: quiz_go(v, -1); return HANDLED;
	case REQUEST_RIGHT: quiz_go(v, 1); return HANDLED;
	case REQUEST_TAB: return quiz_next_card(v, 1);
	case REQUEST_TAB_BACK: return quiz_next_card(v, -1);
	case REQUEST_ENTER: quiz_enter(v); return HANDLED;
	default: return pager_request(v, r);
	}
}

static const char *quiz_hint(const struct view *v, enum request r)
{
	const struct quiz_state *s = v->state;

	if (s->quiz.course == NULL)
		return pager_hint(v, r);
	switch (r) {
	case REQUEST_LEFT: case REQUEST_RIGHT: return "scenario";
	case REQUEST_ENTER:
		return quiz_over(&s->quiz) ? "" : quiz_open(&s->quiz) ? "look it up"
			: s->quiz.answered ? "look at it" : "answer";
	case REQUEST_TAB: return v->shown != NULL && v->shown->i->n_presented > 1 ? "next card" : "";
	default: return pager_hint(v, r);
	}
}

static void quiz_headline(const struct view *v, char *left, char *right, size_t size)
{
	const struct quiz_state *s = v->state;
	int asked, score;

	*left = *right = '\0';
	if (s->quiz.course == NULL)
		return;
	quiz_heading(&s->quiz, left, size);
	score = quiz_score(&s->quiz, &asked);
	if (asked > 0)
		(void)snprintf(right, size, "%d of %d right", score, asked);
}

static const struct view_word quiz_words[] = {
	{ REQUEST_ENTER, "answer", "what it is, without a guess; then the answer; then the scenario itself" },
	{ REQUEST_LEFT, "scenario", "the previous scenario" },
	{ REQUEST_RIGHT, "scenario", "the next scenario; behind the last one the score" },
	{ REQUEST_TAB, "next card", "the next of the certificates that were sent" },
	{ REQUEST_TAB_BACK, "next card", "the previous one" },
	{ REQUEST_NONE, NULL, NULL },
};

static const enum request quiz_requests[] = { REQUEST_ENTER, REQUEST_TAB, REQUEST_TAB_BACK, REQUEST_LEFT, REQUEST_RIGHT,
	PAGER_REQUESTS, REQUEST_NONE };

const struct view_ops view_quiz = {
	.name = "quiz", .title = "What is it?", .state_size = sizeof(struct quiz_state), .requests = quiz_requests,
	.words = quiz_words,
	.open = quiz_opened, .close = quiz_close, .paint = quiz_paint, .plain = quiz_plain,
	.key = quiz_key, .key_chooses = true,
	.request = quiz_request, .hint = quiz_hint, .heading = quiz_headline, .arrived = quiz_arrived,
};
