/* SPDX-License-Identifier: GPL-3.0-or-later
 * A finished inspection as a line for Nagios, Icinga and their kin. */
#ifndef CC_NAGIOS_H
#define CC_NAGIOS_H

#include "report/report.h"

#include <stdio.h>

/* `status`: what the process ends with for it, which the word has to agree with */
int report_nagios(FILE *f, const struct inspection *i, int status);
int report_nagios_line(FILE *f, const struct inspection *i);                          /* "target: WORD: sentence" */
const char *report_nagios_state(int exit_status);                                 /* "CRITICAL"; static */

#endif
