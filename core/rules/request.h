/* SPDX-License-Identifier: GPL-3.0-or-later
 * Checks of certificate requests: what a CA looks at first. Pure, like check.h. */
#ifndef CC_REQUEST_H
#define CC_REQUEST_H

#include "rules/check.h"

/* Steps and findings of the request inputs->path[0], which is all of the path: can it be read, does its own signature
 * verify, is its key strong, what would a public CA refuse (request.def). Findings have the shade "request". */
void request_run(const struct inputs *f, struct outcome *o);

#endif
