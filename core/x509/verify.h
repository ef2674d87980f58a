/* SPDX-License-Identifier: GPL-3.0-or-later
 * Is this certificate signed by that one's key? Nothing but the signature is looked at: a weak or broken algorithm
 * verifies like any other, since its weakness is a finding of its own. */
#ifndef CC_VERIFY_H
#define CC_VERIFY_H

#include "x509/cert.h"
#include "base/err.h"

/* Why a signature cannot be checked with a key. */
enum verify_obstacle {
	VERIFY_FREE,             /* nothing is in the way */
	VERIFY_KEY_BROKEN,       /* the key cannot be one */
	VERIFY_KEY_EXPONENT,     /* key_exponent_is_weak(): what such a key signed is believed by nobody */
	VERIFY_KEY_SIZE,         /* larger than LIMIT_RSA_BITS */
	VERIFY_KEY_KIND,         /* a kind or a curve that GnuTLS cannot verify with */
	VERIFY_METHOD            /* so is the method of the signature, or it is not for this key */
};
enum verify_obstacle verify_obstacle(const struct key *key, const struct sig_alg *alg);

/* Is it plain without trying that the issuer's key did not make this signature? It is of another kind, or not as
 * long as the modulus (RFC 8017 8.1.2). */
bool verify_impossible(const struct cert *child, const struct cert *issuer);

/* Is it written as DER writes the signature of such a method: for (EC)DSA two positive numbers (RFC 3279 2.2.2, 2.2.3)?
 * BoringSSL (ECDSA_SIG_parse), OpenSSL (ossl_ecdsa_verify) and Go (crypto/ecdsa) take no other for genuine; GnuTLS
 * reads BER. */
bool verify_written(const struct sig_alg *alg, struct bytes signature);

/* 1: yes. 0: no, also where it is not verify_written(). -1: not tried, and why in e (may be NULL): an obstacle of those
 * above, or GnuTLS refused. Costs up to some milliseconds; the caller remembers. */
int cert_verify_signature(const struct cert *child, const struct cert *issuer, struct cc_err *e);

/* The same of any signed bytes (OCSP answers, CRLs): `alg` as read by verify_algorithm(). */
int key_verify(const struct key *key, const struct sig_alg *alg, struct bytes data, struct bytes signature,
	struct cc_err *e);

/* Read an AlgorithmIdentifier (its whole DER). false: malformed. The oid is to be freed. */
bool verify_algorithm(struct bytes der, struct sig_alg *out);

#endif
