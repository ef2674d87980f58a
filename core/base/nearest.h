/* SPDX-License-Identifier: GPL-3.0-or-later
 * "Did you mean ...": the known word nearest to a mistyped one. */
#ifndef CC_NEAREST_H
#define CC_NEAREST_H

#include <stddef.h>

/* Edits (insert, delete, replace, swap of neighbours) from a to b, letters compared without case; words longer than
 * 64 bytes count as `(size_t)-1` away from everything. */
size_t nearest_distance(const char *a, const char *b);

/* The word with the fewest edits, at most a third of its letters (and at least one) being wrong, or one of which `word`
 * is the beginning; NULL when nothing is near. at(words, i) gives the i-th known word, NULL at the end. */
const char *nearest(const char *word, const char *(*at)(const void *words, size_t i), const void *words);

#endif
