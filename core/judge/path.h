/* SPDX-License-Identifier: GPL-3.0-or-later
 * The search for a path from the leaf to a trust anchor (RFC 4158; RFC 5280 6 says what makes one good).
 *
 * Depth first with backtracking, the most promising issuer first: one in date before one that is not, one that the
 * child's issuer and serial number do not speak against, an anchor before others, a matching key identifier before
 * none, a CA before what is not, then as presented, then the newest. A key identifier that differs only puts an issuer
 * last: it is a hint, never a reason (RFC 4158 3.5.12).
 *
 * The search goes through the graph up to three times. First strictly: a link must verify, and what the checks say of a
 * certificate by itself (dates, CA, path length, name constraints, usage, strength) ends the branch at once, so that a
 * maze of expired look-alikes costs next to nothing. If that finds a path without failures, a short second look goes
 * through what was presented and not used, to say why. If it finds none, the search goes again and lets faults pass, to
 * find the best of the bad paths: the one that a person would call "the chain". */
#ifndef CC_PATH_H
#define CC_PATH_H

#include "rules/check.h"
#include "base/limits.h"
#include "trust/trust.h"

struct path {
	struct cert *certs[LIMIT_PATH_CERTS];    /* leaf first; borrowed from the search */
	size_t n;
	enum anchor_kind anchor;                 /* of the last; ANCHOR_NONE: a partial path */
};

/* A path that was tried and given up. */
struct path_end {
	struct path path;
	enum step_id failed;
	const struct cert *cert;                 /* whose step that was */
};

/* Somebody else's public roots: a public anchor that they do not have counts as none. */
struct path_roots {
	bool (*has)(void *ctx, const struct cert *c);
	void *ctx;
};

struct path_input {
	/* borrowed while the search lives; its path and anchor are not looked at */
	const struct inputs *inputs;
	struct trust *trust;                     /* borrowed */
	struct cert *const *fetched;             /* borrowed */
	size_t n_fetched;
	/* borrowed: certificates known to be revoked, which no good path may hold */
	struct cert *const *withdrawn;
	size_t n_withdrawn;
	const struct path_roots *roots;          /* borrowed; NULL: whatever is trusted here */
};

struct path_search;

/* The leaf is inputs->presented[0], which must be parsed. Never NULL. */
struct path_search *path_new(const struct path_input *in);
/* Search on for at most `ms` of CPU; true when finished. Always finishes: every dimension has its limit. */
bool path_step(struct path_search *s, double ms);
void path_free(struct path_search *s);           /* NULL is fine */

/* Afterwards (or at any time: the best so far). Valid until path_free(). */
const struct path *path_best(const struct path_search *s);
bool path_good(const struct path_search *s);     /* nothing about the best path that another one could mend */
/* A limit of ours that was met before a good path was found, as a clause; NULL: none was. Valid as long as the
 * search. */
const char *path_limit(const struct path_search *s);
/* at most LIMIT_DEAD_ENDS, in the order met */
size_t path_ends(const struct path_search *s, const struct path_end **out);

/* Milliseconds of this thread's CPU time. */
double path_clock(void);

#endif
