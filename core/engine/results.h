/* SPDX-License-Identifier: GPL-3.0-or-later
 * Finished inspections, until somebody takes them (engine_take(), engine.h). */
#ifndef CC_ENGINE_RESULTS_H
#define CC_ENGINE_RESULTS_H

#include "engine/job.h"

void results_add(struct engine *g, const struct job *j, struct inspection *out, bool last);     /* out is taken over */
void results_drop(struct engine *g, unsigned job);           /* this job's */
void results_free(struct engine *g);

#endif
