/* SPDX-License-Identifier: GPL-3.0-or-later
 * A course held at the screen: its list, and its steps as a quiz, a bare card each, of which nothing is said until the
 * class has guessed. Nothing of it is kept. Pure. */
#ifndef CC_TUI_QUIZ_H
#define CC_TUI_QUIZ_H

#include "parts/page.h"
#include "result/inspection.h"

enum { QUIZ_STEPS = 32, QUIZ_CHOICES = 4, QUIZ_OPEN = -1, QUIZ_GIVEN_UP = -2 };

struct course;
struct gallery_titles { const char *(*title)(void *ctx, const char *demo); void *ctx; };     /* a scenario's title */

struct quiz {
	const struct course *course;
	int step;
	int guesses[QUIZ_STEPS];         /* 0 to 3, QUIZ_OPEN, or QUIZ_GIVEN_UP: the answer was asked for */
};

/* The course of a name or number; false: there is none. */
bool quiz_begin(struct quiz *q, const char *name);
/* Go on or back; false: there is no further step. */
bool quiz_move(struct quiz *q, int by);
/* The first guess counts; false: there was one. */
bool quiz_guess(struct quiz *q, int guess);
bool quiz_open(const struct quiz *q);                    /* nothing was guessed yet */
int quiz_score(const struct quiz *q, int *asked);        /* right ones, of so many guessed */
void quiz_target(const struct quiz *q, char *out, size_t size);  /* "demo:expired" */
/* "Ten warnings on the phone: 3 of 10, 4 min", for a first line */
void quiz_heading(const struct quiz *q, char *out, size_t size);

/* The step: card, question, choices; once something was guessed, what is right and why. `i` NULL: it is on its way. */
void quiz_page(const struct quiz *q, const struct inspection *i, const struct gallery_titles *titles, struct page *p);

/* ---- the list of courses ---- */

size_t quiz_courses(void);
const char *quiz_course_name(size_t n);
/* A course's title, for whom it is, its aim and its steps; all lines are tagged with `n`. */
void quiz_course_page(size_t n, bool chosen, const struct gallery_titles *titles, struct page *p);

#endif
