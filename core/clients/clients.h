/* SPDX-License-Identifier: GPL-3.0-or-later
 * How each client judges the same chain: a view over what the checks found (traits.h), by the rules of rules.def.
 * Pure. */
#ifndef CC_CLIENTS_H
#define CC_CLIENTS_H

#include "result/inspection.h"
#include "x509/programmes.h"

/* Fill the inspection's clients, one for each row of clients.def and in its order, and the verdict's browser code. What
 * was there is replaced. None where there is no certificate. The findings must be complete. `roots` NULL: the known
 * ones. */
void clients_set(struct inspection *i, const struct public_roots *roots);

#endif
