/* SPDX-License-Identifier: GPL-3.0-or-later
 * What callers say in words of their own: "the name on it is wrong". No row of the tables is spelt so, and no list of
 * sentences could hold them all; what is meant shows in a few words that stand together, wherever they stand. For a
 * short text in which no row stands whole. Private to explain/. */
#ifndef CC_EXPLAIN_SPOKEN_H
#define CC_EXPLAIN_SPOKEN_H

#include "explain/index.h"

struct spoken {
	const char *causes;      /* ids with blanks between them, the likeliest first */
	const char *label;       /* what it was taken for */
};

/* What folded[0..n) says; NULL: nothing that is known, or no matter of speech. */
const struct spoken *spoken_find(const char *folded, size_t n);
/* Puts right the words that turn a sentence round, where they are mistyped: "wheher it was revoked" does not say that
 * it was. Each may become a letter longer, of at least five. Returns the length. */
size_t spoken_mend(char *folded, size_t n);
/* Is it about a device that makes its certificate itself: a printer, a router? Asked of the text as it came, for there
 * the name of a host is still told from words. */
bool spoken_device(const char *raw);

#endif
