/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who is known by name: CAs that browsers no longer believe, and products that read along. The data stand in
 * distrusted.def and interceptors.def, each row with its source. */
#ifndef CC_KNOWN_H
#define CC_KNOWN_H

#include "x509/cert.h"
#include "x509/programmes.h"

struct known_distrusted {
	int64_t from;            /* first second that is refused; 0: all are */
	bool logged;             /* that moment is the first proof's, not that of issue */
	const char *source;      /* who refuses, and where it is written; static */
};

/* Is the CA called `ca` refused for a certificate like `leaf`? */
bool known_distrusted(const struct dn *ca, const struct issued *leaf, struct known_distrusted *out);

/* The product whose issuing name this is; NULL: none known. Static. */
const char *known_interceptor(const struct dn *issuer);

/* The product or captive portal whose key this is; NULL: none known. Static. */
const char *known_interceptor_key(const uint8_t spki_sha256[32]);

#endif
