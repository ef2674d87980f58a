/* SPDX-License-Identifier: GPL-3.0-or-later
 * The forms in which an issuer's certificate may come. RFC 5280 4.2.2.1 knows two, one certificate in DER and PKCS #7;
 * what else is read is not the same everywhere. */
#ifndef CC_ISSUER_FORM_H
#define CC_ISSUER_FORM_H

#include "x509/cert.h"

/* Does Chromium find this certificate in what was fetched (AiaRequest::AddCompletedFetchToResults(),
 * net/cert/internal/cert_issuer_source_aia.cc)? */
bool issuer_form_common(struct bytes body, const struct cert *c);

#endif
