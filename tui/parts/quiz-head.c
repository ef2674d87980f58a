/* SPDX-License-Identifier: GPL-3.0-or-later
 * Drawing what is above a veiled card. */
#include "parts/quiz-head.h"

#include "base/mem.h"
#include "base/moment.h"
#include "result/phrases.h"
#include "result/veil.h"

#include <stdlib.h>

enum { QUIZ_HEAD_X = 3, QUIZ_HEAD_VEIL = 16, QUIZ_SENT_LEAST = 8 };

static const char quiz_trusts[] = "here is trusted: " VEIL_ROOT;

void quiz_head_draw(const struct draw *d, const struct inspection *i)
{
	const char *host = i->target.host_unicode != NULL ? i->target.host_unicode : i->target.host;
	struct draw band = draw_part(d, (struct region){ 0, 0, 1, d->at.w });
	char today[MOMENT_SIZE], *asked = veil_text(i, host != NULL ? host : "");
	char *connection = veil_connection(i);
	int x = QUIZ_HEAD_X;

	draw_band(&band, INK_VERDICT_UNREACHABLE);
	(void)draw_glyph(&band, 0, 1, INK_VERDICT_UNREACHABLE, GLYPH_OPEN);
	x += draw_text(&band, 0, x, INK_VERDICT_UNREACHABLE, "YOUR VERDICT") + 2;
	draw_row(&band, 0, x, QUIZ_HEAD_VEIL, INK_VERDICT_UNREACHABLE, GLYPH_VEIL);
	x += QUIZ_HEAD_VEIL + 2;
	(void)draw_text_in(&band, 0, x, d->at.w - 1 - x, INK_VERDICT_UNREACHABLE, quiz_trusts);
	(void)moment_day(i->time, today);
	x = QUIZ_HEAD_X + draw_text(d, 1, QUIZ_HEAD_X, INK_LABEL, "asked for") + 1;
	x += draw_text(d, 1, x, INK_STRONG, asked);
	x += draw_text(d, 1, x, INK_LABEL, ", today ");
	x += draw_text(d, 1, x, INK_STRONG, today);
	x += draw_text(d, 1, x, INK_LABEL, ", over ");
	(void)draw_text(d, 1, x, INK_STRONG, connection);
	free(asked);
	free(connection);
}

void quiz_sent_draw(const struct draw *d, const struct inspection *i, int card, bool veiled)
{
	int x = QUIZ_HEAD_X + draw_text(d, 0, QUIZ_HEAD_X, INK_LABEL, "sent") + 1;

	for (size_t k = 0; k < i->n_presented; k++) {
		const char *name = phrase_label(&i->cards[i->presented[k]]);
		bool here = i->presented[k] == card;
		int end = d->at.w - 1;
		char *label;

		if (k > 0)
			x += draw_textf(d, 0, x, INK_FRAME, " %s ", draw_ascii(d) ? "," : "·");
		if (x + QUIZ_SENT_LEAST > end) {
			(void)draw_text_in(d, 0, x, end - x, INK_DIM, "...");
			return;
		}
		label = veiled ? veil_text(i, name) : mem_strdup(name);
		x += draw_text_in(d, 0, x, end - x, here ? INK_SELECTED : INK_TEXT, label);
		free(label);
	}
}
