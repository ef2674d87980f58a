/* SPDX-License-Identifier: GPL-3.0-or-later
 * Every profile rule is broken by a certificate that differs from a good one in just that, and by no good one. */
#include "rules/profile.h"
#include "lib/three.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#define LIST(...) (const char *const[]){ __VA_ARGS__, NULL }
#define NO_NAMES (const char *const[]){ NULL }
#define DER(s) { (const uint8_t *)(s), sizeof(s) - 1 }
#define EXT(dotted, is_critical, der) .extensions = (const struct pki_extension[]){ { dotted, is_critical, DER(der) } }, .n_extensions = 1
#define LEAF spec[THREE_LEAF]
#define CA spec[THREE_CA]
#define ROOT spec[THREE_ROOT]
#define KEY_ID "\x30\x06\x80\x04\x01\x02\x03\x04"
#define EMPTY_SEQUENCE "\x30\x00"
#define ONE_URI "\x30\x15\x30\x13\x06\x08\x2b\x06\x01\x05\x05\x07\x30\x02\x86\x07http://"
#define ROOT_NAME "\x30\x0f\x31\x0d\x30\x0b\x06\x03\x55\x04\x03\x0c\x04Root"
#define CRL_POINTS "\x30\x0f\x30\x0d\xa0\x0b\xa0\x09\x86\x07http://"

static void tweak_version(struct cert *c) { c->version = 1; }
static void tweak_sig_alg(struct cert *c) { c->sig_alg_differs = true; }
static void tweak_issuer(struct cert *c) { c->issuer.empty = true; }
static void tweak_curve(struct cert *c) { c->key.explicit_curve = true; }
static void tweak_bits(struct cert *c) { c->key.bits = 2049; }
static void tweak_exponent(struct cert *c) { c->key.rsa_exponent = 2; }
static void tweak_path_length(struct cert *c) { c->path_length = 0; }

static void tweak_times(struct cert *c)
{
	static const uint8_t times[] = "\x18\x0f" "20260101000000Z" "\x18\x0f" "20500101000000Z";

	c->validity = (struct bytes){ times, sizeof times - 1 };
}

static void tweak_unique_id(struct cert *c)
{
	static const uint8_t tbs[] = "\x30\x07\x02\x01\x01\x81\x02\x00\x01";

	c->tbs = (struct bytes){ tbs, sizeof tbs - 1 };
}

/* The common name of the issuer as a PrintableString. */
static void tweak_issuer_spelt(struct cert *c)
{
	static const uint8_t cn[] = { 0x06, 0x03, 0x55, 0x04, 0x03 };
	static uint8_t name[256];
	uint8_t *at;

	assert_true(c->issuer.der.n <= sizeof name);
	memcpy(name, c->issuer.der.p, c->issuer.der.n);
	at = memmem(name, c->issuer.der.n, cn, sizeof cn);
	assert_non_null(at);
	at[sizeof cn] = 0x13;
	c->issuer.der.p = name;
}

struct row { const char *rule; size_t at; struct three_spec s; };

