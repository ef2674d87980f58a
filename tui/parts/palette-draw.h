/* SPDX-License-Identifier: GPL-3.0-or-later
 * The offers for a half typed line, drawn, and the keys that choose among them. */
#ifndef CC_PALETTE_DRAW_H
#define CC_PALETTE_DRAW_H

#include "facts/palette.h"
#include "terminal/draw.h"

#include <stdint.h>

void palette_draw(struct palette *p, const struct draw *d);      /* a row each; scrolls to the chosen one */
/* The arrows and page keys choose. False: another key, or nothing to choose from. */
bool palette_key(struct palette *p, int32_t key);
/* What Tab makes of the line: the chosen offer's text, or the first one's. The caller frees; NULL: nothing. */
char *palette_complete(const struct palette *p);

#endif
