/* SPDX-License-Identifier: GPL-3.0-or-later
 * All spellings of all rows of the tables, found in a text in one pass: each spelling has a word by which it is looked
 * up, so that a line of a log that holds none of them costs a look at each of its words and no more. */
#ifndef CC_EXPLAIN_INDEX_H
#define CC_EXPLAIN_INDEX_H

#include "explain/explain.h"
#include "explain/number.h"

/* A row that was found, at folded[start..end). The weight is the number of its letters and digits; a fragment is a row
 * that is vague by itself, a number, or too short to decide anything against another. */
struct match {
	const struct code_row *row;
	unsigned cause;           /* place in cause_ids() */
	size_t start, end;
	unsigned weight;
	bool fragment, number;
};

enum { FOUND_MAX = 1024 };
struct found {
	struct match list[FOUND_MAX];
	size_t n;
	unsigned marks;           /* enum mark, all that are in the text */
	uint64_t hash;            /* of what was found and where: equal for lines that say the same */
};

struct code_index *code_index_new(void);        /* never NULL */
void code_index_free(struct code_index *x);     /* NULL is fine */

/* Everything in folded[0..n), which FOLD_PAD bytes follow, goes to `f`. Not for two threads at once with one index. */
void code_index_find(struct code_index *x, const char *folded, size_t n, struct found *f);
/* The rows whose numbers are among these, added. `after`: a place that no text has. */
void code_index_numbers(const struct code_index *x, const struct number *numbers, size_t n, const char *folded,
	size_t after, struct found *f);

/* The spellings that share most with the text, by number, best first: how many, at most `max`. What one of them says,
 * `n` letters; its rows added to what was found, as if it stood at [start, end) with so much weight: the first. */
size_t code_index_candidates(const struct code_index *x, const char *folded, size_t n, unsigned *out, size_t max);
const char *code_index_spelling(const struct code_index *x, unsigned number, size_t *n);
unsigned code_index_spellings(const struct code_index *x);       /* how many there are */
const struct code_row *code_index_add(const struct code_index *x, unsigned number, size_t start, size_t end,
	unsigned weight, struct found *f);

/* The rows most like the text, best first: how many, at most `max` and EXPLAIN_NEAREST. */
size_t code_index_nearest(const struct code_index *x, const char *folded, size_t n, const struct code_row **out,
	size_t max);

unsigned code_index_cause(const struct code_index *x, const char *id);   /* its place; the number of causes: unknown */
const char *code_index_cause_id(const struct code_index *x, unsigned place);
unsigned code_index_causes(const struct code_index *x);

#endif
