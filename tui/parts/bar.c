/* SPDX-License-Identifier: GPL-3.0-or-later
 * Drawing the bar of time. */
#include "parts/bar.h"

#include "parts/layout.h"

void bar_of_time(const struct draw *d, struct region r, const struct cert *c, const int64_t *now)
{
	int at = now == NULL ? 0 : layout_share(*now - c->not_before, c->not_after - c->not_before, r.w - 1);
	bool outside = now != NULL && (*now < c->not_before || *now > c->not_after);

	draw_row(d, r.y, r.x, at, INK_BAR_GONE, GLYPH_BAR_GONE);
	draw_row(d, r.y, r.x + at, r.w - at, now == NULL ? INK_DIM : INK_BAR_LEFT, GLYPH_BAR_LEFT);
	if (now != NULL)
		(void)draw_glyph(d, r.y, r.x + at, outside ? INK_BAD : INK_BAR_NOW,
			outside ? GLYPH_FAIL : GLYPH_BAR_NOW);
}
