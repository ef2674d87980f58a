/* SPDX-License-Identifier: GPL-3.0-or-later
 * Finds the certificates in a file, whatever it is. */
#include "x509/pemfile.h"

#include "asn1/der.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "asn1/pem.h"
#include "base/text.h"

#include <gnutls/pkcs12.h>
#include <gnutls/pkcs7.h>
#include <gnutls/x509.h>
#include <stdlib.h>
#include <string.h>

enum { PEMFILE_ASKS = 3, PEMFILE_BAGS = 64 };

/* What is being gathered. `other` is a clause on what was met instead of certificates. */
struct pemfile {
	struct cert **certs;
	size_t n, max;
	const char *label, *other;
	bool full;
};

static void pemfile_add(struct pemfile *f, const void *der, size_t n)
{
	if (f->n >= f->max) {
		f->full = true;
		return;
	}
	MEM_GROW(f->certs, f->n);
	f->certs[f->n++] = cert_read(der, n);
}

static gnutls_datum_t pemfile_datum(struct bytes b)
{
	/* GnuTLS reads it only; its type has no const */
	return (gnutls_datum_t){ (unsigned char *)(uintptr_t)b.p, (unsigned)b.n };
}

static void pemfile_add_pkcs7(struct pemfile *f, struct bytes der)
{
	gnutls_datum_t data = pemfile_datum(der), raw;
	gnutls_pkcs7_t p7 = NULL;
	int count, i;

	f->other = "holds a PKCS #7 structure without certificates";
	if (gnutls_pkcs7_init(&p7) != 0)
		return;
	if (gnutls_pkcs7_import(p7, &data, GNUTLS_X509_FMT_DER) == 0) {
		count = gnutls_pkcs7_get_crt_count(p7);
		for (i = 0; i < count && !f->full; i++) {
			if (gnutls_pkcs7_get_crt_raw2(p7, (unsigned)i, &raw) != 0)
				continue;
			pemfile_add(f, raw.data, raw.size);
			gnutls_free(raw.data);
		}
	}
	gnutls_pkcs7_deinit(p7);
}

/* OpenSSL appends its trust settings to the certificate: only that is taken. What is no base64 to its end is taken as
 * far as it goes. */
static void pemfile_add_block(struct pemfile *f, const struct pem_block *b, bool trusted)
{
	size_t max = b->body.n / 4 * 3 + 3, n = 0;
	uint8_t *octets = mem_alloc(max);
	struct bytes in = { octets, 0 };
	struct der first;

	(void)base64_decode(b->body, octets, max, &n);
	in.n = n;
	if (trusted && der_next(&in, &first))
		n = first.whole.n;
	pemfile_add(f, octets, n);
	free(octets);
}

static void pemfile_block_pkcs7(struct pemfile *f, const struct pem_block *b)
{
	size_t n = 0;
	uint8_t *octets = pem_decode(b, &n);

	if (octets != NULL)
		pemfile_add_pkcs7(f, (struct bytes){ octets, n });
	free(octets);
}

/* What a block is by its label: the end of it decides ("RSA PRIVATE KEY"). */
enum block_kind { BLOCK_CERT, BLOCK_TRUSTED, BLOCK_PKCS7, BLOCK_OTHER };
static const struct block_row { const char *ending; enum block_kind kind; const char *what; } block_rows[] = {
	{ "TRUSTED CERTIFICATE", BLOCK_TRUSTED, NULL },
	{ "CERTIFICATE REQUEST", BLOCK_OTHER, "holds a certificate signing request, not a certificate" },
	{ "ATTRIBUTE CERTIFICATE", BLOCK_OTHER, "holds an attribute certificate, which is of another kind" },
	{ "CERTIFICATE", BLOCK_CERT, NULL },
	{ "PKCS7", BLOCK_PKCS7, NULL },
	{ "CMS", BLOCK_PKCS7, NULL },
	{ "PRIVATE KEY", BLOCK_OTHER, "holds a private key, not a certificate" },
	{ "PUBLIC KEY", BLOCK_OTHER, "holds a public key, not a certificate" },
	{ "CRL", BLOCK_OTHER, "holds a certificate revocation list, not a certificate" },
	{ "PARAMETERS", BLOCK_OTHER, "holds key parameters, not a certificate" },
};

static const struct block_row *pemfile_block_kind(const struct pem_block *b)
{
	size_t i, n;

	for (i = 0; i < sizeof block_rows / sizeof *block_rows; i++) {
		n = strlen(block_rows[i].ending);
		if (b->label.n >= n && memcmp(b->label.p + b->label.n - n, block_rows[i].ending, n) == 0)
			return &block_rows[i];
	}
	return NULL;
}

