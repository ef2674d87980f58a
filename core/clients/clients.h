/* SPDX-License-Identifier: GPL-3.0-or-later
 * How each client judges the same chain: a view over what the checks found (traits.h), by the rules of rules.def.
 * Pure. */
#ifndef CC_CLIENTS_H
#define CC_CLIENTS_H

#include "result/inspection.h"
#include "x509/programmes.h"

/* Who looks for another path where a client lacks the root of the path that was found. */
struct client_paths {
	/* to a root that the store has, without fault: that root's name, which the caller frees; NULL: none */
	char *(*another)(void *ctx, enum root_store s);
	void *ctx;
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
