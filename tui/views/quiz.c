/* SPDX-License-Identifier: GPL-3.0-or-later
 * A course as a quiz: the card of each scenario, nothing said about it until somebody has guessed. */
#include "parts/quiz.h"
#include "views/gallery-titles.h"
#include "views/pager.h"

#include <string.h>

enum { QUIZ_TARGET = 64 };

struct quiz_state {
	struct pager pager;
	struct quiz quiz;
	unsigned job;            /* the card that is on its way; 0: none */
};

static void quiz_fill(struct view *v, struct page *p)
{
	const struct quiz_state *s = v->state;
	const struct gallery_titles titles = gallery_titles(v->app);

	if (s->quiz.course == NULL)
		page_text(p, 0, INK_ERROR, "There is no such course: :lessons lists them.");
	else
		quiz_page(&s->quiz, v->shown != NULL ? v->shown->i : NULL, &titles, p);
}

/* Ask for the card of this step; what was shown goes. */
static void quiz_ask(struct view *v)
{
	struct quiz_state *s = v->state;
	char target[QUIZ_TARGET];
	struct cc_err e = { 0 };

	if (s->job != 0)
		app_cancel(v->app, s->job);
	shown_unref(v->shown);
	v->shown = NULL;
	v->card = -1;
	quiz_target(&s->quiz, target, sizeof target);
	s->job = app_start(v->app, target, &e);
	if (s->job == 0)
		app_say(v->app, INK_ERROR, "%s", e.msg);
	pager_chosen(v);
}

static void quiz_opened(struct view *v)
{
	struct quiz_state *s = v->state;
	bool known = quiz_begin(&s->quiz, v->text != NULL ? v->text : "");

	pager_open(v, quiz_fill);
	if (known)
		quiz_ask(v);
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
	pager_stale(v);
	return true;
}

static void quiz_go(struct view *v, int by)
{
	struct quiz_state *s = v->state;

	if (quiz_move(&s->quiz, by))
		quiz_ask(v);
	else
		app_say(v->app, INK_MESSAGE, by < 0 ? "This is the first one." : "That was the last one.");
}

/* The first guess, or Enter without one, lifts the curtain: the answer stands at the end of the page. */
static void quiz_lift(struct view *v, int guess)
{
	struct quiz_state *s = v->state;

	if (v->shown == NULL || !quiz_guess(&s->quiz, guess))
		return;
	pager_stale(v);
	s->pager.top = (int)s->pager.page.n;
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

static enum handled quiz_request(struct view *v, enum request r)
{
	struct quiz_state *s = v->state;
	char target[QUIZ_TARGET];

	if (s->quiz.course == NULL)
		return pager_request(v, r);
	switch (r) {
	case REQUEST_LEFT: quiz_go(v, -1); return HANDLED;
	case REQUEST_RIGHT: quiz_go(v, 1); return HANDLED;
	case REQUEST_ENTER:
		if (v->shown != NULL && !quiz_open(&s->quiz)) {
			quiz_target(&s->quiz, target, sizeof target);
			(void)app_inspect(v->app, target);
		}
		quiz_lift(v, QUIZ_GIVEN_UP);
		return HANDLED;
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
	case REQUEST_ENTER: return quiz_open(&s->quiz) ? "answer (a to d guess)" : "look at it";
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
	{ REQUEST_ENTER, "answer", "the answer; when it is shown: the scenario itself" },
	{ REQUEST_LEFT, "scenario", "the previous scenario" }, { REQUEST_RIGHT, "scenario", "the next scenario" },
	{ REQUEST_NONE, NULL, NULL },
};

static const enum request quiz_requests[] =
	{ REQUEST_ENTER, REQUEST_LEFT, REQUEST_RIGHT, PAGER_REQUESTS, REQUEST_NONE };

const struct view_ops view_quiz = {
	.name = "quiz", .title = "What is it?", .state_size = sizeof(struct quiz_state), .requests = quiz_requests,
	.words = quiz_words,
	.open = quiz_opened, .close = quiz_close, .paint = pager_paint, .plain = pager_plain, .key = quiz_key,
	.request = quiz_request, .hint = quiz_hint, .heading = quiz_headline, .arrived = quiz_arrived,
};
