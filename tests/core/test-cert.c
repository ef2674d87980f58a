/* SPDX-License-Identifier: GPL-3.0-or-later
 * Certificates are read as they are, and every fault of theirs is named. */
#include "x509/cert-read.h"
#include "x509/cert-name.h"
#include "x509/cert-key.h"
#include "x509/cert.h"
#include "base/limits.h"
#include "pki/pki.h"
#include "base/mem.h"
#include "x509/verify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a made certificate looks like. All keys are one, made once. */
struct made {
	const char *dn;
	int version;
	int64_t from, to;
	const char *dns[4];
	const struct raw_extension { const char *oid, *hex; bool critical; } *extensions;
	size_t n_extensions;
	gnutls_digest_algorithm_t hash;
	gnutls_x509_privkey_t key, issuer_key;
	gnutls_x509_crt_t issuer;
	unsigned flags;
};

static gnutls_x509_privkey_t key_of(gnutls_pk_algorithm_t algorithm, unsigned bits)
{
	gnutls_x509_privkey_t key;

	assert_int_equal(gnutls_x509_privkey_init(&key), 0);
	assert_int_equal(gnutls_x509_privkey_generate(key, algorithm, bits, 0), 0);
	return key;
}

static int group_setup(void **state)
{
	*state = key_of(GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1));
	return 0;
}

static int group_teardown(void **state)
{
	gnutls_x509_privkey_deinit(*state);
	return 0;
}

static size_t from_hex(const char *hex, uint8_t *out, size_t size)
{
	size_t n = size;

	assert_int_equal(gnutls_hex2bin(hex, strlen(hex), out, &n), 0);
	return n;
}

static gnutls_x509_crt_t make_crt(const struct made *m)
{
	static const uint8_t serial[] = { 0x01, 0x23, 0x45 };
	gnutls_x509_crt_t crt;
	const char *err;
	uint8_t value[512];
	size_t i;

	assert_int_equal(gnutls_x509_crt_init(&crt), 0);
	assert_int_equal(gnutls_x509_crt_set_version(crt, m->version != 0 ? (unsigned)m->version : 3), 0);
	assert_int_equal(gnutls_x509_crt_set_serial(crt, serial, sizeof serial), 0);
	assert_int_equal(gnutls_x509_crt_set_dn(crt, m->dn != NULL ? m->dn : "CN=made", &err), 0);
	assert_int_equal(gnutls_x509_crt_set_activation_time(crt, m->from != 0 ? m->from : 1700000000), 0);
	assert_int_equal(gnutls_x509_crt_set_expiration_time(crt, m->to != 0 ? m->to : 1800000000), 0);
	assert_int_equal(gnutls_x509_crt_set_key(crt, m->key), 0);
	for (i = 0; i < 4 && m->dns[i] != NULL; i++)
		assert_int_equal(gnutls_x509_crt_set_subject_alt_name(crt, GNUTLS_SAN_DNSNAME, m->dns[i],
			(unsigned)strlen(m->dns[i]),
		                                                      i == 0 ? GNUTLS_FSAN_SET : GNUTLS_FSAN_APPEND),
		                                                      0);
	for (i = 0; i < m->n_extensions; i++)
		assert_int_equal(gnutls_x509_crt_set_extension_by_oid(crt, m->extensions[i].oid, value,
		                                                      from_hex(m->extensions[i].hex, value,
		                                                      sizeof value),
		                                                      m->extensions[i].critical), 0);
	assert_int_equal(gnutls_x509_crt_sign2(crt, m->issuer != NULL ? m->issuer : crt,
		m->issuer_key != NULL ? m->issuer_key : m->key,
	                                       m->hash != 0 ? m->hash : GNUTLS_DIG_SHA256, m->flags), 0);
	return crt;
}

static gnutls_datum_t make_der(const struct made *m)
{
	gnutls_x509_crt_t crt = make_crt(m);
	gnutls_datum_t der;

	assert_int_equal(gnutls_x509_crt_export2(crt, GNUTLS_X509_FMT_DER, &der), 0);
	gnutls_x509_crt_deinit(crt);
	return der;
}

