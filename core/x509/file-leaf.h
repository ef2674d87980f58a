/* SPDX-License-Identifier: GPL-3.0-or-later
 * The leaf of a file, and what stands with it. */
#ifndef CC_FILE_LEAF_H
#define CC_FILE_LEAF_H

#include "x509/gather.h"

/* The leaf and what stands with it; the certificates are shared. */
void gather_arrange(const struct gather *g, struct pemfile *out);

#endif
