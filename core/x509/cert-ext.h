/* SPDX-License-Identifier: GPL-3.0-or-later
 * Extensions, read and found. */
#ifndef CC_CERT_EXT_H
#define CC_CERT_EXT_H

#include "x509/cert.h"

void extensions_read(struct cert *c, struct bytes list);            /* the SEQUENCE OF Extension's content */

const struct extension *cert_extension(const struct cert *c, const char *oid);   /* by dotted id; NULL: none */

#endif
