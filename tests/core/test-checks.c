/* SPDX-License-Identifier: GPL-3.0-or-later
 * Each finding of the checks on a single path: one chain where it appears, and one where it nearly does. */
#include "lib/three.h"

#include "asn1/der-write.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

/* `absent`: the finding must not be there. `at`: on which certificate. Level, variant and shade count where it is
 * there. */
struct row {
	const char *why;
	enum finding_id id;
	bool absent;
	size_t at;
	enum level level;
	enum variant variant;
	enum shade shade;
	struct three_spec s;
};

#define THERE(name, which, ...) { .why = name, .id = FINDING_##which, .level = LEVEL_UNTRUSTED, __VA_ARGS__ }
#define CAUTION(name, which, ...) { .why = name, .id = FINDING_##which, .level = LEVEL_CAUTION, __VA_ARGS__ }
#define NOTE(name, which, ...) { .why = name, .id = FINDING_##which, .level = LEVEL_INFO, __VA_ARGS__ }
#define ABSENT(name, which, ...) { .why = name, .id = FINDING_##which, .absent = true, .at = THREE_N, __VA_ARGS__ }
#define LIST(...) (const char *const[]){ __VA_ARGS__, NULL }
#define NO_NAMES (const char *const[]){ NULL }
#define LEAF spec[THREE_LEAF]
#define CA spec[THREE_CA]
#define ROOT spec[THREE_ROOT]
#define SERVER_AUTH "1.3.6.1.5.5.7.3.1"
#define CLIENT_AUTH "1.3.6.1.5.5.7.3.2"
#define EMAIL_AUTH "1.3.6.1.5.5.7.3.4"
#define OCSP_SIGNING "1.3.6.1.5.5.7.3.9"
#define ANY_EKU "2.5.29.37.0"
#define ODD(is_critical) .extensions = (const struct pki_extension[]){ { "1.3.6.1.4.1.99999.1", is_critical, { (const uint8_t *)"\5\0", 2 } } }, .n_extensions = 1
#define POLICY_CONSTRAINTS(der) .extensions = (const struct pki_extension[]){ { "2.5.29.36", true, { (const uint8_t *)(der), sizeof(der) - 1 } } }, .n_extensions = 1
#define DAYS(n) ((n) * THREE_DAY)
#define MAY_2018 INT64_C(1525132800)         /* 2018-05-01 */
#define MAY_2021 INT64_C(1619827200)         /* 2021-05-01 */
#define MAY_2026 INT64_C(1777593600)         /* 2026-05-01 */

