/* SPDX-License-Identifier: GPL-3.0-or-later
 * The kept root, read and written. */
#include "gallery/keep.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/moment.h"
#include "base/place.h"
#include "x509/cert.h"

#include <errno.h>
#include <gnutls/abstract.h>
#include <gnutls/x509.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static int keep_wrong(const char *path, struct cc_err *e)
{
	return err_setx(e, ERR_USAGE, "--keep-root %s: this is no root that certcard kept", path);
}

/* A key that others may read is nobody's any more. 1: it is there, 0: it is not, -1. */
static int keep_there(const char *path, struct cc_err *e)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return errno == ENOENT ? 0 : err_set(e, ERR_IO, "--keep-root %s", path);
	if (!S_ISREG(st.st_mode))
		return keep_wrong(path, e);
	if ((st.st_mode & (S_IRWXG | S_IRWXO)) != 0)
		return err_setx(e, ERR_USAGE, "--keep-root %s: others may read or write it, and it holds a key"
			" (chmod 600)", path);
	return 1;
}

/* Like the roots that are made here: a CA, limited to names, and never for longer than it says. */
static bool keep_is_ours(const struct cert *c, const struct pki_key *key, int64_t now)
{
	struct bytes spki = pki_key_spki(key);

	return c->parsed && c->is_ca && c->nc != NULL && c->subject.cn != NULL
		&& strcmp(c->subject.cn, "certcard Gallery Root") == 0
		&& c->not_after <= now + (int64_t)DEMO_KEPT_DAYS * MOMENT_DAY + MOMENT_DAY
		&& c->key.spki.n == spki.n && memcmp(c->key.spki.p, spki.p, spki.n) == 0;
}

static void keep_take(struct pki_cert *root, const struct cert *c, const struct pki_key *key)
{
	*root = (struct pki_cert){ .der = BUF_INIT(LIMIT_TEXT_BYTES), .subject = BUF_INIT(LIMIT_TEXT_BYTES),
		.key = key };
	(void)buf_add(&root->der, c->der, c->der_len);
	(void)buf_add(&root->subject, c->subject.der.p, c->subject.der.n);
}

static int keep_parse(const char *path, struct bytes text, int64_t now, struct pki_cert *root, struct pki_key **key,
	struct cc_err *e)
{
	const gnutls_datum_t pem = { (unsigned char *)(uintptr_t)text.p, (unsigned)text.n };
	gnutls_datum_t der = { NULL, 0 }, secret = { NULL, 0 };
	struct cert *c = NULL;
	int r;

	*key = NULL;
	if (gnutls_pem_base64_decode2("CERTIFICATE", &pem, &der) >= 0)
		c = cert_read(der.data, der.size);
	if (gnutls_pem_base64_decode2("EC PRIVATE KEY", &pem, &secret) >= 0)
		*key = pki_key_read(PKI_P256, (struct bytes){ secret.data, secret.size }, e);
	gnutls_free(der.data);
	gnutls_free(secret.data);
	r = c == NULL || *key == NULL || !keep_is_ours(c, *key, now) ? keep_wrong(path, e) : c->not_after >= now;
	if (r == 1)
		keep_take(root, c, *key);
	cert_unref(c);
	if (r != 1) {
		pki_key_free(*key);
		*key = NULL;
	}
	return r;
}

int demo_kept_read(const char *path, int64_t now, struct pki_cert *root, struct pki_key **key, struct cc_err *e)
{
	struct buf text = BUF_INIT(LIMIT_TEXT_BYTES);
	int r = keep_there(path, e);

	if (r == 1)
		r = file_read(path, &text, e) != 0 ? -1 : keep_parse(path, buf_bytes(&text), now, root, key, e);
	buf_done(&text);
	return r;
}

static int keep_key_pem(const struct pki_key *key, struct buf *out)
{
	gnutls_x509_privkey_t plain = NULL;
	gnutls_datum_t pem = { NULL, 0 };
	int r = gnutls_privkey_export_x509(pki_key_gnutls(key), &plain);

	if (r >= 0)
		r = gnutls_x509_privkey_export2(plain, GNUTLS_X509_FMT_PEM, &pem);
	if (r >= 0)
		r = buf_add(out, pem.data, pem.size);
	if (plain != NULL)
		gnutls_x509_privkey_deinit(plain);
	gnutls_free(pem.data);
	return r;
}

int demo_kept_write(const char *path, const struct pki_cert *root, struct cc_err *e)
{
	struct bytes der = pki_cert_der(root);
	struct cert *c = cert_read(der.p, der.n);
	char *pem = cert_pem(c);
	struct buf b = BUF_INIT(LIMIT_TEXT_BYTES);
	struct place p;
	int r = -1;

	(void)buf_adds(&b, pem);
	if (keep_key_pem(root->key, &b) < 0)
		(void)err_setx(e, ERR_IO, "--keep-root: the key cannot be written down");
	else if (place_open(&p, path, false, e) == 0) {
		r = place_write(&p, buf_bytes(&b), S_IRUSR | S_IWUSR, true, e);
		place_close(&p);
	}
	free(pem);
	cert_unref(c);
	buf_done(&b);
	return r;
}
