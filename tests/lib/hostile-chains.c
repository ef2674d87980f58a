/* SPDX-License-Identifier: GPL-3.0-or-later
 * The certificates of hostile servers: what a TLS library or an authority would never write. */
#include "lib/spki.h"
#include "lib/hostile.h"

#include "asn1/der-write.h"
#include "base/mem.h"

#include <gnutls/gnutls.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

const uint8_t hostile_serial[4] = { 0x55, 0x66, 0x77, 0x44 };

enum { DAY = 86400, MANY_NAMES = 5000, MANY_EXTENSIONS = 3000, NAME_BYTES = 32 };

const char *const hostile_names[] = { "ip:127.0.0.1", "host.example", NULL };

void hostile_cert_make(struct pki_cert *out, struct pki_spec *s, const struct hostile_pki *p, const struct pki_key *key,
	const struct pki_cert *by)
{
	struct cc_err e = { 0 };

	if (s->not_after == 0) {
		s->not_before = p->now - DAY;
		s->not_after = p->now + 60 * DAY;
	}
	if (pki_cert_make(out, s, key, by, &e) != 0) {
		(void)fprintf(stderr, "hostile certificate: %s\n", e.msg);
		abort();
	}
}

void hostile_pki_open(struct hostile_pki *p)
{
	struct pki_spec root = { .cn = "Hostile Root", .flags = PKI_CA }, ca = { .cn = "Hostile CA", .flags = PKI_CA };
	struct cc_err e;

	p->now = time(NULL);
	p->root_key = pki_key_new(PKI_P256, &e);
	p->ca_key = pki_key_new(PKI_P256, &e);
	p->key = pki_key_new(PKI_P256, &e);
	hostile_cert_make(&p->root, &root, p, p->root_key, NULL);
	hostile_cert_make(&p->ca, &ca, p, p->ca_key, &p->root);
}

void hostile_pki_close(struct hostile_pki *p)
{
	pki_cert_done(&p->root);
	pki_cert_done(&p->ca);
	pki_key_free(p->root_key);
	pki_key_free(p->ca_key);
	pki_key_free(p->key);
}

void hostile_pki_save(const struct hostile_pki *p, const char *path)
{
	struct bytes der = pki_cert_der(&p->root);
	gnutls_datum_t in = { (unsigned char *)(uintptr_t)der.p, (unsigned)der.n }, pem;
	FILE *f = fopen(path, "w");

	if (f == NULL || gnutls_pem_base64_encode2("CERTIFICATE", &in, &pem) != 0
		|| fwrite(pem.data, 1, pem.size, f) != pem.size || fclose(f) != 0)
		abort();
	gnutls_free(pem.data);
}

/* ---- lists ---- */

static void list_add_claiming(struct buf *out, struct bytes der, size_t claims)
{
	const uint8_t length[] = { (uint8_t)(claims >> 16), (uint8_t)(claims >> 8), (uint8_t)claims };

	(void)buf_add(out, length, sizeof length);
	(void)buf_add(out, der.p, der.n);
}

static void list_add(struct buf *out, struct bytes der)
{
	list_add_claiming(out, der, der.n);
}

/* A leaf as described, and the CA behind it. */
static void list_leaf(const struct hostile_pki *p, struct pki_spec *s, struct buf *out)
{
	struct pki_cert leaf;

	if (s->names == NULL)
		s->names = hostile_names;
	s->serial = (struct bytes){ hostile_serial, sizeof hostile_serial };
	hostile_cert_make(&leaf, s, p, p->key, &p->ca);
	list_add(out, pki_cert_der(&leaf));
	list_add(out, pki_cert_der(&p->ca));
	pki_cert_done(&leaf);
}

void chain_good(const struct hostile_pki *p, const char *url, struct buf *out)
{
	struct pki_spec s = { .cn = "host.example" };

	(void)url;
	list_leaf(p, &s, out);
}

void chain_none(const struct hostile_pki *p, const char *url, struct buf *out)
{
	(void)p;
	(void)url;
	(void)out;
}

