/* SPDX-License-Identifier: GPL-3.0-or-later
 * Extensions and usages in words. */
#ifndef CC_CERT_TEXT_H
#define CC_CERT_TEXT_H

#include "x509/cert.h"

/* The contents of an extension in words; the caller frees. NULL: none are known. */
char *extension_text(const struct cert *c, const struct extension *x);

/* A use that RFC 5280 does not have ("smart-card logon") by its OID; static, NULL: unknown. */
const char *cert_use_name(const char *dotted);
const char *key_usage_name(unsigned bit);                /* 0..8: "digitalSignature" ...; NULL above */

#endif
