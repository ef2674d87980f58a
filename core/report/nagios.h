/* SPDX-License-Identifier: GPL-3.0-or-later
 * A finished inspection as a line for Nagios, Icinga and their kin. */
#ifndef CC_NAGIOS_H
#define CC_NAGIOS_H

#include "report/report.h"

#include <stdio.h>

/* Seconds that are left, and all that there were. */
struct nagios_span { int64_t left, life; };

/* The exit status of the contract for it: the verdict's, or 2 where fewer days are left than --critical-days asks for;
 * --exit-on is the caller's. */
int report_nagios_status(const struct opts *o, const struct inspection *i);
/* One line; its word is that of the status, as --exit-on leaves it. */
int report_nagios(FILE *f, const struct inspection *i, const struct opts *o);
/* " days_left=30;30:;10: left=2592000s;..." of what ends first: value and thresholds below which it is a WARNING and
 * CRITICAL, as ranges of the guidelines ("30:": below 30). Those of a share of the lifetime stand at the seconds. */
void report_nagios_days(FILE *f, const struct nagios_span *s, const struct opts *o);
/* What of a path ends first; false: there is no certificate. */
bool report_nagios_span(const struct inspection *i, struct nagios_span *s);
int report_nagios_line(FILE *f, const struct inspection *i, const struct opts *o);    /* "target: WORD: sentence" */
const char *report_nagios_state(int exit_status);                                 /* "CRITICAL"; static */

#endif