/* Every block of a text. false: there is none at all. */
static bool pemfile_take_pem(struct pemfile *f, struct bytes text)
{
	const struct block_row *row;
	struct pem_block block;
	bool any = false;

	while (!f->full && pem_next(&text, &block)) {
		any = true;
		row = pemfile_block_kind(&block);
		if (row == NULL)
			continue;
		if (row->kind == BLOCK_CERT || row->kind == BLOCK_TRUSTED)
			pemfile_add_block(f, &block, row->kind == BLOCK_TRUSTED);
		else if (row->kind == BLOCK_PKCS7)
			pemfile_block_pkcs7(f, &block);
		else if (f->other == NULL)
			f->other = row->what;
	}
	return any;
}

/* The last certificate goes first. */
static void pemfile_to_front(struct pemfile *f)
{
	struct cert *c = f->certs[f->n - 1];

	memmove(f->certs + 1, f->certs, (f->n - 1) * sizeof *f->certs);
	f->certs[0] = c;
}

/* By custom the certificate of the key, and no other, carries the key's local id (RFC 7292 4.2). */
static void pemfile_add_bag(struct pemfile *f, gnutls_pkcs12_bag_t bag)
{
	int count = gnutls_pkcs12_bag_get_count(bag), i;
	gnutls_datum_t data, id;
	size_t before;

	for (i = 0; i < count; i++) {
		id = (gnutls_datum_t){ NULL, 0 };
		if (gnutls_pkcs12_bag_get_type(bag, (unsigned)i) != GNUTLS_BAG_CERTIFICATE ||
		    gnutls_pkcs12_bag_get_data(bag, (unsigned)i, &data) != 0)
			continue;
		before = f->n;
		pemfile_add(f, data.data, data.size);
		if (f->n > before && gnutls_pkcs12_bag_get_key_id(bag, (unsigned)i, &id) == 0 && id.size > 0)
			pemfile_to_front(f);
	}
}

/* Certificates of an opened PKCS #12 file, the key's own first. */
static void pemfile_add_pkcs12(struct pemfile *f, gnutls_pkcs12_t p12, const char *password)
{
	gnutls_pkcs12_bag_t bag = NULL;
	bool more = true;
	int i;

	f->other = "holds a PKCS #12 structure without certificates";
	for (i = 0; more && i < PEMFILE_BAGS; i++) {
		if (gnutls_pkcs12_bag_init(&bag) != 0)
			return;
		more = gnutls_pkcs12_get_bag(p12, i, bag) == 0;
		if (more && (gnutls_pkcs12_bag_get_type(bag, 0) != GNUTLS_BAG_ENCRYPTED
			|| gnutls_pkcs12_bag_decrypt(bag, password) == 0))
			pemfile_add_bag(f, bag);
		gnutls_pkcs12_bag_deinit(bag);
	}
}

static void pemfile_wipe(char *password)
{
	if (password != NULL)
		explicit_bzero(password, strlen(password));
	free(password);
}

/* The password that fits, to be wiped: first none at all, then what is asked for. NULL: none fits. A file without a MAC
 * to try it on is taken to have none. */
static char *pemfile_password(const struct pemfile *f, gnutls_pkcs12_t p12, const struct pemfile_opts *o)
{
	char *password = mem_strdup("");
	int asked = 0;

	while (password != NULL && gnutls_pkcs12_verify_mac(p12, password) == GNUTLS_E_MAC_VERIFY_FAILED) {
		pemfile_wipe(password);
		password = o->password != NULL
			&& asked < PEMFILE_ASKS ? o->password(o->ctx, f->label, asked > 0) : NULL;
		asked++;
	}
	return password;
}

static void pemfile_take_pkcs12(struct pemfile *f, struct bytes der, const struct pemfile_opts *o)
{
	gnutls_datum_t data = pemfile_datum(der);
	gnutls_pkcs12_t p12 = NULL;
	char *password = NULL;

	f->other = "holds a PKCS #12 structure that cannot be read";
	if (o == NULL || gnutls_pkcs12_init(&p12) != 0)
		return;
	if (gnutls_pkcs12_import(p12, &data, GNUTLS_X509_FMT_DER, 0) == 0) {
		password = pemfile_password(f, p12, o);
		if (password != NULL)
			pemfile_add_pkcs12(f, p12, password);
		else
			f->other = "is a PKCS #12 file that opens only with its password";
	}
	pemfile_wipe(password);
	gnutls_pkcs12_deinit(p12);
}

/* What DER is, told by its first elements. */
enum der_kind { KIND_NONE, KIND_CERT, KIND_PKCS7, KIND_PKCS12, KIND_REQUEST, KIND_CRL, KIND_KEY };

static bool pemfile_is_version(struct bytes *in, uint8_t version)
{
	struct bytes content;

	return der_take(in, DER_INTEGER, &content) && content.n == 1 && content.p[0] == version;
}

/* By the to-be-signed part: a request is version 0, name, key; a list is algorithm, name, time; the rest is taken for a
 * certificate. */