static void chain_raw(struct buf *out, const char *octets, size_t n)
{
	list_add(out, (struct bytes){ (const uint8_t *)octets, n });
}

/* The second entry must not become the leaf. */
void chain_empty_first(const struct hostile_pki *p, const char *url, struct buf *out)
{
	chain_raw(out, "", 0);
	chain_good(p, url, out);
}

void chain_zero_length(const struct hostile_pki *p, const char *url, struct buf *out)
{
	(void)p;
	(void)url;
	for (int i = 0; i < 50; i++)
		chain_raw(out, "", 0);
}

void chain_garbage(const struct hostile_pki *p, const char *url, struct buf *out)
{
	(void)p;
	(void)url;
	chain_raw(out, "\x1b]0;owned\a\x9b" "31m\r\nnot a certificate", 32);
}

/* An indefinite length, which BER allows and DER does not. */
void chain_not_der(const struct hostile_pki *p, const char *url, struct buf *out)
{
	(void)p;
	(void)url;
	chain_raw(out, "\x30\x80\x30\x80\x02\x01\x01\0\0\0\0", 11);
}

static void list_leaf_cut(const struct hostile_pki *p, size_t part, size_t claims, struct buf *out)
{
	struct pki_spec s = { .cn = "host.example", .names = hostile_names };
	struct pki_cert leaf;
	struct bytes der;

	hostile_cert_make(&leaf, &s, p, p->key, &p->ca);
	der = pki_cert_der(&leaf);
	der.n = der.n / 100 * part;
	list_add_claiming(out, der, claims > 0 ? claims : der.n);
	pki_cert_done(&leaf);
}

void chain_truncated(const struct hostile_pki *p, const char *url, struct buf *out)
{
	(void)url;
	list_leaf_cut(p, 60, 0, out);
	list_add(out, pki_cert_der(&p->ca));
}

void chain_length_lies(const struct hostile_pki *p, const char *url, struct buf *out)
{
	(void)url;
	list_leaf_cut(p, 100, 0xffffff, out);
}

/* Two certificates in the room of one: the second is trailing garbage. */
void chain_two_in_one(const struct hostile_pki *p, const char *url, struct buf *out)
{
	struct buf both = BUF_INIT(65536), one = BUF_INIT(65536);

	chain_good(p, url, &one);
	(void)buf_add(&both, one.data + 3, one.len - 3);
	list_add(out, buf_bytes(&both));
	buf_done(&both);
	buf_done(&one);
}

/* ---- too much of it ---- */

static void chain_copies(const struct hostile_pki *p, unsigned n, struct buf *out)
{
	chain_good(p, NULL, out);
	while (n-- > 2)
		list_add(out, pki_cert_der(&p->root));
}

void chain_200(const struct hostile_pki *p, const char *url, struct buf *out)
{
	(void)url;
	chain_copies(p, 200, out);
}

/* A hundred and twenty CAs of one name and one key, each the issuer of all. */
void chain_120(const struct hostile_pki *p, const char *url, struct buf *out)
{
	struct pki_spec s = { .cn = "Hostile CA", .flags = PKI_CA | PKI_NO_AKID | PKI_NO_SKID };

	chain_good(p, url, out);
	for (int i = 0; i < 120; i++) {
		struct pki_cert twin;

		hostile_cert_make(&twin, &s, p, p->key, &p->ca);
		list_add(out, pki_cert_der(&twin));
		pki_cert_done(&twin);
	}
}

/* Each signed by the one behind it: longer than any verifier goes. */
void chain_deep(const struct hostile_pki *p, const char *url, struct buf *out)
{
	enum { DEEP = 60 };
	static struct pki_cert made[DEEP];
	static char names[DEEP][NAME_BYTES];

	(void)url;
	for (int i = DEEP - 1; i >= 0; i--) {
		struct pki_spec s =
			{ .cn = names[i], .flags = i == 0 ? 0 : PKI_CA, .names = i == 0 ? hostile_names : NULL };

		(void)snprintf(names[i], NAME_BYTES, "Deep %d", i);
		hostile_cert_make(&made[i], &s, p, p->key, i == DEEP - 1 ? &p->ca : &made[i + 1]);
	}
	for (int i = 0; i < DEEP; i++) {
		list_add(out, pki_cert_der(&made[i]));
		pki_cert_done(&made[i]);
	}
	list_add(out, pki_cert_der(&p->ca));
}

