/* SPDX-License-Identifier: GPL-3.0-or-later
 * $CERTCARD_SCRIPT: a file of commands that drives the screen, for tests and demonstrations. A line is the name of a
 * request (terminal/requests.def), or
 *   :type TEXT         as if typed
 *   :key NAME          one key ("Enter", "C-a", "x")
 *   :open VIEW         open a view by its name
 *   :save-screen FILE  write the screen as text
 *   :quit              leave
 * The next line is taken when nothing is being loaded, so no script ever sleeps. `#` begins a comment. */
#ifndef CC_SCRIPT_H
#define CC_SCRIPT_H

#include "base/err.h"

#include <stdbool.h>

struct app;
struct script;

enum { SCRIPT_MAX_LINE = 4096 };

struct script *script_open(const char *path, struct cc_err *e);   /* NULL with e set */
void script_close(struct script *s);
/* Carry out the next line. False: the script has ended. */
bool script_step(struct script *s, struct app *a);

#endif
