/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where the screen's data come from: the engine and the memory of visits, or a test's samples. */
#ifndef CC_SOURCE_H
#define CC_SOURCE_H

#include "engine/engine.h"
#include "views/view.h"

struct source {
	/* Start what was typed. The job's number, or 0 with e set. */
	unsigned (*start)(struct source *s, const char *text, struct cc_err *e);
	void (*cancel)(struct source *s, unsigned job);
	size_t (*active)(struct source *s);
	int (*turn)(struct source *s, const int *fds, size_t n, int ms);              /* as engine_turn() */
	struct inspection *(*take)(struct source *s, unsigned *job, bool *last);      /* as engine_take() */
	bool (*progress)(struct source *s, unsigned job, struct progress *p);
	/* as engine_question() and engine_answer(); NULL where nothing is asked */
	bool (*question)(struct source *s, struct engine_question *q);
	void (*answer)(struct source *s, unsigned job, const char *password);
	void (*trust)(struct source *s, const struct cert *root);                     /* NULL: take all back */
	/* Remember a visit; among: one of many that were inspected together, no recent host. NULL where nothing is. */
	void (*seen)(struct source *s, const struct inspection *i, bool among);
	/* The key shown is the one to expect (state_remember()); false: such targets are not remembered. */
	bool (*accept)(struct source *s, const struct inspection *i);
	size_t (*recent)(struct source *s, const struct recent_shown **list);
	size_t (*gallery)(struct source *s, const struct gallery_shown **list);
	/* A list of targets, read without waiting (app_listed()); NULL where there are no lists. */
	bool (*list)(struct source *s, const char *path, struct cc_err *e);
	enum app_listed (*listed)(struct source *s, char **text);
	/* Does this look like an error code or message rather than a place to go to? */
	bool (*is_code)(struct source *s, const char *text);
	void (*explain)(struct source *s, struct page *p, const char *text);
	/* a ticket note; the caller frees */
	char *(*note)(struct source *s, const struct inspection *i, enum audience who);
	int64_t (*now)(struct source *s);
};

#endif
