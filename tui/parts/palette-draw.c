/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rows of offers: what each is, how it is called, what it says. */
#include "parts/palette-draw.h"

#include "base/mem.h"
#include "base/text.h"
#include "parts/layout.h"
#include "terminal/keys.h"

#include <stdlib.h>
#include <string.h>

enum { PALETTE_KIND_W = 9, PALETTE_NARROW = 60, PALETTE_PAGE = 8, PALETTE_TITLE_W = 34 };

/* a message is known by all of its words, a name by its two ends */
static bool palette_is_message(const struct palette_entry *e)
{
	return e->kind == PALETTE_CODE && strchr(e->text, ' ') != NULL;
}

/* Columns that the longest name of all offers takes: what they say stands behind it, and stays there as one scrolls. */
static int palette_names(const struct palette *p, const struct draw *d)
{
	int most = 0;

	for (size_t k = 0; k < p->n; k++) {
		const struct palette_entry *e = &p->entries[k];
		int w = e->title[0] == '\0' || palette_is_message(e) ? 0 : draw_width(d, e->text);

		most = w > most ? w : most;
	}
	return most;
}

static void palette_draw_row(const struct palette_entry *e, const struct draw *d, int y, int names, bool chosen)
{
	bool message = palette_is_message(e);
	int w = d->at.w, x = 1 + PALETTE_KIND_W, title_x;
	int text_w = w < PALETTE_NARROW ? w - x - 1 : (w - x) * (message ? 3 : 2) / 5;
	char *text = text_clean_str(e->text);

	/* a name is typed whole, of what it says the beginning tells enough */
	if (w >= PALETTE_NARROW && !message) {
		text_w = text_w > w - x - PALETTE_TITLE_W ? text_w : w - x - PALETTE_TITLE_W;
		text_w = names < text_w ? names : text_w;
	}
	if (chosen)
		draw_row(d, y, 0, w, INK_SELECTED, GLYPH_SPACE);
	(void)draw_text_in(d, y, 1, PALETTE_KIND_W - 1, chosen ? INK_SELECTED : INK_LABEL, palette_word(e->kind));
	if (e->title[0] == '\0')
		text_w = w - x - 1;
	(void)(message ? draw_text_in : draw_name_in)(d, y, x, text_w, chosen ? INK_SELECTED : INK_TEXT, text);
	title_x = x + text_w + 2;
	if (w - title_x > 8)
		(void)draw_text_in(d, y, title_x, w - title_x - 1, chosen ? INK_SELECTED : INK_DIM, e->title);
	free(text);
}

void palette_draw(struct palette *p, const struct draw *d)
{
	int names = palette_names(p, d);

	p->top = layout_scroll(p->top, p->at < 0 ? 0 : p->at, (int)p->n, d->at.h);
	for (int y = 0; y < d->at.h && p->top + y < (int)p->n; y++)
		palette_draw_row(&p->entries[p->top + y], d, y, names, p->top + y == p->at);
}

bool palette_key(struct palette *p, int32_t key)
{
	if (p->n == 0)
		return false;
	switch (key) {
	case KEYCODE_DOWN: palette_move(p, 1); return true;
	case KEYCODE_UP: palette_move(p, -1); return true;
	case KEYCODE_PAGE_DOWN: palette_move(p, PALETTE_PAGE); return true;
	case KEYCODE_PAGE_UP: palette_move(p, -PALETTE_PAGE); return true;
	default: return false;
	}
}

char *palette_complete(const struct palette *p)
{
	const struct palette_entry *e = palette_chosen(p);

	if (e == NULL && p->n > 0)
		e = &p->entries[0];
	return e != NULL ? mem_strdup(e->text) : NULL;
}
