/* SPDX-License-Identifier: GPL-3.0-or-later
 * Keys to order, and what is signed with them. */
#include "pki/key.h"

#include "asn1/der-write.h"
#include "base/mem.h"

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <stdlib.h>
#include <string.h>

struct pki_key {
	enum pki_key_kind kind;
	gnutls_privkey_t private;
	gnutls_datum_t spki;             /* GnuTLS's memory */
	uint8_t id[PKI_KEY_ID_BYTES];    /* SHA-1 of spki; any value that is unique will do (RFC 5280 4.2.1.2) */
};

static const struct { gnutls_pk_algorithm_t pk; unsigned bits; } pki_kinds[] = {
	[PKI_P256] = { GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1) },
	[PKI_P384] = { GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP384R1) },
	[PKI_P521] = { GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP521R1) },
	[PKI_P224] = { GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP224R1) },
	[PKI_P192] = { GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP192R1) },
	[PKI_RSA1024] = { GNUTLS_PK_RSA, 1024 },
	[PKI_RSA2048] = { GNUTLS_PK_RSA, 2048 },
	[PKI_RSA3072] = { GNUTLS_PK_RSA, 3072 },
	[PKI_DSA2048] = { GNUTLS_PK_DSA, 2048 },
	[PKI_ED25519] = { GNUTLS_PK_EDDSA_ED25519, GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_ED25519) },
	[PKI_ED448] = { GNUTLS_PK_EDDSA_ED448, GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_ED448) },
};

/* How a kind of key signs with a hash. RSA's AlgorithmIdentifier has a NULL as parameter, the others have none. */
struct pki_algorithm { gnutls_sign_algorithm_t sign; const char *oid; };

static const struct pki_algorithm pki_ecdsa[] = {
	[PKI_SHA256] = { GNUTLS_SIGN_ECDSA_SHA256, "1.2.840.10045.4.3.2" },
	[PKI_SHA384] = { GNUTLS_SIGN_ECDSA_SHA384, "1.2.840.10045.4.3.3" },
	[PKI_SHA512] = { GNUTLS_SIGN_ECDSA_SHA512, "1.2.840.10045.4.3.4" },
	[PKI_SHA1] = { GNUTLS_SIGN_ECDSA_SHA1, "1.2.840.10045.4.1" },
	[PKI_SHA224] = { GNUTLS_SIGN_ECDSA_SHA224, "1.2.840.10045.4.3.1" },
	[PKI_PSS_SALT20] = { GNUTLS_SIGN_UNKNOWN, NULL },
};
static const struct pki_algorithm pki_dsa[] = {
	[PKI_SHA256] = { GNUTLS_SIGN_DSA_SHA256, "2.16.840.1.101.3.4.3.2" },
	[PKI_PSS_SALT20] = { GNUTLS_SIGN_UNKNOWN, NULL },
};
static const struct pki_algorithm pki_rsa[] = {
	[PKI_SHA256] = { GNUTLS_SIGN_RSA_SHA256, "1.2.840.113549.1.1.11" },
	[PKI_SHA384] = { GNUTLS_SIGN_RSA_SHA384, "1.2.840.113549.1.1.12" },
	[PKI_SHA512] = { GNUTLS_SIGN_RSA_SHA512, "1.2.840.113549.1.1.13" },
	[PKI_SHA1] = { GNUTLS_SIGN_RSA_SHA1, "1.2.840.113549.1.1.5" },
	[PKI_SHA224] = { GNUTLS_SIGN_RSA_SHA224, "1.2.840.113549.1.1.14" },
	[PKI_MD5] = { GNUTLS_SIGN_RSA_MD5, "1.2.840.113549.1.1.4" },
	[PKI_PSS] = { GNUTLS_SIGN_RSA_PSS_SHA256, "1.2.840.113549.1.1.10" },
	[PKI_PSS_SALT20] = { GNUTLS_SIGN_RSA_PSS_SHA256, "1.2.840.113549.1.1.10" },
};
static const struct pki_algorithm pki_ed448 = { GNUTLS_SIGN_EDDSA_ED448, "1.3.101.113" };
static const struct pki_algorithm pki_ed25519 = { GNUTLS_SIGN_EDDSA_ED25519, "1.3.101.112" };

