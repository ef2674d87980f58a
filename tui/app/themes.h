/* SPDX-License-Identifier: GPL-3.0-or-later
 * The theme in use, and what is kept in the configuration file. */
#ifndef CC_APP_THEMES_H
#define CC_APP_THEMES_H

#include "app/app-private.h"

int app_theme(struct app *a, const char *name, struct cc_err *e);     /* from now on, and at the next start */
void app_next_theme(struct app *a);
void app_set_projector(struct app *a, bool on);          /* until certcard ends: nothing of it is kept */
void app_remember(const char *key, const char *value);   /* in the configuration file */

#endif
