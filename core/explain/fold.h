/* SPDX-License-Identifier: GPL-3.0-or-later
 * Text made comparable: as people paste it, and as the tables spell it. */
#ifndef CC_EXPLAIN_FOLD_H
#define CC_EXPLAIN_FOLD_H

#include <stdbool.h>
#include <stddef.h>

/* Lower case; blanks, '_' and '-' as one blank; no quotes (but the apostrophe between letters), asterisks and
 * backslashes; no '>' of a mail at the beginning of a line. `wild`: words such as HOST become the byte FOLD_WILD.
 * `out` has room for n + FOLD_PAD; behind the text it is filled with NULs. Returns the length. */
enum { FOLD_WILD = 1, FOLD_PAD = 8 };
size_t fold_into(char *out, const char *text, size_t n, bool wild);
char *fold(const char *text, size_t n, bool wild);     /* the same; the caller frees */

#endif