/* A issued B and B issued A. */
void chain_loop(const struct hostile_pki *p, const char *url, struct buf *out)
{
	struct pki_spec a = { .cn = "Loop A", .flags = PKI_CA }, b = { .cn = "Loop B", .flags = PKI_CA };
	struct pki_spec leaf = { .cn = "host.example", .names = hostile_names };
	struct pki_cert first, other, again, l;

	(void)url;
	hostile_cert_make(&first, &a, p, p->ca_key, NULL);
	hostile_cert_make(&other, &b, p, p->root_key, &first);
	hostile_cert_make(&again, &a, p, p->ca_key, &other);
	hostile_cert_make(&l, &leaf, p, p->key, &again);
	list_add(out, pki_cert_der(&l));
	list_add(out, pki_cert_der(&again));
	list_add(out, pki_cert_der(&other));
	pki_cert_done(&first);
	pki_cert_done(&other);
	pki_cert_done(&again);
	pki_cert_done(&l);
}

void chain_names(const struct hostile_pki *p, const char *url, struct buf *out)
{
	static char texts[MANY_NAMES][NAME_BYTES];
	static const char *names[MANY_NAMES + 1];
	struct pki_spec s = { .cn = "many", .names = names };

	(void)url;
	for (int i = 0; i < MANY_NAMES; i++) {
		(void)snprintf(texts[i], NAME_BYTES, "n%d.example", i);
		names[i] = texts[i];
	}
	list_leaf(p, &s, out);
}

void chain_extensions(const struct hostile_pki *p, const char *url, struct buf *out)
{
	static char oids[MANY_EXTENSIONS][NAME_BYTES];
	static struct pki_extension list[MANY_EXTENSIONS];
	struct pki_spec s = { .cn = "host.example", .extensions = list, .n_extensions = MANY_EXTENSIONS };

	(void)url;
	for (int i = 0; i < MANY_EXTENSIONS; i++) {
		(void)snprintf(oids[i], NAME_BYTES, "1.3.6.1.4.1.55738.7.%d", i);
		list[i] = (struct pki_extension){ oids[i], false, { (const uint8_t *)"\x05\x00", 2 } };
	}
	list_leaf(p, &s, out);
}

static void list_padded(const struct hostile_pki *p, size_t n, struct buf *out)
{
	uint8_t *padding = mem_alloc(n);
	struct pki_extension x = { "1.3.6.1.4.1.55738.8", false, { padding, n } };
	struct pki_spec s = { .cn = "host.example", .extensions = &x, .n_extensions = 1 };

	list_leaf(p, &s, out);
	free(padding);
}

void chain_300_kb(const struct hostile_pki *p, const char *url, struct buf *out)
{
	(void)url;
	list_padded(p, 300 * 1000, out);
}

/* ---- text ---- */

void chain_huge_name(const struct hostile_pki *p, const char *url, struct buf *out)
{
	enum { HUGE_NAME = 100 * 1000 };
	char *name = mem_alloc(HUGE_NAME + 1);
	struct pki_spec s = { .cn = name };

	(void)url;
	memset(name, 'A', HUGE_NAME);
	list_leaf(p, &s, out);
	free(name);
}

#define TERMINAL "\x1b[2J\x1b]0;owned\a\x9b" "31m\x7f"
#define BIDI "\xe2\x80\xae" "moc.knab\xe2\x81\xa6\xe2\x80\x8b\xef\xbb\xbf\xc2\x9b" "31m"

