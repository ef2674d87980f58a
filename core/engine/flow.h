/* SPDX-License-Identifier: GPL-3.0-or-later
 * The stages of an inspection, from its target to its result. */
#ifndef CC_ENGINE_FLOW_H
#define CC_ENGINE_FLOW_H

#include "engine/job.h"

/* One step of the stage that the job is in, and on to the next where that is through. Never WAIT_NONE for ever: what a
 * stage waits for is bounded by the job's deadline or by a limit of its own. WAIT_OVER: the inspection is delivered. */
enum wait job_step(struct job *j);
void job_free(struct job *j);                    /* at once, in any stage */

#endif
