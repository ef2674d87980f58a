/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a certificate of a stranger's may have a library compute. GnuTLS verifies inside its own call, which nothing can
 * interrupt: 64 kbit of RSA cost it minutes. So what would cost too much is refused before it begins. */
#ifndef CC_BEARABLE_KEY_H
#define CC_BEARABLE_KEY_H

#include "base/buf.h"

#include <stdbool.h>

/* The key of a certificate in DER: not larger than LIMIT_RSA_BITS, and no RSA exponent longer than 33 bits, which
 * BoringSSL (rsa_check_public_key) does not take either. What is no certificate is GnuTLS's to refuse: true. */
bool bearable_key(struct bytes der);

#endif
