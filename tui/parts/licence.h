/* SPDX-License-Identifier: GPL-3.0-or-later
 * The card: a certificate drawn as a driver's licence. A fault is marked in the field that it is about. */
#ifndef CC_LICENCE_H
#define CC_LICENCE_H

#include "terminal/draw.h"
#include "result/inspection.h"
#include "parts/layout.h"

/* looked: a key that is another one than at the last visit was looked at already; until then its picture says so. */
void licence_draw(const struct draw *d, const struct inspection *i, int card, enum layout_size size, bool looked);

/* The same for somebody who is to judge it alone: what stands on it, with a veil over what is made of it: the stamp,
 * the days left, which names match, whether the signature holds, who vouches. */
void licence_draw_veiled(const struct draw *d, const struct inspection *i, int card, enum layout_size size);

#endif
