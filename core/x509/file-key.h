/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private keys in files: whose they are, by their public half. The private half is read by GnuTLS, used for nothing,
 * and wiped; it is never kept and never shown. */
#ifndef CC_FILE_KEY_H
#define CC_FILE_KEY_H

#include "x509/cert.h"

/* A private key that was met. */
struct file_key {
	/* Why it stayed closed, a clause to go behind "is encrypted: "; static. NULL: it is open. While it is closed
	 * nothing below is known. */
	const char *locked;
	enum key_algorithm algorithm;
	unsigned bits;
	const char *curve;        /* as in struct key; static */
	uint8_t point_sha256[32]; /* of the public key's BIT STRING, which does not depend on how parameters are written
				   */
};

#define KEY_LOCKED                                                                                                     \
	"without its passphrase nobody can tell whose it is (certcard asks for it on a terminal, and --password-file"  \
	" names a file with it)"
#define KEY_LOCKED_WRONG "none of the passphrases given opens it, and without one nobody can tell whose it is"
#define KEY_LOCKED_METHOD                                                                                              \
	"its method is one that certcard does not have (openssl pkey -in FILE -out FILE.key takes the passphrase off)"
#define KEY_LOCKED_DEAR                                                                                                \
	"it wants its passphrase hashed more often than certcard does (openssl pkey -in FILE -out FILE.key takes the"  \
	" passphrase off, however long it takes)"

enum key_opening {
	KEY_OPENS,
	KEY_SHUT,  /* another password is wanted, or it is no key */
	KEY_METHOD /* it is encrypted by one that is not known here */
};

/* Read a key out of DER (PKCS #1, SEC 1, PKCS #8) or of one PEM block with its lines. `password` NULL: none. */
enum key_opening file_key_read(struct bytes in, bool pem, const char *password, struct file_key *out);

/* Is it the key of this certificate or request? */
bool file_key_fits(const struct file_key *k, const struct cert *c);

/* "EC P-256", "RSA with 2048 bits"; the caller frees. */
char *file_key_words(const struct file_key *k);

#endif
