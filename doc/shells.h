/* SPDX-License-Identifier: GPL-3.0-or-later
 * Parts of the shells' completions, from the tables of options, scenarios and schemes. */
#ifndef CC_DOC_SHELLS_H
#define CC_DOC_SHELLS_H

#include <stdio.h>

void bash_targets(FILE *f);
void bash_arguments(FILE *f);
void bash_options(FILE *f);
void zsh_targets(FILE *f);
void zsh_options(FILE *f);
void fish_targets(FILE *f);
void fish_options(FILE *f);

#endif
