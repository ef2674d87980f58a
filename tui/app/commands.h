/* SPDX-License-Identifier: GPL-3.0-or-later
 * Typed commands. */
#ifndef CC_APP_COMMANDS_H
#define CC_APP_COMMANDS_H

#include "app/app-private.h"

bool app_command(struct app *a, const char *line);       /* false: it makes no sense, and the last line says why */
void app_offer_commands(struct app *a, struct palette *p, const char *line);

#endif
