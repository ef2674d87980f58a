/* SPDX-License-Identifier: GPL-3.0-or-later
 * courses.def as values. */
#include "explain/courses.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define STEP(demo, minutes, aim, ...) { demo, minutes, aim, { __VA_ARGS__ } },

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

/* The places of the right choices, shuffled like cards (Fisher and Yates) by a number made of the course's name. */
static size_t course_right(const struct course *c, size_t step)
{
	unsigned char place[COURSE_STEPS];
	uint32_t seed = 2166136261u;

	for (const char *p = c->name; *p != '\0'; p++)
		seed = (seed ^ (unsigned char)*p) * 16777619u;
	for (size_t i = 0; i < c->n_steps; i++)
		place[i] = (unsigned char)(i % COURSE_CHOICES);
	for (size_t i = c->n_steps - 1; i > 0; i--) {
		seed = seed * 1664525u + 1013904223u;
		size_t k = (seed >> 16) % (i + 1);
		unsigned char other = place[k];

		place[k] = place[i];
		place[i] = other;
	}
	return place[step];
}

struct course_quiz course_quiz(const struct course *c, size_t step)
{
	struct course_quiz q = { .right = course_right(c, step) };

	for (size_t k = 0, n = 0; k < COURSE_CHOICES; k++)
		q.choices[k] = k == q.right ? c->steps[step].demo : c->steps[step].others[n++];
	return q;
}
