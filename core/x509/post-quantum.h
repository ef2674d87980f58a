/* SPDX-License-Identifier: GPL-3.0-or-later
 * Keys and signatures for the time of quantum computers, by name (post-quantum.def). */
#ifndef CC_POST_QUANTUM_H
#define CC_POST_QUANTUM_H

/* POST_SIGNS: a key, and what it signs. POST_AGREES: a key that agrees on a secret and signs nothing. POST_PROVES: how
 * a Merkle tree certificate is vouched for; no key. */
enum post_use { POST_SIGNS, POST_AGREES, POST_PROVES };

struct post_quantum {
	const char *oid, *name;  /* static */
	/* in octets; below 0: the most that there may be; 0: not fixed, or there is no such thing */
	int key, signature;
	enum post_use use;
};

const struct post_quantum *post_quantum(const char *dotted);     /* static; NULL: not one of these */

/* GnuTLS's number of the signature algorithm of this kind, which it has from 3.8.10 on if it was built with leancrypto;
 * 0: this one has none. */
int post_quantum_gnutls(const struct post_quantum *p);

#endif
