/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table of profile rules, and whom a rule is for. */
#include "rules/profile.h"

#include "base/moment.h"

#include <string.h>

const struct profile_rule profile_rules[] = {
#define PROFILE_FROM(from, id, function, source, section, who, stops, sentence) \
	{ id, from, source, section, who, stops, profile_##function, sentence },
#include "rules/profile.def"
};
const size_t n_profile_rules = sizeof profile_rules / sizeof profile_rules[0];

unsigned profile_who(const struct cert *c, bool ca)
{
	if (!ca)
		return FOR_LEAF;
	return FOR_CA | (c->self_signed ? FOR_ROOT : FOR_SUB);
}

int profile_day(const struct cert *c)
{
	struct moment_date d = moment_date(c->not_before);

	return d.year * 10000 + d.month * 100 + d.day;
}

static const struct { unsigned stopper; const char *name; } profile_stoppers[] = {
	{ STOPS_PYTHON, "Python 3.13 or later" }, { STOPS_GO_1_23, "Go 1.23 or later" }, { STOPS_GO, "Go" },
	{ STOPS_RUSTLS, "rustls" }, { STOPS_JAVA, "Java" }, { STOPS_OPENSSL, "OpenSSL (curl, Python, Node)" },
	{ STOPS_GNUTLS, "GnuTLS (wget)" }, { STOPS_WHOLE_CHAIN, "OpenSSL (Node, Python before 3.13)" },
};

/* It finds an anchor by the octets of its name, and any other issuer by what they spell: tried with GnuTLS 3.7, another
 * type of string passes, and letters of another case do not. */
static bool profile_gnutls_minds(const struct profile_place *p)
{
	return p->top || (p->issuer != NULL && strcmp(p->c->issuer.text, p->issuer->subject.text) != 0);
}

/* Java asks the anchor alone, unless that is older than the extensions, and for the number alone
 * (AdaptableX509CertSelector.match()). */
static bool profile_java_minds(const struct profile_place *p)
{
	bool number = p->issuer != NULL && p->issuer->version > 2 && cert_names_other_number(p->c, p->issuer);

	return p->top && (number || profile_aki_differs(p));
}

unsigned profile_stops(const struct profile_rule *r, const struct profile_place *p)
{
	unsigned stops = r->stops & ~(unsigned)(STOPS_BELOW | STOPS_V3 | STOPS_LINKED | STOPS_SIGNED | BROWSERS_TOO);

	if ((r->stops & STOPS_BELOW) != 0 && p->anchor)
		return 0;
	if ((stops & STOPS_GNUTLS_TOP) != 0)
		stops = (stops & ~(unsigned)STOPS_GNUTLS_TOP) | (profile_gnutls_minds(p) ? STOPS_GNUTLS : 0);
	if (p->alone || ((r->stops & STOPS_V3) != 0 && p->c->version != 3))
		stops &= ~(unsigned)STOPS_PYTHON;
	if ((stops & STOPS_WHOLE_CHAIN) != 0)
		stops = p->anchor ? p->alone ? 0 : STOPS_WHOLE_CHAIN : stops & ~(unsigned)STOPS_WHOLE_CHAIN;
	if ((stops & STOPS_JAVA_TOP) != 0)
		stops = (stops & ~(unsigned)STOPS_JAVA_TOP) | (profile_java_minds(p) ? STOPS_JAVA : 0);
	if ((p->alone && (r->stops & STOPS_LINKED) != 0) || (p->anchor && (r->stops & STOPS_SIGNED) != 0))
		stops &= ~(unsigned)STOPS_OPENSSL;
	return stops;
}

const char *profile_stopper(unsigned *stops)
{
	for (size_t i = 0; i < sizeof profile_stoppers / sizeof *profile_stoppers; i++)
		if (*stops & profile_stoppers[i].stopper) {
			*stops &= ~profile_stoppers[i].stopper;
			return profile_stoppers[i].name;
		}
	return NULL;
}
