/* SPDX-License-Identifier: GPL-3.0-or-later
 * Drawing the photo. */
#include "parts/photo.h"

#include "result/keyart.h"
#include "result/phrases.h"

#include <stdlib.h>
#include <string.h>

enum { PHOTO_MOST = 2 /* times as large */ };

int photo_w(int scale)
{
	return KEYART_W * scale + 2;
}

int photo_h(int scale)
{
	return KEYART_H * scale + 2;
}

/* In the frame's lower side; without a frame it stands beside the kind of key. */
static void photo_news(const struct draw *box)
{
	static const char words[] = " new key: v ";

	(void)draw_text(box, box->at.h - 1, (box->at.w - (int)strlen(words)) / 2, INK_WARN, words);
}

static void photo_frame(const struct draw *box, const struct cert *c, bool news)
{
	char *key = phrase_key(&c->key);
	int cols = draw_width(box, key), room = box->at.w - 4;   /* its corners stay */
	int w = cols < room ? cols : room, at = (box->at.w - w) / 2;

	(void)draw_frame(box, news ? INK_WARN : INK_FRAME);
	if (news)
		photo_news(box);
	(void)draw_glyph(box, 0, at - 1, INK_FRAME, GLYPH_SPACE);
	(void)draw_text_in(box, 0, at, w, INK_LABEL, key);
	(void)draw_glyph(box, 0, at + w, INK_FRAME, GLYPH_SPACE);
	free(key);
}

static void photo_art(const struct draw *d, int y, int x, const struct cert *c, enum ink ink, int scale)
{
	struct keyart art = keyart_draw(c->spki_sha256, sizeof c->spki_sha256);
	char row[PHOTO_MOST * KEYART_W + 1];

	for (int k = 0; k < KEYART_H * scale; k++) {
		int n = 0;

		for (; n < KEYART_W * scale; n++)
			row[n] = art.rows[k / scale][n / scale];
		row[n] = '\0';
		(void)draw_text(d, y + k, x, ink, row);
	}
}

void photo_draw(const struct draw *d, int y, int x, const struct cert *c, bool news, bool frame, int scale)
{
	scale = scale < PHOTO_MOST ? scale : PHOTO_MOST;
	if (frame) {
		struct draw box = draw_part(d, (struct region){ y, x, photo_h(scale), photo_w(scale) });

		photo_frame(&box, c, news);
	}
	photo_art(d, y + frame, x + frame, c, news ? INK_WARN : INK_PICTURE, scale);
}
