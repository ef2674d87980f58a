/* SPDX-License-Identifier: GPL-3.0-or-later
 * Finished inspections, in the order in which they ended. */
#include "engine/results.h"

#include "base/mem.h"

#include <stdlib.h>

void results_add(struct engine *g, const struct job *j, struct inspection *out, bool last)
{
	MEM_GROW(g->results, g->n_results);
	g->results[g->n_results++] = (struct result){ j->id, j->tag, out, last };
}

void results_drop(struct engine *g, unsigned job)
{
	for (size_t i = g->taken; i < g->n_results; i++)
		if (g->results[i].job == job) {
			inspection_free(g->results[i].inspection);
			g->results[i].inspection = NULL;
		}
}

void results_free(struct engine *g)
{
	for (; g->taken < g->n_results; g->taken++)
		inspection_free(g->results[g->taken].inspection);
	free(g->results);
	g->results = NULL;
	g->n_results = g->taken = 0;
}

struct inspection *engine_take(struct engine *g, unsigned *job, void **tag, bool *last)
{
	while (g->taken < g->n_results) {
		struct result *r = &g->results[g->taken++];

		if (r->inspection == NULL)
			continue;
		if (job != NULL)
			*job = r->job;
		if (tag != NULL)
			*tag = r->tag;
		if (last != NULL)
			*last = r->last;
		return r->inspection;
	}
	/* All taken: the list starts again. */
	free(g->results);
	g->results = NULL;
	g->n_results = g->taken = 0;
	return NULL;
}
