/* SPDX-License-Identifier: GPL-3.0-or-later
 * From findings and certificates to traits. */
#include "clients/traits.h"

#include "base/moment.h"
#include "clients/traits-fine.h"
#include "clients/traits-host.h"
#include "clients/traits-names.h"
#include "clients/traits-sent.h"

#include <string.h>

_Static_assert(N_TRAITS <= 128 && N_WHOLE <= 128, "a set is one number");

/* Findings about one certificate, and what they mean to a client. */
static const struct { enum finding_id id; enum trait trait; } trait_findings[] = {
	{ FINDING_MALFORMED, TRAIT_MALFORMED },
	{ FINDING_NOT_YET_VALID, TRAIT_NOT_YET },
	{ FINDING_EXPIRED, TRAIT_EXPIRED },
	{ FINDING_PATH_LENGTH_EXCEEDED, TRAIT_PATH_LENGTH },
	{ FINDING_REVOKED, TRAIT_REVOKED },
	{ FINDING_BAD_SIGNATURE, TRAIT_BAD_SIGNATURE },
};

/* Findings about the path as a whole. */
static const struct { enum finding_id id; enum whole whole; } trait_whole[] = {
	{ FINDING_DISTRUSTED_CA, WHOLE_DISTRUSTED },
	{ FINDING_NAME_MISMATCH, WHOLE_NAME },
	{ FINDING_NAME_CN_ONLY, WHOLE_CN_ONLY },
	{ FINDING_NO_SCT, WHOLE_NO_CT },
	{ FINDING_MUST_STAPLE_MISSING, WHOLE_NO_STAPLE },
	{ FINDING_LIFETIME_TOO_LONG, WHOLE_TOO_LONG },
	{ FINDING_PROTOCOL_TOO_OLD, WHOLE_OLD_PROTOCOL },
	{ FINDING_KEY_NOT_PROVED, WHOLE_KEY_FALSE },
};

/* From then on Apple takes no certificate for longer than 825 days, whoever issued it (support.apple.com/HT210176). */
#define APPLE_SINCE INT64_C(1561939200)      /* 2019-07-01 */

static trait_set trait_bit(enum trait t)
{
	return (trait_set)1 << t;
}

/* ---- what one certificate says of itself ---- */

static trait_set trait_signature(const struct cert *c)
{
	switch (c->sig_alg.hash) {
	case HASH_MD2:
	case HASH_MD5: return T(MD5);
	case HASH_SHA1: return T(SHA1);
	case HASH_NONE: return T(EDDSA_SIGNED);
	case HASH_SHA224: return T(ODD_SIGNATURE) | T(SHA224);
	case HASH_UNKNOWN: return T(ODD_SIGNATURE);
	default: break;
	}
	if (c->sig_alg.odd != NULL)
		return T(ODD_SIGNATURE) | T(ODD_SALT);
	if (c->sig_alg.key == KEY_DSA)
		return T(ODD_SIGNATURE) | T(DSA_SIGNED);
	return c->sig_alg.key == KEY_OTHER ? T(ODD_SIGNATURE) : 0;
}

static trait_set trait_curve(const struct key *k)
{
	if (k->explicit_curve || k->curve == NULL)
		return T(ODD_CURVE);
	if (strcmp(k->curve, "P-521") == 0)
		return T(P521);
	if (strcmp(k->curve, "P-256") == 0 || strcmp(k->curve, "P-384") == 0)
		return 0;
	if (strcmp(k->curve, "P-224") == 0)
		return T(SMALL_CURVE);
	if (strcmp(k->curve, "P-192") == 0)
		return T(SMALL_CURVE) | T(TINY_CURVE);
	return k->bits < 256 ? T(SMALL_CURVE) | T(ODD_CURVE) : T(ODD_CURVE);
}

