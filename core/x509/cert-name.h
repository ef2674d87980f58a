/* SPDX-License-Identifier: GPL-3.0-or-later
 * Names as the certificate's reader meets them. */
#ifndef CC_CERT_NAME_H
#define CC_CERT_NAME_H

#include "x509/cert.h"
#include "asn1/der.h"

/* A Name: `in` is its whole DER. `why` (may be NULL) gets a clause on what is wrong with it. */
bool dn_read(struct bytes in, struct dn *dn, const char **why);
void dn_done(struct dn *dn);

/* The clean text of a GeneralName for people, and its kind; the caller frees. `mask`: an address stands with its mask,
 * as in name constraints. NULL: malformed, `why` says how. */
char *general_name_text(uint8_t tag, struct bytes raw, bool mask, const char **type, const char **why);
/* Take the next GeneralName off `in`: its tag number (0..8) and content. */
bool general_name_take(struct bytes *in, uint8_t *tag, struct bytes *raw);

#endif
