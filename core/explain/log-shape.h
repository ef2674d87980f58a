/* SPDX-License-Identifier: GPL-3.0-or-later
 * What lines of a log have in common that say the same: the words that stand in any row of the tables, and the signs
 * around them. All other words (numbers, names, addresses, times) are as good as one word, since no row can be met in
 * them. So what was decided for one line holds for all of its shape, and the look at it is one pass without a copy.
 * Private to explain/. */
#ifndef CC_EXPLAIN_LOG_SHAPE_H
#define CC_EXPLAIN_LOG_SHAPE_H

#include "explain/index.h"

struct log_shapes;

/* `more`: words that count as well, up to a NULL. */
struct log_shapes *log_shapes_new(const struct code_index *x, const char *const *more);
void log_shapes_free(struct log_shapes *s);      /* NULL is fine */

/* A hash of the line's shape. false: the line has signs in it that fold_into() takes for others or joins words by (the
 * typographic ones, entities of HTML, colours, quotes within a word); it is to be looked at by itself. */
bool log_shape(const struct log_shapes *s, const char *line, size_t n, uint64_t *shape);

#endif
