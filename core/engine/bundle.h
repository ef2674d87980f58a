/* SPDX-License-Identifier: GPL-3.0-or-later
 * A file of many certificates that are no chain, such as ca-certificates.crt: a list on the screen, and for a report
 * one inspection each. */
#ifndef CC_BUNDLE_H
#define CC_BUNDLE_H

#include "engine/target.h"
#include "engine/wait.h"
#include "options/opts.h"

struct job;

/* Is the target the file of a bundle? Standard input and pipes are none: they are read once. */
bool bundle_is_one(const struct target *t, const struct opts *o);

/* The job's file is understood: is it to be taken so? */
bool bundle_worth(const struct job *j);
/* Returns WAIT_OVER: as one inspection that lists them, or each with a job of its own, this one going on with the
 * first, named FILE#1. */
enum wait bundle_unfold(struct job *j);

#endif
