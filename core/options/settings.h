/* SPDX-License-Identifier: GPL-3.0-or-later
 * The configuration file: "key = value" lines, # comments. What the command line says goes first. */
#ifndef CC_SETTINGS_H
#define CC_SETTINGS_H

#include "base/err.h"
#include "options/opts.h"

struct settings;

/* Read $XDG_CONFIG_HOME/certcard/config, or `path` where given. Never NULL; a missing file is an empty one. A line that
 * makes no sense is ignored and told to `say` ("PATH, line 3: ..."; `say` may be NULL). */
struct settings *settings_open(const char *path, void (*say)(void *ctx, const char *line), void *ctx);
void settings_free(struct settings *c);                                   /* NULL is fine */

/* Keys: "theme", "audience", "color", "ascii", "plain". NULL: not set. Borrowed until settings_set() or
 * settings_free(). */
const char *settings_get(const struct settings *c, const char *key);

/* Set a key and write the file, all other lines and comments as they were. Two certcards that write at once: the last
 * one wins for its key alone. 0, or -1 with e (then the value holds for this run all the same). */
int settings_set(struct settings *c, const char *key, const char *value, struct cc_err *e);

/* Options that the command line left open. Strings stay the config's: settings_free() comes last. */
void settings_apply(const struct settings *c, struct opts *o);

#endif
