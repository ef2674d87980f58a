/* SPDX-License-Identifier: GPL-3.0-or-later
 * The words of causes, in general terms. */
#ifndef CC_CAUSE_H
#define CC_CAUSE_H

#include "explain/explain.h"

/* The words of a cause, in general terms; the caller frees with cause_free(). NULL: unknown. */
struct cause *cause_find(const char *id);
void cause_free(struct cause *c);                        /* NULL is fine */

const char *cause_title(const char *id);                 /* static; NULL: unknown */

size_t cause_ids(const char *out[static CAUSES_MAX]);

#endif
