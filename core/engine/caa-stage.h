/* SPDX-License-Identifier: GPL-3.0-or-later
 * The stage of --dane that asks who may issue (CAA): the host's name, and upwards until one has records. */
#ifndef CC_ENGINE_CAA_STAGE_H
#define CC_ENGINE_CAA_STAGE_H

#include "engine/job.h"

bool caa_worth(const struct job *j);
void caa_begin(struct job *j);
enum wait caa_step(struct job *j);
void caa_release(struct job *j);

#endif