static enum der_kind pemfile_signed_kind(struct bytes tbs)
{
	struct bytes first, second, third, in = tbs;

	if (pemfile_is_version(&in, 0) && der_take(&in, DER_SEQUENCE, &first) && der_take(&in, DER_SEQUENCE, &second) &&
	    (in.n == 0 || der_is(&in, DER_CONSTRUCTED_TAG(0))))
		return KIND_REQUEST;
	in = tbs;
	if (der_is(&in, DER_INTEGER) && !pemfile_is_version(&in, 1))
		return KIND_CERT;
	if (der_take(&in, DER_SEQUENCE, &first) && der_take(&in, DER_SEQUENCE, &second) &&
	    (der_take(&in, DER_UTC_TIME, &third) || der_take(&in, DER_GENERALIZED_TIME, &third)))
		return KIND_CRL;
	return KIND_CERT;
}

static enum der_kind pemfile_kind(struct bytes data)
{
	/* 1.2.840.113549.1.7.2 */
	static const uint8_t signed_data[] = { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02 };
	struct bytes list, first;

	if (data.n >= 2 && data.p[0] == DER_SEQUENCE && data.p[1] == 0x80)
		return KIND_PKCS7;   /* indefinite length: some write PKCS #7 so */
	if (!der_take(&data, DER_SEQUENCE, &list))
		return KIND_NONE;
	if (der_is(&list, DER_OID))
		return der_take(&list, DER_OID, &first)
			&& bytes_same(first, (struct bytes){ signed_data, sizeof signed_data }) ? KIND_PKCS7
			: KIND_NONE;
	if (der_is(&list, DER_INTEGER))
		return pemfile_is_version(&list, 3) && der_is(&list, DER_SEQUENCE) ? KIND_PKCS12 : KIND_KEY;
	return der_take(&list, DER_SEQUENCE, &first) ? pemfile_signed_kind(first) : KIND_NONE;
}

static void pemfile_take_der(struct pemfile *f, struct bytes data, const struct pemfile_opts *o)
{
	switch (pemfile_kind(data)) {
	case KIND_CERT:
		pemfile_add(f, data.p, data.n);
		break;
	case KIND_PKCS7:
		pemfile_add_pkcs7(f, data);
		break;
	case KIND_PKCS12:
		pemfile_take_pkcs12(f, data, o);
		break;
	case KIND_REQUEST:
		f->other = "holds a certificate signing request, not a certificate";
		break;
	case KIND_CRL:
		f->other = "holds a certificate revocation list, not a certificate";
		break;
	case KIND_KEY:
		f->other = "holds a private key, not a certificate";
		break;
	case KIND_NONE:
		break;
	}
}

static int pemfile_result(const struct pemfile *f, struct bytes data, struct cc_err *e)
{
	if (f->full)
		return err_setx(e, ERR_LIMIT, "%s holds more than the %zu certificates that certcard reads", f->label,
			f->max);
	if (f->n > 0)
		return 0;
	if (data.n == 0)
		return err_setx(e, ERR_PARSE, "%s is empty", f->label);
	if (f->other != NULL)
		return err_setx(e, ERR_PARSE, "%s %s", f->label, f->other);
	return err_setx(e, ERR_PARSE, "%s holds no certificate: it is neither PEM, DER, PKCS #7 nor PKCS #12",
		f->label);
}

int pemfile_parse(struct bytes data, const char *label, struct cert ***out, size_t *n, const struct pemfile_opts *o,
	struct cc_err *e)
{
	struct pemfile f = { .max = o != NULL && o->max_certs != 0 ? o->max_certs : LIMIT_FILE_CERTS, .label = label };

	*out = NULL;
	*n = 0;
	if (!pemfile_take_pem(&f, data))
		pemfile_take_der(&f, data, o);
	if (pemfile_result(&f, data, e) != 0) {
		pemfile_free(f.certs, f.n);
		return -1;
	}
	*out = f.certs;
	*n = f.n;
	return 0;
}

int pemfile_read(const char *path, struct cert ***out, size_t *n, const struct pemfile_opts *o, struct cc_err *e)
{
	static const struct pemfile_opts plain;
	struct buf data = BUF_INIT(LIMIT_FILE_BYTES);
	char *label = strcmp(path, "-") == 0 ? mem_strdup("standard input") : text_clean(path, strlen(path), 256);
	int r = -1;

	*out = NULL;
	*n = 0;
	if (file_read(path, &data, e) == 0)
		r = pemfile_parse(buf_bytes(&data), label, out, n, o != NULL ? o : &plain, e);
	if (data.data != NULL)
		explicit_bzero(data.data, data.len);   /* there may have been a key in it */
	buf_done(&data);
	free(label);
	return r;
}

void pemfile_free(struct cert **certs, size_t n)
{
	while (n > 0)
		cert_unref(certs[--n]);
	free(certs);
}
