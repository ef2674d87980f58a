/* SPDX-License-Identifier: GPL-3.0-or-later
 * The exit status that an inspection gives, in every format, and what of it ends first. */
#ifndef CC_STATUS_H
#define CC_STATUS_H

#include "options/opts.h"
#include "result/inspection.h"

/* Seconds that are left, and all that there were. */
struct report_span { int64_t left, life; };

/* The exit status of the contract: the verdict's, or 2 where less is left than --critical-days asks for; --exit-on is
 * the caller's. */
int report_status(const struct opts *o, const struct inspection *i);
/* What of a path ends first; false: there is no certificate. */
bool report_ends_first(const struct inspection *i, struct report_span *s);

#endif
