/* SPDX-License-Identifier: GPL-3.0-or-later
 * What works in every view. */
#ifndef CC_APP_REQUESTS_H
#define CC_APP_REQUESTS_H

#include "app/app-private.h"

enum handled app_request(struct app *a, enum request r);
void app_go_to(struct app *a, const char *text);         /* ask for a place to go to; this much is typed already */
/* Was that begun there, and is it the wrong file? Then it is asked for again, with what was typed and what is wrong. */
bool app_go_to_returns(struct app *a, const struct inspection *i, unsigned job);
void app_set_audience(struct app *a, enum audience who);
void app_set_mouse(struct app *a, bool on);

#endif
