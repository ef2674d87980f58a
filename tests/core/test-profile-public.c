/* SPDX-License-Identifier: GPL-3.0-or-later
 * The profile rules on subjects, status, policies and usage, most of which bind public CAs alone: each is broken by a
 * certificate that differs from a good one in just that, not by what nearly breaks it, and not before its day. */
#include "asn1/der-write.h"
#include "lib/three.h"
#include "rules/profile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#define LIST(...) (const char *const[]){ __VA_ARGS__, NULL }
#define DER(s) { (const uint8_t *)(s), sizeof(s) - 1 }
#define EXT(dotted, is_critical, der) \
	.extensions = (const struct pki_extension[]){ { dotted, is_critical, DER(der) } }, \
	.n_extensions = 1
#define LEAF spec[THREE_LEAF]
#define CA spec[THREE_CA]
#define ROOT spec[THREE_ROOT]
#define DV "2.23.140.1.2.1"
#define OV "2.23.140.1.2.2"
#define IV "2.23.140.1.2.3"
#define EV "2.23.140.1.1"
#define OCSP "http://ocsp.example.test/"
#define CRL "http://crl.example.test/1.crl"
#define RECENT (THREE_NOW - 100 * THREE_DAY)
#define ORG "C:p=DE;ST=Bayern;L=Nirgends;O=Beispiel"
#define EV_ORG ORG ";category=Private Organization;number:p=HRB 1;jurisdiction:p=DE"

/* --- subjects --- */

static const struct { const char *name, *oid; } types[] = {
	{ "CN", "2.5.4.3" }, { "SN", "2.5.4.4" }, { "number", "2.5.4.5" }, { "C", "2.5.4.6" }, { "L", "2.5.4.7" },
	{ "ST", "2.5.4.8" }, { "street", "2.5.4.9" }, { "O", "2.5.4.10" }, { "OU", "2.5.4.11" },
	{ "title", "2.5.4.12" }, { "category", "2.5.4.15" }, { "postal", "2.5.4.17" }, { "GN", "2.5.4.42" },
	{ "qualifier", "2.5.4.46" }, { "pseudonym", "2.5.4.65" }, { "DC", "0.9.2342.19200300.100.1.25" },
	{ "email", "1.2.840.113549.1.9.1" }, { "jurisdiction", "1.3.6.1.4.1.311.60.2.1.3" },
};

static uint8_t form_of(char letter)
{
	return letter == 'p' ? DERW_PRINTABLE_STRING : letter == 'i' ? DERW_IA5_STRING : letter == 't' ? 0x14
		: DERW_UTF8_STRING;
}

/* "NAME:form=value": the form is p, i, t (Teletex) or, left out, UTF-8; the value "@65" is 65 letters. */
static void attribute(struct derw *d, char *text)
{
	char *value = strchr(text, '='), *form = NULL;
	uint8_t tag = DERW_UTF8_STRING;
	char many[512];

	assert_non_null(value);
	*value++ = '\0';
	form = strchr(text, ':');
	if (form != NULL) {
		tag = form_of(form[1]);
		*form = '\0';
	}
	if (*value == '@') {
		long n = strtol(value + 1, NULL, 10);

		assert_true(n > 0 && (size_t)n < sizeof many);
		memset(many, 'a', (size_t)n);
		many[n] = '\0';
		value = many;
	}
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (strcmp(types[i].name, text) == 0) {
			derw_begin(d, DERW_SEQUENCE);
			derw_oid(d, types[i].oid);
			derw_str(d, tag, value);
			derw_end(d);
			return;
		}
	fail_msg("no type %s", text);
}

/* Attributes with `;` between, or `+` where they share one part of the name. */
static void subject(struct derw *d, const char *text)
{
	char *copy = strdup(text), *at = copy;
	bool open = false;

	assert_non_null(copy);
	derw_begin(d, DERW_SEQUENCE);
	while (at != NULL) {
		char *next = strpbrk(at, ";+"), sign = next != NULL ? *next : ';';

		if (next != NULL)
			*next++ = '\0';
		if (!open)
			derw_begin(d, DERW_SET);
		attribute(d, at);
		open = sign == '+';
		if (!open)
			derw_end(d);
		at = next;
	}
	derw_end(d);
	assert_false(d->bad);
	free(copy);
}

/* --- what cannot be made --- */

/* 65537 to the power of 100: a power of 65537 modulo every prime, as moduli of those chips are. */
static void tweak_roca(struct cert *c)
{
	static uint8_t number[256], der[300];
	struct derw d = DERW_INIT(sizeof der);
	size_t n = sizeof number;

	memset(number, 0, sizeof number);
	number[n - 1] = 1;
	for (int k = 0; k < 100; k++) {
		unsigned carry = 0;

		for (size_t i = n; i-- > 0;) {      /* times 65537: itself, and itself two octets up */
			unsigned v = number[i] * 65537u + carry;

			number[i] = (uint8_t)v;
			carry = v >> 8;
		}
	}
	derw_begin(&d, DERW_SEQUENCE);
	derw_unsigned(&d, (struct bytes){ number, n });
	derw_int(&d, DERW_INTEGER, 65537);
	derw_end(&d);
	assert_false(d.bad);
	memcpy(der, derw_bytes(&d).p, derw_bytes(&d).n);
	c->key.point = (struct bytes){ der, derw_bytes(&d).n };
	derw_done(&d);
}

/* 751 * 757 = 568507, and 757 * 761 = 576077, which have no smaller factors. */
static void tweak_factor(struct cert *c)
{
	static const uint8_t der[] = { 0x30, 0x09, 0x02, 0x03, 0x08, 0xac, 0xbb, 0x02, 0x02, 0x01, 0x01 };

	c->key.point = (struct bytes){ der, sizeof der };
}

static void tweak_no_factor(struct cert *c)
{
	static const uint8_t der[] = { 0x30, 0x09, 0x02, 0x03, 0x08, 0xca, 0x4d, 0x02, 0x02, 0x01, 0x01 };

	c->key.point = (struct bytes){ der, sizeof der };
}

