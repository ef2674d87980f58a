/* SPDX-License-Identifier: GPL-3.0-or-later
 * How the rows of the tables are spelt: by the code or message itself, by its bare form, by what their notes say; and
 * the words by which it is known who speaks. Folded as fold.h says, and made with the program (spellings.awk): whoever
 * asks for one code does not wait for all to be folded. Private to explain/. */
#ifndef CC_EXPLAIN_SPELLING_H
#define CC_EXPLAIN_SPELLING_H

#include <stddef.h>
#include <stdint.h>

/* Nine letters and digits are left of a spelling beside what stands for anything, four where nothing does, or it is
 * none. With fewer than SPELLING_WHOLE it decides nothing against another. */
enum { SPELLING_WHOLE = 9 };

/* One text, and the rows that are spelt so: spelling_row(first) to spelling_row(first + count - 1), by their places in
 * code_rows(), ascending. `at`, `width`: the eight letters, or four, of it by which it is looked up; they begin a word,
 * as few as can be others' as well; width 0: it has no such word. `marks`: enum mark, what it says of who speaks. */
struct spelling { uint32_t text; uint16_t n, first, count, at, width, marks; };

size_t spellings(const struct spelling **first);         /* all, each text once; static */
const char *spelling_text(const struct spelling *s);     /* n letters and a NUL; static */
size_t spelling_row(size_t at);

#endif
