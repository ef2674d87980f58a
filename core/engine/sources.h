/* SPDX-License-Identifier: GPL-3.0-or-later
 * The first stage: where certificates come from. */
#ifndef CC_ENGINE_SOURCES_H
#define CC_ENGINE_SOURCES_H

#include "engine/job.h"

enum wait source_step(struct job *j);
void source_release(struct job *j);

#endif
