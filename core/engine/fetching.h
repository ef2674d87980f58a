/* SPDX-License-Identifier: GPL-3.0-or-later
 * The part of the judge's stage in which it waits for what it wants: an issuer, an OCSP answer, a list. */
#ifndef CC_ENGINE_FETCHING_H
#define CC_ENGINE_FETCHING_H

#include "engine/job.h"

enum wait fetching_step(struct job *j);          /* while the stage that is shown is STAGE_FETCH */
void fetching_stop(struct job *j);               /* at once; also where nothing is under way */

bool fetch_may_be_local(const struct job *j);    /* may an address that is not public be asked? */
double fetch_left(const struct job *j);          /* milliseconds for all that is asked besides the target */

#endif
