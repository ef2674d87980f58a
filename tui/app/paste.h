/* SPDX-License-Identifier: GPL-3.0-or-later
 * What was pasted into the terminal. */
#ifndef CC_APP_PASTE_H
#define CC_APP_PASTE_H

#include "app/app-private.h"

void app_paste(struct app *a, const char *text);
void app_paste_done(struct app *a);
/* The view of many targets, which are taken. False: it makes no sense, and the last line says why. */
bool app_fleet_of(struct app *a, char **targets, size_t n);

#endif
