/* SPDX-License-Identifier: GPL-3.0-or-later
 * A row for each inspection, for spreadsheets: RFC 4180, UTF-8, the first line naming the columns. */
#ifndef CC_CSV_H
#define CC_CSV_H

#include "report/report.h"

#include <stdio.h>

/* The columns' names, and one row; both end in CR LF (RFC 4180, 2). What is not known is an empty field. Text that a
 * spreadsheet would take for a formula has an apostrophe before it (OWASP, "CSV Injection"). */
int report_csv_header(FILE *f);
int report_csv(FILE *f, const struct inspection *i);

#endif