/* Odd, from 3 to 33 bits: BoringSSL (crypto/fipsmodule/rsa) and NSS take no other exponent. */
static trait_set trait_rsa(const struct key *k)
{
	uint64_t e = k->rsa_exponent;
	trait_set t = 0;

	if (k->bits < 2048)
		t |= k->bits < 1024 ? T(RSA_TINY) | T(RSA_SHORT) : T(RSA_SHORT);
	t |= e == 1 ? T(EXPONENT_ONE) : 0;
	return e < 3 || e % 2 == 0 || e >> 33 != 0 ? t | T(EXPONENT) : t;
}

static trait_set trait_key(const struct key *k)
{
	switch (k->algorithm) {
	case KEY_RSA: return k->pss_only ? trait_rsa(k) | T(PSS_KEY) : trait_rsa(k);
	case KEY_EC: return trait_curve(k);
	case KEY_ED25519: return T(EDDSA);
	case KEY_ED448: return T(EDDSA) | T(ED448);
	case KEY_DSA: return k->bits < 2048 ? T(DSA) | T(ODD_KEY) : T(DSA);
	default: return T(ODD_KEY);
	}
}

static bool trait_has(const struct cert *c, const char *oid, bool critical)
{
	for (size_t i = 0; i < c->n_extensions; i++)
		if (strcmp(c->extensions[i].oid, oid) == 0)
			return c->extensions[i].critical || !critical;
	return false;
}

static bool trait_has_eku(const struct cert *c, const char *purpose)
{
	for (size_t i = 0; i < c->n_eku; i++)
		if (strcmp(c->eku[i], purpose) == 0)
			return true;
	return false;
}

static trait_set trait_purpose(const struct cert *c)
{
	trait_set t = trait_has_eku(c, "OCSPSigning") ? T(OCSP_PURPOSE) : 0;

	if (!c->has_eku || trait_has_eku(c, "serverAuth"))
		return t;
	if (trait_has_eku(c, "anyExtendedKeyUsage"))
		return t | T(ANY_PURPOSE);
	if (trait_has_eku(c, "2.16.840.1.113730.4.1"))
		return t | T(SGC);
	return t | (trait_has_eku(c, "1.3.6.1.4.1.311.10.3.3") ? T(SGC) | T(SGC_MICROSOFT) : T(PURPOSE));
}

/* Was the secret sent to the server's RSA key? Then that key received it, and signed nothing (RFC 5246 7.4.2). */
static bool trait_rsa_exchange(const struct inspection *i)
{
	const struct finding *f = inspection_finding(i, FINDING_WEAK_KEY_EXCHANGE);

	return f != NULL && f->shade == SHADE_RSA_EXCHANGE;
}

static trait_set trait_leaf(const struct inspection *i, const struct cert *c)
{
	enum { SERVER = KU_DIGITAL_SIGNATURE | KU_KEY_ENCIPHERMENT | KU_KEY_AGREEMENT };
	trait_set t = trait_purpose(c);

	if (c->is_ca)
		t |= T(CA_LEAF);
	if (c->has_ku && trait_rsa_exchange(i))
		t |= (c->ku & KU_KEY_ENCIPHERMENT) == 0 ? T(NO_RECEIVING) : 0;
	else if (c->has_ku && (c->ku & KU_DIGITAL_SIGNATURE) == 0)
		t |= T(NO_SIGNING);
	if (c->has_ku && (c->ku & SERVER) == 0)
		t |= T(NO_USAGE);
	return t;
}

/* A version 1 root says nothing of being a CA, and is taken for one where it is trusted. */
static trait_set trait_ca(const struct cert *c, bool anchor)
{
	trait_set t = trait_purpose(c);

	if (!c->is_ca && !(anchor && c->version < 3))
		t |= !anchor || c->has_bc ? T(NOT_CA)
			: c->has_ku && (c->ku & KU_KEY_CERT_SIGN) != 0 ? T(NO_BC_SIGNS) : T(NO_BC);
	if (c->has_ku && (c->ku & KU_KEY_CERT_SIGN) == 0)
		t |= T(NO_CERT_SIGN);
	return t;
}

