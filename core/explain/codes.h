/* SPDX-License-Identifier: GPL-3.0-or-later
 * What browsers and tools call things: error-codes.tsv, compiled in. */
#ifndef CC_CODES_H
#define CC_CODES_H

#include "explain/explain.h"
#include "result/inspection.h"

enum { CODES_MAX = 12 };     /* shown with one finding */

/* The codes of a cause, one a tool, browsers first; those in `prefer` (NULL-terminated or n_prefer long; NULL: none)
 * before others of the same tool. Returns how many were put into `out`, at most `max`. Static strings. */
size_t codes_of(const char *cause, const char *const *prefer, size_t n_prefer, struct code *out, size_t max);

size_t code_rows(const struct code_row **first);         /* the whole table */
const char *code_word(uint32_t at);                      /* what a member of a row stands for; static */

#endif
