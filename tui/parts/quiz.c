/* SPDX-License-Identifier: GPL-3.0-or-later
 * Courses as pages. */
#include "parts/quiz.h"

#include "base/mem.h"
#include "base/moment.h"
#include "explain/courses.h"
#include "result/answers.h"
#include "result/bare.h"
#include "result/veil.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { QUIZ_LABEL = 11, QUIZ_NAMES = 6, QUIZ_AIRY = 72 /* so wide is a page with blank lines */ };

const char quiz_ask[] = "Which of these is it?";

bool quiz_begin(struct quiz *q, const char *name)
{
	_Static_assert((int)QUIZ_CHOICES == (int)COURSE_CHOICES, "a key for each choice");
	*q = (struct quiz){ .course = course_find(name) };
	for (size_t n = 0; n < QUIZ_STEPS; n++)
		q->guesses[n] = QUIZ_OPEN;
	return q->course != NULL && q->course->n_steps <= QUIZ_STEPS;
}

bool quiz_move(struct quiz *q, int by)
{
	int to = q->step + by;

	if (to < 0 || (size_t)to > q->course->n_steps)
		return false;
	q->step = to;
	q->answered = false;
	return true;
}

bool quiz_over(const struct quiz *q)
{
	return (size_t)q->step >= q->course->n_steps;
}

bool quiz_guess(struct quiz *q, int guess)
{
	if (!quiz_open(q))
		return false;
	q->guesses[q->step] = guess;
	return true;
}

bool quiz_open(const struct quiz *q)
{
	return !quiz_over(q) && q->guesses[q->step] == QUIZ_OPEN;
}

static bool quiz_right(const struct quiz *q, size_t step)
{
	return q->guesses[step] >= 0 && (size_t)q->guesses[step] == course_quiz(q->course, step).right;
}

int quiz_score(const struct quiz *q, int *asked)
{
	int right = 0;

	*asked = 0;
	for (size_t n = 0; n < q->course->n_steps; n++) {
		*asked += q->guesses[n] >= 0;
		right += quiz_right(q, n);
	}
	return right;
}

void quiz_target(const struct quiz *q, char *out, size_t size)
{
	(void)snprintf(out, size, "demo:%s", q->course->steps[q->step].demo);
}

void quiz_heading(const struct quiz *q, char *out, size_t size)
{
	if (quiz_over(q))
		(void)snprintf(out, size, "%s: the score", q->course->title);
	else
		(void)snprintf(out, size, "%s: %d of %zu, %d min", q->course->title, q->step + 1, q->course->n_steps,
			q->course->steps[q->step].minutes);
}

/* ---- which card ---- */

int quiz_card_next(const struct inspection *i, int card, int direction)
{
	size_t n = i->n_presented, at = 0;

	if (n == 0)
		return -1;
	while (at < n && i->presented[at] != card)
		at++;
	/* what was sent twice is looked at once, where it came first */
	for (size_t k = 0, first = n + 1; k < n && first != at; k++) {
		at = at == n ? 0 : (at + (direction > 0 ? 1 : n - 1)) % n;
		for (first = 0; i->presented[first] != i->presented[at]; first++)
			;
	}
	return i->presented[at];
}

int quiz_card_meant(const struct inspection *i)
{
	if (i->verdict.finding >= 0 && i->findings[i->verdict.finding].card >= 0)
		return i->findings[i->verdict.finding].card;
	return i->n_path > 0 ? i->path[0] : quiz_card_next(i, -1, 1);
}

/* ---- a step ---- */

static void quiz_field(struct page *p, const char *label, const char *text)
{
	if (text != NULL && text[0] != '\0')
		page_field(p, 0, QUIZ_LABEL, INK_LABEL, label, INK_TEXT, text);
}

static void quiz_name(struct page *p, const char *label, const struct inspection *i, const char *text, bool veiled)
{
	char *name = text == NULL ? NULL : veiled ? veil_text(i, text) : mem_strdup(text);

	quiz_field(p, label, name);
	free(name);
}

static void quiz_card(struct page *p, const struct inspection *i, int card, bool veiled)
{
	char today[MOMENT_SIZE];
	const struct card *c = card >= 0 ? &i->cards[card] : NULL;

	quiz_name(p, "Asked for", i, i->target.host, veiled);
	quiz_field(p, "Today", moment_day(i->time, today));
	if (veiled)
		quiz_field(p, "Trusted", VEIL_ROOT);
	/* where it is small all choices are to be seen */
	if (p->width >= QUIZ_AIRY)
		page_blank(p);
	if (c == NULL || !c->cert->parsed)
		return;
	for (enum bare_field f = 0; f < BARE_FIELDS; f++) {
		char *text = bare_text(f, c, QUIZ_NAMES);

		quiz_name(p, bare_label(f), i, text, veiled);
		free(text);
	}
}

static const char *quiz_title(const struct gallery_titles *titles, const char *demo)
{
	return titles->title(titles->ctx, demo);
}

/* What happened elsewhere, where that is not the same everywhere. */
static void quiz_stops(const struct inspection *i, struct page *p)
{
	char *stops = veil_stops(i);

	if (stops != NULL)
		page_field(p, 1, 12, INK_LABEL, "Who stops", INK_TEXT, stops);
	free(stops);
}