static struct cert *make(const struct made *m)
{
	gnutls_datum_t der = make_der(m);
	struct cert *c = cert_read(der.data, der.size);

	gnutls_free(der.data);
	return c;
}

static void test_reads_a_usual_leaf(void **state)
{
	struct made m = { .dn = "CN=www.example.org,O=Example\\, Inc.,OU=A,OU=B,C=DE", .key = *state,
		          .dns = { "www.example.org", "xn--mller-kva.example" } };
	struct cert *c = make(&m);
	char *pem;

	assert_true(c->parsed);
	assert_null(c->fault);
	assert_int_equal(c->version, 3);
	assert_int_equal(c->serial.n, 3);
	assert_string_equal(c->subject.cn, "www.example.org");
	assert_string_equal(c->subject.o, "Example, Inc.");
	assert_string_equal(c->subject.c, "DE");
	assert_non_null(strstr(c->subject.text, "O=Example\\, Inc."));
	assert_int_equal(c->not_before, 1700000000);
	assert_int_equal(c->not_after, 1800000000);
	assert_int_equal(c->key.algorithm, KEY_EC);
	assert_int_equal(c->key.bits, 256);
	assert_string_equal(c->key.curve, "P-256");
	assert_string_equal(c->sig_alg.name, "ecdsa-with-SHA256");
	assert_int_equal(c->n_sans, 2);
	assert_string_equal(c->sans[1].value, "xn--mller-kva.example");
	assert_string_equal(c->sans[1].value_unicode, "m\xc3\xbcller.example");
	assert_null(c->sans[0].value_unicode);
	assert_true(c->self_issued);
	assert_true(c->self_signed);
	assert_string_equal(cert_label(c), "www.example.org");
	pem = cert_pem(c);
	assert_memory_equal(pem, "-----BEGIN CERTIFICATE-----\n", 28);
	free(pem);
	cert_unref(c);
}

static void test_time_does_not_depend_on_the_epoch(void **state)
{
	/* 2000-02-29; 2060-01-01: GeneralizedTime */
	struct made m = { .key = *state, .from = 951782400, .to = 2840140800 };
	struct cert *c = make(&m);

	assert_null(c->fault);
	assert_int_equal(c->not_before, 951782400);
	assert_true(c->not_after == 2840140800);
	cert_unref(c);
}

