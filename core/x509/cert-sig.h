/* SPDX-License-Identifier: GPL-3.0-or-later
 * How a certificate is signed, read. */
#ifndef CC_CERT_SIG_H
#define CC_CERT_SIG_H

#include "x509/cert.h"

bool sig_alg_read(struct bytes content, struct sig_alg *out);       /* of an AlgorithmIdentifier; false: malformed */

#endif
