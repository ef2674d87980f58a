/* SPDX-License-Identifier: GPL-3.0-or-later
 * A course held at the screen: its list, and its steps as a quiz. Of a step nothing is said until the class has
 * guessed: its card stands under a veil, and the lesson's question, which often gives it away, comes afterwards.
 * Nothing of it is kept. Pure. */
#ifndef CC_TUI_QUIZ_H
#define CC_TUI_QUIZ_H

#include "parts/page.h"
#include "result/inspection.h"

enum { QUIZ_STEPS = 32, QUIZ_CHOICES = 4, QUIZ_OPEN = -1, QUIZ_GIVEN_UP = -2 };

struct course;
struct gallery_titles { const char *(*title)(void *ctx, const char *demo); void *ctx; };     /* a scenario's title */

struct quiz {
	const struct course *course;
	int step;                        /* from 0; behind the last one: the score */
	int guesses[QUIZ_STEPS];         /* 0 to 3, QUIZ_OPEN, or QUIZ_GIVEN_UP: the answer was asked for */
	bool answered;                   /* the answer to the lesson's question is shown */
};

extern const char quiz_ask[];    /* "Which of these is it?" */

/* The course of a name or number; false: there is none. */
bool quiz_begin(struct quiz *q, const char *name);
/* Go on or back, behind the last step to the score; false: there is nothing further. */
bool quiz_move(struct quiz *q, int by);
bool quiz_over(const struct quiz *q);                    /* the score is shown */
/* The first guess counts; false: there was one. */
bool quiz_guess(struct quiz *q, int guess);
bool quiz_open(const struct quiz *q);                    /* nothing was guessed yet */
int quiz_score(const struct quiz *q, int *asked);        /* right ones, of so many guessed */
void quiz_target(const struct quiz *q, char *out, size_t size);  /* "demo:expired"; not of the score */
/* "Ten warnings on the phone: 3 of 10, 4 min", for a first line */
void quiz_heading(const struct quiz *q, char *out, size_t size);

/* What stands below the card: the choices; once something was guessed, what it is, and the lesson's question, or its
 * answer. Behind the last step the score. */
void quiz_below(const struct quiz *q, const struct inspection *i, const struct gallery_titles *titles, struct page *p);
/* The whole step as lines, the card `card` among them, where none can be drawn. `i` NULL: it is on its way. */
void quiz_page(const struct quiz *q, const struct inspection *i, int card, const struct gallery_titles *titles,
	struct page *p);

/* The card next to `card` in direction +1 or -1 of those that were sent, going round; -1: none was. `card` -1: the
 * first. */
int quiz_card_next(const struct inspection *i, int card, int direction);
/* The card that the finding is about; else the site's own; -1: there is none. */
int quiz_card_meant(const struct inspection *i);

/* ---- the list of courses ---- */

size_t quiz_courses(void);
const char *quiz_course_name(size_t n);
/* A course's title, for whom it is, its aim and its steps; all lines are tagged with `n`. */
void quiz_course_page(size_t n, bool chosen, const struct gallery_titles *titles, struct page *p);

#endif
