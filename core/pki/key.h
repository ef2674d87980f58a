/* SPDX-License-Identifier: GPL-3.0-or-later
 * Keys to order, and what is signed with them. GnuTLS makes the keys and signs. */
#ifndef CC_PKI_KEY_H
#define CC_PKI_KEY_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>

enum pki_key_kind { PKI_P256, PKI_P384, PKI_P521, PKI_P224, PKI_P192, PKI_RSA1024, PKI_RSA2048, PKI_RSA3072,
	PKI_DSA2048,
	PKI_ED25519, PKI_ED448, N_PKI_KEY_KINDS };
/* From MD5 on for RSA only: RSASSA-PSS over SHA-256 with a salt as long as that, or of 20 octets. */
enum pki_hash { PKI_SHA256, PKI_SHA384, PKI_SHA512, PKI_SHA1, PKI_SHA224, PKI_MD5, PKI_PSS, PKI_PSS_SALT20 };

/* A key pair. It lives in memory alone. */
struct pki_key;
/* NULL with e set. P-256: 0.3 ms; RSA-2048: up to 200 ms */
struct pki_key *pki_key_new(enum pki_key_kind kind, struct cc_err *e);
/* The key pair of a DER as of RFC 5915 (EC) or RFC 8017 A.1.2 (RSA), which has to be of this kind. NULL with e set */
struct pki_key *pki_key_read(enum pki_key_kind kind, struct bytes der, struct cc_err *e);
void pki_key_free(struct pki_key *k);                                     /* NULL is fine */
struct bytes pki_key_spki(const struct pki_key *k);                       /* borrowed SubjectPublicKeyInfo */
struct bytes pki_key_id(const struct pki_key *k);                         /* borrowed: the key identifier */
/* borrowed: the gnutls_privkey_t, for a server */
void *pki_key_gnutls(const struct pki_key *k);

enum { PKI_KEY_ID_BYTES = 20 };

struct derw;
/* Sign what stands in `tbs` and append to `d` the three parts of a signed thing: it, the algorithm, the BIT STRING. */
int pki_sign(struct derw *d, struct bytes tbs, const struct pki_key *key, enum pki_hash hash, bool spoil,
	struct cc_err *e);
/* The AlgorithmIdentifier; or with NULL for parameters where there are none, and the other way round. */
void pki_sig_alg(struct derw *d, const struct pki_key *key, enum pki_hash hash);
void pki_sig_alg_spelt(struct derw *d, const struct pki_key *key, enum pki_hash hash, bool respelt);

#endif
