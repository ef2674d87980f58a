/* SPDX-License-Identifier: GPL-3.0-or-later
 * The finer traits, certificate by certificate. */
#include "clients/traits-fine.h"

#include "x509/cert-ext.h"

#include "base/ascii.h"

#include <ctype.h>
#include <string.h>

#define TLS_FEATURE "1.3.6.1.5.5.7.1.24"
#define POLICY_CONSTRAINTS "2.5.29.36"

/* mozilla::pkix goes no further than six CAs between leaf and root (BuildForward, MAX_SUBCA_COUNT). */
enum { FIREFOX_CAS = 6, DNS_NAME = 253, DNS_LABEL = 63 };

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

/* A name of a server as IsValidPresentedDNSID (lib/mozpkix/lib/pkixnames.cpp) takes one: labels of letters, digits, _
 * and inner hyphens, the last not of digits alone, no final dot, a star as the whole first of three labels or more. */
static bool fine_dns(struct bytes name)
{
	bool star = name.n >= 2 && name.p[0] == '*' && name.p[1] == '.', digits = false;
	size_t label = 0, labels = star ? 2 : 1;

	if (name.n == 0 || name.n > DNS_NAME)
		return false;
	for (size_t i = star ? 2 : 0; i < name.n; i++) {
		uint8_t c = name.p[i];
		bool ends = i + 1 == name.n || name.p[i + 1] == '.';

		if (c == '.') {
			labels++;
			if (label == 0)
				return false;
			label = 0;
			continue;
		}
		if ((c >= 0x80 || isalnum(c) == 0) && c != '_' && (c != '-' || label == 0 || ends))
			return false;
		digits = ascii_is_digit(c) && (label == 0 || digits);
		if (++label > DNS_LABEL)
			return false;
	}
	return label > 0 && !digits && (!star || labels >= 3);
}

static bool fine_limits_dns(const struct name_constraints *nc)
{
	bool dns = false;

	for (size_t i = 0; nc != NULL && i < nc->n_permitted; i++)
		dns = dns || strcmp(nc->permitted[i].type, "dns") == 0;
	for (size_t i = 0; nc != NULL && i < nc->n_excluded; i++)
		dns = dns || strcmp(nc->excluded[i].type, "dns") == 0;
	return dns;
}

static bool fine_odd_name(const struct cert *c)
{
	bool odd = c->odd_san;

	for (size_t i = 0; i < c->n_sans && !odd; i++)
		odd = c->sans[i].type == SAN_DNS && !fine_dns(c->sans[i].raw);
	return odd;
}

/* What names may lie in: the same without a star, with or without a dot in front, or nothing (IsValidDNSID, of
 * IDRole::NameConstraint). */
static bool fine_base(const struct subtree *s)
{
	struct bytes base = s->raw;

	if (strcmp(s->type, "dns") != 0 || base.n == 0)
		return true;
	if (base.p[0] == '.')
		base = (struct bytes){ base.p + 1, base.n - 1 };
	return base.n > 0 && base.p[0] != '*' && fine_dns(base);
}

static bool fine_odd_base(const struct name_constraints *nc)
{
	bool odd = false;

	for (size_t i = 0; nc != NULL && i < nc->n_permitted; i++)
		odd = odd || !fine_base(&nc->permitted[i]);
	for (size_t i = 0; nc != NULL && i < nc->n_excluded; i++)
		odd = odd || !fine_base(&nc->excluded[i]);
	return odd;
}

/* Names that cannot be read stop Firefox where a CA above limits names, as do limits that cannot be read
 * (CheckNameConstraints, Halting). */
static trait_set fine_names(const struct traits *t, size_t at)
{
	bool limited = false, odd = false;

	for (size_t k = at + 1; k < t->n; k++) {
		limited = limited || fine_limits_dns(t->certs[k]->nc);
		odd = odd || fine_odd_base(t->certs[k]->nc);
	}
	return (limited && fine_odd_name(t->certs[at]) ? T(ODD_NAME) : 0)
		| (odd && t->certs[at]->n_sans > 0 ? T(ODD_BASE) : 0);
}

/* requireExplicitPolicy of so few certificates that it comes into force on this path (RFC 5280 4.2.1.11): Chromium
 * holds those below a root that a user added to it (ApplyTrustAnchorConstraints), RFC 5280 does not. */
static trait_set fine_root(const struct traits *t)
{
	struct bytes v = fine_extension(t->certs[t->n - 1], POLICY_CONSTRAINTS);

	if (v.n < 5 || v.p[0] != 0x30 || v.p[2] != 0x80 || v.p[3] != 1 || v.p[4] + (size_t)1 >= t->n)
		return 0;
	for (size_t at = 0; at + 1 < t->n; at++)
		if (t->certs[at]->n_policies == 0)
			return T(ROOT_POLICY);
	return 0;
}

static bool fine_critical(const struct cert *c, const char *oid)
{
	const struct extension *e = cert_extension(c, oid);

	return e != NULL && e->critical;
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

static trait_set fine_own(const struct traits *t, size_t at)
{
	static const uint8_t status_request[] = { 0x30, 0x03, 0x02, 0x01, 0x05 };
	const struct cert *c = t->certs[at];
	struct bytes feature = fine_extension(c, TLS_FEATURE), above = { 0 };
	bool ca = at > 0 && !(t->anchored && at == t->n - 1);
	trait_set own = fine_names(t, at) | fine_nobody(c);

	if (c->n_faults == 1 && c->key.broken)
		own |= c->key.algorithm == KEY_EC ? T(KEY_BROKEN) | T(POINT_BROKEN) : T(KEY_BROKEN);
	if (c->n_faults == 1 && (c->odd_san || (at > 0 && c->has_san && c->sans_total == 0)))
		own |= T(SAN_UNREAD);
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

void traits_fine(const struct inspection *i, struct traits *t)
{
	for (size_t at = 0; at < t->n; at++)
		if (t->certs[at]->parsed)
			t->at[at] |= fine_own(t, at);
	if (t->anchored && t->n > 1 && t->certs[t->n - 1]->parsed)
		t->at[t->n - 1] |= fine_root(t);
	for (size_t k = 0; k < i->n_presented; k++)
		if (t->n > 1 && cert_same(i->cards[i->presented[k]].cert, t->certs[t->n - 1]))
			t->whole |= W(ROOT_CAME);
}