/* What Python asks for since 3.13 (X509_V_FLAG_X509_STRICT; check_extensions, crypto/x509/x509_vfy.c), and Apple
 * (HT210176); whose name and key the issuer's are is the link's, and nothing of the anchor's. */
static trait_set trait_form(const struct cert *c, bool anchor, bool leaf)
{
	trait_set t = c->path_length > 255 ? T(PATH_HUGE) : c->path_length > 127 ? T(PATH_LONG) : 0;

	if (trait_has(c, "2.5.29.36", true))
		t |= T(LIMITS_POLICY);
	if (trait_has(c, "2.5.29.54", true))
		t |= T(LIMITS_ANY);
	if (c->nc != NULL && trait_has(c, "2.5.29.30", true) && traits_names_apart(c->nc))
		t |= T(LIMITS_APART);
	if (c->nc != NULL && traits_names_unread(c->nc))
		t |= T(LIMITS_UNREAD);
	if (c->version == 3 && c->akid.n == 0 && !anchor)
		t |= T(NO_AKID);
	if (c->path_length >= 0 && !c->is_ca)
		t |= T(LENGTH_NO_CA);
	else if (c->path_length >= 0 && (!c->has_ku || (c->ku & KU_KEY_CERT_SIGN) == 0))
		t |= T(LENGTH_NO_SIGNER);
	if (c->serial.n > 0 && (c->serial.p[0] & 0x80) != 0)
		t |= T(NEGATIVE);
	if (c->odd_crl)
		t |= T(ODD_CRL);
	if (leaf) {
		t |= !c->has_eku ? T(NO_EKU) : 0;
		t |= !c->is_ca && c->has_ku && (c->ku & KU_KEY_CERT_SIGN) != 0 ? T(SIGNS) : 0;
		t |= c->not_after - c->not_before >= 825 * MOMENT_DAY && c->not_before >= APPLE_SINCE
			? T(LONG_LIVED) : 0;
	}
	/* X509_check_ca() takes one that signed itself for a CA's, and not as the strict rules want it */
	t |= c->version < 3 && (!leaf || (c->version == 1 && c->self_signed)) ? T(OLD_VERSION) : 0;
	if (leaf && !c->is_ca)
		return t;
	t |= c->skid.n == 0 ? T(NO_SKID) : 0;
	t |= c->version < 3 && anchor && !c->self_issued ? T(OLD_ANCHOR) : 0;
	t |= !c->has_ku ? T(CA_NO_USAGE) : 0;
	t |= c->is_ca && !trait_has(c, "2.5.29.19", true) ? T(PLAIN_BC) : 0;
	return anchor && c->nc != NULL ? t | T(ROOT_LIMITS) : t;
}

/* How the certificate fits the one above. */
static trait_set trait_link(const struct cert *c, const struct cert *issuer)
{
	trait_set t = 0;

	t |= cert_names_other_key(c, issuer) ? T(OTHER_ID) : 0;
	t |= cert_names_other(c, issuer) ? T(OTHER_CERT) : 0;
	t |= cert_key_id_empty(c, issuer) ? T(EMPTY_ID) : 0;
	if (c->issuer.der.n != issuer->subject.der.n
		|| memcmp(c->issuer.der.p, issuer->subject.der.p, c->issuer.der.n) != 0)
		t |= strcmp(c->issuer.text, issuer->subject.text) != 0 ? T(RESPELT) | T(RENAMED) : T(RESPELT);
	return t;
}

/* What counts where the issuer is the anchor, beside what is wrong with the link. Java compares serial numbers of
 * anchors of version 3 (AdaptableX509CertSelector.match()). */
static trait_set trait_below_anchor(const struct cert *c, const struct cert *anchor, trait_set link)
{
	bool number = anchor->version > 2 && cert_names_other_number(c, anchor);

	return ((link & T(RESPELT)) != 0 ? T(ROOT_RESPELT) : 0)
		| (number || (link & T(OTHER_ID)) != 0 ? T(ANCHOR_OTHER) : 0);
}

