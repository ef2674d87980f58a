/* SPDX-License-Identifier: GPL-3.0-or-later
 * The stage of the second look for timestamps. */
#ifndef CC_ENGINE_SCT_RETRY_H
#define CC_ENGINE_SCT_RETRY_H

#include "engine/job.h"

bool scts_worth(const struct job *j);
void scts_begin(struct job *j);
enum wait scts_step(struct job *j);
enum wait scts_expired(struct job *j);
bool scts_got(const struct job *j);              /* it brought some, for the same certificate: judge anew */
void scts_release(struct job *j);

#endif
