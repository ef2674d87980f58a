/* SPDX-License-Identifier: GPL-3.0-or-later
 * Does the certificate keep to the profiles of RFC 5280 and of the CA/Browser Forum (profile.def)? By default that is
 * information, asked of what the CAs of this path issued, and the forum's rules only under public roots, whom they
 * bind. With --strict everybody is held to all, the anchor included, and a breach is untrusted. */
#include "rules/common.h"

#include "rules/profile.h"

static bool profile_applies(const struct facts *f, size_t at, enum profile_source source)
{
	if (source == PROFILE_BR && (f->purpose != PURPOSE_SERVER || check_name_ref(f).is_email))
		return false;            /* they are about servers */
	if (f->strict)
		return true;
	return !check_is_anchor(f, at) && (source == PROFILE_RFC || f->anchor == ANCHOR_PUBLIC);
}

static const struct cert *profile_issuer(const struct facts *f, size_t at)
{
	if (at + 1 < f->n_path)
		return f->path[at + 1];
	return f->path[at]->self_signed ? f->path[at] : NULL;
}

static bool profile_is_link(const struct profile_rule *r)
{
	return (r->who & FOR_LINK) != 0;
}

/* Parameters: section, rule; of several rules the first one's section, and the others behind it in `rule`. */
static void profile_breach(const struct facts *f, const struct cert *c, const struct profile_rule *r, struct outcome *o)
{
	outcome_step(o, profile_is_link(r) ? STEP_ISSUER : STEP_PARSE, c, f->strict ? STEP_FAIL : STEP_PASS,
		"It breaks the rule of %s: %s%s.", r->section, r->sentence,
		f->strict ? "" : "; browsers do not mind");
	struct finding *fd = outcome_finding(o, FINDING_PROFILE_VIOLATION, c);
	fd->level = f->strict ? LEVEL_UNTRUSTED : LEVEL_INFO;
	const char *before = finding_get(fd, PARAM_RULE);
	if (before == NULL) {
		finding_param(fd, PARAM_SECTION, r->section);
		finding_param(fd, PARAM_RULE, r->sentence);
	} else {
		check_param(fd, PARAM_RULE, "%s; and %s: %s", before, r->section, r->sentence);
	}
}

struct profile_tally { bool asked, broken; };

/* All rules about the certificate by itself, or all about its link to the issuer. */
static struct profile_tally profile_ask(const struct facts *f, size_t at, bool links, struct outcome *o)
{
	struct profile_place p =
		{ .c = f->path[at], .issuer = profile_issuer(f, at), .ca = at > 0 || check_leaf_is_ca(f) };
	struct profile_tally t = { false, false };

	if (!p.c->parsed || (o->quiet && !f->strict))
		return t;
	for (size_t i = 0; i < n_profile_rules; i++) {
		const struct profile_rule *r = &profile_rules[i];
		if (profile_is_link(r) != links || !profile_applies(f, at, r->source))
			continue;
		t.asked = true;
		if (profile_broken(r, &p)) {
			t.broken = true;
			profile_breach(f, p.c, r, o);
		}
	}
	return t;
}

void check_profile(const struct facts *f, size_t at, struct outcome *o)
{
	struct profile_tally t = profile_ask(f, at, false, o);

	if (t.asked && !t.broken)
		outcome_step(o, STEP_PARSE, f->path[at], STEP_PASS,
			"It keeps to the rules of RFC 5280%s for its form, as far as they are looked at here.",
			profile_applies(f, at, PROFILE_BR) ? " and of the CA/Browser Forum" : "");
}

/* Kept, it makes no step: check_issuer() has said what there is to say. */
void check_profile_link(const struct facts *f, size_t at, struct outcome *o)
{
	(void)profile_ask(f, at, true, o);
}
