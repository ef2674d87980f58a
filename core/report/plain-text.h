/* SPDX-License-Identifier: GPL-3.0-or-later
 * A finished inspection as text for people. */
#ifndef CC_PLAIN_TEXT_H
#define CC_PLAIN_TEXT_H

#include "report/report.h"

#include <stdio.h>

/* Each returns 0, or -1 when writing failed (errno is set: a full disk is reported by the caller). */
int report_text(FILE *f, const struct inspection *i, const struct report_style *s);

#endif
