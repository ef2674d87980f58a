/* SPDX-License-Identifier: GPL-3.0-or-later
 * Traits that Chromium or Firefox alone mind, and that no finding tells: how they find an issuer, count a path, read
 * the names of a server and a root's own rules. Sources stand with the rules (rules.def). */
#ifndef CC_TRAITS_FINE_H
#define CC_TRAITS_FINE_H

#include "clients/traits.h"

/* Add them to what traits_read() has found so far. */
void traits_fine(const struct inspection *i, struct traits *t);

#endif
