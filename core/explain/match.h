/* SPDX-License-Identifier: GPL-3.0-or-later
 * Finding rows of the table of error codes in what somebody pasted; private to explain*.c. */
#ifndef CC_EXPLAIN_MATCH_H
#define CC_EXPLAIN_MATCH_H

#include "explain/number.h"

enum { ASKED_NUMBERS = 32, ASKED_GRAMS = 4096 };

/* What was asked, made ready. */
struct asked {
	char *raw;                /* owned: cut to its limit */
	char *folded;             /* owned: fold() of it */
	size_t n_folded;
	struct number numbers[ASKED_NUMBERS];
	size_t n_numbers;
	/* hashes of all groups of three characters in it: most rows are ruled out by these alone */
	bool grams[ASKED_GRAMS];
};

/* A row that was found, at folded[start..end). The weight is that of the letters which agree. */
struct match { const struct code_row *row; size_t start, end; unsigned weight; };

void asked_init(struct asked *a, const char *text);
void asked_done(struct asked *a);

/* Lower case; quotes alike; blanks, '_' and '-' as one blank. `wild`: words such as HOST become the byte FOLD_WILD. */
enum { FOLD_WILD = 1 };
char *fold(const char *text, bool wild);

/* Is the row in the text, by its code, another spelling of it or its number? */
bool match_row(const struct asked *a, const struct code_row *row, struct match *m);

/* The rows most like the text, best first: how many, at most `max`. */
size_t nearest_rows(const struct asked *a, const struct code_row **out, size_t max);

#endif
