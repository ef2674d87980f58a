/* SPDX-License-Identifier: GPL-3.0-or-later
 * Plain text on a FILE: wrapped at a width, in ASCII where asked for, in colour where allowed. Clean text in
 * (text.h). */
#ifndef CC_WRAP_H
#define CC_WRAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum wrap_ink { WRAP_PLAIN, WRAP_DIM, WRAP_BOLD, WRAP_GOOD, WRAP_WARN, WRAP_BAD, N_WRAP_INKS };

struct wrap {
	FILE *f;
	int width;               /* columns; below 20 counts as 20 */
	bool color, ascii;
};

/* A paragraph: `label` (may be "") from column `at` on, then `text` from column `at + gap` on, its further lines below
 * its first. A label that fills the gap has the text on the next line. A newline in `text` begins a new line. */
void wrap_field(struct wrap *w, size_t at, enum wrap_ink label_ink, const char *label, size_t gap, enum wrap_ink ink,
	const char *text);
void wrap_text(struct wrap *w, size_t at, enum wrap_ink ink, const char *text);
/* The rest of a line that has reached `column`: a gap, then text whose further lines stand below its first. */
void wrap_at(struct wrap *w, size_t column, size_t gap, const char *text);
void wrap_blank(struct wrap *w);

/* One run of text as it is, in its colour; `cols` > 0: cut or padded to so many columns. */
void wrap_run(struct wrap *w, enum wrap_ink ink, size_t cols, const char *text);

#endif
