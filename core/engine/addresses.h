/* SPDX-License-Identifier: GPL-3.0-or-later
 * --all-addresses: one inspection for each address of a name, delivered together. */
#ifndef CC_ENGINE_ADDRESSES_H
#define CC_ENGINE_ADDRESSES_H

#include "engine/job.h"

/* The stage: looks the name up, and makes a job of each further address. */
bool addresses_worth(const struct job *j);
enum wait addresses_step(struct job *j);
enum wait addresses_expired(struct job *j);
void addresses_release(struct job *j);

/* adds addresses-differ where it applies; NULLs are passed over */
void addresses_compare(struct inspection **list, size_t n);

#endif
