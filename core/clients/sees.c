/* SPDX-License-Identifier: GPL-3.0-or-later
 * What clients look at before they look at anything else, and what they do not come to. */
#include "clients/sees.h"

#include "clients/traits-names.h"

#include <limits.h>

/* What keeps Chromium from going on to the certificates below: it verifies from the anchor down and ends at a signature
 * that is false or made by a method that it does not know, and below a key that it does not read
 * (PathVerifier::BasicCertificateProcessing, pki/verify_certificate_chain.cc). It does not begin where there is no
 * anchor. */
#define CHROMIUM_SIGNED (T(SIGNED_NULL) | T(SHA1) | T(MD5) | T(EDDSA_SIGNED) | T(ODD_SIGNATURE))
#define CHROMIUM_ENDS (CHROMIUM_SIGNED | T(BAD_SIGNATURE))
#define CHROMIUM_KEYS (T(SMALL_CURVE) | T(ODD_CURVE) | T(EDDSA) | T(DSA) | T(PSS_KEY) | T(ODD_KEY) | T(EXPONENT) | \
	T(KEY_BROKEN))

/* What the handshake, the reading of the certificates or the look at all signatures' methods finds, whatever the
 * path. */
#define CHROMIUM_BEFORE (T(MALFORMED) | T(PATH_HUGE) | T(SAN_PLAIN) | T(NO_BITS) | T(NO_PURPOSES) | T(NO_ADDRESS) | \
	T(SAN_ASCII) | T(P521) | CHROMIUM_KEYS | T(NO_SIGNING) | T(NO_RECEIVING) | \
	CHROMIUM_SIGNED)

/* What is broken by names that it does not compare. */
static void sees_names(struct traits *t, enum family family)
{
	for (size_t at = 0; at < t->n; at++)
		if ((t->at[at] & T(CONSTRAINT)) != 0 && traits_names_kept(t, at, family))
			t->at[at] &= ~T(CONSTRAINT);
}

void chromium_sees(struct traits *t)
{
	bool lost = t->n > 1 && (t->at[t->n - 2] & T(ROOT_RESPELT)) != 0
		&& (t->whole & (W(ROOT_CAME) | W(PUBLIC))) == 0;
	bool none = !t->anchored || (t->whole & W(NO_ROOT)) != 0, ended = none || lost;

	sees_names(t, CHROMIUM);
	for (size_t at = t->n; at-- > 0;) {
		bool ends = (t->at[at] & CHROMIUM_ENDS) != 0 || (at > 0 && (t->at[at] & CHROMIUM_KEYS) != 0);

		/* the key itself is not looked at before the path is verified */
		if (at > 0 && (t->at[at] & T(KEY_BROKEN)) != 0)
			t->at[at] &= ~T(MALFORMED);
		if (ended)
			t->at[at] &= T(ROOT_RESPELT) | (at > 0 ? CHROMIUM_BEFORE & ~CHROMIUM_KEYS : CHROMIUM_BEFORE);
		else if ((t->at[at] & CHROMIUM_ENDS) != 0)
			t->at[at] &= CHROMIUM_BEFORE | CHROMIUM_ENDS;
		ended = ended || ends;
	}
	if (none || t->n == 1)
		t->at[t->n - 1] &= ~CHROMIUM_SIGNED;
}

/* What Firefox does not see: a root that it does not trust is passed over, names and keys in another form are not read
 * before they are needed, key identifiers not at all (BackCert::RememberExtension()), and what is asked of a good leaf
 * alone. */
void firefox_sees(struct traits *t)
{
	if (!t->anchored && t->n > 1 && t->certs[t->n - 1]->parsed && t->certs[t->n - 1]->self_signed)
		t->at[t->n - 1] = 0;
	/* the two names of an anchor's signature algorithm are not compared */
	if (t->anchored && t->n > 1 && (t->at[t->n - 1] & T(SIGNED_TWICE)) != 0 && t->certs[t->n - 1]->n_faults == 1)
		t->at[t->n - 1] &= ~T(MALFORMED);
	for (size_t at = 0; at < t->n; at++)
		if ((t->at[at] & (T(KEY_BROKEN) | T(SAN_UNREAD) | T(NO_BITS) | T(ID_UNREAD))) != 0)
			t->at[at] &= ~T(MALFORMED);
	if ((t->whole & W(PUBLIC)) == 0)
		t->at[0] &= ~T(SAN_UNREAD);
	if ((t->at[0] & (T(EXPIRED) | T(NOT_YET))) != 0) {
		t->whole &= ~(W(NO_CT) | W(NO_STAPLE));
		t->at[0] &= ~T(ODD_FEATURE);
	}
}

