/* SPDX-License-Identifier: GPL-3.0-or-later
 * One layer of a file that is text. */
#ifndef CC_PEM_TEXT_H
#define CC_PEM_TEXT_H

#include "x509/layer.h"

void layer_text(const struct layer *l);

/* The line of the file in which a place of the layer's text is. */
unsigned layer_line(const struct layer *l, const uint8_t *at);

#endif
