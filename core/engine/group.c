/* SPDX-License-Identifier: GPL-3.0-or-later
 * Waiting for the last of several inspections. */
#include "engine/group.h"

#include "base/mem.h"
#include "engine/results.h"

#include <stdlib.h>

struct group {
	size_t jobs, waiting;        /* under way; inspections yet to come */
	struct inspection **done;
	size_t n;
	void (*compare)(struct inspection **list, size_t n);
};

struct group *group_new(size_t n, void (*compare)(struct inspection **list, size_t n))
{
	struct group *group = mem_alloc(sizeof *group);

	*group = (struct group){ .waiting = n, .done = mem_alloc((n + 1) * sizeof *group->done), .n = n,
		.compare = compare };
	return group;
}

void group_join(struct job *j, struct group *group, size_t place)
{
	j->addresses.group = group;
	j->addresses.place = place;
	group->jobs++;
}

void group_deliver(struct job *j, struct inspection *out)
{
	struct group *group = j->addresses.group;

	group->done[j->addresses.place] = out;
	if (--group->waiting > 0)
		return;
	if (group->compare != NULL)
		group->compare(group->done, group->n);
	for (size_t i = 0; i < group->n; i++) {
		results_add(j->engine, j, group->done[i], i + 1 == group->n);
		group->done[i] = NULL;
	}
}

void group_leave(struct job *j)
{
	struct group *group = j->addresses.group;

	j->addresses.group = NULL;
	if (group == NULL || --group->jobs > 0)
		return;
	for (size_t i = 0; i < group->n; i++)
		inspection_free(group->done[i]);
	free(group->done);
	free(group);
}