/* Extension contents, and what is to be said of them (NULL: nothing is wrong). */
static const struct { struct raw_extension x; const char *fault; } contents[] = {
	{ { "2.5.29.19", "3000", true }, NULL },
	{ { "2.5.29.19", "30060101ff020100", true }, NULL },
	{ { "2.5.29.19", "3003010100", true }, NULL },   /* spelled-out FALSE: tolerated by browsers */
	{ { "2.5.29.19", "3003010101", true }, "truth value" },
	{ { "2.5.29.19", "30060101ff0201ff", true }, "path length" },
	{ { "2.5.29.19", "30070101ff02020001", true }, "path length" },
	{ { "2.5.29.19", "300000", true }, "basicConstraints" },
	{ { "2.5.29.19", "30810101", true }, "basicConstraints" },
	{ { "2.5.29.15", "03020780", true }, NULL },
	{ { "2.5.29.15", "030100", true }, "nothing at all" },
	{ { "2.5.29.15", "03020700", true }, "nothing at all" },
	{ { "2.5.29.15", "03020781", true }, "keyUsage" },
	{ { "2.5.29.15", "03020880", true }, "keyUsage" },
	{ { "2.5.29.37", "300a06082b06010505070301", false }, NULL },
	{ { "2.5.29.37", "3000", false }, "no use" },
	{ { "2.5.29.37", "300a06082b06010505070381", false }, "extKeyUsage" },
	{ { "2.5.29.17", "3000", false }, "no name" },
	{ { "2.5.29.17", "3003820161", false }, NULL },
	{ { "2.5.29.17", "30068704c0000201", false }, NULL },
	{ { "2.5.29.17", "30058703c00002", false }, "4 or 16" },
	{ { "2.5.29.17", "30038201e4", false }, "outside ASCII" },
	{ { "2.5.29.17", "3003a20161", false }, "subjectAltName" },
	{ { "2.5.29.17", "3003020161", false }, "subjectAltName" },
	{ { "2.5.29.30", "3007a0053003820161", true }, NULL },
	{ { "2.5.29.30", "3000", true }, "constrains nothing" },
	{ { "2.5.29.30", "3002a000", true }, "empty" },
	{ { "2.5.29.30", "300aa0083006820161800101", true }, "minimum or maximum" },
	{ { "2.5.29.30", "300ea00c300a8708c0000200ffffff00", true }, NULL },
	{ { "2.5.29.30", "300ea00c300a8708c0000200ff00ff00", true }, "gaps" },
	{ { "2.5.29.32", "3000", false }, "no policy" },
	{ { "2.5.29.32", "30083006060467810c01", false }, NULL },
	{ { "2.5.29.32", "30103006060467810c013006060467810c01", false }, "twice" },
	{ { "2.5.29.36", "3000", true }, "constrains nothing" },
	{ { "2.5.29.36", "3003800100", true }, NULL },
	{ { "2.5.29.54", "0201ff", true }, "inhibitAnyPolicy" },
	{ { "2.5.29.35", "3003800161", false }, NULL },
	{ { "2.5.29.35", "3003820161", false }, "only one of" },
	{ { "2.5.29.14", "040161", false }, NULL },
	{ { "2.5.29.14", "0161", false }, "subjectKeyIdentifier" },
	{ { "1.3.6.1.5.5.7.1.1", "3000", false }, "no address" },
	{ { "1.3.6.1.5.5.7.1.1", "3010300e06082b060105050730018602683a", false }, NULL },
	{ { "1.3.6.1.5.5.7.1.1", "6d616c666f726d6564", false }, "authorityInfoAccess" },
	{ { "2.5.29.31", "3003300100", false }, NULL },  /* not of its form, but browsers do not read it */
	{ { "1.3.6.1.4.1.11129.2.4.2", "0000", false }, NULL },
	{ { "1.2.3.4", "ffff", false }, NULL },
};

static void test_contents_of_extensions(void **state)
{
	size_t i;

	for (i = 0; i < sizeof contents / sizeof *contents; i++) {
		struct made m = { .key = *state, .extensions = &contents[i].x, .n_extensions = 1 };
		struct cert *c = make(&m);

		assert_true(c->parsed);
		if (contents[i].fault == NULL && c->fault != NULL)
			fail_msg("%s %s: %s", contents[i].x.oid, contents[i].x.hex, c->fault);
		if (contents[i].fault != NULL && (c->fault == NULL || strstr(c->fault, contents[i].fault) == NULL))
			fail_msg("%s %s: %s", contents[i].x.oid, contents[i].x.hex,
				c->fault != NULL ? c->fault : "no fault");
		assert_int_equal(c->n_extensions, 1);
		assert_string_equal(c->extensions[0].oid, contents[i].x.oid);
		assert_true(c->extensions[0].text[0] != '\0');
		cert_unref(c);
	}
}

/* Read `der` with the first `from` replaced by as many bytes `to`. */
static struct cert *patched(gnutls_datum_t der, const char *from, const char *to)
{
	uint8_t a[64], b[64], *copy = mem_dup(der.data, der.size), *at;
	size_t n = from_hex(from, a, sizeof a);
	struct cert *c;

	assert_int_equal(from_hex(to, b, sizeof b), n);
	at = memmem(copy, der.size, a, n);
	assert_non_null(at);
	memcpy(at, b, n);
	c = cert_read(copy, der.size);
	free(copy);
	return c;
}

