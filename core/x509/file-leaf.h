/* SPDX-License-Identifier: GPL-3.0-or-later
 * The leaf of a file, and what stands with it. */
#ifndef CC_FILE_LEAF_H
#define CC_FILE_LEAF_H

#include "x509/gather.h"

/* The leaf and what stands with it; the certificates are shared. */
void gather_arrange(const struct gather *g, struct pemfile *out);

/* Many certificates that are no chain: no end-entity's, and two roots at least; or eight end-entities'. Nothing else is
 * in it. */
bool pemfile_is_bundle(const struct pemfile *f);

#endif