static const struct row rows[] = {
	/* names */
	ABSENT("the name is there", NAME_MISMATCH),
	THERE("nobody's name", NAME_MISMATCH, .variant = VARIANT_UNRELATED, .s.host = "shop.example.org"),
	THERE("an address that is not listed", NAME_MISMATCH, .variant = VARIANT_IP_ADDRESS, .s.host = "192.0.2.1"),
	ABSENT("an address that is", NAME_MISMATCH, .s = { .host = "192.0.2.1", .LEAF.names = LIST("ip:192.0.2.1") }),
	THERE("an address as a DNS name", NAME_MISMATCH, .variant = VARIANT_IP_ADDRESS, .shade = SHADE_ENTRY,
	.s = { .host = "192.0.2.1", .LEAF.names = LIST("192.0.2.1") }),
	THERE("without www.", NAME_MISMATCH, .variant = VARIANT_WWW, .s.host = "example.test"),
	THERE("a wildcard too shallow", NAME_MISMATCH, .variant = VARIANT_WILDCARD_DEPTH,
	.s = { .host = "a.b.example.test", .LEAF.names = LIST("*.example.test") }),
	THERE("another host of the domain", NAME_MISMATCH, .variant = VARIANT_SIBLING, .s.host = "mail.example.test"),
	THERE("a landlord's", NAME_MISMATCH, .variant = VARIANT_SHARED_HOST,
	.s = { .host = "shop.example.net", .LEAF.names = LIST("a.test.org", "b.test.com") }),
	ABSENT("a file without a name to check", NAME_MISMATCH,
	.s = { .host = "", .file = true, .LEAF.names = LIST("other.test") }),
	THERE("only the common name", NAME_CN_ONLY, .s.LEAF.names = NO_NAMES),
	THERE("only the common name and a mail address", NAME_CN_ONLY, .s.LEAF.names = LIST("email:a@example.test")),
	ABSENT("the common name, but other entries", NAME_CN_ONLY,
	.s.LEAF = { .cn = THREE_HOST, .names = LIST("other.test") }),
	ABSENT("another common name", NAME_CN_ONLY, .s.LEAF = { .cn = "other.test", .names = NO_NAMES }),
	ABSENT("never beside name-mismatch", NAME_MISMATCH, .s.LEAF.names = NO_NAMES),
	THERE("another common name alone", NAME_MISMATCH, .variant = VARIANT_UNRELATED,
	.s.LEAF = { .cn = "other.test", .names = NO_NAMES }),

	/* dates */
	THERE("a second past the end", EXPIRED, .s.LEAF.not_after = THREE_NOW - 1),
	ABSENT("the last second", EXPIRED, .s.LEAF.not_after = THREE_NOW),
	THERE("the intermediate past its end", EXPIRED, .at = THREE_CA, .shade = SHADE_INTERMEDIATE,
	.s.CA.not_after = THREE_NOW - 1),
	THERE("the root past its end", EXPIRED, .at = THREE_ROOT, .shade = SHADE_ROOT,
	.s.ROOT.not_after = THREE_NOW - 1),
	THERE("a root past its end that does not say that it is a CA", EXPIRED, .at = THREE_ROOT, .shade = SHADE_ROOT,
	.s.ROOT = { .flags = THREE_NOT_CA, .not_after = THREE_NOW - 1 }),
	THERE("a second before the start", NOT_YET_VALID, .s.LEAF.not_before = THREE_NOW + 1),
	ABSENT("the first second", NOT_YET_VALID, .s.LEAF.not_before = THREE_NOW),
	THERE("the root before its start", NOT_YET_VALID, .at = THREE_ROOT, .shade = SHADE_ROOT,
	.s.ROOT.not_before = THREE_NOW + 1),
	CAUTION("22 of 90 days left", EXPIRES_SOON, 
		.s.LEAF = { .not_before = THREE_NOW - DAYS(68), .not_after = THREE_NOW + DAYS(22) }),
	ABSENT("23 of 90 days left", EXPIRES_SOON,
	.s.LEAF = { .not_before = THREE_NOW - DAYS(67), .not_after = THREE_NOW + DAYS(23) }),
	ABSENT("30 of 398 days left", EXPIRES_SOON,
	.s.LEAF = { .not_before = THREE_NOW - DAYS(368), .not_after = THREE_NOW + DAYS(30) }),
	CAUTION("29 of 398 days left", EXPIRES_SOON, 
		.s.LEAF = { .not_before = THREE_NOW - DAYS(369), .not_after = THREE_NOW + DAYS(30) - 1 }),
	CAUTION("the intermediate soon", EXPIRES_SOON, .at = THREE_CA, .shade = SHADE_INTERMEDIATE,
	.s.CA.not_after = THREE_NOW + DAYS(10)),
	ABSENT("the root soon", EXPIRES_SOON, .s.ROOT.not_after = THREE_NOW + DAYS(10)),
	CAUTION("fewer days than asked for", EXPIRES_SOON, .s = { .warn_days = 61 }),
	ABSENT("as many as asked for", EXPIRES_SOON, .s = { .warn_days = 60 }),
	CAUTION("less than the share asked for", EXPIRES_SOON, .s = { .warn_days = 30, .warn_percent = true,
		.LEAF = { .not_before = THREE_NOW - DAYS(70) - 1, .not_after = THREE_NOW + DAYS(30) - 1 } }),
	ABSENT("as great a share as asked for", EXPIRES_SOON, .s = { .warn_days = 30, .warn_percent = true,
		.LEAF = { .not_before = THREE_NOW - DAYS(70), .not_after = THREE_NOW + DAYS(30) } }),
	CAUTION("as many days as it lives", EXPIRES_SOON, .shade = SHADE_NEVER, .s = { .warn_days = 14,
	.LEAF = { .not_before = THREE_NOW - DAYS(10), .not_after = THREE_NOW + DAYS(4) - 1 } }),
	CAUTION("a second fewer than it lives", EXPIRES_SOON, .s = { .warn_days = 14,
	.LEAF = { .not_before = THREE_NOW - DAYS(10), .not_after = THREE_NOW + DAYS(4) } }),
	CAUTION("more days than it lives", EXPIRES_SOON, .shade = SHADE_NEVER, .s = { .warn_days = 14,
		.LEAF = { .not_before = THREE_NOW - DAYS(1), .not_after = THREE_NOW + DAYS(5) } }),
	ABSENT("expired is not soon", EXPIRES_SOON, .s.LEAF.not_after = THREE_NOW - 1),

	/* strength */
	THERE("a leaf signed with SHA-1", WEAK_SIGNATURE, .s = { .key[THREE_CA] = PKI_RSA2048, .LEAF.hash = PKI_SHA1 }),
	THERE("a leaf signed with MD5", WEAK_SIGNATURE, .s = { .key[THREE_CA] = PKI_RSA2048, .LEAF.hash = PKI_MD5 }),
	THERE("an intermediate signed with SHA-1", WEAK_SIGNATURE, .at = THREE_CA, .s.CA.hash = PKI_SHA1),
	ABSENT("a root signed with SHA-1", WEAK_SIGNATURE, .s.ROOT.hash = PKI_SHA1),
	ABSENT("a self-signed root that nobody trusts", WEAK_SIGNATURE,
	.s = { .no_anchor = true, .ROOT.hash = PKI_SHA1 }),
	THERE("RSA with 1024 bits", WEAK_KEY, .shade = SHADE_SHORT, .s.key[THREE_LEAF] = PKI_RSA1024),
	ABSENT("RSA with 2048 bits", WEAK_KEY, .s.key[THREE_LEAF] = PKI_RSA2048),
	THERE("a root's RSA with 1024 bits", WEAK_KEY, .at = THREE_ROOT, .shade = SHADE_SHORT,
		.s.key[THREE_ROOT] = PKI_RSA1024),
	ABSENT("Ed25519", WEAK_KEY, .s.key[THREE_LEAF] = PKI_ED25519),

	/* usage */
	THERE("a key that may only sign certificates", KEY_USAGE, .s.LEAF.key_usage = KU_KEY_CERT_SIGN),
	THERE("TLS 1.3 with a key that may only receive keys", KEY_USAGE, .shade = SHADE_NO_SIGNATURE,
	.s = { .key[THREE_LEAF] = PKI_RSA2048, .LEAF.key_usage = KU_KEY_ENCIPHERMENT }),
	THERE("TLS 1.2 and ECDHE with the same", KEY_USAGE, .shade = SHADE_NO_SIGNATURE,
	.s = { .version = 0x0303, .key[THREE_LEAF] = PKI_RSA2048, .LEAF.key_usage = KU_KEY_ENCIPHERMENT }),
	ABSENT("TLS 1.2 and RSA key exchange with the same", KEY_USAGE,
		.s = { .version = 0x0303, .rsa_exchange = true, .key[THREE_LEAF] = PKI_RSA2048,
		.LEAF.key_usage = KU_KEY_ENCIPHERMENT }),
	THERE("RSA key exchange with a key that may only sign", KEY_USAGE, .shade = SHADE_RSA_EXCHANGE,
		.s = { .version = 0x0303, .rsa_exchange = true, .key[THREE_LEAF] = PKI_RSA2048,
		.LEAF.key_usage = KU_DIGITAL_SIGNATURE }),
	THERE("a server's key in a file that may only receive keys", KEY_USAGE, .shade = SHADE_NO_SIGNATURE,
	.s = { .file = true, .key[THREE_LEAF] = PKI_RSA2048, .LEAF.key_usage = KU_KEY_ENCIPHERMENT }),
	ABSENT("a mail sender's key that may only receive keys", KEY_USAGE,
	.s = { .purpose = PURPOSE_EMAIL, .key[THREE_LEAF] = PKI_RSA2048, .LEAF.key_usage = KU_KEY_ENCIPHERMENT }),
	THERE("a client's key that may only agree on keys", KEY_USAGE, .shade = SHADE_OTHER_USE,
	.s = { .purpose = PURPOSE_CLIENT, .LEAF = { .eku = LIST(CLIENT_AUTH), .key_usage = KU_KEY_AGREEMENT } }),
	THERE("TLS 1.2 with an EC key that may only receive keys", KEY_USAGE, .shade = SHADE_NO_SIGNATURE,
	.s = { .version = 0x0303, .LEAF.key_usage = KU_KEY_ENCIPHERMENT }),
	THERE("TLS 1.2 with an EC key that may only agree on keys", KEY_USAGE, .shade = SHADE_NO_SIGNATURE,
	.s = { .version = 0x0303, .LEAF.key_usage = KU_KEY_AGREEMENT }),
	THERE("TLS 1.2 with an RSA key that may only agree on keys", KEY_USAGE, .shade = SHADE_NO_SIGNATURE,
		.s = { .version = 0x0303, .key[THREE_LEAF] = PKI_RSA2048, .LEAF.key_usage = KU_KEY_AGREEMENT }),
	ABSENT("a key without limits", KEY_USAGE, .s.LEAF.flags = PKI_NO_KU),
	ABSENT("a CA in a file", KEY_USAGE, .s = { .file = true, .host = "", .LEAF.flags = PKI_CA }),
	THERE("a CA shown by a server", KEY_USAGE, .s.LEAF.flags = PKI_CA),
	THERE("a CA in a file, asked for by name", KEY_USAGE, .s = { .file = true, .LEAF.flags = PKI_CA }),
	THERE("a CA in a server's place", CA_AS_SERVER, .s.LEAF.flags = PKI_CA),
	THERE("a CA in a server's place, though its key may sign handshakes", CA_AS_SERVER,
	.s.LEAF = { .flags = PKI_CA, .key_usage = KU_DIGITAL_SIGNATURE | KU_KEY_CERT_SIGN }),
	THERE("a CA in a file in a server's place", CA_AS_SERVER, .s = { .file = true, .LEAF.flags = PKI_CA }),
	ABSENT("a CA in a file by itself", CA_AS_SERVER, .s = { .file = true, .host = "", .LEAF.flags = PKI_CA }),
	ABSENT("a CA that is used for mail", CA_AS_SERVER, .s = { .purpose = PURPOSE_EMAIL, .LEAF.flags = PKI_CA }),
	ABSENT("a key that may sign certificates, but no CA", CA_AS_SERVER,
	.s.LEAF.key_usage = KU_DIGITAL_SIGNATURE | KU_KEY_CERT_SIGN),
	THERE("for clients only", WRONG_PURPOSE, .s.LEAF.eku = LIST(CLIENT_AUTH)),
	ABSENT("for clients, and used by one", WRONG_PURPOSE,
	.s = { .purpose = PURPOSE_CLIENT, .LEAF.eku = LIST(CLIENT_AUTH) }),
	THERE("for servers, and used for mail", WRONG_PURPOSE, .shade = SHADE_OTHER_USE,
	.s = { .purpose = PURPOSE_EMAIL }),
	ABSENT("for servers, and asked for nothing", WRONG_PURPOSE,
	.s = { .purpose = PURPOSE_ANY, .LEAF.eku = LIST(CLIENT_AUTH) }),
	THERE("for servers only, and used by a client", WRONG_PURPOSE, .shade = SHADE_SERVER_ONLY,
	.s.purpose = PURPOSE_CLIENT),
	THERE("used by a client, below a CA for mail", WRONG_PURPOSE, .at = THREE_CA, .shade = SHADE_CA_OTHER_USE,
	.s = { .purpose = PURPOSE_CLIENT, .LEAF.eku = LIST(CLIENT_AUTH), .CA.eku = LIST(EMAIL_AUTH) }),
	THERE("for anything", WRONG_PURPOSE, .shade = SHADE_ANY, .s.LEAF.eku = LIST(ANY_EKU)),
	THERE("for anything, and used by a client", WRONG_PURPOSE, .shade = SHADE_OTHER_USE,
	.s = { .purpose = PURPOSE_CLIENT, .LEAF.eku = LIST(ANY_EKU) }),
	THERE("for anything and clients", WRONG_PURPOSE, .shade = SHADE_ANY, .s.LEAF.eku = LIST(ANY_EKU, CLIENT_AUTH)),
	ABSENT("for anything and servers", WRONG_PURPOSE, .s.LEAF.eku = LIST(ANY_EKU, SERVER_AUTH)),
	THERE("for servers and OCSP answers", WRONG_PURPOSE, .shade = SHADE_RESPONDER,
	.s.LEAF.eku = LIST(SERVER_AUTH, OCSP_SIGNING)),
	THERE("for OCSP answers alone", WRONG_PURPOSE, .s.LEAF.eku = LIST(OCSP_SIGNING)),
	ABSENT("a CA for servers and OCSP answers above", WRONG_PURPOSE,
	.s.CA.eku = LIST(SERVER_AUTH, OCSP_SIGNING)),
	THERE("a CA for anything above", WRONG_PURPOSE, .at = THREE_CA, .shade = SHADE_CA_ANY,
	.s.CA.eku = LIST(ANY_EKU)),
	THERE("a CA in a file, asked for by name, for clients", WRONG_PURPOSE,
	.s = { .file = true, .LEAF = { .flags = PKI_CA, .eku = LIST(CLIENT_AUTH) } }),
	ABSENT("a CA for clients in a file by itself", WRONG_PURPOSE,
	.s = { .file = true, .host = "", .LEAF = { .flags = PKI_CA, .eku = LIST(CLIENT_AUTH) } }),
	ABSENT("without a purpose", WRONG_PURPOSE, .s.LEAF.flags = PKI_NO_EKU),
	THERE("a CA for mail above", WRONG_PURPOSE, .at = THREE_CA, .shade = SHADE_CA, .s.CA.eku = LIST(EMAIL_AUTH)),
	ABSENT("a CA for mail and servers above", WRONG_PURPOSE, .s.CA.eku = LIST(EMAIL_AUTH, SERVER_AUTH)),
	THERE("a root for mail above that somebody added", WRONG_PURPOSE, .at = THREE_ROOT, .shade = SHADE_CA,
	.s.ROOT.eku = LIST(EMAIL_AUTH)),
	THERE("a root for anything above that somebody added", WRONG_PURPOSE, .at = THREE_ROOT, .shade = SHADE_CA_ANY,
	.s.ROOT.eku = LIST(ANY_EKU)),
	ABSENT("a root for servers above that somebody added", WRONG_PURPOSE, .s.ROOT.eku = LIST(SERVER_AUTH)),
	ABSENT("a root for mail above that is distributed", WRONG_PURPOSE,
	.s = { .anchor = ANCHOR_PUBLIC, .ROOT.eku = LIST(EMAIL_AUTH) }),

	/* rules of CAs */
	THERE("outside of what the CA may", NAME_CONSTRAINT_VIOLATED, .s.CA.permitted = LIST("example.org")),
	ABSENT("inside", NAME_CONSTRAINT_VIOLATED, .s.CA.permitted = LIST("example.test")),
	THERE("excluded by the root", NAME_CONSTRAINT_VIOLATED, .s.ROOT.excluded = LIST("www.example.test")),
	ABSENT("another name excluded", NAME_CONSTRAINT_VIOLATED, .s.ROOT.excluded = LIST("mail.example.test")),
	THERE("a wildcard over an excluded name", NAME_CONSTRAINT_VIOLATED,
	.s = { .ROOT.excluded = LIST("a.example.test"), .LEAF.names = LIST("*.example.test") }),
	THERE("an intermediate outside", NAME_CONSTRAINT_VIOLATED, .at = THREE_CA,
	.s = { .ROOT.permitted = LIST("example.test"), .CA.names = LIST("example.org") }),
	ABSENT("a self-issued intermediate outside", NAME_CONSTRAINT_VIOLATED,
		.s = { .self_issued_ca = true, .ROOT.permitted = LIST("example.test"),
		.CA.names = LIST("example.org") }),
	ABSENT("constraints on mail alone", NAME_CONSTRAINT_VIOLATED, .s.CA.permitted = LIST("email:example.org")),
	THERE("a critical rule that nobody knows", UNKNOWN_CRITICAL_EXTENSION, .s.LEAF = { ODD(true) }),
	ABSENT("the same, not critical", UNKNOWN_CRITICAL_EXTENSION, .s.LEAF = { ODD(false) }),
	THERE("the same in the root", UNKNOWN_CRITICAL_EXTENSION, .at = THREE_ROOT, .s.ROOT = { ODD(true) }),

	/* lifetime */
	THERE("399 days under a public root", LIFETIME_TOO_LONG,
	.s = { .anchor = ANCHOR_PUBLIC, .LEAF = { .not_before = MAY_2021, .not_after = MAY_2021 + DAYS(398) } }),
	ABSENT("398 days", LIFETIME_TOO_LONG,
	.s = { .anchor = ANCHOR_PUBLIC, .LEAF = { .not_before = MAY_2021, .not_after = MAY_2021 + DAYS(398) - 1 } }),
	THERE("201 days in 2026", LIFETIME_TOO_LONG,
	.s = { .anchor = ANCHOR_PUBLIC, .LEAF = { .not_before = MAY_2026, .not_after = MAY_2026 + DAYS(200) } }),
	ABSENT("825 days in 2018", LIFETIME_TOO_LONG,
	.s = { .anchor = ANCHOR_PUBLIC, .LEAF = { .not_before = MAY_2018, .not_after = MAY_2018 + DAYS(825) - 1 } }),
	ABSENT("ten years before there was a limit", LIFETIME_TOO_LONG,
		.s = { .anchor = ANCHOR_PUBLIC,
		.LEAF = { .not_before = MAY_2018 - DAYS(100), .not_after = MAY_2018 + DAYS(3650) } }),
	NOTE("399 days under a private root", LIFETIME_TOO_LONG,
	.s.LEAF = { .not_before = MAY_2021, .not_after = MAY_2021 + DAYS(398) }),
	CAUTION("826 days under a private root", LIFETIME_TOO_LONG,
	.s.LEAF = { .not_before = MAY_2021, .not_after = MAY_2021 + DAYS(825) }),
	NOTE("826 days under a private root, before Apple minded", LIFETIME_TOO_LONG, 
		.s.LEAF = { .not_before = MAY_2018, .not_after = MAY_2018 + DAYS(825) }),
	ABSENT("a CA's ten years in a file", LIFETIME_TOO_LONG,
	.s = { .file = true, .host = "", .LEAF = { .flags = PKI_CA, .not_after = THREE_NOW + DAYS(3650) } }),

	/* profiles and policies */
	NOTE("a serial number of zero", PROFILE_VIOLATION, .shade = SHADE_PAPER,
	.s.LEAF.serial = { (const uint8_t *)"\0", 1 }),
	THERE("the same with --strict", PROFILE_VIOLATION, .shade = SHADE_STRICT,
	.s = { .strict = true, .LEAF.serial = { (const uint8_t *)"\0", 1 } }),
	ABSENT("the same in the root", PROFILE_VIOLATION, .s.ROOT.serial = { (const uint8_t *)"\0", 1 }),
	ABSENT("the same in the root with --strict", PROFILE_VIOLATION,
	.s = { .strict = true, .ROOT.serial = { (const uint8_t *)"\0", 1 } }),
	NOTE("a root without key usage", PROFILE_VIOLATION, .at = THREE_ROOT, .shade = SHADE_STOPS,
	.s.ROOT.flags = PKI_NO_KU),
	NOTE("the same with --strict", PROFILE_VIOLATION, .at = THREE_ROOT, .shade = SHADE_STOPS,
	.s = { .strict = true, .ROOT.flags = PKI_NO_KU }),
	NOTE("a distributed root without key usage", PROFILE_VIOLATION, .at = THREE_ROOT, .shade = SHADE_STOPS,
	.s = { .anchor = ANCHOR_PUBLIC, .ROOT.flags = PKI_NO_KU }),
	THERE("two breaches of a root, one of which is held against it", PROFILE_VIOLATION, .at = THREE_ROOT,
	.shade = SHADE_STRICT,
	.s = { .strict = true, .ROOT.flags = PKI_NO_KU | PKI_NO_SKID }),
	NOTE("a leaf without authority key identifier", PROFILE_VIOLATION, .shade = SHADE_STOPS,
	.s.LEAF.flags = PKI_NO_AKID),
	ABSENT("the forum's rules under a private root", PROFILE_VIOLATION, .s.LEAF.flags = PKI_NO_EKU),
	NOTE("the forum's rules under a public root", PROFILE_VIOLATION,
	.s = { .anchor = ANCHOR_PUBLIC, .LEAF.flags = PKI_NO_EKU }),
	THERE("a breach that browsers mind, and one that they do not, with --strict", PROFILE_VIOLATION,
	.s = { .strict = true, .LEAF.flags = PKI_NO_EKU | PKI_SAN_CRITICAL }),
	THERE("a breach that browsers do not mind, with --strict", PROFILE_VIOLATION, .shade = SHADE_STRICT,
	.s = { .strict = true, .LEAF.flags = PKI_SAN_CRITICAL }),
	ABSENT("a good chain with --strict", PROFILE_VIOLATION, .s.strict = true),
	THERE("a policy is required and none is named", PROFILE_VIOLATION, .shade = SHADE_POLICY,
	.s.CA = { POLICY_CONSTRAINTS("\x30\x03\x80\x01\x00") }),
	THERE("a policy is required, and the leaf breaks a rule beside", PROFILE_VIOLATION, .shade = SHADE_POLICY,
	.s = { .LEAF.flags = PKI_NO_AKID, .CA = { POLICY_CONSTRAINTS("\x30\x03\x80\x01\x00") } }),
	ABSENT("a policy is required and runs through", PROFILE_VIOLATION,
		.s = { .CA = { .policies = LIST("1.2.3"), POLICY_CONSTRAINTS("\x30\x03\x80\x01\x00") },
		.LEAF.policies = LIST("1.2.3") }),
	THERE("a policy is required and another is named", PROFILE_VIOLATION, .shade = SHADE_POLICY,
		.s = { .CA = { .policies = LIST("1.2.3"), POLICY_CONSTRAINTS("\x30\x03\x80\x01\x00") },
		.LEAF.policies = LIST("1.2.4") }),
	ABSENT("any policy satisfies", PROFILE_VIOLATION,
		.s = { .CA = { .policies = LIST("2.5.29.32.0"), POLICY_CONSTRAINTS("\x30\x03\x80\x01\x00") },
		.LEAF.policies = LIST("1.2.4") }),
	ABSENT("a policy is required further down than this path goes", PROFILE_VIOLATION,
	.s.CA = { POLICY_CONSTRAINTS("\x30\x03\x80\x01\x05") }),

	/* what is known */
	THERE("a CA that browsers gave up", DISTRUSTED_CA,
	.s = { .anchor = ANCHOR_PUBLIC, .ROOT = { .cn = "AffirmTrust Commercial", .o = "AffirmTrust" } }),
	ABSENT("the same, before the day", DISTRUSTED_CA,
	.s = { .anchor = ANCHOR_PUBLIC, .ROOT = { .cn = "AffirmTrust Commercial", .o = "AffirmTrust" },
		.LEAF = { .not_before = MAY_2021 } }),
	ABSENT("a private root of that name", DISTRUSTED_CA,
	.s.ROOT = { .cn = "AffirmTrust Commercial", .o = "AffirmTrust" }),
	CAUTION("an inspecting product that nobody trusts", INTERCEPTION_SUSPECTED,
	.s = { .no_anchor = true, .CA = { .o = "Zscaler Inc." } }),
	NOTE("an inspecting product, by design", INTERCEPTION_SUSPECTED, .s.CA = { .o = "Zscaler Inc." }),
	ABSENT("a public CA of that name", INTERCEPTION_SUSPECTED,
	.s = { .anchor = ANCHOR_PUBLIC, .CA = { .o = "Zscaler Inc." } }),
	ABSENT("a name that only begins so", INTERCEPTION_SUSPECTED, .s.CA = { .o = "Zscaler Inc. Fan Club" }),
	NOTE("a host of mixed scripts", LOOKALIKE_NAME, .s.host = "xn--pypal-4ve.example"),
	NOTE("a host like one of its names", LOOKALIKE_NAME, .s.host = "www.exarnple.test"),
	ABSENT("an umlaut", LOOKALIKE_NAME,
	.s = { .host = "xn--mnchen-3ya.de", .LEAF.names = LIST("xn--mnchen-3ya.de") }),
};

