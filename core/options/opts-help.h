/* SPDX-License-Identifier: GPL-3.0-or-later
 * The options, told: --help, and the manual's section. */
#ifndef CC_OPTS_HELP_H
#define CC_OPTS_HELP_H

#include "options/opts.h"

#include <stdio.h>

void opts_help(FILE *f);         /* all options with their sentences, by group */
void opts_overview(FILE *f);     /* all options by name, a topic a line: what fits a screen of 24 lines */
int opts_help_topic(FILE *f, const char *topic);         /* the options of one group, or "all"; -1: no such topic */
const char *opts_topic(size_t i);                        /* the topics in their order, then NULL */
void opts_man(FILE *f);          /* the OPTIONS section in man macros, for doc/ */

#endif
