/* SPDX-License-Identifier: GPL-3.0-or-later
 * From a private key to its public half. */
#include "x509/file-key.h"

#include "base/limits.h"
#include "base/mem.h"
#include "x509/cert-read.h"
#include "x509/cert-key.h"
#include "x509/scrypt.h"

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/x509.h>
#include <stdlib.h>
#include <string.h>

static void key_digest(struct bytes point, uint8_t out[32])
{
	(void)gnutls_hash_fast(GNUTLS_DIG_SHA256, point.p, point.n, out);
}

/* The SubjectPublicKeyInfo of a private key, to be freed by gnutls_free(). */
static bool key_public(gnutls_x509_privkey_t x, gnutls_datum_t *spki)
{
	gnutls_privkey_t private = NULL;
	gnutls_pubkey_t public = NULL;
	bool ok = gnutls_privkey_init(&private) == 0 && gnutls_privkey_import_x509(private, x, 0) == 0
		&& gnutls_pubkey_init(&public) == 0 && gnutls_pubkey_import_privkey(public, private, 0, 0) == 0
		&& gnutls_pubkey_export2(public, GNUTLS_X509_FMT_DER, spki) == 0;

	gnutls_pubkey_deinit(public);
	gnutls_privkey_deinit(private);
	return ok;
}

static bool key_describe(gnutls_x509_privkey_t x, struct file_key *out)
{
	struct cert described = { 0 }; /* the reader of keys is the reader of certificates */
	gnutls_datum_t spki = { NULL, 0 };
	bool ok = key_public(x, &spki) && key_read(&described, (struct bytes){ spki.data, spki.size });

	if (ok) {
		*out = (struct file_key){ .algorithm = described.key.algorithm,
			.bits = described.key.bits,
			.curve = described.key.curve };
		key_digest(described.key.point, out->point_sha256);
	}
	free(described.fault);
	gnutls_free(spki.data);
	return ok;
}

enum key_opening file_key_read(struct bytes in, bool pem, const char *password, struct file_key *out)
{
	/* GnuTLS reads it only; its type has no const */
	gnutls_datum_t data = { (unsigned char *)(uintptr_t)in.p, (unsigned)in.n };
	gnutls_x509_privkey_t x = NULL;
	struct buf plain = BUF_INIT(LIMIT_KEY_BYTES);
	bool ok;
	int r;

	*out = (struct file_key){ 0 };
	if (!pem && password != NULL && scrypt_kind(in) == SCRYPT_BEARABLE) {
		enum key_opening opening = scrypt_open(in, password, &plain)
			? file_key_read(buf_bytes(&plain), false, NULL, out) : KEY_SHUT;

		if (plain.data != NULL)
			explicit_bzero(plain.data, plain.size);
		buf_done(&plain);
		return opening;
	}
	if (gnutls_x509_privkey_init(&x) != 0)
		return KEY_SHUT;
	r = gnutls_x509_privkey_import2(x, &data, pem ? GNUTLS_X509_FMT_PEM : GNUTLS_X509_FMT_DER, password,
		password == NULL ? GNUTLS_PKCS_PLAIN : 0);
	ok = r == 0 && key_describe(x, out);
	gnutls_x509_privkey_deinit(x);
	return ok ? KEY_OPENS : r == GNUTLS_E_UNKNOWN_CIPHER_TYPE ? KEY_METHOD : KEY_SHUT;
}

bool file_key_fits(const struct file_key *k, const struct cert *c)
{
	uint8_t digest[32];

	if (k->locked || !c->parsed || c->key.point.n == 0)
		return false;
	key_digest(c->key.point, digest);
	return memcmp(digest, k->point_sha256, sizeof digest) == 0;
}

char *file_key_words(const struct file_key *k)
{
	if (k->locked)
		return mem_strdup("encrypted");
	if (k->algorithm == KEY_EC && k->curve != NULL)
		return mem_printf("EC %s", k->curve);
	if (k->bits == 0 || k->algorithm == KEY_ED25519 || k->algorithm == KEY_ED448)
		return mem_strdup(key_algorithm_name(k->algorithm));
	return mem_printf("%s with %u bits", key_algorithm_name(k->algorithm), k->bits);
}
