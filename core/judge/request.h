/* SPDX-License-Identifier: GPL-3.0-or-later
 * Certificate requests as an inspection: applications for a licence. */
#ifndef CC_JUDGE_REQUEST_H
#define CC_JUDGE_REQUEST_H

#include "options/opts.h"
#include "result/inspection.h"

/* Fill cards, path, presented, steps, findings and verdict of `out` from n >= 1 requests; the first is the leaf.
 * `name`: to be looked for among the names asked for; NULL: none. */
void judge_requests(struct inspection *out, struct cert *const *requests, size_t n, const struct opts *o,
	const char *name);

#endif
