/* SPDX-License-Identifier: GPL-3.0-or-later
 * Names below a CA that limits names, as Firefox reads them: one that is none of a server's, or a limit in an odd form,
 * ends its reading (mozilla::pkix, CheckNameConstraints() in lib/mozpkix/lib/pkixnames.cpp). Go stops at most of them
 * as well (crypto/x509, domainToReverseLabels()). */
#ifndef CC_ODD_NAMES_H
#define CC_ODD_NAMES_H

#include "x509/cert.h"

#include <stdbool.h>

/* Do constraints speak of DNS names, and does the certificate hold an entry for one that is no name of a server, or
 * cannot be read? */
bool odd_names_name(const struct name_constraints *nc, const struct cert *c);

/* Is one of the constraints on DNS names of a form that Firefox does not read? It asks where there are names at all. */
bool odd_names_base(const struct name_constraints *nc, const struct cert *c);

#endif
