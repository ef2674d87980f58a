/* SPDX-License-Identifier: GPL-3.0-or-later
 * The screen for those who hear it. */
#ifndef CC_APP_PLAIN_H
#define CC_APP_PLAIN_H

#include "app/app-private.h"

void app_plain_paint(struct app *a, struct view *v, const struct draw *d, const char *heading);
bool app_plain_moves(struct app *a, enum request r);     /* from line to line; false: that is no way to move here */
void app_set_plain(struct app *a, bool on);              /* kept */
void app_plain_done(struct app *a);

#endif
