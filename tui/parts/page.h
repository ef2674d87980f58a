/* SPDX-License-Identifier: GPL-3.0-or-later
 * A page: lines of text in inks, wrapped to a width, to be scrolled and searched. Everything on the screen that is
 * prose or a list of fields is one. Pure: drawn by page_draw() alone. */
#ifndef CC_PAGE_H
#define CC_PAGE_H

#include "terminal/draw.h"

struct span { int x; enum ink ink; char *text; };

struct line {
	struct span *spans;
	size_t n;
	int tag;                 /* what the line stands for, to whoever made the page; -1: nothing */
};

struct page {
	int width;               /* columns to wrap at */
	bool ascii;
	struct line *lines;
	size_t n;
	int tag;                 /* given to the lines that are added */
};

enum { PAGE_MAX_LINES = 20000 };

void page_init(struct page *p, int width, bool ascii);
void page_done(struct page *p);
/* an empty line; none after another one or at the top */
void page_blank(struct page *p);
void page_append(struct page *p, const struct page *from);        /* all lines of another page, copied */
void page_line(struct page *p);                                   /* begin a line */
/* on the last line; x < 0: behind what stands there. Returns the column behind it */
int page_span(struct page *p, int x, enum ink ink, const char *text);
void page_text(struct page *p, int indent, enum ink ink, const char *text);   /* lines of wrapped text */
/* The first line begins with a label at `at`; the text is wrapped from column `indent` on. */
void page_field(struct page *p, int at, int indent, enum ink label_ink, const char *label, enum ink ink,
	const char *text);
/* The same for advice: commands, settings and file names in it (facts/advice.h) stand in INK_CODE. */
void page_advice(struct page *p, int at, int indent, enum ink label_ink, const char *label, enum ink ink,
	const char *text);
/* A label, and text that follows it on the same line and goes on below it. */
void page_lead(struct page *p, enum ink label_ink, const char *label, enum ink ink, const char *text);
/* On the line that is begun: a sign at `at`, and text wrapped two columns behind it. */
void page_mark(struct page *p, int at, enum ink sign_ink, const char *sign, enum ink ink, const char *text);
void page_heading(struct page *p, const char *text);

void page_draw(const struct page *p, const struct draw *d, int top, const char *needle);
/* The next line that holds the needle, from line `from` on in direction +1 or -1, going round; -1: none. Small letters
 * also match capital ones. */
int page_find(const struct page *p, const char *needle, int from, int direction);
bool page_holds(const struct page *p, int line, const char *needle);      /* likewise */
char *page_line_text(const struct page *p, int line);             /* the caller frees */

#endif
