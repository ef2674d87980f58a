/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which stamp a card bears, and drawing it. */
#include "parts/stamp.h"

#include "base/mem.h"
#include "explain/brief.h"

#include <stdlib.h>

/* The finding whose stamp a card bears; NULL: none. */
static const struct finding *stamp_finding(const struct inspection *i, int card)
{
	for (size_t k = 0; k < i->n_findings; k++) {
		const struct finding *f = &i->findings[k];

		if (f->card == card && f->stamp != NULL && *f->stamp != '\0' && f->level != LEVEL_INFO)
			return f;
	}
	return NULL;
}

const char *stamp_of(const struct inspection *i, int card)
{
	const struct finding *f = stamp_finding(i, card);

	return f != NULL ? f->stamp : "";
}

bool stamp_any(const struct inspection *i)
{
	for (size_t k = 0; k < i->n_cards; k++) {
		if (stamp_finding(i, (int)k) != NULL)
			return true;
	}
	return false;
}

/* A stamp's frame, `w` columns of all its rows; returns the row of its words. */
static int stamp_frame(const struct draw *d, int w, enum ink ink)
{
	int row = d->at.h / 2;

	for (int y = 0; y < d->at.h; y++)
		draw_row(d, y, 0, w, ink, y == row ? GLYPH_SPACE : GLYPH_DOUBLE_H);
	draw_column(d, 0, 0, d->at.h, ink, GLYPH_DOUBLE_V);
	draw_column(d, 0, w - 1, d->at.h, ink, GLYPH_DOUBLE_V);
	if (d->at.h > 1) {
		(void)draw_glyph(d, 0, 0, ink, GLYPH_DOUBLE_UL);
		(void)draw_glyph(d, 0, w - 1, ink, GLYPH_DOUBLE_UR);
		(void)draw_glyph(d, d->at.h - 1, 0, ink, GLYPH_DOUBLE_LL);
		(void)draw_glyph(d, d->at.h - 1, w - 1, ink, GLYPH_DOUBLE_LR);
	}
	return row;
}

void stamp_draw(const struct draw *d, const struct inspection *i, int card)
{
	const struct finding *f = stamp_finding(i, card);
	enum ink ink = f != NULL && f->level == LEVEL_UNTRUSTED ? INK_STAMP : INK_STAMP_CAUTION;
	int room = f != NULL ? d->at.w - draw_width(d, f->stamp) - 7 : 0, w;
	char *gloss;

	if (f == NULL || d->at.h == 0)
		return;
	gloss = room >= BRIEF_NEXT_MIN ? brief_gloss_of(f, (size_t)room) : mem_strdup("");
	w = draw_width(d, f->stamp) + 4 + (*gloss != '\0' ? draw_width(d, gloss) + 3 : 0);
	(void)draw_textf(d, stamp_frame(d, w, ink), 2, ink, "%s%s%s", f->stamp, *gloss != '\0' ? " · " : "", gloss);
	free(gloss);
}

enum { STAMP_VEIL = 40 };

void stamp_draw_veiled(const struct draw *d)
{
	int w = d->at.w < STAMP_VEIL ? d->at.w : STAMP_VEIL;

	if (d->at.h > 0)
		draw_row(d, stamp_frame(d, w, INK_DIM), 2, w - 4, INK_DIM, GLYPH_VEIL);
}
