/* SPDX-License-Identifier: GPL-3.0-or-later
 * The targets of the command line, and those of a list that the screen opens: parsed once, before anything is done, and
 * handed on to whoever inspects them. */
#ifndef CC_GIVEN_H
#define CC_GIVEN_H

#include "engine/target.h"
#include "options/opts.h"

struct given {
	/* in the order of opts.targets; whoever starts one takes it over and leaves it empty */
	struct target *list;
	char *const *texts;      /* as each was typed (opts.targets); borrowed */
	size_t n;
};

/* 0, or -1 with one clear line in e about the first that is none; then nothing is kept. */
int given_parse(struct given *g, const struct opts *o, struct cc_err *e);
/* Of a list: what is no target stays empty, and whoever wants to start it learns why from target_parse(). */
void given_read(struct given *g, char *const *texts, size_t n, const struct opts *o);
/* The first that was typed like this and that nobody took yet becomes the caller's, in t. False: there is none. */
bool given_take(struct given *g, const char *text, struct target *t);
void given_done(struct given *g);

#endif
