/* SPDX-License-Identifier: GPL-3.0-or-later
 * From findings and certificates to traits. */
#include "clients/traits.h"

#include "rules/names.h"

#include <string.h>

_Static_assert(N_TRAITS <= 64, "a set of traits is one word");

static const char *const trait_rows[] = {
#define TRAIT(id, words) [TRAIT_##id] = words,
#include "clients/traits.def"
};

const char *trait_words(enum trait t)
{
	return trait_rows[t];
}

/* Findings about one certificate, and what they mean to a client. */
static const struct { enum finding_id id; enum trait trait; } trait_findings[] = {
	{ FINDING_MALFORMED, TRAIT_MALFORMED },
	{ FINDING_UNKNOWN_CRITICAL_EXTENSION, TRAIT_CRITICAL },
	{ FINDING_NOT_YET_VALID, TRAIT_NOT_YET },
	{ FINDING_EXPIRED, TRAIT_EXPIRED },
	{ FINDING_PATH_LENGTH_EXCEEDED, TRAIT_PATH_LENGTH },
	{ FINDING_NAME_CONSTRAINT_VIOLATED, TRAIT_CONSTRAINT },
	{ FINDING_REVOKED, TRAIT_REVOKED },
	{ FINDING_BAD_SIGNATURE, TRAIT_BAD_SIGNATURE },
};

/* Findings about the path as a whole. */
static const struct { enum finding_id id; enum trait trait; } trait_whole[] = {
	{ FINDING_DISTRUSTED_CA, TRAIT_DISTRUSTED },
	{ FINDING_NAME_MISMATCH, TRAIT_NAME },
	{ FINDING_NAME_CN_ONLY, TRAIT_CN_ONLY },
	{ FINDING_NO_SCT, TRAIT_NO_CT },
	{ FINDING_MUST_STAPLE_MISSING, TRAIT_NO_STAPLE },
	{ FINDING_LIFETIME_TOO_LONG, TRAIT_TOO_LONG },
	{ FINDING_PROTOCOL_TOO_OLD, TRAIT_OLD_PROTOCOL },
	{ FINDING_KEY_NOT_PROVED, TRAIT_KEY_FALSE },
};

static uint64_t trait_bit(enum trait t)
{
	return UINT64_C(1) << t;
}

/* ---- what one certificate says of itself ---- */

static uint64_t trait_signature(const struct cert *c)
{
	switch (c->sig_alg.hash) {
	case HASH_MD2:
	case HASH_MD5: return T(MD5);
	case HASH_SHA1: return T(SHA1);
	case HASH_NONE: return T(EDDSA_SIGNED);
	case HASH_SHA224:
	case HASH_UNKNOWN: return T(ODD_SIGNATURE);
	default: break;
	}
	return c->sig_alg.key == KEY_DSA || c->sig_alg.key == KEY_OTHER
		|| c->sig_alg.odd != NULL ? T(ODD_SIGNATURE) : 0;
}

static uint64_t trait_curve(const struct key *k)
{
	if (k->explicit_curve || k->curve == NULL)
		return T(ODD_CURVE);
	if (strcmp(k->curve, "P-521") == 0)
		return T(P521);
	if (strcmp(k->curve, "P-256") == 0 || strcmp(k->curve, "P-384") == 0)
		return 0;
	return k->bits < 256 ? T(SMALL_CURVE) : T(ODD_CURVE);
}

/* Odd, from 3 to 33 bits: BoringSSL (crypto/fipsmodule/rsa) and NSS take no other exponent. */
static uint64_t trait_rsa(const struct key *k)
{
	uint64_t e = k->rsa_exponent, t = 0;

	if (k->bits < 2048)
		t |= k->bits < 1024 ? T(RSA_TINY) | T(RSA_SHORT) : T(RSA_SHORT);
	return e < 3 || e % 2 == 0 || e >> 33 != 0 ? t | T(EXPONENT) : t;
}

static uint64_t trait_key(const struct key *k)
{
	switch (k->algorithm) {
	case KEY_RSA: return k->pss_only ? trait_rsa(k) | T(PSS_KEY) : trait_rsa(k);
	case KEY_EC: return trait_curve(k);
	case KEY_ED25519:
	case KEY_ED448: return T(EDDSA);
	case KEY_DSA: return T(DSA);
	default: return T(ODD_KEY);
	}
}

static bool trait_has_eku(const struct cert *c, const char *purpose)
{
	for (size_t i = 0; i < c->n_eku; i++)
		if (strcmp(c->eku[i], purpose) == 0)
			return true;
	return false;
}