void chain_escapes(const struct hostile_pki *p, const char *url, struct buf *out)
{
	static const char *const names[] =
		{ "ip:127.0.0.1", TERMINAL ".example", BIDI ".example", "email:" TERMINAL "@" BIDI,
		"uri:http://" TERMINAL BIDI,
		"dir:" BIDI TERMINAL, NULL };
	static const char *const policies[] = { "2.23.140.1.2.1", NULL };
	struct pki_extension x =
		{ "1.3.6.1.4.1.55738.9", false, { (const uint8_t *)TERMINAL BIDI, sizeof TERMINAL BIDI - 1 } };
	struct pki_spec s = { .cn = TERMINAL BIDI, .o = BIDI TERMINAL "\r\nFrom:"
		" root\r\n", .ou = "<script>`|[x](y)" TERMINAL, .c = "\x1b[", .names = names,
		.policies = policies, .ocsp = "http://" TERMINAL "/", .ca_issuers = "http://" BIDI "/",
		.crl = "http://\r\n" TERMINAL,
		.extensions = &x, .n_extensions = 1 };

	(void)url;
	list_leaf(p, &s, out);
}

void chain_combining(const struct hostile_pki *p, const char *url, struct buf *out)
{
	struct buf b = BUF_INIT(65536);
	struct pki_spec s = { 0 };

	(void)url;
	for (int i = 0; i < 10000; i++)
		(void)buf_adds(&b, "\xcc\x81");
	s.cn = s.o = b.data;
	list_leaf(p, &s, out);
	buf_done(&b);
}

/* A DNS name with a NUL inside: "127.0.0.1" to who reads C strings. */
void chain_nul_name(const struct hostile_pki *p, const char *url, struct buf *out)
{
	static const uint8_t san[] = "\x30\x1a\x82\x18" "host.example\0.evil.example";
	struct pki_extension x = { "2.5.29.17", false, { san, 28 } };
	struct pki_spec s = { .cn = "evil", .extensions = &x, .n_extensions = 1 };
	static const char *const nothing[] = { NULL };

	(void)url;
	s.names = nothing;
	list_leaf(p, &s, out);
}

/* ---- numbers and keys ---- */

void chain_v1_ca(const struct hostile_pki *p, const char *url, struct buf *out)
{
	struct pki_spec ca = { .cn = "Old CA", .flags = PKI_V1 },
		leaf = { .cn = "host.example", .names = hostile_names };
	struct pki_cert c, l;

	(void)url;
	hostile_cert_make(&c, &ca, p, p->ca_key, &p->root);
	hostile_cert_make(&l, &leaf, p, p->key, &c);
	list_add(out, pki_cert_der(&l));
	list_add(out, pki_cert_der(&c));
	pki_cert_done(&c);
	pki_cert_done(&l);
}

void chain_bad_signature(const struct hostile_pki *p, const char *url, struct buf *out)
{
	struct pki_spec s = { .cn = "host.example", .flags = PKI_BAD_SIGNATURE };

	(void)url;
	list_leaf(p, &s, out);
}

/* A leaf of which some octets of the TBSCertificate are others, signed as it then stands. */
static void list_leaf_edited(const struct hostile_pki *p, struct pki_spec *s, struct bytes old, struct bytes new,
	struct buf *out)
{
	struct derw tbs = DERW_INIT(PKI_CERT_BYTES), d = DERW_INIT(PKI_CERT_BYTES);
	struct pki_cert leaf;
	struct bytes der;
	const uint8_t *inside, *end, *at;
	struct cc_err e;

	s->names = hostile_names;
	hostile_cert_make(&leaf, s, p, p->key, &p->ca);
	der = pki_cert_der(&leaf);
	/* Both headers, the certificate's and the TBSCertificate's, take four octets here. */
	inside = der.p + 8;
	end = inside + ((size_t)der.p[6] << 8 | der.p[7]);
	at = memmem(inside, (size_t)(end - inside), old.p, old.n);
	if (at == NULL || der.p[1] != 0x82 || der.p[5] != 0x82)
		abort();
	derw_begin(&tbs, DERW_SEQUENCE);
	derw_raw(&tbs, (struct bytes){ inside, (size_t)(at - inside) });
	derw_raw(&tbs, new);
	derw_raw(&tbs, (struct bytes){ at + old.n, (size_t)(end - at) - old.n });
	derw_end(&tbs);
	derw_begin(&d, DERW_SEQUENCE);
	if (pki_sign(&d, derw_bytes(&tbs), p->ca_key, PKI_SHA256, false, &e) != 0)
		abort();
	derw_end(&d);
	list_add(out, derw_bytes(&d));
	list_add(out, pki_cert_der(&p->ca));
	derw_done(&tbs);
	derw_done(&d);
	pki_cert_done(&leaf);
}