static const struct row rows[] = {
	{ "version", THREE_LEAF, { .tweak[THREE_LEAF] = tweak_version } },
	{ "serial-positive", THREE_LEAF, { .LEAF.serial = DER("\0") } },
	{ "serial-positive", THREE_CA, { .CA.serial = DER("\0") } },
	{ "serial-negative", THREE_LEAF, { .LEAF = { .flags = PKI_RAW_SERIAL, .serial = DER("\xfb") } } },
	{ "serial-length", THREE_CA,
		{ .CA.serial = DER("\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10\x11\x12\x13\x14\x15") } },
	{ "serial-length", THREE_CA,
		{ .CA.serial = DER("\xf1\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10\x11\x12\x13\x14") } },
	{ "signature-same", THREE_LEAF, { .tweak[THREE_LEAF] = tweak_sig_alg } },
	{ "issuer-empty", THREE_LEAF, { .tweak[THREE_LEAF] = tweak_issuer } },
	{ "name-text", THREE_LEAF, { .LEAF.subject = DER("\x30\x0c\x31\x0a\x30\x08\x06\x03\x55\x04\x03\x0c\x01\xff") } },
	{ "name-text", THREE_CA, { .CA.subject = DER("\x30\x0c\x31\x0a\x30\x08\x06\x03\x55\x04\x03\x04\x01\x61") } },
	{ "name-chars", THREE_LEAF, { .LEAF.subject = DER("\x30\x0c\x31\x0a\x30\x08\x06\x03\x55\x04\x03\x16\x01\xe4") } },
	{ "time-form", THREE_LEAF, { .tweak[THREE_LEAF] = tweak_times } },
	{ "ca-subject-empty", THREE_CA, { .CA.flags = PKI_EMPTY_SUBJECT } },
	{ "subject-nowhere", THREE_LEAF, { .LEAF = { .flags = PKI_EMPTY_SUBJECT, .names = NO_NAMES } } },
	{ "unique-id", THREE_LEAF, { .tweak[THREE_LEAF] = tweak_unique_id } },
	{ "aki-critical", THREE_LEAF, { .LEAF = { .flags = PKI_NO_AKID, EXT("2.5.29.35", true, KEY_ID) } } },
	{ "ski-critical", THREE_LEAF, { .LEAF = { .flags = PKI_NO_SKID, EXT("2.5.29.14", true, "\x04\x01\x01") } } },
	{ "attributes-critical", THREE_LEAF, { .LEAF = { EXT("2.5.29.9", true, EMPTY_SEQUENCE) } } },
	{ "freshest-critical", THREE_LEAF, { .LEAF = { EXT("2.5.29.46", true, CRL_POINTS) } } },
	{ "aia-critical", THREE_LEAF, { .LEAF = { EXT("1.3.6.1.5.5.7.1.1", true, ONE_URI) } } },
	{ "sia-critical", THREE_LEAF, { .LEAF = { EXT("1.3.6.1.5.5.7.1.11", true, ONE_URI) } } },
	{ "nc-critical", THREE_CA, { .CA = { .flags = PKI_NC_NOT_CRITICAL, .permitted = LIST("example.test") } } },
	{ "pc-critical", THREE_CA, { .CA = { EXT("2.5.29.36", false, "\x30\x03\x80\x01\x09") } } },
	{ "iap-critical", THREE_CA, { .CA = { EXT("2.5.29.54", false, "\x02\x01\x09") } } },
	{ "crl-critical", THREE_LEAF, { .LEAF = { EXT("2.5.29.31", true, CRL_POINTS) } } },
	{ "crl-form", THREE_LEAF, { .LEAF = { EXT("2.5.29.31", false, "\x30\x03\x30\x01\0") } } },
	{ "crl-place", THREE_LEAF, { .LEAF = { EXT("2.5.29.31", false, "\x30\x06\x30\x04\x81\x02\x06\x40") } } },
	{ "aki-own-name", THREE_CA, { .CA.flags = PKI_NO_AKID, .self_issued_ca = true } },
	{ "aki-own-name", THREE_CA, { .CA.flags = PKI_NO_SKID, .self_issued_ca = true } },
	{ "aki-own-name", THREE_LEAF, { .CA.cn = THREE_HOST, .LEAF.flags = PKI_NO_AKID } },
	{ "aki-missing", THREE_LEAF, { .LEAF.flags = PKI_NO_AKID } },
	{ "aki-missing", THREE_CA, { .CA.flags = PKI_NO_AKID } },
	{ "crl-subject-empty", THREE_LEAF,
		{ .LEAF = { .flags = PKI_EMPTY_SUBJECT | PKI_SAN_CRITICAL, .key_usage = KU_DIGITAL_SIGNATURE | KU_CRL_SIGN } } },
	{ "ca-crl-critical", THREE_CA, { .CA = { EXT("2.5.29.31", true, CRL_POINTS) } } },
	{ "root-aki-no-key", THREE_ROOT, { .ROOT = { .flags = PKI_NO_AKID, EXT("2.5.29.35", false, EMPTY_SEQUENCE) } } },
	{ "root-aki-issuer", THREE_ROOT, { .ROOT = { .flags = PKI_NO_AKID,
		EXT("2.5.29.35", false, "\x30\x08\xa1\x03\x82\x01x\x82\x01\x01") } } },
	{ "leaf-eku-other", THREE_LEAF, { .LEAF.eku = LIST("1.3.6.1.5.5.7.3.1", PURPOSE_PRECERTIFICATES) } },
	{ "ca-eku", THREE_CA, { .CA.eku = LIST("1.3.6.1.5.5.7.3.1", PURPOSE_PRECERTIFICATES) } },
	{ "aki-no-key", THREE_LEAF, { .LEAF = { .flags = PKI_NO_AKID, EXT("2.5.29.35", false, EMPTY_SEQUENCE) } } },
	{ "aki-issuer", THREE_LEAF,
		{ .LEAF = { .flags = PKI_NO_AKID,
			EXT("2.5.29.35", false, "\x30\x08\xa1\x03\x82\x01x\x82\x01\x01") } } },
	{ "ski-missing", THREE_CA, { .CA.flags = PKI_NO_SKID } },
	{ "ski-missing", THREE_ROOT, { .ROOT.flags = PKI_NO_SKID } },
	{ "issuer-spelt", THREE_LEAF, { .tweak[THREE_LEAF] = tweak_issuer_spelt } },
	{ "issuer-spelt", THREE_CA, { .tweak[THREE_CA] = tweak_issuer_spelt } },
	{ "aki-differs", THREE_LEAF, { .LEAF.flags = PKI_WRONG_AKID } },
	{ "key-id-empty", THREE_LEAF, { .LEAF = { .flags = PKI_NO_AKID, EXT("2.5.29.35", false, "\x30\x02\x80\0") } } },
	{ "aki-other", THREE_LEAF, { .LEAF = { .flags = PKI_NO_AKID,
		EXT("2.5.29.35", false, "\x30\x08\xa1\x03\x82\x01x\x82\x01\x01") } } },
	{ "aki-other", THREE_CA, { .CA = { .flags = PKI_NO_AKID,
		EXT("2.5.29.35", false, "\x30\x08\xa1\x03\x82\x01x\x82\x01\x01") } } },
	{ "bc-missing", THREE_ROOT, { .ROOT.flags = PKI_NO_BC } },
	{ "bc-critical", THREE_ROOT, { .ROOT.flags = PKI_BC_NOT_CRITICAL } },
	{ "path-length", THREE_LEAF, { .tweak[THREE_LEAF] = tweak_path_length } },
	{ "path-length", THREE_CA, { .CA = { .flags = PKI_PATH_LENGTH, .key_usage = KU_CRL_SIGN } } },
	{ "sign-no-ca", THREE_LEAF, { .LEAF.key_usage = KU_KEY_CERT_SIGN } },
	{ "ku-missing", THREE_CA, { .CA.flags = PKI_NO_KU } },
	{ "ku-no-sign", THREE_ROOT, { .ROOT.key_usage = KU_CRL_SIGN } },
	{ "nc-no-ca", THREE_LEAF, { .LEAF.permitted = LIST("example.test") } },
	{ "nc-form", THREE_CA, { .CA.permitted = LIST(".example.test") } },
	{ "root-eku", THREE_ROOT, { .ROOT.eku = LIST("1.3.6.1.5.5.7.3.1") } },
	{ "ca-eku", THREE_CA, { .CA.eku = LIST("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.4") } },
	{ "ca-eku", THREE_CA, { .CA.eku = LIST("2.5.29.37.0") } },
	{ "ca-eku-critical", THREE_CA, { .CA = { .flags = PKI_EKU_CRITICAL, .eku = LIST("1.3.6.1.5.5.7.3.1") } } },
	{ "leaf-is-ca", THREE_LEAF, { .LEAF.flags = PKI_CA } },
	{ "leaf-eku-missing", THREE_LEAF, { .LEAF.flags = PKI_NO_EKU } },
	{ "leaf-eku-missing", THREE_LEAF, { .LEAF.eku = LIST("1.3.6.1.5.5.7.3.2") } },
	{ "leaf-eku-other", THREE_LEAF, { .LEAF.eku = LIST("1.3.6.1.5.5.7.3.1", "2.5.29.37.0") } },
	{ "leaf-eku-critical", THREE_LEAF, { .LEAF.flags = PKI_EKU_CRITICAL } },
	{ "leaf-ku", THREE_LEAF, { .LEAF.key_usage = KU_KEY_AGREEMENT } },
	{ "leaf-ku", THREE_LEAF, { .LEAF.key_usage = KU_DIGITAL_SIGNATURE | KU_KEY_ENCIPHERMENT } },
	{ "leaf-ku", THREE_LEAF,
		{ .key[THREE_LEAF] = PKI_RSA2048, .LEAF.key_usage = KU_DIGITAL_SIGNATURE | KU_CRL_SIGN } },
	{ "san-missing", THREE_LEAF, { .LEAF.names = NO_NAMES } },
	{ "san-kind", THREE_LEAF, { .LEAF.names = LIST(THREE_HOST, "email:a@example.test") } },
	{ "san-critical", THREE_LEAF, { .LEAF.flags = PKI_SAN_CRITICAL } },
	{ "san-not-critical", THREE_LEAF, { .LEAF.flags = PKI_EMPTY_SUBJECT } },
	{ "san-form", THREE_LEAF, { .LEAF.names = LIST(THREE_HOST, "a_b.example.test") } },
	{ "san-form", THREE_LEAF, { .LEAF.names = LIST(THREE_HOST, "-a.example.test") } },
	{ "san-form", THREE_LEAF, { .LEAF.names = LIST(THREE_HOST, "www.example.test.") } },
	{ "san-form", THREE_LEAF, { .LEAF.names = LIST(THREE_HOST, "w*.example.test") } },
	{ "san-form", THREE_LEAF, { .LEAF.names = LIST(THREE_HOST, "*.-a.example.test") } },
	{ "san-form", THREE_LEAF, { .LEAF.names = LIST(THREE_HOST, "*.example.test-") } },
	{ "san-form", THREE_LEAF, { .LEAF.names = LIST(THREE_HOST, "*.*.example.test") } },
	{ "san-form", THREE_LEAF, { .LEAF.names = LIST(THREE_HOST, "uri:/relative") } },
	{ "cn-not-san", THREE_LEAF, { .LEAF.cn = "Our web server" } },
	{ "cn-not-san", THREE_LEAF, { .LEAF.cn = "WWW.example.test" } },
	{ "key-kind", THREE_LEAF, { .key[THREE_LEAF] = PKI_ED25519 } },
	{ "rsa-size", THREE_ROOT, { .key[THREE_ROOT] = PKI_RSA1024 } },
	{ "rsa-size", THREE_LEAF, { .key[THREE_LEAF] = PKI_RSA2048, .tweak[THREE_LEAF] = tweak_bits } },
	{ "rsa-exponent", THREE_LEAF, { .key[THREE_LEAF] = PKI_RSA2048, .tweak[THREE_LEAF] = tweak_exponent } },
	{ "curve-explicit", THREE_LEAF, { .tweak[THREE_LEAF] = tweak_curve } },
};

