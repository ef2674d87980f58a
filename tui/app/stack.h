/* SPDX-License-Identifier: GPL-3.0-or-later
 * The stack of views. */
#ifndef CC_APP_STACK_H
#define CC_APP_STACK_H

#include "app/app-private.h"

struct view *app_top(const struct app *a);
struct view *app_front(const struct app *a);      /* the same, or its tab that is shown */
void app_close_top(struct app *a);
void app_close_all(struct app *a);
void app_arrived(struct app *a, struct inspection *i, unsigned job, bool last);     /* takes the inspection */
void app_begin(struct app *a, struct target *t, const char *text);       /* takes the target; text: as typed */
/* app_inspect(), but never a code. False: it makes no sense, and the last line says why. */
bool app_inspect_place(struct app *a, const char *text);

#endif
