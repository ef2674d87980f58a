/* SPDX-License-Identifier: GPL-3.0-or-later
 * The extensions of a certificate made to order (part of demo-pki). */
#ifndef CC_DEMO_EXTENSIONS_H
#define CC_DEMO_EXTENSIONS_H

#include "pki/pki.h"
#include "asn1/der-write.h"

/* Appends the [3] of a TBSCertificate (RFC 5280 4.1); nothing when there is no extension. */
void pki_extensions(struct derw *d, const struct pki_spec *s, struct bytes own_key_id, struct bytes issuer_key_id);

/* One Extension (RFC 5280 4.1), of a certificate, a list or an answer. */
void pki_put_extension(struct derw *d, const struct pki_extension *x);

#endif
