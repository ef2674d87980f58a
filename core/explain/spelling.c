/* SPDX-License-Identifier: GPL-3.0-or-later
 * The spellings of the rows. */
#include "explain/spelling.h"

#include "explain/speaker.h"

/* spelling_words, spelling_rows, spelling_table */
#include "explain/spellings.inc"

_Static_assert(sizeof spelling_table / sizeof *spelling_table < UINT16_MAX, "the index counts them in sixteen bits");

size_t spellings(const struct spelling **first)
{
	*first = spelling_table;
	return sizeof spelling_table / sizeof *spelling_table;
}

const char *spelling_text(const struct spelling *s)
{
	return spelling_words + s->text;
}

size_t spelling_row(size_t at)
{
	return spelling_rows[at];
}