static const struct profile_rule *rule_find(const char *id)
{
	for (size_t i = 0; i < n_profile_rules; i++)
		if (strcmp(profile_rules[i].id, id) == 0)
			return &profile_rules[i];
	fail_msg("no rule %s", id);
	return NULL;
}

/* With --strict the finding is there, untrusted, and names rule and section. */
static void each_rule_is_broken_by_its_row(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct three_spec s = rows[i].s;
		const struct profile_rule *r = rule_find(rows[i].rule);
		const struct finding *fd;
		struct three t;

		s.strict = true;
		three_run(&t, &s);
		fd = three_find(&t, FINDING_PROFILE_VIOLATION, rows[i].at);
		if (fd == NULL || strstr(finding_get(fd, PARAM_RULE), r->sentence) == NULL)
			fail_msg("row %zu: %s on %zu: %s", i, r->id, rows[i].at,
				fd != NULL ? finding_get(fd, PARAM_RULE) : "nothing");
		assert_int_equal(fd->level, LEVEL_UNTRUSTED);
		assert_non_null(finding_get(fd, PARAM_SECTION));
		three_done(&t);
	}
}

#define LETTERS_63 "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijk"

static void tweak_exponent_3(struct cert *c) { c->key.rsa_exponent = 3; }

/* What is nearly a breach, and is none; and more that is one. */
static const struct { const char *rule; bool broken; size_t at; struct three_spec s; } near_rows[] = {
	{ "aki-own-name", false, THREE_CA, { .self_issued_ca = true } },
	{ "aki-own-name", false, THREE_CA, { .CA.flags = PKI_NO_AKID } },
	/* another's serial number, and a key that could not have made the signature */
	{ "aki-own-name", false, THREE_CA, { .CA = { .flags = PKI_NO_AKID, EXT("2.5.29.35", false, "\x30\x08\xa1\x03\x82\x01x\x82\x01\x01") },
		.self_issued_ca = true } },
	{ "aki-own-name", false, THREE_CA, { .CA.flags = PKI_NO_AKID, .key[THREE_CA] = PKI_RSA2048, .self_issued_ca = true } },
	{ "san-form", false, THREE_LEAF, { .LEAF.names = LIST(THREE_HOST, "*.example.test") } },
	{ "san-form", false, THREE_LEAF, { .LEAF.names = LIST(THREE_HOST, "az09.example.test", "A-Z.9-0.z") } },
	{ "san-form", false, THREE_LEAF, { .LEAF.names = LIST(THREE_HOST, LETTERS_63 ".test") } },
	{ "san-form", true, THREE_LEAF, { .LEAF.names = LIST(THREE_HOST, LETTERS_63 "l.test") } },
	{ "san-form", true, THREE_LEAF, { .LEAF.names = LIST(THREE_HOST, "*example.test") } },
	{ "san-form", true, THREE_LEAF, { .LEAF.names = LIST(THREE_HOST, "*.") } },
	{ "san-form", true, THREE_LEAF, { .LEAF.names = LIST(THREE_HOST, "*.a_.test") } },
	{ "san-form", true, THREE_LEAF, { .LEAF.names = LIST(THREE_HOST, "a..test") } },
	{ "san-form", true, THREE_LEAF, { .LEAF.names = LIST(THREE_HOST, "a-.test") } },
	{ "san-form", true, THREE_LEAF, { .LEAF.names = LIST(THREE_HOST, "a.-b.test") } },
	{ "san-form", true, THREE_LEAF, { .LEAF.names = LIST(THREE_HOST, "a{.test") } },
	{ "san-form", true, THREE_LEAF, { .LEAF.names = LIST(THREE_HOST, "a@.test") } },
	{ "san-form", false, THREE_LEAF, { .LEAF.names = LIST(THREE_HOST, "email:a.b@example.test") } },
	{ "san-form", false, THREE_LEAF, { .LEAF.names = LIST(THREE_HOST, "email:\"a@b\"@example.test") } },
	{ "san-form", true, THREE_LEAF, { .LEAF.names = LIST(THREE_HOST, "email:a@b@example.test") } },
	{ "san-form", true, THREE_LEAF, { .LEAF.names = LIST(THREE_HOST, "email:@example.test") } },
	{ "san-form", true, THREE_LEAF, { .LEAF.names = LIST(THREE_HOST, "email:nobody") } },
	{ "san-form", true, THREE_LEAF, { .LEAF.names = LIST(THREE_HOST, "email:a b@example.test") } },
	{ "san-form", true, THREE_LEAF, { .LEAF.names = LIST(THREE_HOST, "email:a@-b.test") } },
	{ "san-form", false, THREE_LEAF, { .LEAF.names = LIST(THREE_HOST, "uri:a+1-.b:x") } },
	{ "san-form", true, THREE_LEAF, { .LEAF.names = LIST(THREE_HOST, "uri:+a:x") } },
	{ "san-form", true, THREE_LEAF, { .LEAF.names = LIST(THREE_HOST, "uri:a_b:x") } },
	{ "san-form", true, THREE_LEAF, { .LEAF.names = LIST(THREE_HOST, "uri:a:") } },
	{ "san-form", true, THREE_LEAF, { .LEAF.names = LIST(THREE_HOST, "uri::x") } },
	{ "san-kind", false, THREE_LEAF, { .LEAF.names = LIST(THREE_HOST, "ip:192.0.2.1") } },
	{ "cn-not-san", false, THREE_LEAF, { .LEAF = { .cn = THREE_HOST, .names = LIST("a.test", THREE_HOST) } } },
	{ "rsa-exponent", false, THREE_LEAF,
		{ .key[THREE_LEAF] = PKI_RSA2048, .tweak[THREE_LEAF] = tweak_exponent_3 } },
	{ "rsa-size", false, THREE_LEAF, { .key[THREE_LEAF] = PKI_RSA2048 } },
	{ "key-kind", false, THREE_LEAF, { .key[THREE_LEAF] = PKI_P384 } },
	{ "leaf-ku", false, THREE_LEAF,
		{ .key[THREE_LEAF] = PKI_RSA2048, .LEAF.key_usage = KU_DIGITAL_SIGNATURE | KU_KEY_ENCIPHERMENT } },
	{ "leaf-ku", true, THREE_LEAF,
		{ .key[THREE_LEAF] = PKI_RSA2048, .LEAF.key_usage = KU_DIGITAL_SIGNATURE | KU_KEY_AGREEMENT } },
	{ "leaf-ku", false, THREE_LEAF, { .LEAF.key_usage = KU_DIGITAL_SIGNATURE | KU_KEY_AGREEMENT } },
	{ "leaf-ku", true, THREE_LEAF, { .LEAF.key_usage = KU_DIGITAL_SIGNATURE | KU_DATA_ENCIPHERMENT } },
	{ "leaf-ku", true, THREE_LEAF, { .LEAF.key_usage = KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION } },
	{ "serial-length", false, THREE_CA,
		{ .CA.serial = DER("\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10\x11\x12\x13\x14") } },
	{ "serial-positive", false, THREE_LEAF, { .LEAF.serial = DER("\x01") } },
	{ "crl-subject-empty", false, THREE_LEAF, { .LEAF = { .flags = PKI_EMPTY_SUBJECT | PKI_SAN_CRITICAL } } },
	{ "crl-subject-empty", false, THREE_LEAF, { .LEAF.key_usage = KU_DIGITAL_SIGNATURE | KU_CRL_SIGN } },
	{ "root-eku", true, THREE_ROOT, { .ROOT.eku = LIST("1.3.6.1.5.5.7.3.1") } },
	{ "crl-critical", false, THREE_CA, { .CA = { EXT("2.5.29.31", true, CRL_POINTS) } } },
	{ "serial-positive", false, THREE_LEAF, { .LEAF = { .flags = PKI_RAW_SERIAL, .serial = DER("\x80") } } },
	{ "crl-form", false, THREE_LEAF, { .LEAF = { EXT("2.5.29.31", false, CRL_POINTS) } } },
	{ "crl-place", false, THREE_LEAF, { .LEAF = { EXT("2.5.29.31", false, CRL_POINTS) } } },
	{ "crl-place", false, THREE_LEAF,
		{ .LEAF = { EXT("2.5.29.31", false, "\x30\x1b\x30\x19\x81\x02\x06\x40\xa2\x13\xa4\x11" ROOT_NAME) } } },
	{ "crl-place", false, THREE_LEAF,
		{ .LEAF = { EXT("2.5.29.31", false, "\x30\x08\x30\x06\xa2\x04\x82\x02" "ab") } } },
	{ "ca-eku", false, THREE_CA, { .CA.eku = LIST("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2", "1.2.3.4") } },
	{ "ca-eku", true, THREE_CA, { .CA.eku = LIST("1.3.6.1.5.5.7.3.2") } },
	{ "aki-issuer", false, THREE_LEAF, { .LEAF = { .flags = PKI_NO_AKID, EXT("2.5.29.35", false, KEY_ID) } } },
	{ "key-id-empty", false, THREE_LEAF, { .LEAF.flags = PKI_NO_AKID } },
	{ "key-id-empty", false, THREE_LEAF, { .CA.flags = PKI_NO_SKID,
		.LEAF = { .flags = PKI_NO_AKID, EXT("2.5.29.35", false, "\x30\x02\x80\0") } } },
	{ "aki-other", false, THREE_LEAF, { .CA.serial = DER("\x01"), .LEAF = { .flags = PKI_NO_AKID,
		EXT("2.5.29.35", false, "\x30\x08\xa1\x03\x82\x01x\x82\x01\x01") } } },
	{ "sign-no-ca", false, THREE_CA, { .CA.key_usage = KU_KEY_CERT_SIGN } },
	{ "nc-form", false, THREE_CA, { .CA.permitted = LIST("example.test", "ip:192.0.2.0/24", "email:example.test") } },
	{ "path-length", false, THREE_CA, { .CA = { .flags = PKI_PATH_LENGTH, .path_length = 0 } } },
};

