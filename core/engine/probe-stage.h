/* SPDX-License-Identifier: GPL-3.0-or-later
 * The stage after the verdict, or the failure: what the causes are. */
#ifndef CC_ENGINE_PROBE_STAGE_H
#define CC_ENGINE_PROBE_STAGE_H

#include "engine/job.h"

void probe_begin(struct job *j);                  /* also adds the evidence that needs no probe */
enum wait probe_step(struct job *j);
void probe_release(struct job *j);

#endif
