/* SPDX-License-Identifier: GPL-3.0-or-later
 * What belongs in the server's file: the leaf, then the intermediates in order, fetched ones included, without the root
 * (RFC 8446 4.4.2), and how that differs from what was presented. Pure. */
#ifndef CC_FULLCHAIN_H
#define CC_FULLCHAIN_H

#include "result/inspection.h"

/* PEM; the caller frees. NULL: there is no certificate. */
char *fullchain_pem(const struct inspection *i);

/* In one sentence or more what was added, left out or moved, and what is still missing; clean text; the caller frees.
 */
char *fullchain_note(const struct inspection *i);

#endif
