/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is written to files and copied. */
#ifndef CC_APP_EXPORT_KEYS_H
#define CC_APP_EXPORT_KEYS_H

#include "app/app-private.h"

void app_export(struct app *a);
void app_copy(struct app *a);

#endif
