/* SPDX-License-Identifier: GPL-3.0-or-later
 * The stage of --dane. */
#ifndef CC_ENGINE_DANE_STAGE_H
#define CC_ENGINE_DANE_STAGE_H

#include "engine/job.h"

bool dane_worth(const struct job *j);
void dane_begin(struct job *j);
enum wait dane_step(struct job *j);
void dane_release(struct job *j);

#endif
