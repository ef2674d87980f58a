/* SPDX-License-Identifier: GPL-3.0-or-later
 * Signs of the time, as they come by. */
#ifndef CC_ENGINE_CLOCK_SIGNS_H
#define CC_ENGINE_CLOCK_SIGNS_H

#include "engine/job.h"

void clock_note_fetch(struct job *j);            /* the fetch has ended */
void clock_consider(struct job *j);              /* weigh them, once the chain is judged, where dates are in trouble */
void clock_release(struct job *j);

#endif