static void what_is_nearly_a_breach_is_none(void **state)
{
	unsigned wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof near_rows / sizeof *near_rows; i++) {
		struct three_spec s = near_rows[i].s;
		const struct profile_rule *r = rule_find(near_rows[i].rule);
		const struct finding *fd;
		struct three t;
		bool broken;

		s.strict = true;
		three_run(&t, &s);
		fd = three_find(&t, FINDING_PROFILE_VIOLATION, near_rows[i].at);
		broken = fd != NULL && strstr(finding_get(fd, PARAM_RULE), r->sentence) != NULL;
		if (broken != near_rows[i].broken) {
			print_error("row %zu: %s is %s\n", i, r->id, broken ? "broken" : "kept");
			wrong++;
		}
		three_done(&t);
	}
	assert_int_equal(wrong, 0);
}

/* From "sig-params" on they stand in test-profile-public.c, and so does "ecdsa-hash". */
static void each_rule_has_a_row(void **state)
{
	(void)state;
	for (size_t i = 0; i < n_profile_rules && strcmp(profile_rules[i].id, "sig-params") != 0; i++) {
		bool found = strcmp(profile_rules[i].id, "ecdsa-hash") == 0;
		for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
			found |= strcmp(rows[k].rule, profile_rules[i].id) == 0;
		if (!found)
			fail_msg("no row breaks %s", profile_rules[i].id);
	}
}

