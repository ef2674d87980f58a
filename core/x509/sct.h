/* SPDX-License-Identifier: GPL-3.0-or-later
 * Lists of signed certificate timestamps, read (RFC 6962 3.3). */
#ifndef CC_SCT_H
#define CC_SCT_H

#include "x509/cert.h"

/* Read a TLS-encoded SignedCertificateTimestampList (RFC 6962 3.3), as found in the certificate, in a TLS extension or
 * in an OCSP answer. Returns how many were read into `out`, which borrow from `list`. What follows a broken one is left
 * out, and those before it are marked: Chromium takes the whole list or nothing of it (ReadSCTList() and
 * DecodeSCTList(), net/cert/ct_serialization.cc), Firefox takes what stands before the fault (DecodeSCTs(),
 * MultiLogCTVerifier.cpp). */
size_t sct_list_read(struct bytes list, struct sct *out, size_t max);

#endif