static void tweak_params(struct cert *c) { c->sig_alg.null = true; }
static void tweak_junk(struct cert *c) { c->sig_alg.junk = true; }
static void tweak_kind(struct cert *c) { c->sig_alg.hash = HASH_SHA1; }
static void tweak_octets(struct cert *c)
{
	static const uint8_t der[] = "\x30\x0f\x30\x0b\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x03\x00";

	c->key.spki = (struct bytes){ der, sizeof der - 1 };
}

/* One timestamp inside, so long after the certificate began. */
static void put_timestamp(struct cert *c, int64_t after)
{
	c->scts = calloc(1, sizeof *c->scts);
	assert_non_null(c->scts);
	c->scts[0].time_ms = (c->not_before + after) * 1000;
	c->n_scts = 1;
}

static void tweak_sct(struct cert *c) { put_timestamp(c, 2 * THREE_DAY + 1); }
static void tweak_sct_soon(struct cert *c) { put_timestamp(c, 2 * THREE_DAY); }
static void tweak_poison(struct cert *c) { c->precert_poison = true; }
static void tweak_dates(struct cert *c) { c->not_after = c->not_before - 1; }

/* The text beside a policy: 201 characters. */
static void tweak_notice(struct cert *c)
{
	static uint8_t der[300];
	struct derw d = DERW_INIT(sizeof der);
	char text[202];

	memset(text, 'x', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	derw_begin(&d, DERW_SEQUENCE);
	derw_begin(&d, DERW_SEQUENCE);
	derw_oid(&d, DV);
	derw_begin(&d, DERW_SEQUENCE);
	derw_begin(&d, DERW_SEQUENCE);
	derw_oid(&d, "1.3.6.1.5.5.7.2.2");
	derw_begin(&d, DERW_SEQUENCE);
	derw_str(&d, DERW_UTF8_STRING, text);
	for (int k = 0; k < 5; k++)
		derw_end(&d);
	assert_false(d.bad);
	memcpy(der, derw_bytes(&d).p, derw_bytes(&d).n);
	for (size_t i = 0; i < c->n_extensions; i++)
		if (strcmp(c->extensions[i].oid, "2.5.29.32") == 0)
			c->extensions[i].value = (struct bytes){ der, derw_bytes(&d).n };
	derw_done(&d);
}

#define AIA_OCSP "\x30\x13\x06\x08\x2b\x06\x01\x05\x05\x07\x30\x01\x86\x07http://"
#define ONION_55 "abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrstuvw"
#define HOST "www.example.com"
#define UMLAUTS_20 "ääääääääääääääääääää"
#define BEFORE_2023 INT64_C(1694735999)      /* 2023-09-14 23:59:59 */
#define BEFORE_2026 INT64_C(1773532799)      /* 2026-03-14 23:59:59 */

struct row { const char *rule; size_t at; const char *subject; struct three_spec s; };

static const struct row rows[] = {
	{ "sig-params", THREE_LEAF, NULL, { .tweak[THREE_LEAF] = tweak_params } },
	{ "sig-params", THREE_LEAF, NULL, { .tweak[THREE_LEAF] = tweak_junk } },
	{ "rsa-sig-params", THREE_LEAF, NULL, { .key[THREE_CA] = PKI_RSA2048, .tweak[THREE_LEAF] = tweak_junk } },
	{ "spki-octets", THREE_LEAF, NULL, { .key[THREE_LEAF] = PKI_RSA2048, .tweak[THREE_LEAF] = tweak_octets } },
	{ "sig-kind", THREE_LEAF, NULL, { .tweak[THREE_LEAF] = tweak_kind } },
	{ "ecdsa-hash", THREE_LEAF, NULL, { .LEAF.hash = PKI_SHA384 } },
	{ "rsa-factor", THREE_LEAF, NULL, { .key[THREE_LEAF] = PKI_RSA2048, .tweak[THREE_LEAF] = tweak_factor } },
	{ "rsa-roca", THREE_LEAF, NULL, { .key[THREE_LEAF] = PKI_RSA2048, .tweak[THREE_LEAF] = tweak_roca } },
	{ "ku-zeros", THREE_LEAF, NULL,
		{ .LEAF = { .flags = PKI_NO_KU, EXT("2.5.29.15", true, "\x03\x02\x06\x80") } } },
	{ "ku-beyond", THREE_LEAF, NULL,     /* the tenth */
		{ .LEAF = { .flags = PKI_NO_KU, EXT("2.5.29.15", true, "\x03\x03\x06\x80\x40") } } },
	{ "ku-beyond", THREE_LEAF, NULL,
		{ .LEAF = { .flags = PKI_NO_KU, EXT("2.5.29.15", true, "\x03\x03\x05\x80\x20") } } },
	{ "ku-eku", THREE_LEAF, NULL, { .LEAF.key_usage = KU_NON_REPUDIATION } },
	{ "rsa-ku", THREE_LEAF, NULL, { .key[THREE_LEAF] = PKI_RSA2048, .LEAF.key_usage = KU_KEY_AGREEMENT } },
	{ "ec-ku", THREE_LEAF, NULL, { .LEAF.key_usage = KU_DIGITAL_SIGNATURE | KU_DATA_ENCIPHERMENT } },
	{ "root-ku-critical", THREE_ROOT, NULL,
		{ .ROOT = { .flags = PKI_NO_KU, EXT("2.5.29.15", false, "\x03\x02\x01\x06") } } },
	{ "ca-ku-critical", THREE_CA, NULL,
		{ .CA = { .flags = PKI_NO_KU, EXT("2.5.29.15", false, "\x03\x02\x01\x06") } } },
	{ "leaf-ku-critical", THREE_LEAF, NULL,
		{ .LEAF = { .flags = PKI_NO_KU, EXT("2.5.29.15", false, "\x03\x02\x07\x80") } } },
	{ "ca-ku-crl", THREE_CA, NULL, { .CA.key_usage = KU_KEY_CERT_SIGN } },
	{ "ca-ku-other", THREE_CA, NULL,
		{ .CA = { .not_before = RECENT,
			.key_usage = KU_KEY_CERT_SIGN | KU_CRL_SIGN | KU_NON_REPUDIATION } } },
	{ "leaf-bc-critical", THREE_LEAF, NULL,
		{ .LEAF = { .flags = PKI_NO_BC, EXT("2.5.29.19", false, "\x30\x00") } } },
	{ "dates-swapped", THREE_LEAF, NULL, { .tweak[THREE_LEAF] = tweak_dates } },
	{ "backdated", THREE_LEAF, NULL, { .tweak[THREE_LEAF] = tweak_sct } },
	{ "precert-scts", THREE_LEAF, NULL,
		{ .tweak[THREE_LEAF] = tweak_poison, .LEAF = { EXT("1.3.6.1.4.1.11129.2.4.2", false,
			"\x04\x02\x00\x00") } } },
	{ "scts-empty", THREE_LEAF, NULL, { .LEAF = { EXT("1.3.6.1.4.1.11129.2.4.2", false, "\x04\x02\x00\x00") } } },
	{ "cn-long", THREE_LEAF, "CN=@65", { .strict = true } },
	{ "o-long", THREE_LEAF, "O=@65", { .strict = true } },
	{ "ou-long", THREE_LEAF, "OU=@65", { .strict = true } },
	{ "l-long", THREE_LEAF, "L=@129", { .strict = true } },
	{ "st-long", THREE_LEAF, "ST=@129", { .strict = true } },
	{ "title-long", THREE_LEAF, "title=@65", { .strict = true } },
	{ "number-long", THREE_LEAF, "number:p=@65", { .strict = true } },
	{ "pseudonym-long", THREE_LEAF, "pseudonym=@129", { .strict = true } },
	{ "email-long", THREE_LEAF, "email:i=@256", { .strict = true } },
	{ "dc-long", THREE_LEAF, "DC:i=@64", { .strict = true } },
	{ "postal-long", THREE_LEAF, "postal=@41", { .strict = true } },
	{ "street-long", THREE_LEAF, "street=@129", { .strict = true } },
	{ "surname-long", THREE_LEAF, "SN=@65", { .strict = true } },
	{ "given-long", THREE_LEAF, "GN=@65", { .strict = true } },
	{ "category-long", THREE_LEAF, "category=@129", { .strict = true } },
	{ "c-length", THREE_LEAF, "C:p=DEU", { .strict = true } },
	{ "c-form", THREE_LEAF, "C=DE", { .strict = true } },
	{ "number-form", THREE_LEAF, "number=1", { .strict = true } },
	{ "qualifier-form", THREE_LEAF, "qualifier=1", { .strict = true } },
	{ "email-form", THREE_LEAF, "email=a@example.test", { .strict = true } },
	{ "dc-form", THREE_LEAF, "DC=test", { .strict = true } },
	{ "printable-chars", THREE_LEAF, "O:p=A & B", { .strict = true } },
	{ "printable-chars", THREE_LEAF, "O:p=a@b", { .strict = true } },
	{ "email-not-san", THREE_LEAF, "email:i=a@example.test", { .strict = true } },
	{ "text-form", THREE_LEAF, "O:t=Beispiel", { .strict = true } },
	{ "text-form", THREE_LEAF, "L:i=Nirgends", { .strict = true } },
	{ "jurisdiction-form", THREE_LEAF, "jurisdiction=DE", { .strict = true } },
	{ "rdn-many", THREE_LEAF, "C:p=DE+O=Beispiel", { .strict = true } },
	{ "rdn-order", THREE_LEAF, "O=Beispiel;C:p=DE", { .strict = true } },
	{ "rdn-order", THREE_LEAF, "CN=www.example.test;DC:i=test", { .strict = true } },
	{ "rdn-twice", THREE_LEAF, "CN=www.example.test;CN=www.example.test", { .strict = true } },
	{ "placeholder", THREE_LEAF, "O=-", { .strict = true } },
	{ "placeholder", THREE_LEAF, "O=. -", { .strict = true } },
	{ "c-unknown", THREE_LEAF, "C:p=DEU", { .strict = true } },
	{ "c-unknown", THREE_LEAF, "C:p=UK", { .strict = true } },
	{ "c-unknown", THREE_LEAF, "C:p=de", { .strict = true } },
	{ "jurisdiction-unknown", THREE_LEAF, "jurisdiction:p=QQ", { .strict = true } },
	{ "type-none", THREE_LEAF, NULL, { .LEAF.policies = LIST("1.2.3") } },
	{ "type-many", THREE_LEAF, NULL, { .LEAF.policies = LIST(DV, OV) } },
	{ "policy-any", THREE_LEAF, NULL, { .LEAF.policies = LIST(DV, "2.5.29.32.0") } },
	{ "ca-policy-any", THREE_CA, NULL, { .CA = { .not_before = RECENT, .policies = LIST("2.5.29.32.0", DV) } } },
	{ "ca-policy-none", THREE_CA, NULL, { .CA = { .not_before = RECENT, .policies = LIST("1.2.3") } } },
	{ "dv-o", THREE_LEAF, "O=Beispiel", { .LEAF.policies = LIST(DV) } },
	{ "dv-l", THREE_LEAF, "L=Nirgends", { .LEAF.policies = LIST(DV) } },
	{ "dv-st", THREE_LEAF, "ST=Bayern", { .LEAF.policies = LIST(DV) } },
	{ "dv-street", THREE_LEAF, "street=Weg 1", { .LEAF.policies = LIST(DV) } },
	{ "dv-postal", THREE_LEAF, "postal=80000", { .LEAF.policies = LIST(DV) } },
	{ "dv-other", THREE_LEAF, "GN=Eva", { .LEAF.policies = LIST(DV) } },
	{ "ov-o", THREE_LEAF, "C:p=DE;L=Nirgends", { .LEAF.policies = LIST(OV) } },
	{ "ov-c", THREE_LEAF, "L=Nirgends;O=Beispiel", { .LEAF.policies = LIST(OV) } },
	{ "ov-place", THREE_LEAF, "C:p=DE;O=Beispiel", { .LEAF.policies = LIST(OV) } },
	{ "ov-person", THREE_LEAF, ORG ";GN=Eva", { .LEAF.policies = LIST(OV) } },
	{ "iv-c", THREE_LEAF, "L=Nirgends;SN=Muster;GN=Eva", { .LEAF.policies = LIST(IV) } },
	{ "iv-place", THREE_LEAF, "C:p=DE;SN=Muster;GN=Eva", { .LEAF.policies = LIST(IV) } },
	{ "iv-person", THREE_LEAF, "C:p=DE;L=Nirgends;SN=Muster", { .LEAF.policies = LIST(IV) } },
	{ "ou", THREE_LEAF, ORG ";OU=Hosting", { .strict = true } },
	{ "ev-o", THREE_LEAF, "C:p=DE;L=Nirgends", { .LEAF.policies = LIST(EV) } },
	{ "ev-c", THREE_LEAF, "L=Nirgends;O=Beispiel", { .LEAF.policies = LIST(EV) } },
	{ "ev-place", THREE_LEAF, "C:p=DE;O=Beispiel", { .LEAF.policies = LIST(EV) } },
	{ "ev-number", THREE_LEAF, ORG, { .LEAF.policies = LIST(EV) } },
	{ "ev-category", THREE_LEAF, ORG, { .LEAF.policies = LIST(EV) } },
	{ "ev-jurisdiction", THREE_LEAF, ORG, { .LEAF.policies = LIST(EV) } },
	{ "ev-category-word", THREE_LEAF, ORG ";category=private organization", { .LEAF.policies = LIST(EV) } },
	{ "ev-wildcard", THREE_LEAF, EV_ORG,
		{ .LEAF = { .policies = LIST(EV), .names = LIST(THREE_HOST, "*.example.test") } } },
	{ "ev-address", THREE_LEAF, EV_ORG,
		{ .LEAF = { .policies = LIST(EV), .names = LIST(THREE_HOST, "ip:1.1.1.1") } } },
	{ "ca-cn", THREE_CA, ORG, { .CA = { .not_before = RECENT, .flags = PKI_PATH_LENGTH } } },
	{ "ca-o", THREE_CA, "C:p=DE;CN=Test CA", { .CA = { .not_before = RECENT, .flags = PKI_PATH_LENGTH } } },
	{ "ca-c", THREE_CA, "O=Beispiel;CN=Test CA", { .CA = { .not_before = RECENT, .flags = PKI_PATH_LENGTH } } },
	{ "ca-ou", THREE_CA, ORG ";OU=CAs;CN=Test CA", { .CA = { .not_before = RECENT, .flags = PKI_PATH_LENGTH } } },
	{ "root-cn", THREE_ROOT, ORG, { .ROOT.not_before = RECENT } },
	{ "root-ou", THREE_ROOT, ORG ";OU=CAs;CN=Test Root", { .ROOT.not_before = RECENT } },
	{ "status-nowhere", THREE_LEAF, NULL, { .LEAF.ca_issuers = OCSP } },
	{ "ca-crl-missing", THREE_CA, NULL, { .CA.ocsp = OCSP } },
	{ "crl-http", THREE_LEAF, NULL, { .LEAF.crl = "https://crl.example.test/" } },
	{ "crl-http", THREE_LEAF, NULL, { .LEAF.crl = "ldap://crl.example.test/" } },
	{ "crl-name", THREE_LEAF, NULL, { .LEAF = { EXT("2.5.29.31", false, "\x30\x06\x30\x04\xa2\x02\x82\x00") } } },
	{ "crl-reasons", THREE_LEAF, NULL,
		{ .LEAF = { EXT("2.5.29.31", false,
			"\x30\x13\x30\x11\xa0\x0b\xa0\x09\x86\x07http://\x81\x02\x06\x40") } } },
	{ "crl-issuer", THREE_LEAF, NULL,
		{ .LEAF = { EXT("2.5.29.31", false,
			"\x30\x14\x30\x12\xa0\x0b\xa0\x09\x86\x07http://\xa2\x03\x82\x01x") } } },
	{ "aia-missing", THREE_LEAF, NULL, { .LEAF.crl = CRL } },
	{ "aia-method", THREE_LEAF, NULL,
		{ .LEAF = { EXT("1.3.6.1.5.5.7.1.1", false,
			"\x30\x15\x30\x13\x06\x08\x2b\x06\x01\x05\x05\x07\x30\x05\x86\x07http://") } } },
	{ "aia-twice", THREE_LEAF, NULL,
		{ .LEAF = { EXT("1.3.6.1.5.5.7.1.1", false, "\x30\x2a" AIA_OCSP AIA_OCSP) } } },
	{ "ocsp-http", THREE_LEAF, NULL, { .LEAF.ocsp = "https://ocsp.example.test/" } },
	{ "issuers-http", THREE_LEAF, NULL, { .LEAF.ca_issuers = "ftp://example.test/ca.crt" } },
	{ "leaf-policy-missing", THREE_LEAF, NULL, { .LEAF.crl = CRL } },
	{ "ca-policy-missing", THREE_CA, NULL, { .CA.crl = CRL } },
	{ "leaf-policy-critical", THREE_LEAF, NULL,
		{ .LEAF = { EXT("2.5.29.32", true, "\x30\x0a\x30\x08\x06\x06\x67\x81\x0c\x01\x02\x01") } } },
	{ "ca-policy-critical", THREE_CA, NULL,
		{ .CA = { .not_before = RECENT, EXT("2.5.29.32", true,
			"\x30\x0a\x30\x08\x06\x06\x67\x81\x0c\x01\x02\x01") } } },
	{ "policy-qualifier", THREE_LEAF, NULL,
		{ .LEAF = { EXT("2.5.29.32", false,
			
				"\x30\x1d\x30\x1b\x06\x06\x67\x81\x0c\x01\x02"
				"\x01\x30\x11\x30\x0f\x06\x08\x2b\x06\x01\x05"
				"\x05\x07\x02\x02\x30\x03\x0c\x01\x78") } } },
	/* of the second policy, and the second of one */
	{ "policy-qualifier", THREE_LEAF, NULL,
		{ .LEAF = { EXT("2.5.29.32", false,
			"\x30\x27\x30\x08\x06\x06\x67\x81\x0c\x01\x02\x01\x30\x1b\x06\x06\x67\x81\x0c\x01\x02\x02"
			"\x30\x11\x30\x0f\x06\x08\x2b\x06\x01\x05\x05\x07\x02\x02\x30\x03\x0c\x01\x78") } } },
	{ "policy-qualifier", THREE_LEAF, NULL,
		{ .LEAF = { EXT("2.5.29.32", false,
			"\x30\x34\x30\x32\x06\x06\x67\x81\x0c\x01\x02\x01\x30\x28\x30\x15\x06\x08\x2b\x06\x01\x05\x05\x07\x02\x01"
			"\x16\x09https://x\x30\x0f\x06\x08\x2b\x06\x01\x05\x05\x07\x02\x02\x30\x03\x0c\x01\x78") } } },
	{ "policy-cps", THREE_LEAF, NULL,
		{ .LEAF = { EXT("2.5.29.32", false,
			
				"\x30\x21\x30\x1f\x06\x06\x67\x81\x0c\x01\x02"
				"\x01\x30\x15\x30\x13\x06\x08\x2b\x06\x01\x05"
				"\x05\x07\x02\x01\x16\x07\x66\x74\x70\x3a\x2f\x2f\x78") } } },
	{ "notice-ia5", THREE_LEAF, NULL,
		{ .LEAF = { EXT("2.5.29.32", false,
			
				"\x30\x1d\x30\x1b\x06\x06\x67\x81\x0c\x01\x02"
				"\x01\x30\x11\x30\x0f\x06\x08\x2b\x06\x01\x05"
				"\x05\x07\x02\x02\x30\x03\x16\x01\x78") } } },
	{ "notice-long", THREE_LEAF, NULL, { .tweak[THREE_LEAF] = tweak_notice, .LEAF.policies = LIST(DV) } },
	{ "san-internal", THREE_LEAF, NULL, { .LEAF.names = LIST(THREE_HOST, "mail.corp") } },
	{ "san-internal", THREE_LEAF, NULL, { .LEAF.names = LIST(THREE_HOST, "server") } },
	{ "san-reserved", THREE_LEAF, NULL, { .LEAF.names = LIST(THREE_HOST, "ip:192.168.1.1") } },
	{ "san-reserved", THREE_LEAF, NULL, { .LEAF.names = LIST(THREE_HOST, "ip:fd00::1") } },
	{ "san-arpa", THREE_LEAF, NULL, { .LEAF.names = LIST(THREE_HOST, "1.0.0.1.in-addr.arpa") } },
	{ "san-arpa", THREE_LEAF, NULL, { .LEAF.names = LIST(THREE_HOST, "1.IP6.arpa") } },
	{ "san-onion", THREE_LEAF, NULL, { .LEAF.names = LIST(THREE_HOST, "abcdefghij234567.onion") } },
	{ "san-onion", THREE_LEAF, NULL, { .LEAF.names = LIST(THREE_HOST, "www." ONION_55 ".onion") } },
	{ "san-onion", THREE_LEAF, NULL, { .LEAF.names = LIST(THREE_HOST, ONION_55 "1.onion") } },
	{ "san-label", THREE_LEAF, NULL, { .LEAF.names = LIST(THREE_HOST, "ab--cd.example.com") } },
	{ "san-punycode", THREE_LEAF, NULL, { .LEAF.names = LIST(THREE_HOST, "xn--a-.example.com") } },
	{ "san-punycode", THREE_LEAF, NULL, { .LEAF.names = LIST(THREE_HOST, "xn--99999999.example.com") } },
	{ "status-nowhere", THREE_LEAF, NULL,
		{ .LEAF = { .not_before = THREE_NOW - THREE_DAY, .not_after = THREE_NOW + 6 * THREE_DAY } } },
	/* before 15 Mar 2024 none is short-lived, from 15 Mar 2026 none of eight days */
	{ "status-nowhere", THREE_LEAF, NULL, { .LEAF = { .not_before = 1710460799, .not_after = 1710460799 + THREE_DAY } } },
	{ "status-nowhere", THREE_LEAF, NULL,
		{ .LEAF = { .not_before = 1773532800, .not_after = 1773532800 + 8 * THREE_DAY - 1 } } },
};

static const struct row near_rows[] = {
	{ "cn-long", THREE_LEAF, "CN=@64", { .strict = true } },
	{ "o-long", THREE_LEAF, "O=@64", { .strict = true } },
	{ "l-long", THREE_LEAF, "L=@128", { .strict = true } },
	{ "number-long", THREE_LEAF, "number:p=@64", { .strict = true } },
	{ "email-long", THREE_LEAF, "email:i=@255", { .strict = true } },
	{ "postal-long", THREE_LEAF, "postal=@40", { .strict = true } },
	{ "surname-long", THREE_LEAF, "SN=@64", { .strict = true } },
	{ "cn-long", THREE_LEAF, "CN=" UMLAUTS_20 UMLAUTS_20 UMLAUTS_20, { .strict = true } },
	{ "c-length", THREE_LEAF, "C:p=DE", { .strict = true } },
	{ "c-unknown", THREE_LEAF, "C:p=GB", { .strict = true } },
	{ "c-unknown", THREE_LEAF, "C:p=XX", { .strict = true } },
	{ "c-form", THREE_LEAF, "C:p=DE", { .strict = true } },
	{ "printable-chars", THREE_LEAF, "O:p=A (B) 'c',-./:? 9z", { .strict = true } },
	{ "email-not-san", THREE_LEAF, "email:i=a@example.test",
		{ .LEAF.names = LIST(THREE_HOST, "email:A@example.test") } },
	{ "text-form", THREE_LEAF, "O:p=Beispiel;CN=www.example.test", { .strict = true } },
	{ "rdn-order", THREE_LEAF, EV_ORG ";CN=www.example.test", { .strict = true } },
	{ "rdn-order", THREE_LEAF, "number:p=1;C:p=DE", { .strict = true } },
	{ "rdn-many", THREE_LEAF, ORG, { .strict = true } },
	{ "rdn-twice", THREE_LEAF, "street=Weg 1;street=Hinterhaus", { .strict = true } },
	{ "placeholder", THREE_LEAF, "O=-a-", { .strict = true } },
	{ "type-none", THREE_LEAF, NULL, { .LEAF.policies = LIST("1.2.3", DV) } },
	{ "type-many", THREE_LEAF, NULL, { .LEAF.policies = LIST("1.2.3", DV) } },
	{ "ca-policy-any", THREE_CA, NULL, { .CA = { .not_before = RECENT, .policies = LIST("2.5.29.32.0") } } },
	{ "ca-policy-none", THREE_CA, NULL, { .CA = { .not_before = RECENT, .policies = LIST("2.5.29.32.0") } } },
	{ "dv-o", THREE_LEAF, ORG, { .LEAF.policies = LIST(OV) } },
	{ "dv-other", THREE_LEAF, "C:p=DE;CN=www.example.test", { .LEAF.policies = LIST(DV) } },
	{ "ov-place", THREE_LEAF, "C:p=DE;ST=Bayern;O=Beispiel", { .LEAF.policies = LIST(OV) } },
	{ "ev-o", THREE_LEAF, EV_ORG, { .LEAF.policies = LIST(EV) } },
	{ "ev-c", THREE_LEAF, EV_ORG, { .LEAF.policies = LIST(EV) } },
	{ "ev-place", THREE_LEAF, EV_ORG, { .LEAF.policies = LIST(EV) } },
	{ "ev-number", THREE_LEAF, EV_ORG, { .LEAF.policies = LIST(EV) } },
	{ "ev-category", THREE_LEAF, EV_ORG, { .LEAF.policies = LIST(EV) } },
	{ "ev-category-word", THREE_LEAF, EV_ORG, { .LEAF.policies = LIST(EV) } },
	{ "ev-jurisdiction", THREE_LEAF, EV_ORG, { .LEAF.policies = LIST(EV) } },
	{ "ev-wildcard", THREE_LEAF, EV_ORG, { .LEAF.policies = LIST(EV) } },
	{ "ev-address", THREE_LEAF, EV_ORG, { .LEAF.policies = LIST(EV) } },
	{ "ev-wildcard", THREE_LEAF, EV_ORG,
		{ .LEAF = { .policies = LIST(EV), .names = LIST(THREE_HOST, "*." ONION_55 "2.onion") } } },
	{ "ca-cn", THREE_CA, ORG, { .CA.not_before = RECENT } },
	{ "status-nowhere", THREE_LEAF, NULL, { .LEAF.ocsp = OCSP } },
	{ "status-nowhere", THREE_LEAF, NULL, { .LEAF.crl = CRL } },
	{ "status-nowhere", THREE_LEAF, NULL,
		{ .LEAF = { .not_before = THREE_NOW - THREE_DAY, .not_after = THREE_NOW + 6 * THREE_DAY - 1 } } },
	{ "status-nowhere", THREE_LEAF, NULL,
		{ .LEAF = { .not_before = 1710460800, .not_after = 1710460800 + 10 * THREE_DAY - 1 } } },
	{ "status-nowhere", THREE_LEAF, NULL,
		{ .LEAF = { .not_before = 1773532799, .not_after = 1773532799 + 10 * THREE_DAY - 1 } } },
	{ "crl-http", THREE_LEAF, NULL, { .LEAF.crl = "HTTP://crl.example.test/" } },
	{ "crl-name", THREE_LEAF, NULL, { .LEAF.crl = CRL } },
	{ "aia-twice", THREE_LEAF, NULL, { .LEAF = { .ocsp = OCSP, .ca_issuers = OCSP } } },
	{ "policy-qualifier", THREE_LEAF, NULL,
		{ .LEAF = { EXT("2.5.29.32", false,
			
				"\x30\x23\x30\x21\x06\x06\x67\x81\x0c\x01\x02"
				"\x01\x30\x17\x30\x15\x06\x08\x2b\x06\x01\x05"
				"\x05\x07\x02\x01\x16\x09\x68\x74\x74\x70\x73\x3a\x2f\x2f\x78") } } },
	{ "policy-cps", THREE_LEAF, NULL,
		{ .LEAF = { EXT("2.5.29.32", false,
			
				"\x30\x23\x30\x21\x06\x06\x67\x81\x0c\x01\x02"
				"\x01\x30\x17\x30\x15\x06\x08\x2b\x06\x01\x05"
				"\x05\x07\x02\x01\x16\x09\x68\x74\x74\x70\x73\x3a\x2f\x2f\x78") } } },
	{ "notice-ia5", THREE_LEAF, NULL,
		{ .LEAF = { EXT("2.5.29.32", false,
			
				"\x30\x1d\x30\x1b\x06\x06\x67\x81\x0c\x01\x02"
				"\x01\x30\x11\x30\x0f\x06\x08\x2b\x06\x01\x05"
				"\x05\x07\x02\x02\x30\x03\x0c\x01\x78") } } },
	{ "ku-zeros", THREE_LEAF, NULL,
		{ .LEAF = { .flags = PKI_NO_KU, EXT("2.5.29.15", true, "\x03\x02\x07\x80") } } },
	{ "ku-beyond", THREE_LEAF, NULL,
		{ .LEAF = { .flags = PKI_NO_KU, EXT("2.5.29.15", true, "\x03\x03\x07\x88\x80") } } },
	{ "ku-eku", THREE_LEAF, NULL,
		{ .LEAF = { .key_usage = KU_NON_REPUDIATION, .eku = LIST("1.3.6.1.5.5.7.3.1", "1.2.3.4") } } },
	{ "ku-eku", THREE_LEAF, NULL, { .LEAF.key_usage = KU_KEY_AGREEMENT } },
	{ "backdated", THREE_LEAF, NULL, { .tweak[THREE_LEAF] = tweak_sct_soon } },
	{ "ecdsa-hash", THREE_LEAF, NULL, { .key[THREE_CA] = PKI_P384, .LEAF.hash = PKI_SHA384 } },
	{ "ecdsa-hash", THREE_LEAF, NULL, { .key[THREE_CA] = PKI_RSA2048, .LEAF.hash = PKI_SHA384 } },
	{ "rsa-roca", THREE_LEAF, NULL, { .key[THREE_LEAF] = PKI_RSA2048 } },
	{ "rsa-factor", THREE_LEAF, NULL, { .key[THREE_LEAF] = PKI_RSA2048, .tweak[THREE_LEAF] = tweak_no_factor } },
	{ "spki-octets", THREE_LEAF, NULL, { .key[THREE_LEAF] = PKI_P521 } },
	{ "spki-octets", THREE_LEAF, NULL, { .key[THREE_LEAF] = PKI_RSA2048 } },
	{ "san-internal", THREE_LEAF, NULL, { .LEAF.names = LIST("www." ONION_55 "2.onion") } },
	{ "san-internal", THREE_LEAF, NULL, { .LEAF.names = LIST("www.example.CO.UK", "ip:1.1.1.1") } },
	{ "san-reserved", THREE_LEAF, NULL,
		{ .LEAF.names = LIST(THREE_HOST, "ip:1.1.1.1", "ip:2606:4700:4700::1111") } },
	{ "san-arpa", THREE_LEAF, NULL, { .LEAF.names = LIST(THREE_HOST, "xin-addr.arpa", "in-addr.arpa.com") } },
	{ "san-onion", THREE_LEAF, NULL,
		{ .LEAF.names = LIST(THREE_HOST, "www." ONION_55 "2.onion", "onion.com", "a.notonion") } },
	{ "san-label", THREE_LEAF, NULL,
		{ .LEAF.names = LIST(THREE_HOST, "a--b.example.com", "XN--mnchen-3ya.de", "abc--d.test") } },
	{ "san-punycode", THREE_LEAF, NULL,
		{ .LEAF.names = LIST("xn--mnchen-3ya.de", "xn--fiqs8s", "xn--80ak6aa92e.com",
			"xn--n3h.net") } },
	/* RFC 3492 7.1: (B), (G), (I), (L), (N), (P) */
	{ "san-punycode", THREE_LEAF, NULL,
		{ .LEAF.names = LIST("xn--ihqwcrb4cv8a8dqg056pqjye.com", "xn--4dbcagdahymbxekheh6e0a7fei0b.com",
			"xn--b1abfaaepdrnnbgefbadotcwatmq2g4l.com", "xn--3B-ww4c5e180e575a65lsy2b.com",
			"xn---with-SUPER-MONKEYS-pc58ag80a8qai00g7n9n.com", "xn--MajiKoi5-783gue6qz075azm5e.com") } },
	{ "leaf-ku-critical", THREE_LEAF, NULL,
		{ .LEAF = { .not_before = BEFORE_2023, .flags = PKI_NO_KU, EXT("2.5.29.15", false,
			"\x03\x02\x07\x80") } } },
	{ "san-arpa", THREE_LEAF, NULL,
		{ .LEAF = { .not_before = BEFORE_2026, .names = LIST(THREE_HOST, "1.0.0.1.in-addr.arpa") } } },
	{ "ou", THREE_LEAF, "OU=Hosting", { .LEAF.not_before = INT64_C(1661990399) } },
};

/* Does it break the rule, under a public root? */
static bool breaks(const struct row *row)
{
	struct derw name = DERW_INIT(1024);
	struct three_spec s = row->s;
	const struct finding *fd;
	struct three t;
	bool broken = false;

	s.anchor = ANCHOR_PUBLIC;
	s.strict = true;
	if (row->subject != NULL) {
		subject(&name, row->subject);
		s.spec[row->at].subject = derw_bytes(&name);
	}
	three_run(&t, &s);
	fd = three_find(&t, FINDING_PROFILE_VIOLATION, row->at);
	for (size_t i = 0; fd != NULL && i < n_profile_rules; i++)
		if (strcmp(profile_rules[i].id, row->rule) == 0)
			broken = strstr(finding_get(fd, PARAM_RULE), profile_rules[i].sentence) != NULL;
	three_done(&t);
	derw_done(&name);
	return broken;
}

static void each_row_breaks_its_rule(void **state)
{
	unsigned wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (!breaks(&rows[i])) {
			print_error("row %zu keeps %s\n", i, rows[i].rule);
			wrong++;
		}
	assert_int_equal(wrong, 0);
}

static void what_is_nearly_a_breach_is_none(void **state)
{
	unsigned wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof near_rows / sizeof *near_rows; i++)
		if (breaks(&near_rows[i])) {
			print_error("row %zu breaks %s\n", i, near_rows[i].rule);
			wrong++;
		}
	assert_int_equal(wrong, 0);
}

