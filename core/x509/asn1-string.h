/* SPDX-License-Identifier: GPL-3.0-or-later
 * Strings of ASN.1 (X.690 8.23) as text. */
#ifndef CC_ASN1_STRING_H
#define CC_ASN1_STRING_H

#include "asn1/der.h"

/* The clean text of a string of any kind; the caller frees. NULL: it is none; `why` is set when it is a broken one. */
char *asn1_string(const struct der *v, const char **why);

#endif
