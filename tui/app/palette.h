/* SPDX-License-Identifier: GPL-3.0-or-later
 * A list of targets as a table; what else the palette does is what views/view.h wants. */
#ifndef CC_APP_PALETTE_H
#define CC_APP_PALETTE_H

#include "app/app-private.h"

/* False: it makes no sense, and the last line says why. */
bool app_fleet_of_list(struct app *a, const char *path);

#endif