static uint64_t trait_purpose(const struct cert *c)
{
	uint64_t t = trait_has_eku(c, "OCSPSigning") ? T(OCSP_PURPOSE) : 0;

	if (!c->has_eku || trait_has_eku(c, "serverAuth"))
		return t;
	return t | (trait_has_eku(c, "anyExtendedKeyUsage") ? T(ANY_PURPOSE) : T(PURPOSE));
}

static uint64_t trait_leaf(const struct cert *c)
{
	enum { SERVER = KU_DIGITAL_SIGNATURE | KU_KEY_ENCIPHERMENT | KU_KEY_AGREEMENT };
	uint64_t t = trait_purpose(c);

	if (c->is_ca)
		t |= T(CA_LEAF);
	if (c->has_ku && (c->ku & KU_DIGITAL_SIGNATURE) == 0)
		t |= T(NO_SIGNING);
	if (c->has_ku && (c->ku & SERVER) == 0)
		t |= T(NO_USAGE);
	return t;
}

/* A version 1 root says nothing of being a CA, and is taken for one where it is trusted. */
static uint64_t trait_ca(const struct cert *c, bool anchor)
{
	uint64_t t = trait_purpose(c);

	if (!c->is_ca && !(anchor && c->version < 3))
		t |= T(NOT_CA);
	if (c->has_ku && (c->ku & KU_KEY_CERT_SIGN) == 0)
		t |= T(NO_CERT_SIGN);
	return t;
}

static uint64_t trait_own(const struct inspection *i, const struct traits *t, size_t at)
{
	const struct cert *c = t->certs[at];
	bool anchor = t->anchored && at == t->n - 1, host = i->target.host != NULL || i->target.servername != NULL;
	uint64_t own;

	if (!c->parsed)
		return T(MALFORMED);
	own = trait_key(&c->key);
	/* nobody relies on the signature of an anchor that others stand under */
	if (!anchor || at == 0)
		own |= trait_signature(c);
	if (at > 0)
		return own | trait_ca(c, anchor);
	/* a CA in a file is judged as one, where no name says that it is to be a server's */
	return c->is_ca && !host ? own : own | trait_leaf(c);
}

/* ---- what the findings say ---- */

/* Does an entry match the host once its final dot is taken off? Chromium does so (X509Certificate::VerifyHostname). */
static bool trait_name_but_for_dot(const struct inspection *i, const struct cert *c)
{
	const char *host = i->target.servername != NULL ? i->target.servername : i->target.host;

	if (host == NULL || name_ref(host).is_ip)
		return false;
	for (size_t k = 0; k < c->n_sans; k++) {
		struct bytes raw = c->sans[k].raw;

		if (c->sans[k].type == SAN_DNS && raw.n > 1 && raw.p[raw.n - 1] == '.'
			&& names_dns_match((const char *)raw.p, raw.n - 1, host))
			return true;
	}
	return false;
}

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

/* Which roots a client has, it knows itself (clients.c). */
static bool trait_of_a_store(const struct finding *f)
{
	return f->id == FINDING_DISTRUSTED_CA && (f->shade == SHADE_LACKING || f->shade == SHADE_TOO_LATE);
}

/* Of the profiles only the rules on policies are enforced (rules/check-policy.c). */
static void trait_finding(const struct inspection *i, const struct finding *f, struct traits *t)
{
	size_t at;

	for (size_t k = 0; k < sizeof trait_whole / sizeof *trait_whole; k++)
		if (trait_whole[k].id == f->id && f->level == LEVEL_UNTRUSTED && !trait_of_a_store(f))
			t->whole |= trait_bit(trait_whole[k].trait);
	if (!trait_place(i, f, &at))
		return;
	for (size_t k = 0; k < sizeof trait_findings / sizeof *trait_findings; k++)
		if (trait_findings[k].id == f->id)
			t->at[at] |= trait_bit(trait_findings[k].trait);
	if (f->id == FINDING_PROFILE_VIOLATION && f->shade == SHADE_POLICY)
		t->at[at] |= T(POLICY);
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
	if (!t->anchored)
		t->whole |= t->n == 1 && t->certs[0]->parsed && t->certs[0]->self_signed ? T(NO_ANCHOR) | T(SELF_SIGNED)
			: T(NO_ANCHOR);
	else if (t->n == 1 && t->certs[0]->self_issued && !t->certs[0]->is_ca)
		t->at[0] |= T(OWN_ANCHOR);
	if ((t->whole & (T(NAME) | T(CN_ONLY))) != 0 && trait_name_but_for_dot(i, t->certs[0]))
		t->whole = (t->whole & ~(T(NAME) | T(CN_ONLY))) | T(NAME_DOT);
}
