/* SPDX-License-Identifier: GPL-3.0-or-later
 * The bar of time on a licence: how much of it is gone. */
#ifndef CC_BAR_H
#define CC_BAR_H

#include "terminal/draw.h"
#include "x509/cert.h"

/* In the region's row, and where in it `now` is; NULL: that is not to be seen. */
void bar_of_time(const struct draw *d, struct region r, const struct cert *c, const int64_t *now);

#endif