/* Rules whose rows stand in test-profile.c come first in the table. */
static void each_rule_has_a_row(void **state)
{
	bool begun = false;

	(void)state;
	for (size_t i = 0; i < n_profile_rules; i++) {
		bool found = false;

		begun = begun || strcmp(profile_rules[i].id, rows[0].rule) == 0;
		for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
			found = found || strcmp(rows[k].rule, profile_rules[i].id) == 0;
		if ((begun || strcmp(profile_rules[i].id, "ecdsa-hash") == 0) && !found)
			fail_msg("no row breaks %s", profile_rules[i].id);
	}
	assert_true(begun);
	assert_true(n_profile_rules >= 120);
}

/* Every rule has a name of its own and says where it is written. */
static void rules_have_names_and_sections(void **state)
{
	(void)state;
	for (size_t i = 0; i < n_profile_rules; i++) {
		const char *section = profile_rules[i].section;

		assert_true(strncmp(section, "RFC ", 4) == 0 || strncmp(section, "BR ", 3) == 0
			|| strncmp(section, "EVG ", 4) == 0);
		assert_int_equal(profile_rules[i].source == PROFILE_RFC, section[0] == 'R');
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(profile_rules[k].id, profile_rules[i].id);
	}
}

/* What public CAs owe is asked of nobody else, strict or not. */
static void private_ones_owe_nothing(void **state)
{
	struct three_spec s = { .strict = true };
	struct three t;

	(void)state;
	three_run(&t, &s);
	assert_null(three_find(&t, FINDING_PROFILE_VIOLATION, THREE_N));
	three_done(&t);
}

