/* SPDX-License-Identifier: GPL-3.0-or-later
 * The finer traits, certificate by certificate. */
#include "clients/traits-fine.h"

#include "clients/traits-names.h"
#include "clients/traits-read.h"
#include "rules/name-forms.h"
#include "rules/odd-names.h"
#include "x509/cert-ext.h"

#include <string.h>

#define TLS_FEATURE "1.3.6.1.5.5.7.1.24"

/* mozilla::pkix goes no further than six CAs between leaf and root (BuildForward, MAX_SUBCA_COUNT). */
enum { FIREFOX_CAS = 6 };

static struct bytes fine_extension(const struct cert *c, const char *oid)
{
	for (size_t i = 0; i < c->n_extensions; i++)
		if (strcmp(c->extensions[i].oid, oid) == 0)
			return c->extensions[i].value;
	return (struct bytes){ 0 };
}

static bool fine_same(struct bytes a, struct bytes b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static bool fine_critical(const struct cert *c, const char *oid)
{
	const struct extension *e = cert_extension(c, oid);

	return e != NULL && e->critical;
}

/* Names that cannot be read stop Firefox where a CA above limits names, as do limits that cannot be read
 * (CheckNameConstraints, Halting). */
static trait_set fine_names(const struct traits *t, size_t at)
{
	bool name = false, odd = false;
	trait_set limited = 0;

	for (size_t k = at + 1; k < t->n; k++) {
		if (!(t->anchored && k == t->n - 1) && traits_names_limit_empty(t->certs[k]))
			limited |= T(LIMIT_EMPTY);
		if (odd_names_uri(t->certs[k]->nc, t->certs[at]))
			limited |= T(URI_LIMITED) | (fine_critical(t->certs[k], "2.5.29.30") ? T(URI_HARD) : 0);
		limited |= odd_names_excluded(t->certs[k]->nc) ? T(DIR_EXCLUDED) : 0;
		name = name || odd_names_name(t->certs[k]->nc, t->certs[at]);
		odd = odd || odd_names_base(t->certs[k]->nc, t->certs[at]);
	}
	return limited | (name ? T(ODD_NAME) : 0) | (odd ? T(ODD_BASE) : 0);
}

/* RFC 5280 4.1.2.4 and 4.1.2.6, of which every reader asks something else. */
static trait_set fine_nobody(const struct cert *c)
{
	trait_set t = c->issuer.empty ? T(NO_ISSUER) : 0;

	if (!c->subject.empty)
		return t;
	t |= c->is_ca || !c->has_san ? T(NO_SUBJECT) : 0;
	t |= c->has_ku && (c->ku & KU_CRL_SIGN) != 0 ? T(LISTS_NAMELESS) : 0;
	return c->has_san && !fine_critical(c, "2.5.29.17") ? t | T(SAN_PLAIN) : t;
}

/* Whom an extension stops that is not of its form: OpenSSL, which reads all of these beforehand
 * (ossl_x509v3_cache_extensions(), crypto/x509/v3_purp.c), or Go, which reads what it keeps (parser.go). Measured one
 * by one with OpenSSL 3.0 and what is built on it, gnutls-cli 3.7, Go 1.19 and Java 17, in a leaf, a CA and a root. */
static trait_set fine_unread(const struct cert *c)
{
	static const trait_set stops[] = {
		[FORM_ID] = T(UNREAD_OPENSSL) | T(UNREAD_GO), [FORM_ACCESS] = T(UNREAD_GO), [FORM_POLICIES] = T(UNREAD_GO),
		[FORM_EMPTY] = 0, [FORM_RANGE] = 0, [FORM_NO_LIMIT] = T(UNREAD_GO), [FORM_BOOLEAN] = T(UNREAD_GO),
		[FORM_POINTS] = T(UNREAD_OPENSSL) | T(UNREAD_GO), [FORM_MASK] = T(UNREAD_GO) | T(LIMITS_UNREAD),
		[FORM_LENGTH] = T(UNREAD_OPENSSL), [FORM_NO_USAGE] = T(UNREAD_OPENSSL),
	};
	trait_set t = 0;

	for (size_t i = 0; i < sizeof stops / sizeof *stops; i++)
		t |= (c->forms >> i & 1) != 0 ? stops[i] : 0;
	return t;
}

static trait_set fine_own(const struct traits *t, size_t at)
{
	static const uint8_t status_request[] = { 0x30, 0x03, 0x02, 0x01, 0x05 };
	const struct cert *c = t->certs[at];
	struct bytes feature = fine_extension(c, TLS_FEATURE), above = { 0 };
	bool ca = at > 0 && !(t->anchored && at == t->n - 1);
	trait_set own = fine_names(t, at) | fine_nobody(c) | fine_unread(c)
		| traits_read_by_some(t, at);

	if (c->n_faults == 1 && c->key.broken)
		own |= c->key.algorithm == KEY_EC ? T(KEY_BROKEN) | T(POINT_BROKEN) : T(KEY_BROKEN);
	if (c->n_faults == 1 && (c->odd_san || (at > 0 && c->has_san && c->sans_total == 0)))
		own |= T(SAN_UNREAD);
	own |= (c->n_faults == 1 && c->odd_san ? T(SAN_ASCII) : 0)
		| (c->n_faults == 1 && c->odd_address ? T(NO_ADDRESS) : 0)
		| (c->n_faults == 1 && c->has_eku && c->n_eku == 0 ? T(NO_PURPOSES) : 0)
		| (odd_names_empty(c) ? T(NAME_EMPTY) : 0);
	if (c->odd_ids > 0 && c->n_faults == c->odd_ids)
		own |= T(ID_UNREAD);
	if (c->not_after < c->not_before)
		own |= T(BACKWARDS);
	if (c->n_faults == 1 && c->has_ku && c->ku == 0)
		own |= T(NO_BITS);
	if (at == 0)
		own |= (c->issuer.empty ? T(FROM_NOBODY) : 0)
			| (cert_netscape_allows(c, NETSCAPE_SERVER) ? 0 : T(NETSCAPE));
	if (feature.n > 0 && !fine_same(feature, (struct bytes){ status_request, sizeof status_request }))
		own |= T(ODD_FEATURE);
	if (at + 1 < t->n)
		above = fine_extension(t->certs[at + 1], TLS_FEATURE);
	if (at + 1 < t->n && t->certs[at + 1]->parsed && c->sig_alg.key != t->certs[at + 1]->key.algorithm
		&& (t->at[at] & T(BAD_SIGNATURE)) != 0)
		own |= T(OTHER_KIND);
	if (above.n > 0 && !fine_same(feature, above))
		own |= T(FEATURE_ABOVE);
	if (ca && at > FIREFOX_CAS)
		own |= T(DEEP);
	/* which of them are self-issued does not matter to mozilla::pkix (CheckBasicConstraints) */
	if (at > 0 && c->path_length >= 0 && (size_t)c->path_length + 1 < at && (t->at[at] & T(PATH_LENGTH)) == 0)
		own |= T(SELF_COUNTED);
	return own;
}

/* Who does not try its signature takes it for one that signed itself, and looks for no issuer (cert_seems_own()). */
static whole_set fine_seems_own(const struct traits *t)
{
	whole_set w = 0;

	for (size_t at = 0; t->n > 1 && at < t->n - (t->anchored ? 1 : 0); at++)
		if (t->certs[at]->parsed && !t->certs[at]->self_signed && cert_seems_own(t->certs[at]))
			w |= at == 0 ? W(SELF_NAMED) : W(SEEMS_OWN);
	return w;
}

static trait_set fine_forms(const struct cert *c)
{
	unsigned unread = name_unread_in(c);

	return ((unread & NAME_CHROMIUM) != 0 ? T(NAME_CHROMIUM) : 0)
		| ((unread & NAME_CHROMIUM_PATH) != 0 ? T(NAME_CHROMIUM_PATH) : 0)
		| ((unread & NAME_OPENSSL) != 0 ? T(NAME_OPENSSL) : 0) | ((unread & NAME_GO) != 0 ? T(NAME_GO) : 0);
}

void traits_fine(const struct inspection *i, struct traits *t)
{
	t->whole |= fine_seems_own(t);
	for (size_t at = 0; at < t->n; at++)
		if (t->certs[at]->parsed)
			t->at[at] |= fine_own(t, at) | fine_forms(t->certs[at]);
	for (size_t k = 0; k < i->n_presented; k++)
		if (t->n > 1 && cert_same(i->cards[i->presented[k]].cert, t->certs[t->n - 1]))
			t->whole |= W(ROOT_CAME);
}
