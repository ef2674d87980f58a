/* SPDX-License-Identifier: GPL-3.0-or-later
 * Java key stores. */
#ifndef CC_KEYSTORE_H
#define CC_KEYSTORE_H

#include "x509/gather.h"

/* A Java key store; false: it is none. keystore.c */
bool gather_keystore(struct gather *g, struct bytes data);

#endif
