/* SPDX-License-Identifier: GPL-3.0-or-later
 * The form "secrets.yaml#default/secret/web": a part of a list (engine/parts.h). */
#ifndef CC_TARGET_PART_H
#define CC_TARGET_PART_H

#include "engine/target.h"

/* Is it a file that is here, or standard input, with the name of a part behind it? Not where a file is called so. */
bool target_is_part(const char *text);
const char *target_read_part(struct target *t, const char *text, const struct opts *o);      /* NULL */

/* The part of that name of the file that is this target; target_done(). */
struct target target_part(const struct target *file, const char *name);

#endif