static bool pki_is_rsa(const struct pki_key *k)
{
	return pki_kinds[k->kind].pk == GNUTLS_PK_RSA;
}

static const struct pki_algorithm *pki_algorithm(const struct pki_key *k, enum pki_hash hash)
{
	if (k->kind == PKI_ED25519)
		return &pki_ed25519;
	if (k->kind == PKI_ED448)
		return &pki_ed448;
	if (k->kind == PKI_DSA2048)
		return &pki_dsa[hash];
	return pki_is_rsa(k) ? &pki_rsa[hash] : &pki_ecdsa[hash];
}

static int pki_error(struct cc_err *e, const char *what, int code)
{
	return err_setx(e, ERR_CRYPTO, "%s: %s", what, gnutls_strerror(code));
}

/* The public half, and its name. */
static int pki_key_public(struct pki_key *k)
{
	gnutls_pubkey_t public = NULL;
	int r;

	if ((r = gnutls_pubkey_init(&public)) < 0)
		return r;
	if ((r = gnutls_pubkey_import_privkey(public, k->private, 0, 0)) >= 0
		&& (r = gnutls_pubkey_export2(public, GNUTLS_X509_FMT_DER, &k->spki)) >= 0)
		r = gnutls_hash_fast(GNUTLS_DIG_SHA1, k->spki.data, k->spki.size, k->id);
	gnutls_pubkey_deinit(public);
	return r;
}

struct pki_key *pki_key_new(enum pki_key_kind kind, struct cc_err *e)
{
	struct pki_key *k = mem_alloc(sizeof *k);
	int r;

	k->kind = kind;
	if ((r = gnutls_privkey_init(&k->private)) >= 0 &&
		(r = gnutls_privkey_generate(k->private, pki_kinds[kind].pk, pki_kinds[kind].bits, 0)) >= 0 &&
		(r = pki_key_public(k)) >= 0)
		return k;
	(void)pki_error(e, "making a key", r);
	pki_key_free(k);
	return NULL;
}

static int pki_key_import(struct pki_key *k, struct bytes der)
{
	const gnutls_datum_t in = { (unsigned char *)(uintptr_t)der.p, (unsigned)der.n };
	gnutls_x509_privkey_t read = NULL;
	int r = gnutls_x509_privkey_init(&read);

	if (r >= 0 && (r = gnutls_x509_privkey_import(read, &in, GNUTLS_X509_FMT_DER)) >= 0
		&& (r = gnutls_x509_privkey_verify_params(read)) >= 0)
		r = gnutls_x509_privkey_get_pk_algorithm(read) == (int)pki_kinds[k->kind].pk
			? gnutls_privkey_import_x509(k->private, read, GNUTLS_PRIVKEY_IMPORT_COPY)
			: GNUTLS_E_INVALID_REQUEST;
	if (read != NULL)
		gnutls_x509_privkey_deinit(read);
	return r;
}

struct pki_key *pki_key_read(enum pki_key_kind kind, struct bytes der, struct cc_err *e)
{
	struct pki_key *k = mem_alloc(sizeof *k);
	int r;

	k->kind = kind;
	if ((r = gnutls_privkey_init(&k->private)) >= 0 && (r = pki_key_import(k, der)) >= 0
		&& (r = pki_key_public(k)) >= 0)
		return k;
	(void)pki_error(e, "reading a key", r);
	pki_key_free(k);
	return NULL;
}

void pki_key_free(struct pki_key *k)
{
	if (k == NULL)
		return;
	gnutls_free(k->spki.data);
	if (k->private != NULL)
		gnutls_privkey_deinit(k->private);
	free(k);
}

struct bytes pki_key_spki(const struct pki_key *k)
{
	return (struct bytes){ k->spki.data, k->spki.size };
}

struct bytes pki_key_id(const struct pki_key *k)
{
	return (struct bytes){ k->id, sizeof k->id };
}

void *pki_key_gnutls(const struct pki_key *k)
{
	return k->private;
}