/* Where the links end is counted, not searched for. */
static void links_come_first(void **state)
{
	(void)state;
	assert_true(N_PROFILE_LINKS > 0 && N_PROFILE_LINKS < n_profile_rules);
	for (size_t i = 0; i < n_profile_rules; i++)
		assert_int_equal((profile_rules[i].who & FOR_LINK) != 0, i < N_PROFILE_LINKS);
}

/* Who stops, besides browsers; NULL: nobody. That these go on is said only where none of them may stop as well. */
static const struct { bool browsers; const char *what; size_t at; struct three_spec s; const char *stops; } stops_rows[]
	= {
	{ false, "a leaf that does not name its issuer's key", THREE_LEAF, { .LEAF.flags = PKI_NO_AKID },
		"Python 3.13 or later" },
	{ false, "an intermediate that does not", THREE_CA, { .CA.flags = PKI_NO_AKID }, "Python 3.13 or later" },
	{ false, "an intermediate without a key identifier", THREE_CA, { .CA.flags = PKI_NO_SKID }, "Python 3.13 or later" },
	{ false, "a root without a key identifier", THREE_ROOT, { .ROOT.flags = PKI_NO_SKID }, "Python 3.13 or later" },
	{ false, "an intermediate without key usage", THREE_CA, { .CA.flags = PKI_NO_KU }, "Python 3.13 or later" },
	{ false, "a root without key usage", THREE_ROOT, { .ROOT.flags = PKI_NO_KU }, "Python 3.13 or later" },
	{ false, "a root whose constraints are not critical", THREE_ROOT, { .ROOT.flags = PKI_BC_NOT_CRITICAL },
		"Python 3.13 or later" },
	{ true, "a root of version 1", THREE_ROOT, { .ROOT.flags = PKI_V1 }, "Python 3.13 or later" },
	{ false, "another key identifier than the issuer's", THREE_LEAF, { .LEAF.flags = PKI_WRONG_AKID },
		"OpenSSL (curl, Python, Node) and GnuTLS (wget)" },
	{ false, "another key identifier of a CA's issuer", THREE_CA, { .CA.flags = PKI_WRONG_AKID },
		"Java and OpenSSL (curl, Python, Node) and GnuTLS (wget)" },
	{ false, "another key identifier of a root's own", THREE_ROOT,
		{ .ROOT = { .flags = PKI_NO_AKID, EXT("2.5.29.35", false, KEY_ID) } }, "OpenSSL (Node, Python before 3.13)" },
	{ true, "an algorithm that is not written twice alike", THREE_LEAF, { .tweak[THREE_LEAF] = tweak_sig_alg },
		"Python 3.13 or later and Go and OpenSSL (curl, Python, Node)" },
	{ true, "the root's that is not", THREE_ROOT, { .tweak[THREE_ROOT] = tweak_sig_alg },
		"Python 3.13 or later and Go" },
	{ false, "a nameless leaf that may sign lists", THREE_LEAF,
		{ .LEAF = { .flags = PKI_EMPTY_SUBJECT | PKI_SAN_CRITICAL, .key_usage = KU_DIGITAL_SIGNATURE | KU_CRL_SIGN } },
		"Python 3.13 or later" },
	{ false, "a negative serial number", THREE_LEAF, { .LEAF = { .flags = PKI_RAW_SERIAL, .serial = DER("\xfb") } },
		"Go 1.23 or later" },
	{ false, "a negative serial number of the root", THREE_ROOT,
		{ .ROOT = { .flags = PKI_RAW_SERIAL, .serial = DER("\xfb") } }, "Go 1.23 or later" },
	{ false, "CRL addresses in no form", THREE_LEAF, { .LEAF = { EXT("2.5.29.31", false, "\x30\x03\x30\x01\0") } },
		"Go and OpenSSL (curl, Python, Node)" },
	{ false, "a serial number of zero", THREE_LEAF, { .LEAF.serial = DER("\0") }, NULL },
	{ true, "an issuer without a name", THREE_LEAF, { .tweak[THREE_LEAF] = tweak_issuer },
		"Python 3.13 or later and Java" },
	{ true, "an issuer spelt otherwise", THREE_LEAF, { .tweak[THREE_LEAF] = tweak_issuer_spelt }, "Go and rustls" },
	{ true, "a root spelt otherwise", THREE_CA, { .tweak[THREE_CA] = tweak_issuer_spelt },
		"Go and rustls and GnuTLS (wget)" },
	{ true, "no subject, and names not critical", THREE_LEAF, { .LEAF.flags = PKI_EMPTY_SUBJECT },
		"Python 3.13 or later and Java" },
	{ true, "a key identifier marked critical", THREE_LEAF,
		{ .LEAF = { .flags = PKI_NO_SKID, EXT("2.5.29.14", true, "\x04\x01\x01") } }, "OpenSSL (curl, Python, Node)" },
	{ true, "a curve that is spelled out", THREE_LEAF, { .tweak[THREE_LEAF] = tweak_curve },
		"Java and OpenSSL (curl, Python, Node)" },
	{ false, "two breaches", THREE_LEAF, { .LEAF = { .flags = PKI_NO_AKID | PKI_RAW_SERIAL, .serial = DER("\xfb") } },
		"Python 3.13 or later and Go 1.23 or later" },
	{ true, "two breaches, one of its link", THREE_LEAF,
		{ .LEAF = { .flags = PKI_RAW_SERIAL, .serial = DER("\xfb") }, .tweak[THREE_LEAF] = tweak_issuer_spelt },
		"Go and rustls" },
	{ true, "a leaf of version 2", THREE_LEAF, { .tweak[THREE_LEAF] = tweak_version }, "rustls" },
	{ true, "an unknown purpose beside a server's", THREE_LEAF,
		{ .anchor = ANCHOR_PUBLIC, .LEAF.eku = LIST("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.3") }, NULL },
	{ true, "a breach that browsers mind behind one that they do not", THREE_LEAF,
		{ .LEAF = { .flags = PKI_NO_AKID, .names = LIST(THREE_HOST, "a-.test") } }, "Python 3.13 or later" },
	{ true, "a breach that they do not mind behind one that they do", THREE_LEAF,
		{ .LEAF = { .flags = PKI_NO_AKID }, .tweak[THREE_LEAF] = tweak_version }, "rustls" },
};

