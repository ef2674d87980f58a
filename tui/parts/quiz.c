/* SPDX-License-Identifier: GPL-3.0-or-later
 * Courses as pages. */
#include "parts/quiz.h"

#include "base/mem.h"
#include "base/moment.h"
#include "explain/courses.h"
#include "result/answers.h"
#include "result/bare.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { QUIZ_LABEL = 11, QUIZ_NAMES = 6 };

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

	if (to < 0 || (size_t)to >= q->course->n_steps)
		return false;
	q->step = to;
	return true;
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
	return q->guesses[q->step] == QUIZ_OPEN;
}

int quiz_score(const struct quiz *q, int *asked)
{
	int right = 0;

	*asked = 0;
	for (size_t n = 0; n < q->course->n_steps; n++) {
		if (q->guesses[n] < 0)
			continue;
		(*asked)++;
		right += (size_t)q->guesses[n] == course_quiz(q->course, n).right;
	}
	return right;
}

void quiz_target(const struct quiz *q, char *out, size_t size)
{
	(void)snprintf(out, size, "demo:%s", q->course->steps[q->step].demo);
}

void quiz_heading(const struct quiz *q, char *out, size_t size)
{
	(void)snprintf(out, size, "%s: %d of %zu, %d min", q->course->title, q->step + 1, q->course->n_steps,
		q->course->steps[q->step].minutes);
}

/* ---- a step ---- */

static void quiz_field(struct page *p, const char *label, const char *text)
{
	if (text != NULL && text[0] != '\0')
		page_field(p, 0, QUIZ_LABEL, INK_LABEL, label, INK_TEXT, text);
}

static void quiz_field_free(struct page *p, const char *label, char *text)
{
	quiz_field(p, label, text);
	free(text);
}

static void quiz_card(struct page *p, const struct inspection *i)
{
	char today[MOMENT_SIZE];
	const struct card *c = i->n_path > 0 ? &i->cards[i->path[0]] : NULL;

	quiz_field(p, "Asked for", i->target.host);
	quiz_field(p, "Today", moment_day(i->time, today));
	page_blank(p);
	if (c == NULL || !c->cert->parsed)
		return;
	for (enum bare_field f = 0; f < BARE_FIELDS; f++)
		quiz_field_free(p, bare_label(f), bare_text(f, c, QUIZ_NAMES));
}

static void quiz_choices(const struct quiz *q, const struct gallery_titles *titles, struct page *p)
{
	struct course_quiz k = course_quiz(q->course, (size_t)q->step);
	int guess = q->guesses[q->step];

	page_heading(p, "Which of these is it?");
	for (size_t n = 0; n < COURSE_CHOICES; n++) {
		bool right = n == k.right, open = quiz_open(q), mine = guess == (int)n;
		const char *title = titles->title(titles->ctx, q->course->steps[k.choices[n]].demo);
		char *line = mem_printf("%c) %s", (char)('a' + (int)n), title);
		const char *sign = open ? " " : right ? "\342\234\224" : mine ? "\342\234\226" : " ";

		page_line(p);
		page_mark(p, 0, right ? INK_GOOD : INK_BAD, sign, open || right || mine ? INK_TEXT : INK_DIM, line);
		free(line);
	}
}

static void quiz_answer(const struct quiz *q, const struct inspection *i, struct page *p)
{
	int asked, score = quiz_score(q, &asked);
	bool over = (size_t)q->step + 1 == q->course->n_steps;
	char *line, *who;

	page_heading(p, "Answer");
	if (i->lesson != NULL)
		page_text(p, 0, INK_TEXT, i->lesson->answer);
	page_blank(p);
	page_lead(p, INK_LABEL, "certcard says: ", INK_TEXT, i->verdict.headline);
	who = answers_for_class(i);
	page_lead(p, INK_LABEL, "Clients: ", INK_TEXT, who);
	free(who);
	page_blank(p);
	line = mem_printf("%s %d of %d right.", over ? "That was the last one:" : "So far", score, asked);
	page_text(p, 0, over ? INK_TITLE : INK_DIM, line);
	free(line);
}

void quiz_page(const struct quiz *q, const struct inspection *i, const struct gallery_titles *titles, struct page *p)
{
	if (i == NULL) {
		page_text(p, 0, INK_DIM, "The card is on its way.");
		return;
	}
	quiz_card(p, i);
	if (i->lesson != NULL) {
		page_heading(p, "Question");
		page_text(p, 0, INK_TEXT, i->lesson->question);
	}
	quiz_choices(q, titles, p);
	if (!quiz_open(q))
		quiz_answer(q, i, p);
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
