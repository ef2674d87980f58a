/* SPDX-License-Identifier: GPL-3.0-or-later
 * Does the certificate keep to the profiles of RFC 5280 and of the CA/Browser Forum (profile.def)? By default that is
 * information, asked of what the CAs of this path issued, and the forum's rules only under public roots, whom they
 * bind; but where some verifier stops at a breach, it is asked wherever it stands. Where OpenSSL or GnuTLS stop as they
 * are used by default, it is untrusted. Where only newer or rarer ones do (Python's strict flags, Go, Java, rustls) it
 * stays information that names them: chains without key identifiers and the like are everyday ones of private CAs, and
 * browsers, curl and wget go on. With --strict everybody is held to
 * all, the anchor included, save for what no path validation looks at there and for what the forum asks of public CAs
 * alone (PROFILE_PUBLIC: addresses to ask, subject fields), and a breach is untrusted. */
#include "rules/common.h"

#include "base/mem.h"
#include "rules/profile.h"

#include <stdlib.h>
#include <string.h>

/* The forum's rules are about servers. */
static bool profile_is_for_server(const struct inputs *f)
{
	return f->purpose == PURPOSE_SERVER && !check_name_ref(f).is_email;
}

/* Does a rule of this source bind it, whoever stops at a breach? */
static bool profile_binds(const struct inputs *f, bool anchor, enum profile_source source)
{
	bool public = source == PROFILE_RFC || f->anchor == ANCHOR_PUBLIC;

	return f->strict ? source != PROFILE_PUBLIC || public : !anchor && public;
}

static bool profile_is_grave(const struct inputs *f, const struct profile_rule *r, const struct profile_place *p)
{
	return f->strict && !(p->anchor && (r->who & FOR_ISSUED) != 0);
}

static bool profile_is_link(const struct profile_rule *r)
{
	return (r->who & FOR_LINK) != 0;
}

/* With these go curl, wget, Node and most of what else there is on a machine. */
enum { STOPS_STANDARD = STOPS_OPENSSL | STOPS_GNUTLS | STOPS_WHOLE_CHAIN };

/* Where browsers stop as well, or a link does not hold, other findings say that it is not to be trusted. */
static bool profile_stops_all(const struct inputs *f, const struct profile_rule *r, const struct profile_place *p)
{
	if ((profile_stops(r, p) & STOPS_STANDARD) == 0 || (r->stops & BROWSERS_TOO) != 0)
		return false;
	return !profile_is_link(r) || p->issuer == p->c || f->verify(f->verify_ctx, p->c, p->issuer) == SIGNATURE_GOOD;
}

/* What is the same for all rules of a source at one place: asked once, for there are some two hundred. */
struct profile_scope {
	bool binds[N_PROFILE_SOURCES];
	unsigned stops[N_PROFILE_SOURCES];     /* at which of its breaches it is asked; none: not at all */
	bool always[N_PROFILE_SOURCES];        /* it is, whoever stops */
};

/* The search for a path counts nothing but failures. */
static struct profile_scope profile_scope(const struct inputs *f, const struct profile_place *p, bool failures_alone)
{
	struct profile_scope s = { 0 };
	bool server = profile_is_for_server(f);

	for (int k = 0; k < N_PROFILE_SOURCES; k++) {
		s.binds[k] = profile_binds(f, p->anchor, (enum profile_source)k);
		if (!server && k != PROFILE_RFC)
			continue;
		s.stops[k] = failures_alone ? STOPS_STANDARD : ~0U;
		s.always[k] = s.binds[k] && !failures_alone;
	}
	return s;
}

static bool profile_applies(const struct profile_scope *s, const struct profile_rule *r, const struct profile_place *p)
{
	if (((r->stops & s->stops[r->source]) == 0 && !s->always[r->source]) || !profile_concerns(r, p))
		return false;
	return (s->binds[r->source] && !(p->anchor && (r->who & FOR_ISSUED) != 0)) || profile_stops(r, p) != 0;
}

