/* SPDX-License-Identifier: GPL-3.0-or-later
 * Places to go to: what was visited, and the gallery. The memory of visits is read and written here alone. */
#ifndef CC_APP_PLACES_H
#define CC_APP_PLACES_H

#include "app/app-private.h"

/* An inspection has ended: say what changed since the last visit, and remember this one. `among`: it is one of many
 * that were inspected together, and no recent host. */
void places_note(struct app *a, struct inspection *i);
void places_seen(struct app *a, const struct inspection *i, bool among);
void places_save(struct app *a, bool now);       /* now, or when enough has come together */
void places_done(struct app *a);

#endif
