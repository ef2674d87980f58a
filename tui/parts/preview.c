/* SPDX-License-Identifier: GPL-3.0-or-later
 * Of a target that is chosen in a table, in the room that the table leaves. */
#include "parts/preview.h"

#include "base/mem.h"
#include "base/text.h"
#include "parts/explanation.h"
#include "parts/headline.h"
#include "parts/licence.h"
#include "parts/licence-rows.h"
#include "parts/progress-legs.h"
#include "result/phrases.h"

#include <stdlib.h>
#include <string.h>

enum {
	PREVIEW_CARD_W = 66, PREVIEW_CARD_H = 10,        /* with a stamp: card or facts, from row to row the same */
	PREVIEW_LABEL_W = 12, PREVIEW_NAMES = 3,
	PREVIEW_LEGS_H = 6,
	PREVIEW_STEPS_H = 4              /* fewer rows say too little */
};

/* A line of a fact; takes the text, which is a name if that is so called. */
static int preview_line(const struct draw *d, int y, const char *label, bool name, char *text)
{
	if (text == NULL || *text == '\0') {
		free(text);
		return y;
	}
	(void)draw_text(d, y, 1, INK_LABEL, label);
	(void)(name ? draw_name_in : draw_text_in)(d, y, PREVIEW_LABEL_W, d->at.w - PREVIEW_LABEL_W - 1, INK_TEXT,
		text);
	free(text);
	return y + 1;
}

/* As many names as fit. */
static char *preview_names(const struct card *leaf, size_t cols)
{
	char *text = phrase_names(leaf, PREVIEW_NAMES);

	for (size_t n = PREVIEW_NAMES; n > 1 && text != NULL && text_width(text) > cols; n--) {
		free(text);
		text = phrase_names(leaf, n - 1);
	}
	return text;
}

/* Of what stands between commas as much as fits, each part whole. */
static char *preview_parts(char *text, size_t cols)
{
	for (char *comma; text != NULL && text_width(text) > cols && (comma = strrchr(text, ',')) != NULL;)
		*comma = '\0';
	return text;
}

static void preview_facts(const struct draw *d, const struct inspection *i, const struct card *leaf)
{
	size_t cols = d->at.w > PREVIEW_LABEL_W ? (size_t)(d->at.w - PREVIEW_LABEL_W) - 1 : 0;
	int y = preview_line(d, 0, "HOLDER", true, preview_names(leaf, cols));

	y = preview_line(d, y, "VALID", false, phrase_validity(leaf, i->time));
	y = preview_line(d, y, "ISSUED BY", true, mem_strdup(cert_issuer_label(leaf->cert)));
	(void)preview_line(d, y, "REACHED", false, preview_parts(phrase_connection(i), cols));
}

/* Below the card: the first steps, below a rule of their own. */
static void preview_steps(const struct draw *d, const struct inspection *i, enum audience who)
{
	const struct finding *f = i->verdict.finding >= 0 ? &i->findings[i->verdict.finding] : NULL;
	struct why_style style = { .who = who, .of = i, .scheme = i->target.scheme, .said = true };
	struct draw in = draw_part(d, (struct region){ 1, 1, d->at.h - 1, d->at.w - 2 });
	struct page p;

	if (f == NULL || d->at.h < PREVIEW_STEPS_H)
		return;
	draw_row(d, 0, 0, d->at.w, INK_FRAME, GLYPH_H);
	(void)draw_text(d, 0, 1, INK_LABEL, " What to do ");
	page_init(&p, in.at.w, draw_ascii(d));
	why_to_do(&p, f, &style);
	page_draw(&p, &in, 0, NULL);
	page_done(&p);
}

void preview_draw(const struct draw *d, const struct inspection *i, enum audience who)
{
	int card = i->n_path > 0 ? i->path[0] : -1, rows;
	struct draw part = draw_part(d, (struct region){ 0, 0, HEADLINE_ROWS, d->at.w });

	headline_draw(&part, i, who);
	part = draw_part(d, (struct region){ HEADLINE_ROWS, 0, d->at.h - HEADLINE_ROWS, d->at.w });
	if (card < 0 || !i->cards[card].cert->parsed) {
		rows = PREVIEW_LEGS_H;
		if (part.at.h < rows)
			return;
		part.at.h = rows;
		journey_draw(&part, i);
	} else {
		rows = licence_rows(i, part.at.h, PREVIEW_CARD_W);
		if (part.at.h < PREVIEW_CARD_H || d->at.w < PREVIEW_CARD_W) {
			preview_facts(&part, i, &i->cards[card]);
			return;
		}
		part.at.h = rows;
		licence_draw(&part, i, card, LAYOUT_MEDIUM, true);
	}
	rows += HEADLINE_ROWS;
	part = draw_part(d, (struct region){ rows, 0, d->at.h - rows, d->at.w });
	preview_steps(&part, i, who);
}
