/* SPDX-License-Identifier: GPL-3.0-or-later
 * Paths that other clients take: to a root of their own store, where they lack the one at the top of the path found. */
#ifndef CC_DETOURS_H
#define CC_DETOURS_H

#include "clients/clients.h"
#include "judge/judge-private.h"

/* What was looked for, a store once, and all in one slice of time. Zero but for the judge, which is borrowed. */
struct detours {
	const struct judge *judge;
	bool asked[N_STORES];
	struct client_path paths[N_STORES];
	double spent;
};

/* For struct client_paths, with a struct detours as `ctx`; the answer is the detours' own. */
const struct client_path *detour_find(void *ctx, enum root_store s, const struct issued *leaf);
void detours_done(struct detours *d);

#endif