static void test_faults_around_the_contents(void **state)
{
	static const struct raw_extension two[] =
		{ { "2.5.29.15", "03020780", true }, { "2.5.29.14", "040161", false } };
	static const struct { const char *from, *to, *fault; bool parsed; } patches[] = {
		{ "0603551d0e", "0603551d0f", "keyUsage twice", true },
		{ "a003020102", "a003020101", "version 2, which has none", true },
		{ "a003020102", "a003020100", "version 1", true },
		{ "a003020102", "a003020103", "none of 1, 2 and 3", false },
		{ "0603551d0f0101ff", "0603551d0f010101", "neither true nor false", true },
		{ "0603551d0f0101ff", "0603551d0f010100", "not critical", true },
		{ "0203012345", "0203000145", "serial number", true },
		{ "170d3233313131343232313332305a", "170d3233313331343232313332305a", "date from which", false },
		{ "170d3233313131343232313332305a", "170d3233313131343232313332302b", "date from which", false },
		{ "170d3233313131343232313332305a", "170d3233313131343234313332305a", "date from which", false },
		{ "301306072a8648ce3d0201", "301306072a8648ce3d0281", "public key", false },
		{ "300a06082a8648ce3d040302", "300a06082a8648ce3d040303", "two different signature algorithms", true },
	};
	struct made m = { .key = *state, .extensions = two, .n_extensions = 2 };
	gnutls_datum_t der = make_der(&m);
	size_t i;

	for (i = 0; i < sizeof patches / sizeof *patches; i++) {
		struct cert *c = patched(der, patches[i].from, patches[i].to);

		if (c->fault == NULL || strstr(c->fault, patches[i].fault) == NULL || c->parsed != patches[i].parsed)
			fail_msg("%s: %s", patches[i].to, c->fault != NULL ? c->fault : "no fault");
		cert_unref(c);
	}
	gnutls_free(der.data);
}

static void test_cut_off_at_every_byte(void **state)
{
	struct made m = { .key = *state, .dns = { "a.example", "b.example" } };
	gnutls_datum_t der = make_der(&m);
	unsigned n;

	for (n = 0; n < der.size; n++) {
		uint8_t *copy = mem_dup(der.data, n);   /* of its own, so that a byte read behind it is seen */
		struct cert *c = cert_read(copy, n);

		assert_false(c->parsed);
		assert_non_null(c->fault);
		assert_string_equal(cert_label(c), "a certificate that cannot be read");
		cert_unref(c);
		free(copy);
	}
	gnutls_free(der.data);
}

static void test_trailing_bytes(void **state)
{
	struct made m = { .key = *state };
	gnutls_datum_t der = make_der(&m);
	uint8_t *longer = mem_alloc(der.size + 3);
	struct cert *c;

	memcpy(longer, der.data, der.size);
	c = cert_read(longer, der.size + 3);
	assert_true(c->parsed);
	assert_non_null(strstr(c->fault, "3 bytes follow"));
	cert_unref(c);
	free(longer);
	gnutls_free(der.data);
}

static void test_too_large(void **state)
{
	uint8_t *big = mem_alloc(LIMIT_CERT_BYTES + 1);
	struct cert *c = cert_read(big, LIMIT_CERT_BYTES + 1);

	(void)state;
	assert_false(c->parsed);
	assert_int_equal(c->der_len, LIMIT_CERT_BYTES);
	assert_true(c->met_limit);
	cert_unref(c);
	free(big);
}