static unsigned pki_salt(enum pki_hash hash)
{
	return hash == PKI_PSS_SALT20 ? 20 : 32;
}

/* RSASSA-PSS-params (RFC 4055 3.1) with SHA-256 throughout. The salt's 20 octets are the default, which DER leaves out.
 * */
static void pki_pss_parameters(struct derw *d, enum pki_hash hash)
{
	derw_begin(d, DERW_SEQUENCE);
	for (int i = 0; i < 2; i++) {
		derw_begin(d, DERW_CONTEXT_CONSTRUCTED(i));
		derw_begin(d, DERW_SEQUENCE);
		if (i == 1) {
			derw_oid(d, "1.2.840.113549.1.1.8");
			derw_begin(d, DERW_SEQUENCE);
		}
		derw_oid(d, "2.16.840.1.101.3.4.2.1");
		derw_null(d);
		if (i == 1)
			derw_end(d);
		derw_end(d);
		derw_end(d);
	}
	if (pki_salt(hash) != 20) {
		derw_begin(d, DERW_CONTEXT_CONSTRUCTED(2));
		derw_int(d, DERW_INTEGER, pki_salt(hash));
		derw_end(d);
	}
	derw_end(d);
}

void pki_sig_alg_spelt(struct derw *d, const struct pki_key *key, enum pki_hash hash, bool respelt)
{
	derw_begin(d, DERW_SEQUENCE);
	derw_oid(d, pki_algorithm(key, hash)->oid);
	if (pki_is_rsa(key) && hash >= PKI_PSS)
		pki_pss_parameters(d, hash);
	else if (pki_is_rsa(key) != respelt)
		derw_null(d);
	derw_end(d);
}

void pki_sig_alg(struct derw *d, const struct pki_key *key, enum pki_hash hash)
{
	pki_sig_alg_spelt(d, key, hash, false);
}

/* GnuTLS takes a salt of another length from a key that is bound to it: a copy of ours. */
static int pki_sign_pss(const struct pki_key *key, enum pki_hash hash, const gnutls_datum_t *data,
	gnutls_datum_t *signature)
{
	gnutls_x509_privkey_t copy = NULL;
	gnutls_privkey_t bound = NULL;
	gnutls_x509_spki_t spki = NULL;
	int r;

	if ((r = gnutls_privkey_export_x509(key->private, &copy)) < 0 || (r = gnutls_x509_spki_init(&spki)) < 0)
		goto out;
	gnutls_x509_spki_set_rsa_pss_params(spki, GNUTLS_DIG_SHA256, pki_salt(hash));
	if ((r = gnutls_privkey_init(&bound)) < 0 || (r = gnutls_privkey_import_x509(bound, copy, 0)) < 0 ||
		(r = gnutls_privkey_set_spki(bound, spki, 0)) < 0)
		goto out;
	r = gnutls_privkey_sign_data2(bound, GNUTLS_SIGN_RSA_PSS_SHA256, 0, data, signature);
out:
	if (bound != NULL)
		gnutls_privkey_deinit(bound);
	if (copy != NULL)
		gnutls_x509_privkey_deinit(copy);
	if (spki != NULL)
		gnutls_x509_spki_deinit(spki);
	return r;
}

int pki_sign(struct derw *d, struct bytes tbs, const struct pki_key *key, enum pki_hash hash, bool spoil,
	struct cc_err *e)
{
	gnutls_datum_t data = { .data = (unsigned char *)(uintptr_t)tbs.p, .size = (unsigned)tbs.n }, signature = { 0 };
	int r = pki_is_rsa(key) && hash >= PKI_PSS ? pki_sign_pss(key, hash, &data, &signature)
		: gnutls_privkey_sign_data2(key->private, pki_algorithm(key, hash)->sign, 0, &data, &signature);

	if (r < 0)
		return pki_error(e, "signing", r);
	if (spoil)
		signature.data[signature.size - 1] ^= 1;
	derw_raw(d, tbs);
	pki_sig_alg(d, key, hash);
	derw_bits(d, DERW_BIT_STRING, (struct bytes){ signature.data, signature.size }, 0);
	gnutls_free(signature.data);
	return 0;
}
