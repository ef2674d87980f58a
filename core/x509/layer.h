/* SPDX-License-Identifier: GPL-3.0-or-later
 * A file is read layer by layer: what is unwrapped is a layer again. Nobody but the readers of files includes it. */
#ifndef CC_LAYER_H
#define CC_LAYER_H

#include "x509/gather.h"

/* One layer of a file. `line` is that of the file in which it begins; `counts`: its lines are the file's, too. */
struct layer {
	struct gather *g;
	struct bytes data;
	unsigned line, depth;
	bool counts;
};

/* Gather what is in it, and in the layers below it. */
void layer_read(const struct layer *l);

#endif
