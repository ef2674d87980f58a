/* SPDX-License-Identifier: GPL-3.0-or-later
 * Courses for teachers: lists of scenarios with aim and minutes, and the quiz that goes with them. All is static. */
#ifndef CC_COURSES_H
#define CC_COURSES_H

#include <stddef.h>

struct course_step {
	const char *demo;                /* the name of a scenario of the gallery */
	int minutes;
	const char *aim;
};

struct course {
	const char *name, *title, *whom, *aim;
	const struct course_step *steps;
	size_t n_steps;
};

/* What may be guessed of a step: which step of the course it is, shown by their scenarios' titles. */
enum { COURSE_CHOICES = 4 };
struct course_quiz {
	size_t choices[COURSE_CHOICES];          /* steps; that at `right` is the one asked about */
	size_t right;
};

size_t course_count(void);
const struct course *course_at(size_t i);                    /* NULL: beyond the last */
/* By name ("proof"), or by number as --lesson lists them, from 1; NULL: none. */
const struct course *course_find(const char *name);
int course_minutes(const struct course *c);
/* The others are the next steps. Where the right one stands changes from step to step, the same in every run. */
struct course_quiz course_quiz(const struct course *c, size_t step);

#endif
