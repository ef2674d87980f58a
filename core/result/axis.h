/* SPDX-License-Identifier: GPL-3.0-or-later
 * Time on a line of cells: where a moment falls, which cells a period covers, and at which dates to set marks. Pure. */
#ifndef CC_AXIS_H
#define CC_AXIS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* From the left edge of the first cell to the right edge of the last one; from < to, w > 0. */
struct axis { int64_t from, to; int w; };

int axis_cell(const struct axis *a, int64_t t);          /* 0 to w - 1; -1 before it, w behind it */

/* The cells of a period, both ends included; none (from > to) where it lies outside. cut: it goes on beyond the
 * edge. */
struct axis_bar { int from, to; bool cut_left, cut_right; };
struct axis_bar axis_bar(const struct axis *a, int64_t begins, int64_t ends);

/* A date worth a mark: the first of a year or month, or a midnight, as the axis is wide. */
struct axis_tick { int x; char label[16]; };
enum { AXIS_MAX_TICKS = 64 };
/* At least `apart` cells between two marks. Returns how many. */
size_t axis_ticks(const struct axis *a, int apart, struct axis_tick out[static AXIS_MAX_TICKS]);

#endif
