/* SPDX-License-Identifier: GPL-3.0-or-later
 * A chain of three for real servers, as PEM files in a folder: root.pem; www.pem, other.pem and client.pem (each a leaf
 * and the intermediate above it) with their .key; www.ocsp, what the intermediate says of www (DER). Dated from now. */
#include "pki/pki.h"
#include "pki/status.h"

#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <stdio.h>
#include <time.h>

#define DAY ((int64_t)86400)

enum { ROOT, CA, WWW, OTHER, CLIENT, N_CERTS };

static const char *const www_names[] = { "www.example.test", "example.test", NULL };
static const char *const other_names[] = { "other.example.test", NULL };
static const char *const client_names[] = { "email:operator@example.test", NULL };
static const char *const client_eku[] = { "1.3.6.1.5.5.7.3.2", NULL };

/* The dates are in days from now. */
static const struct { const char *file; struct pki_spec spec; int issuer; } certs[N_CERTS] = {
	[ROOT] = { "root", { .cn = "Example Root", .o = "Example", .not_before = -900, .not_after = 2700,
		.flags = PKI_CA | PKI_NO_AKID }, ROOT },
	[CA] = { "ca", { .cn = "Example CA 1", .o = "Example", .not_before = -400, .not_after = 1400,
		.flags = PKI_CA | PKI_PATH_LENGTH }, ROOT },
	[WWW] = { "www", { .cn = "www.example.test", .names = www_names, .not_before = -10, .not_after = 80 }, CA },
	[OTHER] = { "other", { .cn = "other.example.test", .names = other_names, .not_before = -10, .not_after = 80 },
		CA },
	[CLIENT] = { "client",
		{ .cn = "operator", .names = client_names, .eku = client_eku, .not_before = -10, .not_after = 80 },
			CA },
};

static const char *folder;

static int put(const char *name, const char *suffix, const void *p, size_t n, const char *mode)
{
	char path[4096];
	FILE *f;
	int bad;

	if (snprintf(path, sizeof path, "%s/%s.%s", folder, name, suffix) >= (int)sizeof path
		|| (f = fopen(path, mode)) == NULL) {
		fprintf(stderr, "mkchain: cannot write %s.%s\n", name, suffix);
		return -1;
	}
	bad = fwrite(p, 1, n, f) != n;
	bad |= fclose(f) != 0;
	return bad ? -1 : 0;
}

static int put_cert(const char *name, const struct pki_cert *c, const char *mode)
{
	gnutls_datum_t der = { (unsigned char *)c->der.data, (unsigned)c->der.len }, pem;
	int r;

	if (gnutls_pem_base64_encode2("CERTIFICATE", &der, &pem) != 0)
		return -1;
	r = put(name, "pem", pem.data, pem.size, mode);
	gnutls_free(pem.data);
	return r;
}

static int put_key(const char *name, const struct pki_key *k)
{
	gnutls_x509_privkey_t key = NULL;
	gnutls_datum_t pem = { 0 };
	int r = -1;

	if (gnutls_privkey_export_x509(pki_key_gnutls(k), &key) == 0
	    && gnutls_x509_privkey_export2_pkcs8(key, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN, &pem) == 0)
		r = put(name, "key", pem.data, pem.size, "w");
	gnutls_free(pem.data);
	gnutls_x509_privkey_deinit(key);
	return r;
}

static int put_ocsp(const struct pki_cert *made, int64_t now, struct cc_err *e)
{
	struct pki_ocsp_entry entry =
		{ .cert = &made[WWW], .issuer = &made[CA], .this_update = now - DAY, .next_update = now + 3 * DAY };
	struct pki_ocsp_spec spec =
		{ .entries = &entry, .n_entries = 1, .produced_at = now - DAY, .signer = &made[CA] };
	struct buf der;
	int r;

	buf_init(&der, PKI_CERT_BYTES);
	r = pki_ocsp_make(&der, &spec, e);
	if (r == 0)
		r = put("www", "ocsp", der.data, der.len, "w");
	buf_done(&der);
	return r;
}

static int make(struct pki_cert *made, struct pki_key **keys, struct cc_err *e)
{
	int64_t now = time(NULL);
	int i;

	for (i = 0; i < N_CERTS; i++) {
		struct pki_spec spec = certs[i].spec;

		spec.not_before = now + spec.not_before * DAY;
		spec.not_after = now + spec.not_after * DAY;
		keys[i] = pki_key_new(PKI_P256, e);
		if (keys[i] == NULL || pki_cert_make(&made[i], &spec, keys[i],
			i == ROOT ? NULL : &made[certs[i].issuer], e) != 0
		    || put_cert(certs[i].file, &made[i], "w") != 0)
			return -1;
		if (i > CA && (put_cert(certs[i].file, &made[CA], "a") != 0 || put_key(certs[i].file, keys[i]) != 0))
			return -1;
	}
	return put_ocsp(made, now, e);
}

int main(int argc, char **argv)
{
	struct pki_key *keys[N_CERTS] = { 0 };
	struct pki_cert made[N_CERTS] = { 0 };
	struct cc_err e = { 0 };
	int r, i;

	if (argc != 2)
		return 2;
	folder = argv[1];
	r = make(made, keys, &e);
	if (r != 0)
		fprintf(stderr, "mkchain: %s\n", e.msg);
	for (i = 0; i < N_CERTS; i++) {
		pki_cert_done(&made[i]);
		pki_key_free(keys[i]);
	}
	return r == 0 ? 0 : 1;
}