/* More than we read breaks no rule, and is told from what does. */
static void test_limits_are_no_faults(void **state)
{
	static char oids[LIMIT_POLICIES + 1][24];
	static const char *policies[LIMIT_POLICIES + 2];
	uint8_t rdns[4 + (LIMIT_RDNS + 1) * 13];
	static const uint8_t rdn[13] = { 0x31, 11, 0x30, 9, 0x06, 3, 0x55, 4, 3, 0x0c, 2, 'a', 'b' };
	static const uint8_t odd[] = { 0x30, 2, 0x04, 0 };
	struct pki_key *key = pki_key_new(PKI_P256, NULL);
	struct { struct pki_spec spec; bool limit; const char *fault; } rows[] = {
		{ { .cn = "many policies", .policies = policies }, true,
			"its extension certificatePolicies was not read to its end: it has more policies than certcard reads" },
		{ { .subject = { rdns, sizeof rdns } }, true,
			"its subject's name was not read to its end: it has more parts than certcard reads" },
		{ { .subject = { odd, sizeof odd } }, false, "its subject's name is malformed: " },
	};

	(void)state;
	for (size_t i = 0; i <= LIMIT_POLICIES; i++) {
		(void)snprintf(oids[i], sizeof oids[i], "1.3.6.1.4.1.%zu", i + 1);
		policies[i] = oids[i];
	}
	rdns[0] = 0x30;
	rdns[1] = 0x82;
	rdns[2] = (sizeof rdns - 4) >> 8;
	rdns[3] = (sizeof rdns - 4) & 0xff;
	for (size_t i = 0; i <= LIMIT_RDNS; i++)
		memcpy(rdns + 4 + i * sizeof rdn, rdn, sizeof rdn);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct pki_cert made;
		struct cert *c;

		rows[i].spec.not_after = 86400;
		assert_int_equal(pki_cert_make(&made, &rows[i].spec, key, NULL, NULL), 0);
		c = cert_read(pki_cert_der(&made).p, pki_cert_der(&made).n);
		assert_non_null(c->fault);
		assert_memory_equal(c->fault, rows[i].fault, strlen(rows[i].fault));
		assert_int_equal(c->met_limit, rows[i].limit);
		cert_unref(c);
		pki_cert_done(&made);
	}
	pki_key_free(key);
}

static uint32_t next_random(uint32_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}

/* What we find no fault with must be readable by others as well, and say the same. false: GnuTLS does not read it. */
static bool agrees_with_gnutls(const struct cert *c)
{
	gnutls_datum_t der = { c->der, (unsigned)c->der_len };
	gnutls_x509_crt_t crt;
	uint8_t serial[64];
	size_t n = sizeof serial;
	unsigned bits = 0;
	int rc;

	assert_int_equal(gnutls_x509_crt_init(&crt), 0);
	rc = gnutls_x509_crt_import(crt, &der, GNUTLS_X509_FMT_DER);
	if (rc != 0) {
		gnutls_x509_crt_deinit(crt);
		return false;
	}
	assert_int_equal(gnutls_x509_crt_get_version(crt), c->version);
	if (c->serial.n <= sizeof serial && gnutls_x509_crt_get_serial(crt, serial, &n) == 0)
		assert_memory_equal(serial, c->serial.p, n);
	assert_true(gnutls_x509_crt_get_activation_time(crt) == c->not_before);
	if (c->key.algorithm == KEY_RSA && gnutls_x509_crt_get_pk_algorithm(crt, &bits) >= 0)
		assert_int_equal(bits, c->key.bits);
	gnutls_x509_crt_deinit(crt);
	return true;
}

static void test_mutations(void **state)
{
	static const struct raw_extension some[] = {
		{ "2.5.29.15", "03020780", true }, { "2.5.29.37", "300a06082b06010505070301", false },
		{ "2.5.29.30", "3007a0053003820161", true }, { "2.5.29.32", "30083006060467810c01", false },
		{ "2.5.29.35", "3003800161", false },
			{ "1.3.6.1.5.5.7.1.1", "3010300e06082b060105050730018602683a", false },
		{ "2.5.29.31", "3011300fa00da00b8609687474703a2f2f782f", false },
	};
	struct made m = { .dn = "CN=a,O=b,OU=c,C=DE", .key = *state, .dns = { "a.example", "xn--mller-kva.example" },
		          .extensions = some, .n_extensions = sizeof some / sizeof *some };
	gnutls_datum_t der = make_der(&m);
	uint32_t seed = 42;
	int round, clean = 0, refused = 0;

	for (round = 0; round < 6000; round++) {
		uint8_t *copy = mem_dup(der.data, der.size);
		unsigned changes = 1 + next_random(&seed) % 3;
		struct cert *c;

		while (changes-- > 0)
			copy[next_random(&seed) % der.size] = (uint8_t)(next_random(&seed) >> 8);
		c = cert_read(copy, der.size);
		assert_true(c->parsed || c->fault != NULL);
		if (c->fault == NULL) {
			clean++;
			refused += agrees_with_gnutls(c) ? 0 : 1;
		}
		cert_unref(c);
		free(copy);
	}
	assert_true(clean > 100);
	/* GnuTLS looks into issuerAltName and X.400 addresses, which no verifier uses: some ten in a hundred
	 * thousand */
	assert_true(refused <= 5);
	gnutls_free(der.data);
}

