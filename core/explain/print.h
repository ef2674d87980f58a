/* SPDX-License-Identifier: GPL-3.0-or-later
 * An explanation for people. */
#ifndef CC_PRINT_H
#define CC_PRINT_H

#include "explain/explain.h"

#include <stdio.h>

/* For people, wrapped at `width` columns. 0, or -1 when writing failed. */
int explain_print(FILE *f, const struct explanation *x, bool color, bool ascii, int width);

#endif