static const char *or_none(const char *s)
{
	return s != NULL ? s : "(none)";
}

static void check_row(const struct row *r)
{
	struct three t;

	three_run(&t, &r->s);
	const struct finding *fd = three_find(&t, r->id, r->at);
	if (r->absent && fd != NULL)
		fail_msg("%s: %s is there: %s", r->why, finding_name(r->id), or_none(finding_get(fd, PARAM_RULE)));
	if (!r->absent && fd == NULL)
		fail_msg("%s: no %s", r->why, finding_name(r->id));
	if (fd != NULL && fd->level != r->level)
		fail_msg("%s: level %s", r->why, level_name(fd->level));
	if (fd != NULL && fd->variant != r->variant)
		fail_msg("%s: variant %s", r->why, or_none(variant_name(fd->variant)));
	if (fd != NULL && fd->shade != r->shade)
		fail_msg("%s: shade %s", r->why, or_none(shade_name(fd->shade)));
	three_done(&t);
}

static void each_where_it_is_and_where_it_nearly_is(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		check_row(&rows[i]);
}

/* A failed step goes with an untrusted finding, a warning with a caution, and under a good chain there is neither. */
static void steps_and_findings_agree(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		bool fail = false, warn = false, untrusted = false, caution = false;
		struct three t;

		three_run(&t, &rows[i].s);
		for (size_t k = 0; k < t.outcome.n_steps; k++) {
			fail |= t.outcome.steps[k].result == STEP_FAIL;
			warn |= t.outcome.steps[k].result == STEP_WARN;
			assert_true(strlen(t.outcome.steps[k].text) > 10);
		}
		for (size_t k = 0; k < t.outcome.n_findings; k++) {
			untrusted |= t.outcome.findings[k].level == LEVEL_UNTRUSTED;
			caution |= t.outcome.findings[k].level == LEVEL_CAUTION
				&& t.outcome.findings[k].id != FINDING_INTERCEPTION_SUSPECTED;
		}
		if (fail != untrusted || warn != caution)
			fail_msg("%s: steps %d %d, findings %d %d", rows[i].why, fail, warn, untrusted, caution);
		three_done(&t);
	}
}

