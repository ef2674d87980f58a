/* SPDX-License-Identifier: GPL-3.0-or-later
 * Of the first view what is listed: hosts seen lately, and what can be typed. */
#ifndef CC_START_LISTS_H
#define CC_START_LISTS_H

#include "terminal/draw.h"
#include "views/view.h"

/* `n` of a list, from `top` on, as many as there is room for; `at`: the chosen one, -1: none. */
void start_draw_recent(const struct draw *d, const struct recent_shown *list, int n, int top, int at, int64_t now);

extern const struct view_word start_words[];

/* Examples of what the prompt takes, a row each. */
int start_examples_rows(void);
void start_draw_examples(const struct draw *d);

#endif
