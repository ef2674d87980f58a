/* SPDX-License-Identifier: GPL-3.0-or-later
 * How the rows of the tables are spelt: by the code or message itself, by its bare form, by what their notes say; and
 * the words by which it is known who speaks. Private to explain/. */
#ifndef CC_EXPLAIN_SPELLING_H
#define CC_EXPLAIN_SPELLING_H

#include "explain/explain.h"

/* SPELLING_LEAST letters and digits must be left of a spelling beside what stands for anything, or it is none. With
 * fewer than SPELLING_WHOLE it decides nothing against another. */
enum { SPELLING_LEAST = 9, SPELLING_WHOLE = 9 };

struct spelling { char *text; const struct code_row *row; unsigned marks; };  /* owned, folded; row NULL: a mark */
struct spellings { struct spelling *list; size_t n; };

void spellings_of(struct spellings *s, const struct code_row *rows, size_t n);   /* sorted by text, then by row */
void spellings_free(struct spellings *s);

#endif
