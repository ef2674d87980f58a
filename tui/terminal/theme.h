/* SPDX-License-Identifier: GPL-3.0-or-later
 * Themes: files that give every ink (inks.def) a style. Pure: knows no curses and no terminal. */
#ifndef CC_THEME_H
#define CC_THEME_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum ink {
#define INK(id, name, what) INK_##id,
#include "terminal/inks.def"
#undef INK
	N_INKS
};

enum { STYLE_BOLD = 1, STYLE_DIM = 2, STYLE_ITALIC = 4, STYLE_UNDERLINE = 8, STYLE_REVERSE = 16 };

/* Colours are 0..255, or -1: the terminal's own. */
struct style { short fg, bg; unsigned attrs; };

/* What terminals can show; a section of a theme file for each. */
enum depth { DEPTH_NONE, DEPTH_8, DEPTH_16, DEPTH_256, N_DEPTHS };

struct theme {
	char name[64];
	char title[64];
	struct style styles[N_DEPTHS][N_INKS];
	bool set[N_DEPTHS][N_INKS];
};

enum { THEME_MAX_BYTES = 64 * 1024 };

/* Read a theme from text. 0, or -1 with "LINE: what is wrong" in e; the theme is then not to be used. */
int theme_parse(struct theme *t, const char *name, const char *text, struct cc_err *e);

/* The style of an ink on a terminal of this depth: a poorer section serves where a richer one says nothing. Without a
 * background of its own it has that of "text". */
struct style theme_style(const struct theme *t, enum depth d, enum ink r);
enum depth theme_depth(int colors);               /* what a terminal with so many colours can show */

#endif
