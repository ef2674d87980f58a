/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where a batch's targets come from: the command line, then a list, a line at a time; of these only the share that is
 * asked for (--shard). */
#ifndef CC_BATCH_SOURCE_H
#define CC_BATCH_SOURCE_H

#include "base/buf.h"
#include "base/err.h"
#include "options/opts.h"

struct batch_source {
	size_t n_targets, next;  /* of the command line */
	int fd;                  /* of the list; -1: none, or at its end */
	bool close_fd;
	struct buf text;         /* read and not yet used, from `at` on */
	size_t at, line;         /* line: number of the last one given */
	bool end, skipping;      /* skipping: the rest of a line that is too long */
	struct opts_shard shard; /* which of them are ours */
	size_t seen;             /* of both sources, ours or not */
};

enum batch_next {
	BATCH_GIVEN,             /* the one at `next` - 1 of the command line; *text is not set */
	BATCH_TARGET,            /* *text is one; the caller frees */
	BATCH_LATER,             /* none yet: wait until `fd` is readable */
	BATCH_TOO_LONG,          /* a line longer than LIMIT_TARGET_BYTES was passed over */
	BATCH_END,
	BATCH_BROKEN             /* reading failed (errno); then BATCH_END */
};

int batch_source_open(struct batch_source *s, const struct opts *o, struct cc_err *e);
enum batch_next batch_source_next(struct batch_source *s, char **text);
/* How many are still to come, as far as that can be known without waiting; `all` tells whether that is all. */
size_t batch_source_rest(struct batch_source *s, bool *all);
/* How many of the command line's are ours. */
size_t batch_source_own(const struct batch_source *s);
void batch_source_close(struct batch_source *s);

#endif
