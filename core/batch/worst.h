/* SPDX-License-Identifier: GPL-3.0-or-later
 * One exit status out of many. */
#ifndef CC_BATCH_WORST_H
#define CC_BATCH_WORST_H

#include "batch/sink.h"

/* The worst exit status of all that came, as --exit-on leaves it; a line that was no target stays 3. */
int batch_worst(const struct batch_sink *s);

#endif
