/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table of many targets, drawn. */
#ifndef CC_FLEET_DRAW_H
#define CC_FLEET_DRAW_H

#include "terminal/draw.h"
#include "facts/fleet.h"

/* Tables of fewer cells have three columns, no bars, and no headings of groups (fleet.unheaded). */
enum { FLEET_NARROW = 70 };

/* Where columns stand in a table of so many cells; w 0: no room for that one. Each row begins with a sign and a
 * space. */
struct fleet_slot { int x, w; };
void fleet_layout(int w, struct fleet_slot out[static N_FLEET_COLUMNS]);
/* The same where room that a column's rows do not need goes to those whose rows are cut. */
void fleet_layout_for(const struct fleet *f, int w, struct fleet_slot out[static N_FLEET_COLUMNS]);

/* Lines of the table, headings of groups included: of a place in `shown`, and of all. Sorted by verdict, each group has
 * a heading. */
int fleet_line(const struct fleet *f, int place);
int fleet_lines(const struct fleet *f);

void fleet_draw_titles(const struct fleet *f, const struct draw *d);                     /* one line */
/* rows: the chosen one, and the one to compare with */
void fleet_draw_rows(const struct fleet *f, const struct draw *d, int top, int at, int marked);
/* How many are in which group, the chosen group lit. One line. */
void fleet_draw_counts(const struct fleet *f, const struct draw *d);

/* The row at line y of a table whose first line is `top`; -1: none. */
int fleet_row_at(const struct fleet *f, int top, int y);

#endif
