/* SPDX-License-Identifier: GPL-3.0-or-later
 * Files: every wrapping, PEM, DER, PKCS #7, PKCS #12, key stores, requests and keys. Whatever stands there, reading
 * ends, and what is said of it is clean text. */
#include "fuzz/fuzz.h"

#include "base/mem.h"
#include "lib/pbmac1.h"
#include "pki/pki.h"
#include "x509/file-parts.h"
#include "x509/pemfile.h"

#include <gnutls/pkcs12.h>
#include <gnutls/pkcs7.h>
#include <gnutls/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *fuzz_password(void *ctx, const char *label, bool again)
{
	(void)ctx;
	(void)label;
	return again ? NULL : mem_strdup("secret");
}

static void fuzz_certs(struct cert *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct cert *c = list[i];

		fuzz_expect_clean(c->fault);
		if (!c->parsed)
			continue;
		fuzz_expect_clean(c->subject.text);
		fuzz_expect_clean(c->attributes);
		for (size_t k = 0; k < c->n_sans; k++)
			fuzz_expect_clean(c->sans[k].value);
		for (size_t k = 0; k < c->n_extensions; k++)
			fuzz_expect_clean(c->extensions[k].text);
	}
}

/* As a List: whatever it is, its parts stand within it, in their order, and their names are plain. */
static void fuzz_parts(struct bytes in)
{
	struct file_part *parts;
	bool more;
	size_t count = file_parts(in, &parts, &more);

	for (size_t i = 0; i < count; i++) {
		fuzz_expect_clean(parts[i].name);
		if (parts[i].octets.p < in.p || parts[i].octets.p + parts[i].octets.n > in.p + in.n
			|| parts[i].line == 0
			|| (i > 0 && parts[i].octets.p < parts[i - 1].octets.p + parts[i - 1].octets.n))
			abort();
	}
	file_parts_free(parts, count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const struct pemfile_opts o = { .password = fuzz_password };
	struct pemfile_data file = { .octets = BUF_INIT(n + 1), .label = mem_strdup("a file") };
	struct cc_err e = { 0 };
	struct pemfile open;
	struct cert **certs;
	size_t count;

	(void)buf_add(&file.octets, data, n);
	if (pemfile_open(&file, &open, &o, &e) == 0) {
		fuzz_certs(open.certs, open.n);
		fuzz_certs(open.requests, open.n_requests);
		pemfile_close(&open);
	} else {
		fuzz_expect_clean(e.msg);
	}
	/* and as what a server fetched: less is read */
	if (pemfile_parse((struct bytes){ data, n }, "a file", &certs, &count, NULL, &e) == 0)
		pemfile_free(certs, count);
	pemfile_unload(&file);
	fuzz_parts((struct bytes){ data, n });
	return 0;
}

/* ---- seeds ---- */

static gnutls_x509_privkey_t seed_key(void)
{
	gnutls_x509_privkey_t key;

	if (gnutls_x509_privkey_init(&key) != 0 || gnutls_x509_privkey_generate(key, GNUTLS_PK_ECDSA,
		GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0) != 0)
		abort();
	return key;
}

static struct buf seed_cert(void)
{
	const struct pki_spec spec = { .cn = "a.localhost", .not_after = 1900000000,
		.names = (const char *const[]){ "a.localhost", "ip:192.0.2.1", NULL },
		.ocsp = "http://o.localhost/", .policies = (const char *const[]){ "2.23.140.1.2.1", NULL } };
	struct cc_err e;
	struct pki_key *key = pki_key_new(PKI_P256, &e);
	struct pki_cert made;
	struct buf der = BUF_INIT(4096);

	if (key == NULL || pki_cert_make(&made, &spec, key, NULL, &e) != 0)
		abort();
	(void)buf_add(&der, made.der.data, made.der.len);
	pki_cert_done(&made);
	pki_key_free(key);
	return der;
}

static void seed_take(struct buf *out, gnutls_datum_t *d)
{
	(void)buf_add(out, d->data, d->size);
	gnutls_free(d->data);
}

static void seed_der(struct buf *out)
{
	struct buf der = seed_cert();

	(void)buf_add(out, der.data, der.len);
	buf_done(&der);
}

static void seed_pem(struct buf *out)
{
	struct buf der = seed_cert();
	gnutls_datum_t in = { (unsigned char *)der.data, (unsigned)der.len }, pem;

	if (gnutls_pem_base64_encode2("CERTIFICATE", &in, &pem) == 0)
		seed_take(out, &pem);
	buf_done(&der);
}

/* The same text with each line's end written in another way, something before it and something behind. */
static void seed_wrapped(struct buf *out, const char *before, const char *line_end, const char *behind)
{
	struct buf pem = BUF_INIT(8192);

	seed_pem(&pem);
	(void)buf_adds(out, before);
	for (size_t i = 0; i < pem.len; i++)
		if (pem.data[i] == '\n')
			(void)buf_adds(out, line_end);
		else
			(void)buf_addc(out, pem.data[i]);
	(void)buf_adds(out, behind);
	buf_done(&pem);
}

static void seed_json(struct buf *out) { seed_wrapped(out, "{\"tls.crt\": \"", "\\n", "\", \"x\": [1]}\n"); }
static void seed_yaml(struct buf *out) { seed_wrapped(out, "data:\n  crt: |\n    ", "\n    ", "\n  b: c\n"); }
static void seed_html(struct buf *out) { seed_wrapped(out, "<p>", "<br/>&nbsp;", "</p>"); }
static void seed_mail(struct buf *out) { seed_wrapped(out, "Subject: x\r\n\r\n> ", "\r\n> ", "\r\n"); }
static void seed_cr(struct buf *out) { seed_wrapped(out, "\xef\xbb\xbf", "\r", "\r"); }

static void seed_containers(struct buf *out)
{
	seed_wrapped(out, "{\"log\":\"", "\\n\",\"stream\":\"stdout\"}\n{\"log\":\"", "\\n\",\"stream\":\"stdout\"}\n");
}
static void seed_psql(struct buf *out) { seed_wrapped(out, "  cert  \n-------\n ", "     +\n ", "\n(1 row)\n"); }
static void seed_rtf(struct buf *out) { seed_wrapped(out, "{\\rtf1\\ansi\n\\f0 ", "\\par\n", "}"); }
static void seed_numbered(struct buf *out)
{
	seed_wrapped(out, "<tr><td>1</td><td>", "</td></tr>\n<tr><td>2</td><td>", "</td></tr>\n");
}
static void seed_basic(struct buf *out) { seed_wrapped(out, "c = \"", "\" & vbCrLf & _\n\"", "\"\n"); }

/* Each octet in a format of its own. */
static void seed_octets(struct buf *out, const char *before, const char *format, const char *behind)
{
	struct buf der = seed_cert();

	(void)buf_adds(out, before);
	for (size_t i = 0; i < der.len; i++) {
		char octet[16];

		(void)snprintf(octet, sizeof octet, format[0] == 'x' ? "%02x" : format[0] == 'o' ? "\\%03o" : "%u",
			(unsigned)(uint8_t)der.data[i]);
		(void)buf_adds(out, octet);
		(void)buf_adds(out, format + 1);
	}
	(void)buf_adds(out, behind);
	buf_done(&der);
}

static void seed_hex(struct buf *out) { seed_octets(out, "see ", "x:", "\n"); }
static void seed_numbers(struct buf *out) { seed_octets(out, "[]byte{", "u, ", "}\n"); }
static void seed_octal(struct buf *out) { seed_octets(out, "'", "o", "'\n"); }

/* Cut off, as in a ticket. */
static void seed_shortened(struct buf *out)
{
	struct buf pem = BUF_INIT(8192);

	seed_pem(&pem);
	(void)buf_add(out, pem.data, pem.len / 3);
	(void)buf_adds(out, "\n...\n");
	(void)buf_add(out, pem.data + pem.len / 2, pem.len - pem.len / 2);
	buf_done(&pem);
}

/* A mail whose body is base64 of a text with a certificate in it. */
static void seed_mime(struct buf *out)
{
	struct buf pem = BUF_INIT(8192);
	gnutls_datum_t text;

	(void)buf_adds(&pem, "Hello,\n\n");
	seed_pem(&pem);
	if (gnutls_base64_encode2(&(gnutls_datum_t){ (unsigned char *)pem.data, (unsigned)pem.len }, &text) == 0) {
		(void)buf_adds(out, "Content-Transfer-Encoding: base64\nMIME-Version: 1.0\n\n");
		seed_take(out, &text);
	}
	buf_done(&pem);
}

/* openssl pkcs8 -topk8 -scrypt -scrypt_N 16 -scrypt_r 1 -scrypt_p 1 -passout pass:secret */
static void seed_scrypt(struct buf *out)
{
	(void)buf_adds(out,
		"-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
		"MIGSME4GCSqGSIb3DQEFDTBBMCAGCSsGAQQB2kcECzATBAgA63UKY2duaQIBEAIB\n"
		"AQIBATAdBglghkgBZQMEASoEEN0kKArZJvaUbZSozryRGPYEQLXl9iGjycZ1Eq7R\n"
		"MZPwl9AuVW3aauCKaJzGKGN09XVT0fzJW9+pv7AR9RdTWiN0j6gdBQ6DLw4Nnof2\n"
		"s6Vyxfo=\n"
		"-----END ENCRYPTED PRIVATE KEY-----\n");
}

static void seed_utf16(struct buf *out)
{
	struct buf pem = BUF_INIT(8192);

	seed_pem(&pem);
	(void)buf_add(out, "\xff\xfe", 2);
	for (size_t i = 0; i < pem.len; i++) {
		(void)buf_addc(out, pem.data[i]);
		(void)buf_addc(out, '\0');
	}
	buf_done(&pem);
}

static void seed_base64(struct buf *out)
{
	struct buf pem = BUF_INIT(8192);
	gnutls_datum_t text;

	seed_pem(&pem);
	if (gnutls_base64_encode2(&(gnutls_datum_t){ (unsigned char *)pem.data, (unsigned)pem.len }, &text) == 0) {
		(void)buf_adds(out, "kind: Secret\ndata:\n  tls.crt: ");
		seed_take(out, &text);
	}
	buf_done(&pem);
}

/* A Java key store with a trusted certificate, and one with a key and its chain. */
static void seed_keystore(struct buf *out)
{
	static const uint8_t head[] = { 0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2, 0, 0, 0, 2 };
	struct buf der = seed_cert();

	(void)buf_add(out, head, sizeof head);
	for (uint8_t kind = 2; kind >= 1; kind--) {
		(void)buf_add(out, (uint8_t[]){ 0, 0, 0, kind, 0, 1, 'a', 0, 0, 0, 0, 0, 0, 0, 0 }, 15);
		if (kind == 1)
			(void)buf_add(out, (uint8_t[]){ 0, 0, 0, 2, 0x30, 0, 0, 0, 0, 1 }, 10);
		(void)buf_add(out, (uint8_t[]){ 0, 5, 'X', '.', '5', '0', '9', 0, 0, (uint8_t)(der.len >> 8),
			(uint8_t)der.len }, 11);
		(void)buf_add(out, der.data, der.len);
	}
	buf_done(&der);
}

/* The other kind of key store, with a secret key before a certificate. */
static void seed_secrets(struct buf *out)
{
	static const uint8_t head[] = { 0xce, 0xce, 0xce, 0xce, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3, 0, 1, 'a', 0, 0, 0,
		0, 0, 0, 0, 0, 0xac, 0xed, 0, 5, 0x73, 0x72 };
	struct buf der = seed_cert();

	(void)buf_add(out, head, sizeof head);
	(void)buf_add(out, (uint8_t[]){ 0, 0, 0, 2, 0, 1, 'b', 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 'X', '.', '5', '0', '9', 0,
		0, (uint8_t)(der.len >> 8), (uint8_t)der.len }, 26);
	(void)buf_add(out, der.data, der.len);
	buf_done(&der);
}

/* A List, each of whose items is a file by itself. */
static void seed_list(struct buf *out)
{
	(void)buf_adds(out, "apiVersion: v1\nkind: List\nitems:\n- kind: Secret\n  metadata:\n    name: a\n"
		"    namespace: b\n  data:\n    tls.crt: ");
	seed_base64(out);
	(void)buf_adds(out, "\n- kind: ConfigMap\n  metadata: {name: c}\n  data:\n    ca.crt: |\n      ");
	seed_yaml(out);
}

/* What programs print of a connection, and directories and metadata hold. */
static void seed_client(struct buf *out)
{
	seed_wrapped(out, "CONNECTED(00000003)\n---\nCertificate chain\n 0 s:CN = a\n   i:CN = b\n", "\n",
		"---\nServer certificate\n");
	seed_wrapped(out, "", "\n", "subject=CN = a\n---\n");
}

static void seed_ldif(struct buf *out)
{
	struct buf der = seed_cert();
	gnutls_datum_t text;

	if (gnutls_base64_encode2(&(gnutls_datum_t){ (unsigned char *)der.data, (unsigned)der.len }, &text) == 0) {
		(void)buf_adds(out, "dn: cn=a\nuserCertificate;binary:: ");
		for (unsigned i = 0; i < text.size; i++) {
			if (i % 60 == 59)
				(void)buf_adds(out, "\n ");
			(void)buf_addc(out, (char)text.data[i]);
		}
		(void)buf_adds(out, "\n<ds:X509Certificate>");
		seed_take(out, &text);
		(void)buf_adds(out, "</ds:X509Certificate>\n");
	}
	buf_done(&der);
}

static void seed_printable(struct buf *out)
{
	seed_wrapped(out, "Content-Transfer-Encoding: quoted-printable\n\n", "=0A=\n", "=3D=3D\n");
}

/* What is named for what it is. */
static void seed_named(struct buf *out)
{
	(void)buf_adds(out, "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQ==\n-----END PGP PUBLIC KEY BLOCK-----\n"
		"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHh a@b\neyJhbGciOiJSUzI1NiIsIng1YyI6WyJNSUkiXX0.e30.c2ln\n"
		"<!DOCTYPE plist>\n-----BEGIN X509 CRL-----\nMIIB\n-----END X509 CRL-----\n");
}

/* A store of Windows, and two certificates as DER behind each other with blanks. */
static void seed_store(struct buf *out)
{
	(void)buf_add(out, "\0\0\0\0CERT\3\0\0\0\1\0\0\0\4\0\0\0abcd \0\0\0\1\0\0\0", 30);
	seed_der(out);
}

static void seed_twice(struct buf *out)
{
	seed_der(out);
	(void)buf_adds(out, "\r\n ");
	seed_der(out);
}

static void seed_pkcs7(struct buf *out)
{
	struct buf der = seed_cert();
	gnutls_datum_t in = { (unsigned char *)der.data, (unsigned)der.len }, made;
	gnutls_pkcs7_t p7;

	if (gnutls_pkcs7_init(&p7) != 0)
		abort();
	if (gnutls_pkcs7_set_crt_raw(p7, &in) == 0 && gnutls_pkcs7_export2(p7, GNUTLS_X509_FMT_DER, &made) == 0)
		seed_take(out, &made);
	gnutls_pkcs7_deinit(p7);
	buf_done(&der);
}

/* Without encryption: a password is hashed for the MAC alone, which takes time enough. */
static void seed_pkcs12(struct buf *out)
{
	struct buf der = seed_cert();
	gnutls_datum_t in = { (unsigned char *)der.data, (unsigned)der.len }, made;
	gnutls_pkcs12_bag_t bag;
	gnutls_x509_crt_t crt;
	gnutls_pkcs12_t p12;

	if (gnutls_pkcs12_init(&p12) != 0 || gnutls_pkcs12_bag_init(&bag) != 0 || gnutls_x509_crt_init(&crt) != 0)
		abort();
	if (gnutls_x509_crt_import(crt, &in, GNUTLS_X509_FMT_DER) == 0 && gnutls_pkcs12_bag_set_crt(bag, crt) >= 0
		&& gnutls_pkcs12_set_bag(p12, bag) == 0 && gnutls_pkcs12_generate_mac(p12, "") == 0
		&& gnutls_pkcs12_export2(p12, GNUTLS_X509_FMT_DER, &made) == 0)
		seed_take(out, &made);
	gnutls_x509_crt_deinit(crt);
	gnutls_pkcs12_bag_deinit(bag);
	gnutls_pkcs12_deinit(p12);
	buf_done(&der);
}

/* The same with the MAC of RFC 9579, under the password that is said when one is asked for. */
static void seed_pbmac1(struct buf *out)
{
	struct buf p12 = BUF_INIT(8192);
	struct derw w = DERW_INIT(8192);

	seed_pkcs12(&p12);
	if (!pbmac1_write(&w, (struct bytes){ (const uint8_t *)p12.data, p12.len }, "secret", 2))
		abort();
	(void)buf_add(out, derw_bytes(&w).p, derw_bytes(&w).n);
	derw_done(&w);
	buf_done(&p12);
}

static void seed_private(struct buf *out)
{
	gnutls_x509_privkey_t key = seed_key();
	gnutls_datum_t pem;

	if (gnutls_x509_privkey_export2(key, GNUTLS_X509_FMT_PEM, &pem) == 0)
		seed_take(out, &pem);
	gnutls_x509_privkey_deinit(key);
}

static void seed_request(struct buf *out)
{
	/* what Windows says of the machine, the user and the program that asked */
	static char client[] = "\x30\x0f\2\1\5\x0c\2pc\x0c\3ada\x0c\1x";
	gnutls_x509_privkey_t key = seed_key();
	gnutls_x509_crq_t crq;
	gnutls_datum_t der;

	if (gnutls_x509_crq_init(&crq) != 0)
		abort();
	if (gnutls_x509_crq_set_version(crq, 1) == 0 && gnutls_x509_crq_set_key(crq, key) == 0
		&& gnutls_x509_crq_set_subject_alt_name(crq, GNUTLS_SAN_DNSNAME, "a.localhost", 11, 0) == 0
		&& gnutls_x509_crq_set_challenge_password(crq, "secret") == 0
		&& gnutls_x509_crq_set_attribute_by_oid(crq, "1.3.6.1.4.1.311.21.20", client, sizeof client - 1) == 0
		&& gnutls_x509_crq_sign2(crq, key, GNUTLS_DIG_SHA256, 0) == 0
		&& gnutls_x509_crq_export2(crq, GNUTLS_X509_FMT_DER, &der) == 0)
		seed_take(out, &der);
	gnutls_x509_crq_deinit(crq);
	gnutls_x509_privkey_deinit(key);
}

bool fuzz_seed(size_t i, struct buf *out)
{
	static void (*const seeds[])(struct buf *out) = {
		seed_der, seed_pem, seed_json, seed_yaml, seed_html, seed_mail, seed_cr, seed_utf16, seed_base64,
		seed_keystore, seed_pkcs7, seed_pkcs12, seed_private, seed_request, seed_containers, seed_psql,
		seed_rtf, seed_numbered, seed_basic, seed_hex, seed_numbers, seed_octal, seed_shortened, seed_mime,
		seed_scrypt, seed_pbmac1, seed_secrets, seed_list, seed_client, seed_ldif, seed_printable, seed_named,
		seed_store, seed_twice,
	};

	if (i >= sizeof seeds / sizeof *seeds)
		return false;
	seeds[i](out);
	if (out->len == 0)
		abort();
	return true;
}
