/* SPDX-License-Identifier: GPL-3.0-or-later
 * PKCS #12 with the MAC of RFC 9579, which GnuTLS 3.7 and OpenSSL 3.0 cannot make. */
#ifndef CC_TESTS_PBMAC1_H
#define CC_TESTS_PBMAC1_H

#include "asn1/der.h"
#include "asn1/der-write.h"

/* The same file with a PBMAC1 under the password, hashed so many times, in the place of the MAC that it has. False: it
 * is not such a file. */
bool pbmac1_write(struct derw *w, struct bytes p12, const char *password, unsigned rounds);

#endif