/* The quiet run of the path search must count what the loud one says. */
static void quiet_runs_count_the_same(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct outcome quiet = { .quiet = true };
		struct three t;

		three_run(&t, &rows[i].s);
		checks_run(&t.inputs, &quiet);
		if (quiet.n_fail != t.outcome.n_fail || quiet.n_findings != 0 || quiet.n_steps != 0)
			fail_msg("%s: %u and %u failures", rows[i].why, quiet.n_fail, t.outcome.n_fail);
		outcome_done(&quiet);
		three_done(&t);
	}
}

/* A name that can be taken for another is shown as the DNS has it, too. */
static void lookalikes_have_their_evidence(void **state)
{
	struct three_spec mixed = { .host = "xn--pypal-4ve.example" }, alike = { .host = "www.exarnple.test" };
	const struct finding *fd;
	struct three t;

	(void)state;
	three_run(&t, &mixed);
	fd = three_find(&t, FINDING_LOOKALIKE_NAME, THREE_LEAF);
	assert_non_null(fd);
	assert_int_equal(fd->n_evidence, 2);
	assert_string_equal(fd->evidence[0].text, "In the DNS it is written xn--pypal-4ve.example.");
	assert_int_equal(fd->evidence[1].kind, EVIDENCE_AGAINST);
	three_done(&t);
	three_run(&t, &alike);
	fd = three_find(&t, FINDING_LOOKALIKE_NAME, THREE_LEAF);
	assert_non_null(fd);
	assert_int_equal(fd->n_evidence, 0);
	three_done(&t);
}

