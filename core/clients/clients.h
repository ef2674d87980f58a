/* SPDX-License-Identifier: GPL-3.0-or-later
 * How each client judges the same chain: a view over what the checks found (traits.h), by the rules of rules.def.
 * Pure. */
#ifndef CC_CLIENTS_H
#define CC_CLIENTS_H

#include "result/inspection.h"
#include "x509/programmes.h"

/* What is found for a client that does not take the root of the path. */
struct client_path {
	const char *root;        /* the name of one that it takes, at the end of a path without fault; NULL: none */
	char *way;               /* that path: "A, signed by B, signed by C"; NULL as well */
	bool open;               /* none, but what was sent may lead to a root that is not known here */
};

struct client_paths {
	/* to a root that the store has; what it says lives as long as `ctx` */
	const struct client_path *(*another)(void *ctx, enum root_store s, const struct issued *leaf);
	void *ctx;
	bool own_roots;          /* clients have public roots that this machine has not: nobody said which count */
};

/* Fill the inspection's clients, one for each row of clients.def and in its order, and the verdict's browser code. What
 * was there is replaced. None where there is no certificate. The findings must be complete. `roots` NULL: the known
 * ones; `paths` NULL: nobody looks. */
void clients_set(struct inspection *i, const struct public_roots *roots, const struct client_paths *paths);

/* The row of a client by its name ("Java", "chrome") or name and version ("Android 9"); of a name alone, the newest.
 * False: there is none. */
bool client_find(const char *name, size_t *row);
char *client_names(void);        /* all of them, by commas; the caller frees */

#endif
