/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where things stand. Pure arithmetic on rows and columns; nothing is drawn here. */
#ifndef CC_LAYOUT_H
#define CC_LAYOUT_H

#include "terminal/draw.h"

#include <stdint.h>

/* Below this certcard only says that the terminal is too small. */
enum { LAYOUT_MIN_H = 12, LAYOUT_MIN_W = 40 };

/* A region without rows or columns is not shown. */
struct layout_screen { bool too_small; struct region header, body, status; };
struct layout_screen layout_screen(int h, int w);

enum layout_size { LAYOUT_SMALL, LAYOUT_MEDIUM, LAYOUT_LARGE };

/* The main view: verdict, chain, card, explanation, within a body of h rows. */
struct layout_main {
	enum layout_size size;
	struct region verdict;       /* two rows: what is the matter, and what to do */
	struct region rail;          /* a column of its own (rail_tall), or one row */
	bool rail_tall;
	struct region card, why;
	bool frames;                 /* round rail, card and explanation */
	bool picture;                /* room for the picture of the key */
};

/* What the arithmetic depends on: the rows that chain and card would like (0: there is none). */
struct layout_want { int rail_rows; int card_rows; };
struct layout_main layout_main(int h, int w, const struct layout_want *want);

/* A pane of prose: at most so wide that the eye finds the next line. */
enum { LAYOUT_PROSE_W = 104 };

/* A part of `total` cells for a share of a whole; 0 <= part <= whole. Never all or nothing unless the share is. */
int layout_share(int64_t part, int64_t whole, int total);

/* First line to show so that line `at` of `n` is visible in a window of `h` whose first line was `top`. */
int layout_scroll(int top, int at, int n, int h);

#endif
