/* SPDX-License-Identifier: GPL-3.0-or-later
 * An inspection that views show. */
#ifndef CC_SHOWN_H
#define CC_SHOWN_H

#include "result/inspection.h"

/* A finished inspection, shared by the views that show it: counted by references. */
struct shown {
	struct inspection *i;
	unsigned refs;
	bool looked;             /* at what changed since the last visit (views/changes.c) */
	struct shown *before;    /* what `r` took the place of: one reference; NULL: nothing. It has none of its own. */
};
struct shown *shown_ref(struct shown *v);        /* NULL gives NULL */
void shown_unref(struct shown *v);

#endif
