/* SPDX-License-Identifier: GPL-3.0-or-later
 * Inspections that came of one target and are delivered together, in their order: of a name's addresses, of a bundle's
 * certificates. A group belongs to its jobs; the last one to go frees it. */
#ifndef CC_ENGINE_GROUP_H
#define CC_ENGINE_GROUP_H

#include "engine/job.h"

/* For `n` inspections. `compare` (may be NULL) sees them all before they are delivered. */
struct group *group_new(size_t n, void (*compare)(struct inspection **list, size_t n));
/* The job's inspection will be number `place` of it. */
void group_join(struct job *j, struct group *group, size_t place);
/* It is there; all are delivered when the last one is. */
void group_deliver(struct job *j, struct inspection *out);
void group_leave(struct job *j);

#endif
