/* SPDX-License-Identifier: GPL-3.0-or-later
 * --lesson and --handout: courses of the gallery on standard output. */
#ifndef CC_TUI_LESSONS_H
#define CC_TUI_LESSONS_H

#include "options/opts.h"

/* Each returns the exit status; what does not exist is bad usage, with a line that says what does. */
int lessons_print(const struct opts *o);
int lessons_handout(const struct opts *o);

#endif
