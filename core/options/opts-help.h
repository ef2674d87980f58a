/* SPDX-License-Identifier: GPL-3.0-or-later
 * The options, told: --help, and the manual's section. */
#ifndef CC_OPTS_HELP_H
#define CC_OPTS_HELP_H

#include "options/opts.h"

#include <stdio.h>

void opts_help(FILE *f);
void opts_man(FILE *f);          /* the OPTIONS section in man macros, for doc/ */

#endif
