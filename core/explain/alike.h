/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rows that stand in a text nearly, or by half: with typing errors, a word broken by the end of a line, or cut off. For
 * a text that somebody pasted; a log is read without. Private to explain/. */
#ifndef CC_EXPLAIN_ALIKE_H
#define CC_EXPLAIN_ALIKE_H

#include "explain/index.h"

/* Adds to `f` what folded[0..n) says nearly and better than what is in `f` already. Returns the row that it comes
 * nearest to; NULL: nothing was added. A text without its "not" is never like one with it, and numbers are never nearly
 * the same. `sure` becomes true where so much of the row is there that the text can hardly be anything else, `piece`
 * where the text, or a part of it, is a piece of the row and no more. */
const struct code_row *alike_find(const struct code_index *x, const char *folded, size_t n, struct found *f,
	bool *sure, bool *piece);

#endif
