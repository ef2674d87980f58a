/* SPDX-License-Identifier: GPL-3.0-or-later
 * OCSP (RFC 6960): the request for one certificate, and the entry for it in a response. */
#ifndef CC_OCSP_H
#define CC_OCSP_H

#include "base/buf.h"
#include "x509/cert.h"
#include "base/err.h"

enum ocsp_status { OCSP_GOOD, OCSP_REVOKED, OCSP_UNKNOWN };

struct ocsp_answer {
	enum ocsp_status status;
	int64_t revoked_at;
	int reason;                          /* CRLReason, -1: none */
	int64_t this_update, next_update;    /* next_update 0: none given */
};

/* Add the DER of a request without nonce (RFC 5019 2.1.1: so that it can be cached) to `out`; nothing where hashing
 * fails. */
void ocsp_request(const struct cert *cert, const struct cert *issuer, struct buf *out);

/* Find the entry for `cert`, issued by `issuer`, in a response: its CertID must be this certificate's own (name hash,
 * key hash and serial), the signature the issuer's or that of a responder whom this issuer certified for it (RFC 6960
 * 4.2.2.2: id-kp-OCSPSigning), and it must be fresh at `now`. 0, or -1 with a clause in e that says what is wrong. */
int ocsp_read(struct bytes der, const struct cert *cert, const struct cert *issuer, int64_t now,
	struct ocsp_answer *out, struct cc_err *e);

/* The list of certificate timestamps in a response's first entry that has one (RFC 6962 3.3, extension
 * 1.3.6.1.4.1.11129.2.4.5): the TLS-encoded list, borrowed; n == 0: none. Its signature is the response's, unchecked
 * here. */
struct bytes ocsp_sct_list(struct bytes der);

/* When the response was made, by its responder's clock (producedAt, RFC 6960 4.2.2.1); 0: not readable. Unchecked,
 * too. */
int64_t ocsp_made(struct bytes der);

#endif