static void quiz_choices(const struct quiz *q, const struct gallery_titles *titles, struct page *p)
{
	struct course_quiz k = course_quiz(q->course, (size_t)q->step);

	for (size_t n = 0; n < COURSE_CHOICES; n++) {
		const char sign[] = { (char)('a' + (int)n), '\0' };

		page_line(p);
		page_mark(p, 1, INK_KEY, sign, INK_TEXT, quiz_title(titles, k.choices[n]));
	}
}

/* What it is, and what was guessed where that was something else. */
static void quiz_told(const struct quiz *q, const struct gallery_titles *titles, struct page *p)
{
	struct course_quiz k = course_quiz(q->course, (size_t)q->step);
	int guess = q->guesses[q->step];
	bool right = quiz_right(q, (size_t)q->step);
	char *line = mem_printf("%c: %s", (char)('a' + (int)k.right), quiz_title(titles, k.choices[k.right])),
		*mine = guess < 0 || right ? NULL : mem_printf("not %c: %s", (char)('a' + guess),
			quiz_title(titles, k.choices[guess]));

	page_line(p);
	page_mark(p, 0, INK_GOOD, "\342\234\224", INK_STRONG, line);
	if (mine != NULL) {
		page_line(p);
		page_mark(p, 0, INK_BAD, "\342\234\226", INK_DIM, mine);
	}
	free(mine);
	free(line);
}

static void quiz_lesson(const struct quiz *q, const struct inspection *i, struct page *p)
{
	char *who;

	if (i->lesson != NULL) {
		page_lead(p, INK_LABEL, "Question", q->answered ? INK_DIM : INK_TEXT, i->lesson->question);
		if (q->answered)
			page_lead(p, INK_LABEL, "Answer", INK_TEXT, i->lesson->answer);
	}
	who = answers_for_class(i);
	page_lead(p, INK_LABEL, "Clients", INK_TEXT, who);
	free(who);
}

/* The score, and how each step went. */
static void quiz_score_page(const struct quiz *q, const struct gallery_titles *titles, struct page *p)
{
	int asked, right = quiz_score(q, &asked);
	char *line = asked == 0 ? mem_strdup("Nothing was guessed.")
		: mem_printf("%d of %d guesses were right.", right, asked);

	page_text(p, 0, INK_TITLE, line);
	free(line);
	page_text(p, 0, INK_DIM, "It is kept nowhere.");
	page_blank(p);
	for (size_t n = 0; n < q->course->n_steps; n++) {
		bool good = quiz_right(q, n), none = q->guesses[n] < 0;

		line = mem_printf("%2zu. %s%s", n + 1, quiz_title(titles, q->course->steps[n].demo),
			q->guesses[n] == QUIZ_OPEN ? " (left out)" : none ? " (looked up)" : "");
		page_line(p);
		page_mark(p, 0, good ? INK_GOOD : INK_BAD, none ? " " : good ? "\342\234\224" : "\342\234\226",
			none ? INK_DIM : INK_TEXT, line);
		free(line);
	}
}

void quiz_below(const struct quiz *q, const struct inspection *i, const struct gallery_titles *titles, struct page *p)
{
	if (quiz_over(q)) {
		quiz_score_page(q, titles, p);
	} else if (i == NULL) {
		page_text(p, 0, INK_DIM, "The card is on its way.");
	} else if (quiz_open(q)) {
		quiz_stops(i, p);
		quiz_choices(q, titles, p);
	} else {
		quiz_told(q, titles, p);
		quiz_lesson(q, i, p);
	}
}

void quiz_page(const struct quiz *q, const struct inspection *i, int card, const struct gallery_titles *titles,
	struct page *p)
{
	if (i != NULL && !quiz_over(q)) {
		quiz_card(p, i, card, quiz_open(q));
		page_heading(p, quiz_ask);
		if (!quiz_open(q))
			page_lead(p, INK_LABEL, "certcard says", INK_TEXT, i->verdict.headline);
	}
	quiz_below(q, i, titles, p);
}

/* ---- the list of courses ---- */

size_t quiz_courses(void)
{
	return course_count();
}

const char *quiz_course_name(size_t n)
{
	return course_at(n)->name;
}

void quiz_course_page(size_t n, bool chosen, const struct gallery_titles *titles, struct page *p)
{
	const struct course *c = course_at(n);
	char *title = mem_printf("%zu  %s", n + 1, c->title);
	char *whom = mem_printf("%d minutes, for %s", course_minutes(c), c->whom);

	page_blank(p);
	p->tag = (int)n;
	page_line(p);
	page_mark(p, 0, INK_KEY, chosen ? "\342\226\270" : " ", chosen ? INK_TITLE : INK_LABEL, title);
	page_text(p, 5, INK_DIM, whom);
	page_text(p, 5, INK_TEXT, c->aim);
	for (size_t k = 0; chosen && k < c->n_steps; k++) {
		char *step = mem_printf("%zu. %s", k + 1, titles->title(titles->ctx, c->steps[k].demo));

		page_text(p, 7, INK_DIM, step);
		free(step);
	}
	p->tag = -1;
	free(whom);
	free(title);
}
