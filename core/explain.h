/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a code or message of a browser or tool means: from data/error-codes.tsv, compiled in. */
#ifndef CC_EXPLAIN_H
#define CC_EXPLAIN_H

#include "finding.h"

#include <stdio.h>

/* A cause that a code may stand for: one of the findings, or one of the causes that no inspection can establish
 * ("captive-portal", "pin-mismatch", ...). */
struct cause {
	const char *id;              /* "name-mismatch", "captive-portal" */
	const char *title;           /* three to six words */
	const char *what, *why, *tell, *visitor, *helpdesk, *admin, *licence;
};

struct code_row { const char *cause, *tool, *code, *note; };

/* The understanding of what somebody pasted. */
struct explanation {
	bool known;                          /* false: `rows` holds the nearest known ones */
	const struct cause **causes;         /* most likely first */
	size_t n_causes;
	const struct code_row **rows;        /* what matched */
	size_t n_rows;
	char *asked;                         /* clean text: what was asked, cut to a line */
};

/* Never NULL. Understands pasted surroundings ("curl: (60) ...", a Java stack trace line, 0x800B0109). */
struct explanation *explain_text(const char *text);
void explanation_free(struct explanation *x);
int explain_print(FILE *f, const struct explanation *x, bool color, bool ascii, int width);

size_t code_rows(const struct code_row **first);         /* the whole table */
const struct cause *cause_find(const char *id);          /* NULL: unknown */

#endif
