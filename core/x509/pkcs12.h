/* SPDX-License-Identifier: GPL-3.0-or-later
 * PKCS #12. */
#ifndef CC_PKCS12_H
#define CC_PKCS12_H

#include "x509/gather.h"

void gather_pkcs12(struct gather *g, struct bytes der);

#endif