static char *read_file(const char *path, size_t *n)
{
	FILE *f = fopen(path, "r");
	char *s;

	if (f == NULL)
		return NULL;
	s = mem_alloc(4 << 20);
	*n = fread(s, 1, (4 << 20) - 1, f);
	(void)fclose(f);
	return s;
}

static void test_every_root_of_the_system(void **state)
{
	size_t n = 0;
	char *pem = read_file("/etc/ssl/certs/ca-certificates.crt", &n);
	gnutls_datum_t all;
	gnutls_x509_crt_t *list;
	unsigned count, i;

	(void)state;
	if (pem == NULL)
		skip();
	all = (gnutls_datum_t){ (unsigned char *)pem, (unsigned)n };
	assert_int_equal(gnutls_x509_crt_list_import2(&list, &count, &all, GNUTLS_X509_FMT_PEM, 0), 0);
	for (i = 0; i < count; i++) {
		gnutls_datum_t der;
		struct cert *c;

		assert_int_equal(gnutls_x509_crt_export2(list[i], GNUTLS_X509_FMT_DER, &der), 0);
		c = cert_read(der.data, der.size);
		assert_true(c->parsed);
		if (c->fault != NULL)
			fail_msg("%s: %s", c->subject.text, c->fault);
		assert_true(agrees_with_gnutls(c));
		assert_non_null(c->sig_alg.name);
		assert_true(c->key.bits >= 256);
		if (c->self_issued && !c->self_signed)
			fail_msg("%s: its own signature does not verify", c->subject.text);
		cert_unref(c);
		gnutls_free(der.data);
		gnutls_x509_crt_deinit(list[i]);
	}
	gnutls_free(list);
	free(pem);
}

/* A name of one CN whose value is of any string type. */
static void names(gnutls_x509_privkey_t key, const char *der_name, const char *cn)
{
	struct made m = { .dn = "CN=0123456789ab", .key = key };
	gnutls_datum_t der = make_der(&m);
	struct cert *c = patched(der, "130c303132333435363738396162", der_name);

	assert_true(c->parsed);
	assert_string_equal(c->issuer.cn, cn);
	cert_unref(c);
	gnutls_free(der.data);
}

static void test_string_types(void **state)
{
	names(*state, "140c4dfc6c6c6572303132333435", "M\xc3\xbcller012345");
	names(*state, "1e0c004100fc65e5672cd83dde00", "A\xc3\xbc\xe6\x97\xa5\xe6\x9c\xac\xf0\x9f\x98\x80");
	names(*state, "1e0c0041d83d0041004100410041", "A\\x{ff}AAAA");
	names(*state, "1c0c000000410001f600000000fc", "A\xf0\x9f\x98\x80\xc3\xbc");
	names(*state, "0c0c1b5b33316d00c280e280aeff", "\\u{1b}[31m\\u{0}\\u{80}\\u{202e}\\x{ff}");
}

static void test_name_text_escapes(void **state)
{
	struct made m = { .dn = "CN=0123456789ab", .key = *state };
	gnutls_datum_t der = make_der(&m);
	struct cert *c = patched(der, "130c303132333435363738396162", "0c0c20612c2b223b3c3e5c233d20");

	assert_string_equal(c->issuer.text, "CN=\\ a\\,\\+\\\"\\;\\<\\>\\\\#=\\ ");
	assert_string_equal(c->issuer.cn, " a,+\";<>\\\\#= ");
	cert_unref(c);
	gnutls_free(der.data);
}

