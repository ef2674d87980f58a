/* SPDX-License-Identifier: GPL-3.0-or-later
 * The verdict that follows from findings. */
#ifndef CC_VERDICT_H
#define CC_VERDICT_H

#include "result/inspection.h"

/* Verdict from sorted findings: level, headline, exit status. For inspections without a judge, too. What the clients
 * say of it is not changed. */
void verdict_set(struct inspection *out);

#endif
