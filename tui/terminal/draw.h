/* SPDX-License-Identifier: GPL-3.0-or-later
 * Drawing into a rectangle of the screen: clipped, by columns and not by bytes, in the colours of an ink. Everything
 * goes to one curses window that is repainted as a whole; curses sends what differs. No curses in this header. */
#ifndef CC_DRAW_H
#define CC_DRAW_H

#include "terminal/theme.h"

#include <stdbool.h>
#include <stddef.h>

enum glyph {
#define GLYPH(id, rich, wacs, ascii) GLYPH_##id,
#include "terminal/glyphs.def"
#undef GLYPH
	N_GLYPHS
};

/* A rectangle, in cells of the screen or of what it lies in. */
struct region { int y, x, h, w; };

struct appearance;             /* how this terminal shows things: colours, signs; owned by the screen */

/* Where to draw. Passed by value or const pointer; nothing drawn through it leaves its rectangle. */
struct draw {
	struct appearance *appearance;
	struct region at;
};

/* A part of it, in its own coordinates, cut to it. */
struct draw draw_part(const struct draw *d, struct region r);

/* Clean text (base/text.h) at a place. What does not fit is cut, behind a word where there is one, and ends in a
 * mark. Returns the columns used. */
int draw_text(const struct draw *d, int y, int x, enum ink ink, const char *s);
int draw_textf(const struct draw *d, int y, int x, enum ink ink, const char *fmt,
	...) __attribute__((format(printf, 5, 6)));
/* The same within `w` columns. */
int draw_text_in(const struct draw *d, int y, int x, int w, enum ink ink, const char *s);
/* A name within `w` columns: where it is longer its middle gives way, as everywhere (base/text.h, text_middle()). */
int draw_name_in(const struct draw *d, int y, int x, int w, enum ink ink, const char *s);
/* Ending in column x (not included). */
int draw_text_right(const struct draw *d, int y, int x, enum ink ink, const char *s);
int draw_glyph(const struct draw *d, int y, int x, enum ink ink, enum glyph g);    /* returns 1 */
void draw_row(const struct draw *d, int y, int x, int n, enum ink ink, enum glyph g);
void draw_column(const struct draw *d, int y, int x, int n, enum ink ink, enum glyph g);
void draw_fill(const struct draw *d, enum ink ink);                               /* all of it, with spaces */

/* The same for a band that reaches the screen's edge: it stays whole where trailing blanks are cut off (recordings). */
void draw_band(const struct draw *d, enum ink ink);

/* A rule across the row, with titles in it (NULL: none); `ink` is that of the left one. */
void draw_rule(const struct draw *d, int y, enum ink ink, const char *title, const char *right);

/* At the right edge of a list or page whether there is more above its first row or below its last. */
void draw_more(const struct draw *d, bool above, bool below);

/* A frame along the edge. Returns what is inside. */
struct draw draw_frame(const struct draw *d, enum ink frame);

/* Where the terminal's cursor is to stand; without a call it is hidden. */
void draw_cursor(const struct draw *d, int y, int x);

/* Can this terminal show signs beyond ASCII? */
bool draw_ascii(const struct draw *d);

/* Columns that text takes here: as text_width(), but by the terminal's own idea and after the ASCII replacement. */
int draw_width(const struct draw *d, const char *s);

#endif