static void whoever_stops_is_named(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof stops_rows / sizeof *stops_rows; i++) {
		const char *want = stops_rows[i].stops, *named = NULL;
		const struct finding *fd;
		struct three t;

		three_run(&t, &stops_rows[i].s);
		fd = three_find(&t, FINDING_PROFILE_VIOLATION, stops_rows[i].at);
		if (fd != NULL)
			named = finding_get(fd, PARAM_STOPS);
		if (fd == NULL || (named == NULL) != (want == NULL) || (want != NULL && strcmp(named, want) != 0))
			fail_msg("%s: %s", stops_rows[i].what,
				fd == NULL ? "nothing" : named != NULL ? named : "nobody");
		/* where those stop that nearly everything goes with, it is more than information */
		assert_int_equal(fd->level, !stops_rows[i].browsers && want != NULL
			&& (strstr(want, "OpenSSL") != NULL || strstr(want, "GnuTLS") != NULL)
			? LEVEL_UNTRUSTED : LEVEL_INFO);
		if (fd->shade != (stops_rows[i].browsers ? SHADE_NONE : want != NULL ? SHADE_STOPS : SHADE_PAPER))
			fail_msg("%s: shade %s", stops_rows[i].what, shade_name(fd->shade));
		three_done(&t);
	}
}

