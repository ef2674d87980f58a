/* SPDX-License-Identifier: GPL-3.0-or-later
 * The targets of the command line, and of lists. */
#include "engine/given.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

int given_parse(struct given *g, const struct opts *o, struct cc_err *e)
{
	*g = (struct given){ .list = mem_alloc((o->n_targets + 1) * sizeof *g->list), .texts = o->targets };
	while (g->n < o->n_targets) {
		if (target_parse(&g->list[g->n], o->targets[g->n], o, e) != 0) {
			given_done(g);
			return -1;
		}
		g->n++;
	}
	return 0;
}

void given_read(struct given *g, char *const *texts, size_t n, const struct opts *o)
{
	*g = (struct given){ .list = mem_alloc((n + 1) * sizeof *g->list), .texts = texts, .n = n };
	for (size_t i = 0; i < n; i++)
		if (target_parse(&g->list[i], texts[i], o, NULL) != 0)
			g->list[i] = (struct target){ 0 };
}

bool given_take(struct given *g, const char *text, struct target *t)
{
	for (size_t i = 0; i < g->n; i++) {
		if (g->list[i].facts.input == NULL || strcmp(g->texts[i], text) != 0)
			continue;
		*t = g->list[i];
		g->list[i] = (struct target){ 0 };
		return true;
	}
	return false;
}

void given_done(struct given *g)
{
	while (g->n > 0)
		target_done(&g->list[--g->n]);
	free(g->list);
	g->list = NULL;
}
