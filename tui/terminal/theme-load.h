/* SPDX-License-Identifier: GPL-3.0-or-later
 * Themes by name: the user's, the installed ones, those built in. */
#ifndef CC_THEME_LOAD_H
#define CC_THEME_LOAD_H

#include "terminal/theme.h"

/* A theme by name: the user's ($XDG_CONFIG_HOME/certcard/themes), the installed ones, those built in. A name with a
 * slash is a file. 0, or -1 with e saying which file and line, or that there is none of that name. */
int theme_load(struct theme *t, const char *name, struct cc_err *e);
void theme_default(struct theme *t);              /* the one built in that always works */

/* Call back once for each theme that can be named, sorted; a user's hides an installed one of the same name. `e` is
 * NULL, or says why this one cannot be used. */
void theme_each(void (*fn)(void *ctx, const struct theme *t, const struct cc_err *e), void *ctx);

#endif