/* An ordinary public chain of each type. */
static void good_public_chains_break_none(void **state)
{
	static const struct { const char *policy, *subject; } kinds[] = {
		{ DV, "CN=" HOST }, { OV, ORG ";CN=" HOST }, { EV, EV_ORG ";CN=" HOST },
		{ IV, "C:p=DE;L=Nirgends;SN=Muster;GN=Eva;CN=" HOST },
	};

	(void)state;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct derw name = DERW_INIT(1024), ca = DERW_INIT(1024);
		struct three_spec s = { .strict = true, .anchor = ANCHOR_PUBLIC, .host = HOST,
			.LEAF = { .ocsp = OCSP, .ca_issuers = "http://example.test/ca.crt", .crl = CRL,
				.policies = (const char *const[]){ kinds[i].policy, NULL },
				.names = LIST(HOST) },
			.CA = { .not_before = RECENT, .crl = CRL, .policies = LIST(DV),
				.flags = PKI_PATH_LENGTH, .eku = LIST("1.3.6.1.5.5.7.3.1") } };
		const struct finding *fd;
		struct three t;

		subject(&name, kinds[i].subject);
		subject(&ca, "C:p=DE;O=Beispiel;CN=Test CA");
		s.LEAF.subject = derw_bytes(&name);
		s.CA.subject = derw_bytes(&ca);
		three_run(&t, &s);
		for (size_t at = 0; at < THREE_N; at++) {
			fd = three_find(&t, FINDING_PROFILE_VIOLATION, at);
			if (fd != NULL)
				fail_msg("chain %zu, certificate %zu: %s", i, at, finding_get(fd, PARAM_RULE));
		}
		three_done(&t);
		derw_done(&name);
		derw_done(&ca);
	}
}

