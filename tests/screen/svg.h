/* SPDX-License-Identifier: GPL-3.0-or-later
 * A terminal's screen as a picture: SVG 1.1, one file, no fonts and no scripts. */
#ifndef CC_SVG_H
#define CC_SVG_H

#include "screen/term.h"

#include <stdio.h>

/* What stands on the screen now, colours and all. `title` is what a reader hears who cannot see it. */
void svg_write(FILE *f, struct term *t, const char *title);

#endif