static trait_set trait_own(const struct inspection *i, const struct traits *t, size_t at)
{
	const struct cert *c = t->certs[at];
	bool anchor = t->anchored && at == t->n - 1, host = i->target.host != NULL || i->target.servername != NULL;
	trait_set own;

	if (!c->parsed)
		return c->met_limit ? 0 : T(MALFORMED);
	own = trait_key(&c->key) | trait_form(c, anchor && at > 0, at == 0);
	if (at + 1 < t->n && t->certs[at + 1]->parsed)
		own |= trait_link(c, t->certs[at + 1]);
	/* below another of its name it is no root, and names whose key signed it as it should */
	if (at + 1 == t->n && c->self_issued && (trait_link(c, c) & (T(OTHER_ID) | T(OTHER_CERT) | T(EMPTY_ID))) != 0)
		own |= T(TOP_OTHER_ID);
	if (t->anchored && at + 2 == t->n)
		own |= trait_below_anchor(c, t->certs[at + 1], own);
	/* a form that some cannot read, wherever it stands; but nobody relies on the signature of an anchor that others
	 * stand under */
	own |= (c->sig_alg.null ? T(SIGNED_NULL) : 0) | (c->sig_alg_differs ? T(SIGNED_TWICE) | T(SPELT_TWICE) : 0);
	if (!anchor || at == 0)
		own |= trait_signature(c);
	if (at > 0)
		return own | trait_ca(c, anchor);
	/* a CA in a file is judged as one, where no name says that it is to be a server's */
	return c->is_ca && !host ? own : own | trait_leaf(i, c);
}

/* ---- what the findings say ---- */

/* The place in the path of the certificate that a finding is about; false: it is not in it. */
static bool trait_place(const struct inspection *i, const struct finding *f, size_t *at)
{
	if (i->n_path == 0) {
		*at = 0;
		return f->card == i->presented[0];
	}
	for (*at = 0; *at < i->n_path; ++*at)
		if (i->path[*at] == f->card)
			return true;
	return false;
}

/* Extensions that one or another refuses when they are critical, though the rest take them: Chromium's
 * IsHandledCriticalExtension (BoringSSL, pki/verify_certificate_chain.cc), Firefox's RememberExtension (mozilla::pkix,
 * pkixcert.cpp), OpenSSL's X509_supported_extension (crypto/x509/v3_purp.c, 3.0); the others measured one by one with
 * gnutls-cli 3.7, Go 1.19 and Java 17. Of the rest nobody takes any. */
#define BROWSERS (T(CRITICAL_CHROMIUM) | T(CRITICAL_FIREFOX))
#define TOOLS (T(CRITICAL_GNUTLS) | T(CRITICAL_GO) | T(CRITICAL_JAVA))
static const struct { const char *oid; trait_set refuse; } trait_partly[] = {
	{ "2.5.29.32", T(CRITICAL_CHROMIUM) },                           /* a qualifier that is neither CPS nor notice */
	{ "2.5.29.33", T(CRITICAL_FIREFOX) | T(CRITICAL_GNUTLS) | T(CRITICAL_GO) },
	{ "2.5.29.31", BROWSERS | T(CRITICAL_JAVA) },
	{ "2.5.29.14", BROWSERS | T(CRITICAL_OPENSSL) | T(CRITICAL_JAVA) },
	{ "2.5.29.35", BROWSERS | T(CRITICAL_OPENSSL) | T(CRITICAL_JAVA) },
	{ "2.5.29.18", BROWSERS | T(CRITICAL_OPENSSL) | T(CRITICAL_GO) | T(CRITICAL_JAVA) },
	{ "1.3.6.1.5.5.7.1.1", T(CRITICAL_CHROMIUM) | T(CRITICAL_OPENSSL) | T(CRITICAL_JAVA) },
	{ "1.3.6.1.5.5.7.1.24", T(CRITICAL_CHROMIUM) | T(CRITICAL_OPENSSL) | T(CRITICAL_GO) | T(CRITICAL_JAVA) },
	{ "1.3.6.1.4.1.11129.2.4.2", T(CRITICAL_CHROMIUM) | T(CRITICAL_OPENSSL) | TOOLS },
	{ "1.3.6.1.5.5.7.48.1.5", T(CRITICAL_CHROMIUM) | TOOLS },
	{ "1.3.6.1.5.5.7.1.7", BROWSERS | TOOLS },
	{ "1.3.6.1.5.5.7.1.8", BROWSERS | TOOLS },
};

