/* SPDX-License-Identifier: GPL-3.0-or-later
 * What works in every view. */
#ifndef CC_APP_REQUESTS_H
#define CC_APP_REQUESTS_H

#include "app/app-private.h"

enum handled app_request(struct app *a, enum request r);
void app_go_to(struct app *a, const char *text);         /* ask for a place to go to; this much is typed already */
void app_set_audience(struct app *a, enum audience who);
void app_set_mouse(struct app *a, bool on);

#endif
