/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where the screen's inspections come from: the engine's jobs, or a test's samples. */
#ifndef CC_SOURCE_H
#define CC_SOURCE_H

#include "engine/engine.h"

struct source {
	/* Start an inspection of a target, which is taken over (emptied). The job's number. */
	unsigned (*start)(struct source *s, struct target *t);
	/* as engine_beside(); NULL: there are no files */
	void (*beside)(struct source *s, const struct given *list);
	void (*cancel)(struct source *s, unsigned job);
	size_t (*active)(struct source *s);
	size_t (*lent)(struct source *s);                                             /* as engine_lent(); NULL: none */
	int (*turn)(struct source *s, const int *fds, size_t n, int ms);              /* as engine_turn() */
	struct inspection *(*take)(struct source *s, unsigned *job, bool *last);      /* as engine_take() */
	bool (*progress)(struct source *s, unsigned job, struct progress *p);
	/* as engine_question() and engine_answer(); NULL where nothing is asked */
	bool (*question)(struct source *s, struct engine_question *q);
	void (*answer)(struct source *s, unsigned job, const char *password);
	void (*trust)(struct source *s, const struct cert *root);                     /* NULL: take all back */
};

#endif