static trait_set trait_refused(const struct cert *c, const struct extension *e)
{
	if (e->name == NULL)
		return T(CRITICAL);
	for (size_t k = 0; k < sizeof trait_partly / sizeof *trait_partly; k++)
		if (strcmp(trait_partly[k].oid, e->oid) == 0)
			return trait_partly[k].refuse | T(CRITICAL_PARTLY);
	/* Firefox takes this one where what it stands for is said as well (BackCert::Init) */
	if (strcmp(e->name, "netscapeCertType") == 0)
		return T(CRITICAL_CHROMIUM) | TOOLS | T(CRITICAL_PARTLY)
			| (c->has_bc && c->has_eku ? 0 : T(CRITICAL_FIREFOX));
	return BROWSERS | T(CRITICAL_OPENSSL) | TOOLS | T(CRITICAL_PARTLY);
}

static trait_set trait_critical(const struct cert *c)
{
	trait_set t = 0;

	for (size_t i = 0; i < c->n_extensions; i++)
		if (c->extensions[i].critical && !c->extensions[i].known)
			t |= trait_refused(c, &c->extensions[i]);
	return t;
}

/* Does a CA above permit a name with a dot at its end? Chromium and GnuTLS take the dot off. */
static bool trait_dotted(const struct traits *t, size_t at)
{
	for (size_t k = at + 1; k < t->n; k++)
		for (size_t i = 0; t->certs[k]->nc != NULL && i < t->certs[k]->nc->n_permitted; i++) {
			const struct subtree *tree = &t->certs[k]->nc->permitted[i];

			if (tree->raw.n > 0 && tree->raw.p[tree->raw.n - 1] == '.')
				return true;
		}
	return false;
}

/* Which roots a client has, it knows itself (clients.c). */
static bool trait_of_a_store(const struct finding *f)
{
	return f->id == FINDING_DISTRUSTED_CA && (f->shade == SHADE_LACKING || f->shade == SHADE_TOO_LATE);
}

/* A limit of ours is nobody else's: of certificates, of ways, of the length of a path. */
static bool trait_our_limit(const struct finding *f)
{
	return f->level == LEVEL_UNTRUSTED && (f->shade == SHADE_TOO_LONG
		|| (f->shade == SHADE_LIMIT && f->id != FINDING_NAME_CONSTRAINT_VIOLATED));
}

/* What the user asked for, or a limit of ours, is no trait of the certificate. */
static bool trait_is_its_own(const struct finding *f)
{
	return f->shade != SHADE_UNREAD && f->shade != SHADE_MAX_DEPTH && !trait_our_limit(f);
}

