/* SPDX-License-Identifier: GPL-3.0-or-later
 * The certificates of a finished inspection as PEM. */
#ifndef CC_PEM_CHAIN_H
#define CC_PEM_CHAIN_H

#include "report/report.h"

#include <stdio.h>

int report_pem(FILE *f, const struct inspection *i);
int report_fullchain(FILE *f, const struct inspection *i);

#endif
