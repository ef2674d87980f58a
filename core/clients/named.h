/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a client says when the certificate is made out to another name, with the names in it. */
#ifndef CC_NAMED_H
#define CC_NAMED_H

#include "clients/family.h"
#include "result/inspection.h"

/* The caller frees. NULL: its words vary, or have more names than it tells. */
char *named_words(enum family family, const struct inspection *i, const struct cert *leaf);

#endif
