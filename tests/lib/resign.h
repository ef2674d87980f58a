/* SPDX-License-Identifier: GPL-3.0-or-later
 * Certificates signed in ways that no generator here has. */
#ifndef CC_TEST_RESIGN_H
#define CC_TEST_RESIGN_H

#include "asn1/der-write.h"

/* Append the certificate `der` with another method, named inside and outside, and as many octets for a signature as
 * that makes: ml-dsa-44 ml-dsa-65 ml-dsa-87 slh-dsa hash-slh-dsa composite falcon short (of ML-DSA-65, 40 octets) mtc
 * mtc-draft mtc-07; ber: its own ECDSA signature, but not in DER. Any other kind ends the test. */
void resign(struct derw *d, const char *kind, struct bytes der);

#endif
