/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a server may have GnuTLS compute, besides the key of its certificate (x509/bearable-key.h), which a client of
 * the handshake is told of by who makes it: no certificate is read in this room. */
#ifndef CC_TLS_BEARABLE_H
#define CC_TLS_BEARABLE_H

#include "base/buf.h"

#include <stdbool.h>

/* A ServerKeyExchange message (RFC 5246 7.4.3): no larger than what LIMIT_RSA_BITS needs for group and signature. With
 * `dh` it begins with a group of the server's own, whose prime has LIMIT_DH_BITS at most. */
bool bearable_key_exchange(struct bytes message, bool dh);

#endif
