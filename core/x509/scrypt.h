/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private keys under scrypt (RFC 7914; in PKCS #8: openssl pkcs8 -scrypt). The function is our own: GnuTLS 3.7.9 and
 * nettle 3.8.1, which are Debian 12's, have none. libgcrypt has one, and would be a further library in every run, with
 * memory and self-tests of its own, for one form of file that few write. The vectors of the RFC are in test-scrypt, and
 * what is too dear is refused before (LIMIT_SCRYPT_*). If nettle gets it, nettle's is to be taken. */
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