/* Of the profiles only the rules on policies are enforced (rules/check-policy.c). */
static void trait_finding(const struct inspection *i, const struct finding *f, struct traits *t)
{
	size_t at;

	for (size_t k = 0; k < sizeof trait_whole / sizeof *trait_whole; k++)
		if (trait_whole[k].id == f->id && f->level == LEVEL_UNTRUSTED && !trait_of_a_store(f))
			t->whole |= f->shade == SHADE_CIPHER ? W(OLD_CIPHER) : (whole_set)1 << trait_whole[k].whole;
	t->whole |= f->id == FINDING_STAPLE_INVALID ? W(STAPLE_ODD) : 0;
	if (f->shade == SHADE_NAMESAKE)
		t->whole |= i->odd_namesake ? W(ODD_NAMESAKE) : W(NAMESAKE);
	/* roots of one name: which of them a program tries, and what it says then, is its own affair */
	if (f->shade == SHADE_NAMESAKE || (f->shade == SHADE_LIMIT && f->id != FINDING_NAME_CONSTRAINT_VIOLATED))
		t->whole |= W(TWINS);
	if (!trait_place(i, f, &at))
		return;
	t->whole |= trait_our_limit(f) ? W(OUR_LIMIT) : 0;
	for (size_t k = 0; k < sizeof trait_findings / sizeof *trait_findings; k++)
		if (trait_findings[k].id == f->id && trait_is_its_own(f))
			t->at[at] |= trait_bit(trait_findings[k].trait);
	if (f->id == FINDING_BAD_SIGNATURE && f->shade == SHADE_GARBLED)
		t->at[at] |= T(SIGNED_BER);
	if (f->id == FINDING_NAME_CONSTRAINT_VIOLATED)
		t->at[at] |= f->shade == SHADE_LIMIT || trait_dotted(t, at) ? T(CONSTRAINT_OPEN)
			: traits_names_dot_alone(t, at) ? T(CONSTRAINT_DOT)
			: traits_names_star_alone(t, at) ? T(CONSTRAINT_STAR) : T(CONSTRAINT);
	if (f->id == FINDING_UNKNOWN_CRITICAL_EXTENSION)
		t->at[at] |= trait_critical(t->certs[at]);
	if (f->id == FINDING_PROFILE_VIOLATION && f->shade == SHADE_POLICY && f->of_root && t->anchored)
		t->at[t->n - 1] |= T(ROOT_POLICY);
	else if (f->id == FINDING_PROFILE_VIOLATION && f->shade == SHADE_POLICY)
		t->at[at] |= T(POLICY);
}

/* Another certificate of the name of one that the path goes through, which was sent or, of the anchor's, is trusted. */
static bool trait_twin(const struct traits *t, const struct card *card)
{
	for (size_t at = 1; at < t->n; at++) {
		const struct cert *c = t->certs[at];
		bool anchor = t->anchored && at == t->n - 1;

		if (card->cert != c && card->cert->parsed && (!anchor || card->in_trust_store)
			&& card->cert->subject.der.n == c->subject.der.n
			&& memcmp(card->cert->subject.der.p, c->subject.der.p, c->subject.der.n) == 0)
			return true;
	}
	return false;
}

/* jdk.tls.maxCertificateChainLength (SSLConfiguration), DEFAULT_MAX_VERIFY_DEPTH (gnutls_certificate_verify_peers()),
 * kPathBuilderIterationLimit (net/cert/cert_verify_proc_builtin.cc); all measured. */
enum { JAVA_SENT = 10, GNUTLS_SENT = 16, CHROMIUM_CAS = 19 };

