/* SPDX-License-Identifier: GPL-3.0-or-later
 * Signs of the time, as they come by. */
#ifndef CC_ENGINE_CLOCK_SIGNS_H
#define CC_ENGINE_CLOCK_SIGNS_H

#include "engine/job.h"

/* An answer to a fetch, from `from`, is dated `date` (0: it is not) and came `age` seconds ago. */
void clock_note_fetch(struct job *j, const char *from, int64_t date, int64_t age);
void clock_consider(struct job *j);              /* weigh them, once the chain is judged, where dates are in trouble */
void clock_release(struct job *j);

#endif