/* Faults of which each of the tools was asked, and what it does is a trait of its own, save those of `open`; as it is
 * where a signature is over SHA-224 or made with DSA. */
static void tool_sees(struct traits *t, size_t at, unsigned open)
{
	const struct cert *c = t->certs[at];

	if (c->n_faults > 0 && c->n_faults == c->n_forms && (c->forms & open) == 0)
		t->at[at] &= ~T(MALFORMED);
	if ((c->forms & ~open & 1U << FORM_POINTS) != 0)
		t->at[at] &= ~T(ODD_CRL);
	if ((t->at[at] & (T(SHA224) | T(DSA_SIGNED))) != 0)
		t->at[at] &= ~T(ODD_SIGNATURE);
	/* nobody looks at how what is trusted by itself was signed */
	if (t->n == 1 && t->anchored)
		t->at[at] &= ~(T(SHA224) | T(DSA_SIGNED) | T(SHA1) | T(MD5));
}

/* Nor do GnuTLS and Java look at its critical rules. */
static void sees_itself(struct traits *t)
{
	if (t->n == 1 && t->anchored)
		t->at[0] &= ~(T(CRITICAL) | T(CRITICAL_GNUTLS) | T(CRITICAL_JAVA) | T(LIMITS_POLICY));
}

/* A root that is not found, or does not count as one, is not what is told. Nobody above would have verified how the
 * topmost is signed (check_auth_level and internal_verify of crypto/x509/x509_vfy.c), and of what stands alone the
 * strict rules are not asked (check_extensions, where `num` is 1), save that it is no CA of version 1. */
void openssl_sees(struct traits *t)
{
	const whole_set ways = W(WAY_SAME) | W(WAY_NONE);
	bool lost = false, top_lost = (t->at[t->n - 1] & T(TOP_OTHER_ID)) != 0;

	/* its way was sought in the store that is here */
	if ((t->whole & W(TWINS)) == 0 || (t->whole & W(PUBLIC)) != 0)
		t->whole &= ~ways;
	if ((t->whole & W(WAY_SAME)) != 0)
		t->whole &= ~(W(TWINS) | ways);
	/* what is made of an extension in one that stands alone depends on how it is looked up */
	for (size_t at = 0; at < t->n; at++)
		tool_sees(t, at, t->n == 1 ? UINT_MAX : 1U << FORM_MASK | 1U << FORM_RANGE);
	if (t->n == 1)
		t->at[0] &= ~T(UNREAD_OPENSSL);
	for (size_t at = 0; at < t->n; at++) {
		/* who has no issuer for it does not see what is wrong with one */
		t->at[at] = lost ? 0 : t->at[at];
		lost = lost || (t->at[at] & (T(OTHER_ID) | T(OTHER_CERT) | T(EMPTY_ID))) != 0;
		if (lost && at == 0)
			t->at[0] &= ~(T(CONSTRAINT) | T(CONSTRAINT_DOT) | T(CONSTRAINT_CN) | T(CONSTRAINT_OPEN));
	}
	if (lost || top_lost)
		t->whole &= ~(W(SELF_NAMED) | W(SENT_ROOT));
	t->at[t->n - 1] &= ~(T(SHA1) | T(MD5));
	if (t->n == 1)
		t->at[0] &= ~(T(SIGNED_TWICE) | T(NO_ISSUER) | T(NO_SUBJECT) | T(LISTS_NAMELESS) | T(SAN_PLAIN)
			| T(SPELT_TWICE) | T(PLAIN_BC) | T(CA_NO_USAGE) | T(NO_SKID) | T(NO_AKID) | T(SIGNS)
			| T(LENGTH_NO_CA) | T(LENGTH_NO_SIGNER));
}

/* GnuTLS and Go let an extended key usage without purposes pass (measured). */
static void sees_no_purposes(struct traits *t)
{
	for (size_t at = 0; at < t->n; at++)
		if ((t->at[at] & T(NO_PURPOSES)) != 0)
			t->at[at] &= ~T(PURPOSE);
}

/* Of names in the certificate GnuTLS takes URIs for ones beside which the common name does not count, as it does
 * addresses (gnutls_x509_crt_check_hostname2(), lib/x509/hostname-verify.c). */
static bool sees_uri(const struct cert *c)
{
	for (size_t k = 0; k < c->n_sans; k++)
		if (c->sans[k].type == SAN_URI)
			return true;
	return false;
}

