/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is coming: rules that change on a day, where that touches this chain when it is renewed the same way. Pure; the
 * days stand in coming.def and, of roots, in x509/programmes.tsv. No verdict depends on it. */
#ifndef CC_COMING_H
#define CC_COMING_H

#include "result/inspection.h"
#include "x509/programmes.h"

/* Fill the inspection's rows, by their days, those that have passed by its time included: what was issued under an
 * older rule meets the newer one when it is renewed. None where the path does not end in a public root, or in a CA's
 * own certificate. What was there is replaced. `roots` NULL: the known ones; otherwise the gallery's root counts as a
 * public one as well. */
void coming_set(struct inspection *i, const struct public_roots *roots);

#endif