/* A name given in hex. */
static void reads_name(const char *hex, const char *text, const char *why)
{
	uint8_t der[128];
	struct dn dn;
	const char *reason;

	assert_int_equal(dn_read((struct bytes){ der, from_hex(hex, der, sizeof der) }, &dn, &reason), why == NULL);
	if (why == NULL)
		assert_string_equal(dn.text, text);
	else
		assert_non_null(strstr(reason, why));
	dn_done(&dn);
}

static void test_names(void **state)
{
	(void)state;
	reads_name("3000", "", NULL);
	/* the most specific part last in DER is first in text; two values in one part */
	reads_name("302531133008060355040b0c0141300706035504060c00310e300c06035504030c05782c793d31",
		"CN=x\\,y=1,OU=A+C=", NULL);
	reads_name("300d310b3009060355047f0c024142", "2.5.4.127=#0c024142", NULL);
	reads_name("300d310b3009060355040304024142", "CN=#04024142", NULL);
	reads_name("30023100", NULL, "empty");
	reads_name("300d310b300906035504031e024142", "CN=\xe4\x85\x82", NULL);
	reads_name("300c310a300806035504031e0141", NULL, "within a character");
	reads_name("30003000", NULL, "no sequence");
	reads_name("3100", NULL, "no sequence");
}

static void signs_with(gnutls_pk_algorithm_t pk, unsigned bits, gnutls_digest_algorithm_t hash, unsigned flags,
	const char *name)
{
	gnutls_x509_privkey_t key = key_of(pk, bits), other = key_of(pk, bits);
	struct made m = { .dn = "CN=ca", .key = key, .hash = hash, .flags = flags };
	gnutls_x509_crt_t ca = make_crt(&m);
	struct made l = { .dn = "CN=leaf", .key = key, .issuer = ca, .issuer_key = key, .hash = hash, .flags = flags };
	struct made f = { .dn = "CN=leaf", .key = key, .issuer = ca, .issuer_key = other, .hash = hash,
		.flags = flags };
	struct cert *issuer = make(&m), *leaf = make(&l), *forged = make(&f);

	assert_string_equal(issuer->sig_alg.name, name);
	assert_true(issuer->self_signed);
	assert_int_equal(cert_verify_signature(leaf, issuer, NULL), 1);
	assert_int_equal(cert_verify_signature(forged, issuer, NULL), 0);
	cert_unref(issuer);
	cert_unref(leaf);
	cert_unref(forged);
	gnutls_x509_crt_deinit(ca);
	gnutls_x509_privkey_deinit(key);
	gnutls_x509_privkey_deinit(other);
}

static void test_signatures_verify_whatever_their_strength(void **state)
{
	(void)state;
	signs_with(GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP384R1), GNUTLS_DIG_SHA384, 0,
		"ecdsa-with-SHA384");
	signs_with(GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), GNUTLS_DIG_SHA1, 0,
		"ecdsa-with-SHA1");
	signs_with(GNUTLS_PK_EDDSA_ED25519, 0, GNUTLS_DIG_SHA512, 0, "Ed25519");
	signs_with(GNUTLS_PK_EDDSA_ED448, 0, GNUTLS_DIG_SHAKE_256, 0, "Ed448");
	signs_with(GNUTLS_PK_RSA, 1024, GNUTLS_DIG_MD5, 0, "md5WithRSAEncryption");
	signs_with(GNUTLS_PK_RSA, 768, GNUTLS_DIG_SHA1, 0, "sha1WithRSAEncryption");
	signs_with(GNUTLS_PK_RSA, 1024, GNUTLS_DIG_SHA256, 0, "sha256WithRSAEncryption");
	signs_with(GNUTLS_PK_RSA, 1024, GNUTLS_DIG_SHA256, GNUTLS_PRIVKEY_SIGN_FLAG_RSA_PSS, "RSASSA-PSS");
	signs_with(GNUTLS_PK_RSA_PSS, 1024, GNUTLS_DIG_SHA256, 0, "RSASSA-PSS");
}

