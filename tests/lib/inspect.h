/* SPDX-License-Identifier: GPL-3.0-or-later
 * One inspection from the engine's beginning to its end, for tests. Who finds it hung fails. */
#ifndef CC_TESTS_INSPECT_H
#define CC_TESTS_INSPECT_H

#include "engine/engine.h"
#include "lib/loopback.h"

/* What an engine made out of `in` says of this target, and nothing else; `root` counts as a public one, NULL: none. The
 * caller frees. */
struct inspection *inspect_target(const struct engine_input *in, const char *text, const struct cert *root);
/* The same of a server on loopback that plays this part, by its address. */
struct inspection *inspect_part(const struct opts *o, loopback_part *part, const void *arg, const struct cert *root);

#endif
