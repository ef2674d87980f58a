/* SPDX-License-Identifier: GPL-3.0-or-later
 * What timestamps of public logs say of a leaf's age. */
#ifndef CC_CHECK_CT_H
#define CC_CHECK_CT_H

#include "rules/check.h"
#include "rules/known.h"

/* When the leaf was made, and logged first by a timestamp that holds: of a log that Chrome counts, signed by it (the
 * search takes signatures for genuine, as everywhere). */
struct issued check_issued(const struct inputs *f, const struct outcome *o);

#endif
