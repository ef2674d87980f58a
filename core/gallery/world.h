/* SPDX-License-Identifier: GPL-3.0-or-later
 * A scenario's world where it differs from ours: which programmes are taken to have the gallery's root, and a log that
 * they no longer trust. All of it follows from the root of this run. */
#ifndef CC_DEMO_WORLD_H
#define CC_DEMO_WORLD_H

#include "gallery/list.h"
#include "x509/ctlogs.h"
#include "x509/programmes.h"

struct demo_world {
	struct public_roots roots;       /* n == 0: the root is in no programme's table */
	struct ctlogs logs;              /* n == 0: none */
	struct public_root root;
	struct ctlog log;
	char sha256[65], log_id[65];
	char *log_key;
};

/* NULL: the scenario's world is as private as the others'. */
struct demo_world *demo_world_new(const struct demo_scenario *s, const struct cert *root);
void demo_world_free(struct demo_world *w);      /* NULL is fine */

#endif
