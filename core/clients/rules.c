/* SPDX-License-Identifier: GPL-3.0-or-later
 * The tables, read twice: once for the sets of certificates' traits, where W() is nothing, and once for those of the
 * path as a whole, where T() is nothing. */
#include "clients/rules.h"

const char UNSURE[] = "";
const char VARIES[] = "?";
const char NAMED[] = "NAMES";

const char *trait_words(enum trait t)
{
	static const char *const rows[] = {
#define TRAIT(id, words) [TRAIT_##id] = words,
#define WHOLE(id, words)
#include "clients/traits.def"
	};

	return rows[t];
}

const char *whole_words(enum whole w)
{
	static const char *const rows[] = {
#define TRAIT(id, words)
#define WHOLE(id, words) [WHOLE_##id] = words,
#include "clients/traits.def"
	};

	return rows[w];
}

#undef W
#define W(id) 0
const struct rule rules[] = {
#define RULE(family, where, traits, unless, code, bypass) { family, where, traits, unless, code, bypass },
#include "clients/rules.def"
};
const struct client clients[] = {
#define CLIENT(name, version, family, store, passes, doubts, page) \
	{ name, version, family, STORE_##store, passes, doubts, PAGE_##page },
#include "clients/clients.def"
};

#undef T
#undef W
#define T(id) 0
#define W(id) ((whole_set)1 << WHOLE_##id)
const struct whole_rule whole_rules[] = {
#define RULE(family, where, traits, unless, code, bypass) { traits, unless },
#include "clients/rules.def"
};
const struct whole_client whole_clients[] = {
#define CLIENT(name, version, family, store, passes, doubts, page) { passes, doubts },
#include "clients/clients.def"
};

const size_t n_rules = sizeof rules / sizeof *rules;
const size_t n_clients = sizeof clients / sizeof *clients;
