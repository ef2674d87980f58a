/* SPDX-License-Identifier: GPL-3.0-or-later
 * The stage in which the judge works, and what it wants is fetched. */
#ifndef CC_ENGINE_JUDGE_STAGE_H
#define CC_ENGINE_JUDGE_STAGE_H

#include "engine/job.h"

bool judging_worth(const struct job *j);         /* there are certificates */
void judging_begin(struct job *j);               /* with source.certs and, for servers, the handshake */
enum wait judging_step(struct job *j);
void judging_release(struct job *j);

#endif
