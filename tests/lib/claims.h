/* SPDX-License-Identifier: GPL-3.0-or-later
 * What sentences claim that clients do, held against what the clients do: "Firefox and GnuTLS stop here". */
#ifndef CC_TESTS_CLAIMS_H
#define CC_TESTS_CLAIMS_H

#include "result/inspection.h"

/* Reads every sentence of every finding in which clients are named before a verb of stopping or going on. A claim with
 * a condition or a version is left alone. NULL: none is denied by `clients`; else the sentence, to be freed. Counts in
 * *read the claims that were held against it. */
char *claims_denied(const struct inspection *i, size_t *read);

#endif