static whole_set trait_path(const struct inspection *i, const struct traits *t)
{
	const struct card *top = i->n_path > 0 ? &i->cards[i->path[i->n_path - 1]] : NULL;
	whole_set whole = trait_rsa_exchange(i) ? W(RSA_EXCHANGE) : 0;

	for (size_t k = 0; k < i->n_cards && (whole & W(TWINS)) == 0; k++)
		whole |= trait_twin(t, &i->cards[k]) ? W(TWINS) : 0;
	for (size_t k = 0; k < i->n_presented; k++)
		whole |= (trait_key(&i->cards[i->presented[k]].cert->key) & T(EXPONENT)) != 0 ? W(SENT_ODD) : 0;
	for (size_t at = 0; at < t->n; at++)
		whole |= !t->certs[at]->key.compressed ? 0 : at == 0 ? W(POINT) : W(POINT_ABOVE);
	for (size_t at = 1; at + 1 < i->n_path; at++)
		whole |= (i->cards[i->path[at]].origin == ORIGIN_FETCHED ? W(FETCHED) : 0)
			| (i->cards[i->path[at]].odd_form ? W(FETCHED_ODD) : 0)
			| (t->certs[at]->self_issued ? W(SELF_ISSUED) : 0);
	whole |= !t->anchored && t->n == 1 && t->certs[0]->parsed && !t->certs[0]->self_issued ? W(LEAF_ALONE) : 0;
	whole |= !t->anchored && t->n > 1 && top->cert->parsed && top->cert->self_signed
		&& top->origin == ORIGIN_PRESENTED ? W(SENT_ROOT) : 0;
	whole |= t->anchored && t->n > CHROMIUM_CAS + 2 ? W(LONG_PATH) : 0;
	whole |= (i->n_presented > JAVA_SENT ? W(SENT_MANY) : 0) | (i->n_presented > GNUTLS_SENT ? W(SENT_MORE) : 0);
	if (t->anchored && top->cert->parsed && !top->cert->self_issued && i->above != ABOVE_GOOD)
		whole |= i->above == ABOVE_NONE ? W(PARTIAL) : W(PARTIAL_UP);
	whole |= t->anchored && top->anchor == ANCHOR_PUBLIC ? W(PUBLIC) : 0;
	whole |= i->greedy == GREEDY_SAME ? W(WAY_SAME) : i->greedy == GREEDY_NONE ? W(WAY_NONE) : 0;
	whole |= !t->anchored && t->n == 1 && t->certs[0]->parsed && t->certs[0]->self_issued ? W(SELF_NAMED) : 0;
	return whole;
}

void traits_read(const struct inspection *i, struct traits *t)
{
	*t = (struct traits){ .n = i->n_path > 0 ? i->n_path : 1 };
	for (size_t at = 0; at < t->n; at++)
		t->certs[at] = i->cards[i->n_path > 0 ? i->path[at] : i->presented[0]].cert;
	t->anchored = i->n_path > 0 && i->cards[i->path[i->n_path - 1]].in_trust_store;
	for (size_t at = 0; at < t->n; at++)
		t->at[at] = trait_own(i, t, at);
	for (size_t k = 0; k < i->n_findings; k++)
		trait_finding(i, &i->findings[k], t);
	t->whole |= trait_path(i, t) | traits_sent(i, t);
	traits_fine(i, t);
	t->at[0] |= t->certs[0]->parsed && traits_names_common(t) ? T(CONSTRAINT_CN) : 0;
	if (t->n == 1 && t->anchored) {
		t->whole |= W(ITSELF);
		t->at[0] |= t->certs[0]->self_signed && (t->at[0] & T(NO_USAGE)) != 0 ? T(OWN_USAGE) : 0;
	}
	if (t->n == 1 && t->anchored && (t->at[0] & (T(EXPIRED) | T(NOT_YET))) != 0)
		t->at[0] |= T(ANCHOR_DATES);
	if (t->n == 1)
		t->at[0] |= (t->whole & W(PARTIAL)) != 0 ? T(PARTIAL) : 0;
	else if (i->n_path > 1 && i->cards[i->path[1]].origin == ORIGIN_FETCHED)
		t->at[0] |= T(LEAF_ALONE);
	if (!t->anchored)
		t->whole |= t->n == 1 && t->certs[0]->parsed && t->certs[0]->self_signed ? W(NO_ANCHOR) | W(SELF_SIGNED)
			: W(NO_ANCHOR);
	else if (t->n == 1 && t->certs[0]->self_issued && !t->certs[0]->is_ca)
		t->at[0] |= T(OWN_ANCHOR);
	if ((t->whole & W(OUR_LIMIT)) != 0)
		t->whole &= ~(W(NO_ANCHOR) | W(SENT_ROOT) | W(LEAF_ALONE) | W(SELF_SIGNED) | W(NAMESAKE));
	t->whole = traits_host(i, t->certs[0], t->whole);
}
