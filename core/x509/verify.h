/* SPDX-License-Identifier: GPL-3.0-or-later
 * Is this certificate signed by that one's key? Nothing but the signature is looked at: a weak or broken algorithm
 * verifies like any other, since its weakness is a finding of its own. */
#ifndef CC_VERIFY_H
#define CC_VERIFY_H

#include "x509/cert.h"
#include "base/err.h"

/* 1: yes. 0: no. -1: not tried, and why in e (may be NULL): an unknown algorithm, or a key larger than LIMIT_RSA_BITS
 * or with an exponent that makes verifying dear. Costs up to a millisecond; the caller remembers. */
int cert_verify_signature(const struct cert *child, const struct cert *issuer, struct cc_err *e);

/* The same of any signed bytes (OCSP answers, CRLs): `alg` as read by verify_algorithm(). */
int key_verify(const struct key *key, const struct sig_alg *alg, struct bytes data, struct bytes signature,
	struct cc_err *e);

/* Read an AlgorithmIdentifier (its whole DER). false: malformed. The oid is to be freed. */
bool verify_algorithm(struct bytes der, struct sig_alg *out);

#endif
