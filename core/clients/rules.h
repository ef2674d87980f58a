/* SPDX-License-Identifier: GPL-3.0-or-later
 * The tables of what stops whom (rules.def) and of the clients (clients.def). */
#ifndef CC_CLIENT_RULES_H
#define CC_CLIENT_RULES_H

#include "clients/family.h"
#include "clients/traits.h"
#include "x509/programmes.h"

enum where { LEAF = 1, CA = 2, ROOT = 4, WHOLE = 8, CLIMB = 16, DESCEND = 32 };

struct rule {
	enum family family;
	unsigned where;
	trait_set traits, unless;
	const char *code;
	bool bypass;
};

/* What of a row is about the path as a whole: a set of it has both kinds. */
struct whole_rule { whole_set traits, unless; };

/* Where its user could go on: a page that was opened here, one that nobody here has seen, none. */
enum client_page { PAGE_OPENED, PAGE_UNSEEN, PAGE_NONE };

struct client {
	const char *name, *version;
	enum family family;
	enum root_store store;
	trait_set passes, doubts;
	enum client_page page;
};

struct whole_client { whole_set passes, doubts; };

extern const struct rule rules[];
extern const struct whole_rule whole_rules[];        /* of the same numbers */
extern const size_t n_rules;
extern const struct client clients[];
extern const struct whole_client whole_clients[];    /* likewise */
extern const size_t n_clients;

/* Static. */
const char *trait_words(enum trait t);
const char *whole_words(enum whole w);

/* Instead of a code, told by their addresses. */
extern const char UNSURE[];      /* what the client makes of it is not known */
extern const char VARIES[];      /* nor can it be: one build of it takes what another refuses */
extern const char NAMED[];       /* words that hold names (named.def) */

/* Instead of a store: the roots of the machine. */
#define STORE_SYSTEM N_STORES

#endif
