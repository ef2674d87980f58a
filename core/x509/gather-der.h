/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is in DER: certificates, keys, requests, PKCS #7 and #12. */
#ifndef CC_GATHER_DER_H
#define CC_GATHER_DER_H

#include "x509/gather.h"

/* DER that der_kind() knows, and what of it follows behind. */
void gather_der(struct gather *g, struct bytes der);

#endif
