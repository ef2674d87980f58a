/* SPDX-License-Identifier: GPL-3.0-or-later
 * Entries that somebody meant for a host and that do not stand for it: a URL, a port, an address among the names. */
#ifndef CC_ENTRY_H
#define CC_ENTRY_H

#include "rules/names.h"

/* What is wrong with the entry, as a clause behind it: "is a URL, and ...". NULL: it was not meant for the host, or
 * nothing is wrong with it. RFC 5280 4.2.1.6 (dNSName in preferred name syntax, iPAddress as octets), RFC 9525 6.3, 7.1
 * (wildcards). Static. */
const char *entry_fault(const struct san *s, const struct name_ref *ref);

/* The first entry of the certificate that has such a fault, or -1; *fault says it. At most LIMIT_ENTRY_FAULTS are
 * looked at. */
int entry_meant(const struct cert *c, const struct name_ref *ref, const char **fault);

#endif