static void malformed(struct cert *c)
{
	free(c->fault);
	c->fault = strdup("its serial is too long");
}

/* What a sentence about a finding is filled in with. */
static void findings_have_their_values(void **state)
{
	const struct {
		const char *why;
		enum finding_id id;
		size_t at;
		enum param_id param;
		const char *value;
		struct three_spec s;
	} values[] = {
		{ "what is wrong with the format", FINDING_MALFORMED, THREE_LEAF, PARAM_REASON, "its serial is too long",
			{ .tweak[THREE_LEAF] = malformed } },
		{ "fourteen days to the second", FINDING_EXPIRES_SOON, THREE_LEAF, PARAM_DAYS, "14",
			{ .warn_days = 14, .LEAF = { .not_before = THREE_NOW - DAYS(10),
				.not_after = THREE_NOW + DAYS(4) - 1 } } },
		{ "the policies before the rule that is broken beside them", FINDING_PROFILE_VIOLATION, THREE_LEAF,
			PARAM_RULE, "a CA above requires policies that hold for the whole path, and none does; and"
			" RFC 5280 4.2.1.1: it does not say which key of its issuer signed it", { .LEAF.flags = PKI_NO_AKID,
				.CA = { POLICY_CONSTRAINTS("\x30\x03\x80\x01\x00") } } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		const struct finding *fd;
		const char *value;
		struct three t;

		three_run(&t, &values[i].s);
		fd = three_find(&t, values[i].id, values[i].at);
		value = fd != NULL ? finding_get(fd, values[i].param) : NULL;
		if (value == NULL || strcmp(value, values[i].value) != 0)
			fail_msg("%s: %s", values[i].why, or_none(value));
		three_done(&t);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_where_it_is_and_where_it_nearly_is), cmocka_unit_test(steps_and_findings_agree),
		cmocka_unit_test(quiet_runs_count_the_same), cmocka_unit_test(findings_have_their_values),
		cmocka_unit_test(lookalikes_have_their_evidence),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	three_end();
	return failed;
}