static const struct three_spec good[] = {
	{ .strict = true },
	{ .strict = true, .no_ca = true },
	{ .strict = true, .key = { PKI_RSA2048, PKI_RSA2048, PKI_RSA3072 } },
	{ .strict = true, .LEAF.flags = PKI_NO_KU | PKI_NO_BC | PKI_NO_SKID },
	{ .strict = true, .LEAF.names = LIST(THREE_HOST, "*.example.test", "ip:192.0.2.1", "ip:2001:db8::1",
		"xn--mnchen-3ya.de") },
	{ .strict = true, .LEAF = { .flags = PKI_EMPTY_SUBJECT | PKI_SAN_CRITICAL } },
	{ .strict = true, .LEAF.eku = LIST("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2") },
	{ .strict = true, .CA = { .flags = PKI_PATH_LENGTH, .eku = LIST("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2") } },
	{ .strict = true, .CA.permitted = LIST("example.test", "ip:0.0.0.0/0") },
	{ .strict = true, .file = true, .host = "",
		.LEAF = { .flags = PKI_CA, .cn = "A CA in a file", .names = NO_NAMES } },
	{ .strict = true, .purpose = PURPOSE_CLIENT, .LEAF = { .names = LIST("email:a@example.test"), .cn = "A Person",
		.eku = LIST("1.3.6.1.5.5.7.3.2") }, .host = "" },
};