/* "Cannot" is not "no": MD2 is unknown to GnuTLS, and a key or exponent may be too large to try. */
static void test_what_is_not_verified(void **state)
{
	gnutls_x509_privkey_t rsa = key_of(GNUTLS_PK_RSA, 1024);
	struct made m = { .key = rsa };
	gnutls_datum_t der = make_der(&m);
	struct cert *half = patched(der, "2a864886f70d01010b0500", "2a864886f70d0101020500"),
		*c = cert_read(der.data, der.size);
	struct cert *md2 = patched((gnutls_datum_t){ half->der, (unsigned)half->der_len }, "2a864886f70d01010b0500",
	"2a864886f70d0101020500");
	struct key large = c->key, dear = c->key;
	struct cc_err e;

	(void)state;
	assert_int_equal(key_verify(&c->key, &c->sig_alg, c->tbs, c->signature, &e), 1);
	assert_int_equal(key_verify(&c->key, &c->sig_alg, c->tbs, c->serial, &e), 0);
	large.bits = LIMIT_RSA_BITS + 1;
	assert_int_equal(key_verify(&large, &c->sig_alg, c->tbs, c->signature, &e), -1);
	assert_int_equal(e.code, ERR_LIMIT);
	dear.rsa_exponent = UINT64_MAX;
	assert_int_equal(key_verify(&dear, &c->sig_alg, c->tbs, c->signature, &e), -1);
	assert_true(half->sig_alg_differs);
	assert_non_null(strstr(half->fault, "two different"));
	assert_false(md2->sig_alg_differs);
	assert_int_equal(md2->sig_alg.hash, HASH_MD2);
	assert_int_equal(cert_verify_signature(md2, c, &e), -1);
	cert_unref(half);
	cert_unref(md2);
	cert_unref(c);
	gnutls_free(der.data);
	gnutls_x509_privkey_deinit(rsa);
}

static void test_references(void **state)
{
	struct made m = { .key = *state };
	struct cert *a = make(&m), *b = cert_ref(a);

	assert_ptr_equal(a, b);
	assert_true(cert_same(a, b));
	cert_unref(a);
	assert_true(b->parsed);
	cert_unref(b);
	cert_unref(NULL);
}

/* A curve that has no row here is as large as its points: secp160r1, and nothing at all. */
static void test_size_of_an_unknown_curve(void **state)
{
	static const uint8_t spki[64] =
		"\x30\x3e\x30\x10\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\x08\x03\x2a\x00\x04";
	struct cert c = { .refs = 1 };

	(void)state;
	assert_true(key_read(&c, (struct bytes){ spki, sizeof spki }));
	assert_null(c.fault);
	assert_null(c.key.curve);
	assert_int_equal(c.key.bits, 160);
	free((char *)(uintptr_t)c.key.oid);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reads_a_usual_leaf),
		cmocka_unit_test(test_time_does_not_depend_on_the_epoch),
		cmocka_unit_test(test_contents_of_extensions),
		cmocka_unit_test(test_faults_around_the_contents),
		cmocka_unit_test(test_cut_off_at_every_byte),
		cmocka_unit_test(test_trailing_bytes),
		cmocka_unit_test(test_too_large), cmocka_unit_test(test_limits_are_no_faults),
		cmocka_unit_test(test_mutations),
		cmocka_unit_test(test_every_root_of_the_system),
		cmocka_unit_test(test_string_types),
		cmocka_unit_test(test_name_text_escapes),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_signatures_verify_whatever_their_strength),
		cmocka_unit_test(test_what_is_not_verified),
		cmocka_unit_test(test_references),
		cmocka_unit_test(test_size_of_an_unknown_curve),
	};

	return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
