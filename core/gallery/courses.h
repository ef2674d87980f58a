/* SPDX-License-Identifier: GPL-3.0-or-later
 * Courses for teachers: lists of scenarios with aim and minutes, and the quiz that goes with them. All is static. */
#ifndef CC_COURSES_H
#define CC_COURSES_H

#include "gallery/gallery.h"

struct course_step {
	const char *demo;                /* the scenario's name */
	int minutes;
	const char *aim;
};

struct course {
	const char *name, *title, *whom, *aim;
	const struct course_step *steps;
	size_t n_steps;
};

/* What may be guessed of a step: titles of scenarios, one of them its own. */
enum { COURSE_CHOICES = 4 };
struct course_quiz {
	const char *choices[COURSE_CHOICES];
	size_t right;
};

size_t course_count(void);
const struct course *course_at(size_t i);                    /* NULL: beyond the last */
/* By name ("proof"), or by number as --lesson lists them, from 1; NULL: none. */
const struct course *course_find(const char *name);
int course_minutes(const struct course *c);
/* The others are those of the next steps, so that each is a scenario of the same course; where the right one stands
 * changes from step to step, the same in every run. */
struct course_quiz course_quiz(const struct course *c, size_t step);

#endif
