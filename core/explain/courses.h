/* SPDX-License-Identifier: GPL-3.0-or-later
 * Courses for teachers: lists of scenarios with aim and minutes, and the quiz that goes with them. All is static. */
#ifndef CC_COURSES_H
#define CC_COURSES_H

#include <stddef.h>

/* What may be guessed of a step: its own scenario and others, which are shown by their titles; and the most steps. */
enum { COURSE_CHOICES = 4, COURSE_STEPS = 32 };

struct course_step {
	const char *demo;                /* the name of a scenario of the gallery */
	int minutes;
	const char *aim;
	const char *others[COURSE_CHOICES - 1];  /* scenarios that it may be taken for */
};

struct course {
	const char *name, *title, *whom, *aim;
	const struct course_step *steps;
	size_t n_steps;
};

struct course_quiz {
	const char *choices[COURSE_CHOICES];     /* scenarios; that at `right` is the step's own */
	size_t right;
};

size_t course_count(void);
const struct course *course_at(size_t i);                    /* NULL: beyond the last */
/* By name ("proof"), or by number as --lesson lists them, from 1; NULL: none. */
const struct course *course_find(const char *name);
int course_minutes(const struct course *c);
/* Where the right one stands is the same in every run, in each place about as often, and follows from no other step. */
struct course_quiz course_quiz(const struct course *c, size_t step);

#endif
