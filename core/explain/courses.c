/* SPDX-License-Identifier: GPL-3.0-or-later
 * courses.def as values. */
#include "explain/courses.h"

#include <stdlib.h>
#include <string.h>

#define STEP(demo, minutes, aim) { demo, minutes, aim },

static const struct course courses[] = {
#define COURSE(name, title, whom, aim, ...) { name, title, whom, aim, (const struct course_step[]){ __VA_ARGS__ }, \
	sizeof((const struct course_step[]){ __VA_ARGS__ }) / sizeof(struct course_step) },
#include "explain/courses.def"
#undef COURSE
};

size_t course_count(void)
{
	return sizeof courses / sizeof *courses;
}

const struct course *course_at(size_t i)
{
	return i < course_count() ? &courses[i] : NULL;
}

const struct course *course_find(const char *name)
{
	char *end = NULL;
	unsigned long number = strtoul(name, &end, 10);

	if (end != name && *end == '\0')
		return number == 0 ? NULL : course_at(number - 1);
	for (size_t i = 0; i < course_count(); i++)
		if (strcmp(courses[i].name, name) == 0)
			return &courses[i];
	return NULL;
}

int course_minutes(const struct course *c)
{
	int sum = 0;

	for (size_t i = 0; i < c->n_steps; i++)
		sum += c->steps[i].minutes;
	return sum;
}

struct course_quiz course_quiz(const struct course *c, size_t step)
{
	struct course_quiz q = { .right = (step * 3 + 1) % COURSE_CHOICES };

	for (size_t k = 0; k < COURSE_CHOICES; k++)
		q.choices[k] = (step + (k + COURSE_CHOICES - q.right) % COURSE_CHOICES) % c->n_steps;
	return q;
}
