/* SPDX-License-Identifier: GPL-3.0-or-later
 * A password that a job asks for. */
#ifndef CC_APP_PASSWORD_H
#define CC_APP_PASSWORD_H

#include "app/app-private.h"

void app_questions(struct app *a);                       /* put what a job asks, if nothing else of the kind is asked */
void app_secret_key(struct app *a, int32_t key);
void app_secret_paste(struct app *a, const char *text);

#endif
