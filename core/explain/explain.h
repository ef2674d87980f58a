/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a code or message of a browser or tool means: from error-codes.tsv, compiled in. */
#ifndef CC_EXPLAIN_H
#define CC_EXPLAIN_H

#include "result/finding.h"

#include <stdint.h>
#include <stdio.h>

/* A cause that a code may stand for: one of the findings, or one of the causes that no inspection can establish
 * ("captive-portal", "pin-mismatch", ...). Owned, clean text, no field NULL. */
struct cause {
	const char *id;              /* "name-mismatch", "captive-portal"; static */
	char *title;                 /* three to six words */
	char *what, *why, *tell, *visitor, *helpdesk, *admin, *licence;
	char *next[4];               /* what to do in little room, by enum reader (brief.h); "" where there is none */
	char *risk;                  /* what a visitor risks by going on; "" where nothing */
	struct code *codes;          /* what tools call it, browsers first; the strings are static */
	size_t n_codes;
};

/* A row of error-codes.tsv or messages.tsv: each member is a place for code_word() (codes.h). `speaker`: "s" for what
 * only a server says of its clients, "c" for what only a client says, "" for both. Where a row was read stands in the
 * files alone. */
struct code_row { uint32_t cause, tool, code, note, speaker; };

/* The understanding of what somebody pasted. Owns its causes; the rows are static. */
struct explanation {
	bool known;                          /* false: no causes, and `rows` holds the nearest known ones */
	struct cause **causes;               /* most likely first */
	size_t n_causes;
	const struct code_row **rows;        /* what matched, best first, at most EXPLAIN_ROWS */
	size_t n_rows;
	char *asked;                         /* clean text: what was asked, cut to a line */
	const char *near;                    /* what it was taken for, if not word for word; static; or NULL */
	bool guess;                          /* near, and by a piece of it or by words that stand together alone */
	const char *says;                    /* who told whom, a sentence; static; NULL: nothing to say of it */
	bool log;                            /* a server or proxy wrote it: it is for those who run one */
};

enum { EXPLAIN_ROWS = 64, EXPLAIN_NEAREST = 6 };

/* Never NULL. Understands pasted surroundings ("curl: (60) ...", a Java stack trace line, 0x800B0109), names of
 * findings and causes, and their numbers. What is longer than LIMIT_TARGET_BYTES is cut. */
struct explanation *explain_text(const char *text);
/* The same with an index that is kept for many (explain/index.h): making one takes about a millisecond. */
struct code_index;
struct explanation *explain_with(struct code_index *ix, const char *text);
void explanation_free(struct explanation *x);   /* NULL is fine */

/* The ids of all causes, the likeliest first; static strings. Returns how many. */
enum { CAUSES_MAX = 96 };

#endif