static void good_chains_break_none(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		struct three t;

		three_run(&t, &good[i]);
		const struct finding *fd = three_find(&t, FINDING_PROFILE_VIOLATION, THREE_N);
		if (fd != NULL)
			fail_msg("chain %zu: %s", i, finding_get(fd, PARAM_RULE));
		three_done(&t);
	}
}

static void two_rules_on_one_certificate_are_one_finding(void **state)
{
	struct three_spec s = { .strict = true, .LEAF.flags = PKI_NO_EKU | PKI_SAN_CRITICAL };
	struct three t;

	(void)state;
	three_run(&t, &s);
	const struct finding *fd = three_find(&t, FINDING_PROFILE_VIOLATION, THREE_LEAF);
	assert_non_null(fd);
	assert_string_equal(finding_get(fd, PARAM_SECTION), "BR 7.1.2.7.10");
	assert_non_null(strstr(finding_get(fd, PARAM_RULE), "; and BR 7.1.2.7.12: "));
	three_done(&t);
}

/* The search looks for another issuer only where the path fails, not the leaf alone. */
static void another_issuer_may_mend_a_key_identifier(void **state)
{
	struct three_spec s = { .strict = true, .LEAF.flags = PKI_WRONG_AKID };
	struct three t;

	(void)state;
	three_run(&t, &s);
	assert_int_equal(t.outcome.leaf_fails, 0);
	assert_int_equal(t.outcome.path_fails, 1U << STEP_ISSUER);
	three_done(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_rule_is_broken_by_its_row), cmocka_unit_test(what_is_nearly_a_breach_is_none),
		cmocka_unit_test(each_rule_has_a_row),
		cmocka_unit_test(links_come_first),
		cmocka_unit_test(whoever_stops_is_named),
		cmocka_unit_test(good_chains_break_none),
		cmocka_unit_test(two_rules_on_one_certificate_are_one_finding),
		cmocka_unit_test(another_issuer_may_mend_a_key_identifier),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	three_end();
	return failed;
}
