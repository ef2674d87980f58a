/* SPDX-License-Identifier: GPL-3.0-or-later
 * A finished inspection as JSON: schema 1. */
#ifndef CC_JSON_H
#define CC_JSON_H

#include "report/report.h"

#include <stdio.h>

/* one object, with a newline, indented */
int report_json(FILE *f, const struct inspection *i);
int report_jsonl(FILE *f, const struct inspection *i);                            /* one line */

#endif
