/* SPDX-License-Identifier: GPL-3.0-or-later
 * The leaves' keys, the same in each run (leaf-keys.def says why that does no harm). */
#ifndef CC_DEMO_LEAF_KEYS_H
#define CC_DEMO_LEAF_KEYS_H

#include "pki/pki.h"

/* The key of a scenario's leaf; a fresh one where the table has none of this kind for it. NULL with e set. */
struct pki_key *demo_leaf_key(const char *scenario, enum pki_key_kind kind, struct cc_err *e);

#endif