void gnutls_sees(struct traits *t)
{
	const struct cert *top = t->certs[t->n - 1];

	sees_names(t, GNUTLS);
	for (size_t at = 0; at < t->n; at++)
		tool_sees(t, at, 0);
	/* a key usage without a bit is none to it, save in a CA's */
	if ((t->certs[0]->forms >> FORM_NO_USAGE & 1) != 0)
		t->at[0] &= ~(T(NO_SIGNING) | T(NO_RECEIVING));
	if ((t->whole & W(CN_ONLY)) != 0 && sees_uri(t->certs[0]))
		t->whole |= W(NAME);
	/* found by chance (traits_sent()) */
	if (t->n > 1 && (t->whole & W(SENT_BEYOND)) == 0)
		t->at[t->n - 2] &= ~T(ROOT_RESPELT);
	for (size_t at = 0; at < t->n; at++)
		t->at[at] |= t->certs[at]->parsed && traits_names_excluded(t, at) ? T(EXCLUDES_APART) : 0;
	/* one without basic constraints passes for a CA's where it signed itself */
	if (t->n > 1 && t->anchored && !top->self_issued && (t->at[t->n - 1] & (T(NO_BC) | T(NO_BC_SIGNS))) != 0)
		t->at[t->n - 1] |= T(NOT_CA);
	/* for what it is sent, a key that may agree will do as well (measured) */
	if (t->certs[0]->parsed && (t->certs[0]->ku & KU_KEY_AGREEMENT) != 0)
		t->at[0] &= ~T(NO_RECEIVING);
	sees_no_purposes(t);
	sees_itself(t);
}

void go_sees(struct traits *t)
{
	sees_names(t, GO);
	/* it speaks of the common name where there is no list of names (HostnameError.Error(), verify.go) */
	if ((t->whole & W(CN_ONLY)) != 0 && t->certs[0]->has_san)
		t->whole = (t->whole & ~W(CN_ONLY)) | W(NAME);
	for (size_t at = 0; at < t->n; at++) {
		tool_sees(t, at, 0);
		/* a key usage without a bit is none to it (Certificate.isValid(), verify.go) */
		if ((t->certs[at]->forms >> FORM_NO_USAGE & 1) != 0)
			t->at[at] &= ~T(NO_CERT_SIGN);
	}
	sees_no_purposes(t);
}

#define JAVA_BUILDS (T(NO_CERT_SIGN) | T(POLICY) | T(EXPIRED) | T(NOT_YET) | T(BAD_SIGNATURE) | T(ODD_SALT) | T(MD5) | \
	T(NOT_CA) | T(PATH_LENGTH) | T(CRITICAL) | T(CRITICAL_JAVA) | T(SMALL_CURVE))

/* Of an anchor it looks at less then, and names what is no CA's and may not sign (measured). */
#define JAVA_BUILDS_ON (T(EXPIRED) | T(NOT_YET) | T(SMALL_CURVE))

/* What it makes of some of these in a root, and in a CA of a length that is no number, is told in other words. */
void java_sees(struct traits *t)
{
	const unsigned in_ca = 1U << FORM_LENGTH | 1U << FORM_MASK | 1U << FORM_RANGE,
		in_root = in_ca | 1U << FORM_ID | 1U << FORM_NO_USAGE;

	for (size_t at = 0; at < t->n; at++)
		tool_sees(t, at, at == 0 ? 0 : t->anchored && at == t->n - 1 ? in_root : in_ca);
	sees_itself(t);
	/* a path that it looked for itself it does not hold against the anchor's key and number again */
	for (size_t at = 0; at < t->n && (t->whole & W(DISORDERED)) != 0; at++)
		t->at[at] &= ~T(ANCHOR_OTHER);
	/* where it looks for a path itself, it says of all that is wrong with one that there is none */
	for (size_t at = 0; at < t->n && (t->whole & W(DISORDERED)) != 0; at++) {
		bool root = t->anchored && at == t->n - 1;

		t->whole |= (t->at[at] & (root ? JAVA_BUILDS_ON : JAVA_BUILDS)) != 0 ? W(NO_ANCHOR) : 0;
		/* of limits of names some were kept there and others not */
		if ((t->at[at] & (T(CONSTRAINT) | T(CONSTRAINT_DOT) | T(CONSTRAINT_CN))) != 0)
			t->at[at] |= T(CONSTRAINT_OPEN);
	}
}

void forms_seen(struct traits *t)
{
	for (size_t at = 0; at < t->n; at++)
		if ((t->at[at] & (T(SAN_ASCII) | T(NO_ADDRESS) | T(NO_PURPOSES))) != 0)
			t->at[at] &= ~T(MALFORMED);
}
