/* SPDX-License-Identifier: GPL-3.0-or-later
 * Certificate requests (PKCS #10, RFC 2986). */
#ifndef CC_X509_REQUEST_H
#define CC_X509_REQUEST_H

#include "x509/cert.h"

/* Read a request as cert_read() reads a certificate. */
struct cert *cert_read_request(const void *der, size_t n);

#endif
