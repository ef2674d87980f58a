/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a server may have GnuTLS compute. GnuTLS verifies inside its own call, which nothing can interrupt: 64 kbit of
 * RSA cost it minutes. So what would cost too much is refused before it begins. */
#ifndef CC_TLS_BEARABLE_H
#define CC_TLS_BEARABLE_H

#include "base/buf.h"

#include <stdbool.h>

/* The key of a leaf's certificate in DER: not larger than LIMIT_RSA_BITS, and no RSA exponent longer than 33 bits,
 * which BoringSSL (rsa_check_public_key) does not take either. What is no certificate is GnuTLS's to refuse: true. */
bool bearable_leaf(struct bytes der);

/* A ServerKeyExchange message (RFC 5246 7.4.3): no larger than what LIMIT_RSA_BITS needs for group and signature. With
 * `dh` it begins with a group of the server's own, whose prime has LIMIT_DH_BITS at most. */
bool bearable_key_exchange(struct bytes message, bool dh);

#endif
