/* SPDX-License-Identifier: GPL-3.0-or-later
 * The gallery's names on the first view. */
#include "views/start-gallery.h"

#include <stdlib.h>
#include <string.h>

enum { GALLERY_TOPIC_W = 12 };

int gallery_place(struct gallery_cell *cells, const struct gallery_shown *list, int n, int w)
{
	int topic_w = w < 60 ? 1 : GALLERY_TOPIC_W, y = -1, x = 0;
	const char *topic = "";

	for (int i = 0; i < n; i++) {
		int need = (int)strlen(list[i].name);

		if (strcmp(topic, list[i].topic) != 0 || x + need > w - 1) {
			y++;
			x = topic_w;
			topic = list[i].topic;
		}
		cells[i] = (struct gallery_cell){ y, x, need };
		x += need + 2;
	}
	return y + 1;
}

void gallery_draw(const struct draw *d, const struct gallery_cell *cells, const struct gallery_shown *list, int n,
	int top, int at)
{
	const char *topic = "";

	for (int i = 0; i < n; i++) {
		const struct gallery_cell *c = &cells[i];

		if (strcmp(topic, list[i].topic) != 0 && c->x > 1)
			(void)draw_text(d, c->y - top, 1, INK_LABEL, list[i].topic);
		topic = list[i].topic;
		(void)draw_text(d, c->y - top, c->x, i == at ? INK_SELECTED : INK_TEXT, list[i].name);
	}
}

int gallery_vertical(const struct gallery_cell *cells, int n, int chosen, int step)
{
	const struct gallery_cell *at = &cells[chosen];
	int best = -1, distance = 0;

	for (int i = 0; i < n; i++) {
		int off = abs(cells[i].x - at->x);

		if (cells[i].y == at->y + step && (best < 0 || off < distance)) {
			best = i;
			distance = off;
		}
	}
	return best;
}
