/* SPDX-License-Identifier: GPL-3.0-or-later
 * What sentences claim that clients do, held against what the clients do: "Firefox and GnuTLS stop here". */
#ifndef CC_TESTS_CLAIMS_H
#define CC_TESTS_CLAIMS_H

#include "result/inspection.h"

/* Reads every sentence of every finding, those for little room as well, in which clients are named before a verb of
 * stopping or going on; "browsers" are Chromium and Firefox. A claim with a condition or a version is left alone. NULL:
 * none is denied by `clients`; else the sentence, to be freed. Counts in *read the claims that were held against it. */
char *claims_denied(const struct inspection *i, size_t *read);
/* The same of a text about all that was found: a lesson. */
char *claims_denied_in(const struct inspection *i, const char *text, size_t *read);

#endif
