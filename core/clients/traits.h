/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the checks found, sorted for the clients: for each certificate of the path a set of traits that one client or
 * another minds, and a set for the path as a whole. What depends on more than one certificate, on the moment or on what
 * was fetched comes from the findings; what one certificate says of itself is looked up in it. */
#ifndef CC_TRAITS_H
#define CC_TRAITS_H

#include "base/limits.h"
#include "result/inspection.h"

/* Of one certificate. */
enum trait {
#define TRAIT(id, words) TRAIT_##id,
#define WHOLE(id, words)
#include "clients/traits.def"
	N_TRAITS
};

/* Of the path as a whole. */
enum whole {
#define TRAIT(id, words)
#define WHOLE(id, words) WHOLE_##id,
#include "clients/traits.def"
	N_WHOLE
};

/* Two kinds of sets, of 128 each. They are not told apart by the compiler, but T() and W() know their own alone. */
__extension__ typedef unsigned __int128 trait_set;
__extension__ typedef unsigned __int128 whole_set;

#define T(id) ((trait_set)1 << TRAIT_##id)
#define W(id) ((whole_set)1 << WHOLE_##id)

struct traits {
	trait_set at[LIMIT_PATH_CERTS];   /* by place in the path, leaf first */
	const struct cert *certs[LIMIT_PATH_CERTS];
	size_t n;                        /* 1 where there is no path: the presented leaf alone */
	bool anchored;                   /* the last of them is an anchor */
	whole_set whole;
};

/* The inspection must have a certificate. The certificates are borrowed from its cards. */
void traits_read(const struct inspection *i, struct traits *t);

#endif
