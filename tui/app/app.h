/* SPDX-License-Identifier: GPL-3.0-or-later
 * The application: one loop, a stack of views, the first and the last line. */
#ifndef CC_APP_H
#define CC_APP_H

#include "base/err.h"
#include "engine/given.h"
#include "options/opts.h"
#include "terminal/screen.h"
#include "app/source.h"

/* Run the screen until somebody leaves it, beginning with the options' targets; `given` has them parsed, of which one
 * by itself is taken. Returns the exit status (0; 128 + the signal that ended it), or -1 with e
 * set when this terminal cannot carry a screen and nothing was done: the caller then prints its report. */
int app_run(const struct opts *o, struct given *given, struct cc_err *e);

/* The same with another source of inspections and another memory of visits, which are borrowed. */
struct state;
int app_run_source(const struct opts *o, struct source *source, struct state *visits, struct given *given,
	struct cc_err *e);

struct app;
void app_key(struct app *a, int32_t key);                /* as if it had been pressed */

#endif
