/* SPDX-License-Identifier: GPL-3.0-or-later
 * The photo on a licence: the picture of its key, in a frame that says which kind of key it is. */
#ifndef CC_PHOTO_H
#define CC_PHOTO_H

#include "terminal/draw.h"
#include "x509/cert.h"

/* With the frame; each character of the picture `scale` times in both directions. */
int photo_w(int scale);
int photo_h(int scale);

/* news: it is another key than at the last visit, and nobody has looked at it yet. Without a frame it takes two rows
 * and columns less. */
void photo_draw(const struct draw *d, int y, int x, const struct cert *c, bool news, bool frame, int scale);

#endif
