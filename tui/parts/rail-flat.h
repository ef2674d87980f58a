/* SPDX-License-Identifier: GPL-3.0-or-later
 * The path of the chain rail in one line: "✖ a.example ─ ✔ Some CA ─ ★ Root". */
#ifndef CC_RAIL_FLAT_H
#define CC_RAIL_FLAT_H

#include "parts/rail.h"

void rail_draw_flat(const struct rail *r, const struct draw *d, int at);

#endif
