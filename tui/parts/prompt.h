/* SPDX-License-Identifier: GPL-3.0-or-later
 * One line being typed: editing as in a shell (Emacs keys), history, UTF-8. */
#ifndef CC_PROMPT_H
#define CC_PROMPT_H

#include "terminal/draw.h"
#include "terminal/keys.h"

struct prompt {
	char *text;              /* UTF-8, never NULL after prompt_init() */
	size_t len, size, max, at;   /* at: the cursor, in bytes */
	char *killed;            /* what Ctrl-Y brings back */
	char **history;          /* oldest first; owned */
	size_t n_history, shown; /* shown: which one stands in the line; n_history: what was typed */
	char *typed;             /* what was typed before going back in history */
};

enum prompt_result { PROMPT_IGNORED, PROMPT_EDITED, PROMPT_DONE, PROMPT_CANCELLED };

void prompt_init(struct prompt *p, size_t max);                 /* bytes; more is not taken */
void prompt_done(struct prompt *p);
void prompt_set(struct prompt *p, const char *text);            /* the cursor goes to the end */
/* into history, at most LIMIT_HISTORY; not twice in a row */
void prompt_remember(struct prompt *p, const char *text);
enum prompt_result prompt_key(struct prompt *p, int32_t key);
/* A key for a filter that a list follows while it is typed: Enter ends the typing, Esc also empties the filter. False:
 * not for it (nobody types, or the key moves in the list or between groups); true: taken, look at the text again. */
bool prompt_filter_key(struct prompt *p, bool *typing, int32_t key);
/* One line; scrolls sideways so that the cursor is seen. `hint` (may be NULL) stands there while nothing is typed. */
void prompt_draw(const struct prompt *p, const struct draw *d, int y, int x, int w, const char *hint, bool focus);

#endif
