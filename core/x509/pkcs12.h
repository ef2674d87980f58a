/* SPDX-License-Identifier: GPL-3.0-or-later
 * PKCS #12, and passwords. */
#ifndef CC_PKCS12_H
#define CC_PKCS12_H

#include "x509/gather.h"

void gather_pkcs12(struct gather *g, struct bytes der);
/* Can a password of this be tried in bearable time? */
bool gather_kdf_bearable(struct bytes der);
void gather_wipe_password(char *password);                   /* and free it; NULL is fine */

#endif
