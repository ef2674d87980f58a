/* SPDX-License-Identifier: GPL-3.0-or-later
 * A public key: read, and in words. */
#ifndef CC_CERT_KEY_H
#define CC_CERT_KEY_H

#include "asn1/der.h"
#include "x509/cert.h"

/* AlgorithmIdentifier's content: its type dotted. What is left are the parameters: one element of any kind, or none. */
bool algorithm_take(struct bytes *content, char dotted[DER_OID_TEXT]);
/* the whole SubjectPublicKeyInfo; false: no key in it */
bool key_read(struct cert *c, struct bytes spki);

const char *key_algorithm_name(enum key_algorithm a);    /* "RSA", ... "other" */
/* For sentences, clean text; the caller frees: "RSA with 2048 bits", "EC P-256", "ML-DSA-65", "an unknown kind
 * (1.2.3)". */
char *key_words(const struct key *k);
/* Is the exponent of an RSA key even, below 3 or longer than 33 bits? BoringSSL and NSS refuse these: with 1 anybody
 * can make its signatures, even ones have no inverse, and long ones cost whoever verifies too much. */
bool key_exponent_is_weak(const struct key *k);

#endif