/* ---- a key made by chips that make bad ones, prime by prime ---- */

enum { ROCA_OCTETS = 64 };

static void times(uint8_t number[ROCA_OCTETS], unsigned by, unsigned plus)
{
	for (size_t i = ROCA_OCTETS; i-- > 0;) {
		plus += number[i] * by;
		number[i] = (uint8_t)plus;
		plus >>= 8;
	}
	assert_int_equal(plus, 0);
}

static unsigned modulo(const uint8_t number[ROCA_OCTETS], unsigned m)
{
	unsigned r = 0;

	for (size_t i = 0; i < ROCA_OCTETS; i++)
		r = (r << 8 | number[i]) % m;
	return r;
}

static bool is_roca(const uint8_t number[ROCA_OCTETS])
{
	struct derw d = DERW_INIT(2 * ROCA_OCTETS);
	struct cert c = { 0 };
	bool is = false;

	derw_begin(&d, DERW_SEQUENCE);
	derw_unsigned(&d, (struct bytes){ number, ROCA_OCTETS });
	derw_int(&d, DERW_INTEGER, 65537);
	derw_end(&d);
	c.key = (struct key){ .algorithm = KEY_RSA, .point = derw_bytes(&d) };
	for (size_t i = 0; i < n_profile_rules; i++)
		if (strcmp(profile_rules[i].id, "rsa-roca") == 0)
			is = profile_rules[i].broken(&(struct profile_place){ .c = &c });
	derw_done(&d);
	return is;
}

