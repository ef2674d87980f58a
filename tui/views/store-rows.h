/* SPDX-License-Identifier: GPL-3.0-or-later
 * A row each of a list of certificates: what it is sorted and searched by, and how it is painted. */
#ifndef CC_STORE_ROWS_H
#define CC_STORE_ROWS_H

#include "terminal/draw.h"
#include "result/inspection.h"

enum store_column { COLUMN_NAME, COLUMN_DAYS, COLUMN_KEY, COLUMN_ISSUER, COLUMN_STORES, N_STORE_COLUMNS };

/* What the list is sorted by, and ties by name: qsort_r()'s context for indexes into cards. */
struct store_order { const struct card *cards; enum store_column by; bool reverse; };

int store_compare(const void *a, const void *b, void *ctx);

/* What is typed: "<30" and ">365" ask for days left, "Chrome" for who is in that programme's store, "no Chrome" for who
 * is not; all else for a part of a name, of the issuer's, or of a key. */
bool store_word_fits(const struct card *k, const char *word);

/* At a width of w columns the stores have a column. */
bool store_has_stores(const struct inspection *i, int w);
void store_paint_header(const struct inspection *i, const struct draw *d);
void store_paint_row(const struct inspection *i, const struct draw *d, int y, int card, bool chosen);

#endif
