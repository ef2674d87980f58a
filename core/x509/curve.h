/* SPDX-License-Identifier: GPL-3.0-or-later
 * Does a point lie on its curve? Answered for all curves that have a name here, those included that GnuTLS lacks. Of
 * public keys alone: time and memory tell what is computed. */
#ifndef CC_CURVE_H
#define CC_CURVE_H

#include "base/buf.h"

#include <stdbool.h>

/* `x` and `y` as they stand in a point, most significant octet first (SEC 1 2.3.5), with at most the 66 octets of
 * P-521; without `y`: has any point this x (a compressed one, SEC 1 2.3.4)? Both must be below the curve's prime.
 * `name` is one of keys.def; no other curve has a point. */
bool curve_has_point(const char *name, struct bytes x, struct bytes y);

#endif