void chain_negative_serial(const struct hostile_pki *p, const char *url, struct buf *out)
{
	static const uint8_t old[] = { 2, 4, 0x55, 0x66, 0x77, 0x44 }, new[] = { 2, 4, 0xd5, 0x66, 0x77, 0x44 };
	struct pki_spec s = { .cn = "host.example", .serial = { hostile_serial, sizeof hostile_serial } };

	(void)url;
	list_leaf_edited(p, &s, (struct bytes){ old, sizeof old }, (struct bytes){ new, sizeof new }, out);
}

/* An RSA key with so many octets in its modulus and its exponent, every bit of them set. */
static void list_rsa(const struct hostile_pki *p, size_t modulus, size_t exponent, struct buf *out)
{
	static uint8_t ones[32768];
	struct derw d = DERW_INIT(131072);
	struct pki_spec s = { .cn = "host.example" };

	memset(ones, 0xff, sizeof ones);
	derw_begin(&d, DERW_SEQUENCE);
	derw_begin(&d, DERW_SEQUENCE);
	derw_oid(&d, "1.2.840.113549.1.1.1");
	derw_null(&d);
	derw_end(&d);
	spki_begin_bits(&d);
	derw_begin(&d, DERW_SEQUENCE);
	derw_unsigned(&d, (struct bytes){ ones, modulus });
	derw_unsigned(&d, (struct bytes){ ones, exponent });
	derw_end(&d);
	derw_end(&d);
	derw_end(&d);
	list_leaf_edited(p, &s, pki_key_spki(p->key), derw_bytes(&d), out);
	derw_done(&d);
}

void chain_giant_rsa(const struct hostile_pki *p, const char *url, struct buf *out)
{
	(void)url;
	list_rsa(p, 8192, 2, out);
}

void chain_monster_rsa(const struct hostile_pki *p, const char *url, struct buf *out)
{
	(void)url;
	list_rsa(p, 32768, 32768, out);
}

void chain_giants(const struct hostile_pki *p, const char *url, struct buf *out)
{
	(void)url;
	list_rsa(p, 8192, 8192, out);
}

void chain_giant_exponent(const struct hostile_pki *p, const char *url, struct buf *out)
{
	(void)url;
	list_rsa(p, 2000, 2000, out);
}

/* ---- addresses ---- */

/* The issuer is not sent: it has to be fetched. */
void chain_issuer_url(const struct hostile_pki *p, const char *url, struct buf *out)
{
	struct pki_spec s = { .cn = "host.example", .names = hostile_names, .ca_issuers = url };
	struct pki_cert leaf;

	hostile_cert_make(&leaf, &s, p, p->key, &p->ca);
	list_add(out, pki_cert_der(&leaf));
	pki_cert_done(&leaf);
}

void chain_file_url(const struct hostile_pki *p, const char *url, struct buf *out)
{
	(void)url;
	chain_issuer_url(p, "file:///etc/passwd", out);
}

void chain_ocsp_url(const struct hostile_pki *p, const char *url, struct buf *out)
{
	struct pki_spec s = { .cn = "host.example", .ocsp = url };

	list_leaf(p, &s, out);
}

void chain_crl_url(const struct hostile_pki *p, const char *url, struct buf *out)
{
	struct pki_spec s = { .cn = "host.example", .crl = url };

	list_leaf(p, &s, out);
}

void chain_all_urls(const struct hostile_pki *p, const char *url, struct buf *out)
{
	struct pki_spec s = { .cn = "host.example", .ocsp = url, .crl = url, .ca_issuers = url };

	list_leaf(p, &s, out);
}
