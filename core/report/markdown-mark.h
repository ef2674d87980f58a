/* SPDX-License-Identifier: GPL-3.0-or-later
 * Markdown being written (CommonMark): our own marks as they are, all text escaped. */
#ifndef CC_MARKDOWN_MARK_H
#define CC_MARKDOWN_MARK_H

#include "base/buf.h"
#include "base/limits.h"

enum { MARKDOWN_MAX = 16 * LIMIT_TEXT_BYTES };

struct markdown {
	struct buf b;            /* of at most MARKDOWN_MAX */
	bool ascii;
};

void markdown_text(struct markdown *m, const char *s);           /* escaped */
/* "- **Label:** text"; nothing where there is no text. Every line begins with our own words, so that nothing of a
 * stranger's can be taken for a heading, a list or a quotation. */
void markdown_item(struct markdown *m, const char *label, const char *text);
void markdown_item_code(struct markdown *m, const char *label, const char *text);
void markdown_item_free(struct markdown *m, const char *label, char *text);      /* takes the text */
void markdown_hex(struct markdown *m, const char *label, struct bytes bytes);    /* as code */

#endif
