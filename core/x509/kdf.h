/* SPDX-License-Identifier: GPL-3.0-or-later
 * What opening with a password may cost (RFC 7292 4, 8018 A). */
#ifndef CC_KDF_H
#define CC_KDF_H

#include "base/buf.h"

#include <stdbool.h>

/* Can a password of this PKCS #12 file, or of this key in DER, be tried in bearable time (LIMIT_KDF_ROUNDS)? */
bool kdf_bearable(struct bytes der);

#endif
