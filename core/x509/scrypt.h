/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private keys under scrypt (RFC 7914; in PKCS #8: openssl pkcs8 -scrypt), which GnuTLS does not have. */
#ifndef CC_SCRYPT_H
#define CC_SCRYPT_H

#include "base/buf.h"

#include <stdbool.h>

enum scrypt_kind {
	SCRYPT_NONE,
	SCRYPT_BEARABLE,
	SCRYPT_DEAR /* it would take more memory or time than LIMIT_SCRYPT_* allows */
};

/* Is this an EncryptedPrivateKeyInfo (RFC 5958 3) under PBES2 with scrypt and AES-CBC? */
enum scrypt_kind scrypt_kind(struct bytes in);

/* The key of SCRYPT_BEARABLE without its password: a PrivateKeyInfo in `out`, to be wiped by the caller. false: another
 * password is wanted. */
bool scrypt_open(struct bytes in, const char *password, struct buf *out);

/* The function itself (RFC 7914 6), `n` a power of two. false: it would be too dear. */
bool scrypt_derive(struct bytes password, struct bytes salt, size_t n, size_t r, size_t p, uint8_t *out, size_t len);

#endif
