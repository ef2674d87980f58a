/* SPDX-License-Identifier: GPL-3.0-or-later
 * One layer of a file that is text. */
#ifndef CC_PEM_TEXT_H
#define CC_PEM_TEXT_H

#include "x509/layer.h"

void layer_text(const struct layer *l);

#endif