/* "Python 3.13 or later and Go"; where every Go stops, not also that newer ones do. The caller frees; NULL: nobody. */
static char *profile_who_stops(unsigned stops)
{
	char *all = NULL;
	const char *name;

	if ((stops & STOPS_GO) != 0)
		stops &= ~(unsigned)STOPS_GO_1_23;
	while ((name = profile_stopper(&stops)) != NULL) {
		char *longer = all != NULL ? mem_printf("%s and %s", all, name) : mem_strdup(name);

		free(all);
		all = longer;
	}
	return all;
}

/* Parameters: section, rule, stops (none where nobody does). `stops`: for this breach or for one before. */
static void profile_breach(const struct inputs *f, const struct profile_rule *r, const struct profile_place *p,
	unsigned stops, struct outcome *o)
{
	bool grave = profile_is_grave(f, r, p), browsers = (r->stops & BROWSERS_TOO) != 0,
		fails = grave || profile_stops_all(f, r, p);
	char *here = profile_who_stops(profile_stops(r, p)), *all = profile_who_stops(stops);

	outcome_step(o, profile_is_link(r) ? STEP_ISSUER : STEP_PARSE, p->c, fails ? STEP_FAIL : STEP_PASS,
		"It breaks the rule of %s: %s%s%s%s.", r->section, r->sentence,
		grave || browsers ? "" : "; browsers do not mind", here == NULL ? "" : "; refused by ",
		here == NULL ? "" : here);
	struct finding *fd = outcome_finding(o, FINDING_PROFILE_VIOLATION, p->c);
	if (fails)
		fd->level = LEVEL_UNTRUSTED;
	check_breach(fd, &(struct check_breach){ .section = r->section, .rule = r->sentence, .stops = all,
		.browsers = browsers, .strict = f->strict });
	free(all);
	free(here);
}

struct profile_tally { bool asked, broken; };

/* Who stops for a rule about the certificate by itself. */
static unsigned profile_own_stops(const struct profile_scope *s, const struct profile_place *p)
{
	unsigned stops = 0;

	for (size_t i = N_PROFILE_LINKS; i < n_profile_rules; i++)
		if (profile_applies(s, &profile_rules[i], p) && profile_rules[i].broken(p))
			stops |= profile_stops(&profile_rules[i], p);
	return stops;
}

/* All rules about the certificate by itself, or all about its link to the issuer. */
static struct profile_tally profile_ask(const struct inputs *f, size_t at, bool links, struct outcome *o)
{
	bool ca = at > 0 || check_leaf_is_ca(f);
	struct profile_place p = { .c = f->path[at], .issuer = check_signer(f, at),
		.begins = profile_day(f->path[at]), .who = profile_who(f->path[at], ca), .ca = ca,
		.anchor = check_is_anchor(f, at), .alone = f->n_path == 1,
		.top = check_is_anchor(f, at + 1) };
	struct profile_scope scope = profile_scope(f, &p, o->quiet && !f->strict);
	struct profile_tally t = { false, false };
	unsigned stops = 0;

	if (!p.c->parsed)
		return t;
	for (size_t i = links ? 0 : N_PROFILE_LINKS, end = links ? N_PROFILE_LINKS : n_profile_rules; i < end; i++) {
		const struct profile_rule *r = &profile_rules[i];

		if (!profile_applies(&scope, r, &p))
			continue;
		t.asked = t.asked || scope.binds[r->source];
		if (!r->broken(&p))
			continue;
		if (!t.broken && links)
			stops = profile_own_stops(&scope, &p);
		t.broken = true;
		stops |= profile_stops(r, &p);
		profile_breach(f, r, &p, stops, o);
	}
	return t;
}

void check_profile(const struct inputs *f, size_t at, struct outcome *o)
{
	struct profile_tally t = profile_ask(f, at, false, o);

	if (t.asked && !t.broken)
		outcome_step(o, STEP_PARSE, f->path[at], STEP_PASS,
			"It keeps to the rules of RFC 5280%s for its form, as far as they are looked at here.",
			profile_is_for_server(f) && profile_binds(f, check_is_anchor(f, at), PROFILE_BR)
			? " and of the CA/Browser Forum" : "");
}

/* Kept, it makes no step: check_issuer() has said what there is to say. */
void check_profile_link(const struct inputs *f, size_t at, struct outcome *o)
{
	(void)profile_ask(f, at, true, o);
}
