/* SPDX-License-Identifier: GPL-3.0-or-later
 * A finished inspection as a line for Nagios, Icinga and their kin. */
#ifndef CC_NAGIOS_H
#define CC_NAGIOS_H

#include "report/report.h"
#include "report/status.h"

#include <stdio.h>

/* One line; its word is that of the status, as --exit-on leaves it. */
int report_nagios(FILE *f, const struct inspection *i, const struct opts *o);
/* " days_left=30;30:;10: left=2592000s;..." of what ends first: value and thresholds below which it is a WARNING and
 * CRITICAL, as ranges of the guidelines ("30:": below 30). Those of a share of the lifetime stand at the seconds. */
void report_nagios_days(FILE *f, const struct report_span *s, const struct opts *o);
int report_nagios_line(FILE *f, const struct inspection *i, const struct opts *o);    /* "target: WORD: sentence" */
const char *report_nagios_state(int exit_status);                                 /* "CRITICAL"; static */

#endif