/* One more than a multiple of all primes is 65537 to the power of 0 modulo each. What is a multiple of one of them
 * instead is no power modulo that one. */
static void a_roca_key_is_a_power_modulo_each_prime(void **state)
{
	static const unsigned primes[] = { 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73,
		79, 83, 89, 97, 101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167 };
	size_t n = sizeof primes / sizeof *primes;

	(void)state;
	for (size_t without = 0; without <= n; without++) {
		uint8_t number[ROCA_OCTETS] = { [ROCA_OCTETS - 1] = 1 };

		for (size_t i = 0; i < n; i++)
			if (i != without)
				times(number, primes[i], 0);
		if (without < n) {
			unsigned k = 1, r = modulo(number, primes[without]);

			while ((k * r + 1) % primes[without] != 0)
				k++;
			times(number, k, 0);
		}
		times(number, 1, 1);
		if (is_roca(number) != (without == n))
			fail_msg("without %u", without < n ? primes[without] : 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_roca_key_is_a_power_modulo_each_prime),
		cmocka_unit_test(each_row_breaks_its_rule),
		cmocka_unit_test(what_is_nearly_a_breach_is_none),
		cmocka_unit_test(each_rule_has_a_row),
		cmocka_unit_test(rules_have_names_and_sections),
		cmocka_unit_test(private_ones_owe_nothing),
		cmocka_unit_test(good_public_chains_break_none),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	three_end();
	return failed;
}
