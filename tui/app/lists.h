/* SPDX-License-Identifier: GPL-3.0-or-later
 * Lists of targets; what views ask of them is in views/view.h. */
#ifndef CC_APP_LISTS_H
#define CC_APP_LISTS_H

#include "app/app-private.h"

void lists_done(struct app *a);          /* of the list that is being read; the others are borrowed */

#endif
