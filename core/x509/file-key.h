/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private keys in files: whose they are, by their public half. The private half is read by GnuTLS, used for nothing,
 * and wiped; it is never kept and never shown. */
#ifndef CC_FILE_KEY_H
#define CC_FILE_KEY_H

#include "x509/cert.h"

/* A private key that was met. */
struct file_key {
	bool locked; /* under a password that was not given: nothing below is known */
	enum key_algorithm algorithm;
	unsigned bits;
	const char *curve;        /* as in struct key; static */
	uint8_t point_sha256[32]; /* of the public key's BIT STRING, which does not depend on how parameters are written
				   */
};

/* Read a key out of DER (PKCS #1, SEC 1, PKCS #8) or of one PEM block with its lines. `password` NULL: none. false: it
 * is no key that GnuTLS can read, or another password is wanted. */
bool file_key_read(struct bytes in, bool pem, const char *password, struct file_key *out);

/* Is it the key of this certificate or request? */
bool file_key_fits(const struct file_key *k, const struct cert *c);

/* "EC P-256", "RSA with 2048 bits"; the caller frees. */
char *file_key_words(const struct file_key *k);

#endif
