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

/* An inspection, within a body of h rows: the two lines of the verdict, the chain, the line of tabs, and below it what
 * the chosen tab shows. The tab of the card has three parts of its own. Where a rule or a divider is -1 or a region
 * empty, there is none. */
struct layout_main {
	enum layout_size size;
	struct region verdict;       /* two rows: what is the matter, and what to do */
	struct region rail;          /* a column of its own (rail_tall), or one row */
	bool rail_tall;
	struct region tabs;          /* one row; none when very small, except in the place of the chain */
	struct region body;          /* any tab but the card's */
	struct region card, below;   /* the card's: the licence, and what to make of it */
	int head_rule, card_rule, foot_rule, divider;    /* rows; the column between the chain and the rest */
};

/* What the arithmetic depends on. The rows are without frames; 0: there is no card. */
struct layout_want { bool card_tab; int card_rows; };
struct layout_main layout_main(int h, int w, const struct layout_want *want);

/* For a room: the verdict, the chain in a row, the card, where the screen is large with rows for one twice as large,
 * and `below` at least a few rows for one sentence. */
struct layout_main layout_projector(int h, int w, int card_rows);

/* The columns of what stands below the card: what to do, what is seen and checked, and from LAYOUT_THREE_W on the why
 * between them. Where there is one only, all of it is in the first. */
enum { LAYOUT_TWO_W = 110, LAYOUT_THREE_W = 180, LAYOUT_SEEN_W = 47 };   /* for Chromium's commonest codes, whole */
struct layout_columns { int n; struct region at[3]; };
struct layout_columns layout_columns(int h, int w);

/* A pane of prose: at most so wide that the eye finds the next line. */
enum { LAYOUT_PROSE_W = 104 };

/* A part of `total` cells for a share of a whole; 0 <= part <= whole. Never all or nothing unless the share is. */
int layout_share(int64_t part, int64_t whole, int total);

/* First line to show so that line `at` of `n` is visible in a window of `h` whose first line was `top`. */
int layout_scroll(int top, int at, int n, int h);

#endif
