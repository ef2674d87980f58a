/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table of profile rules, and whom a rule is for. */
#include "rules/profile.h"

const struct profile_rule profile_rules[] = {
#define PROFILE(id, function, source, section, who, sentence) { id, source, section, who, profile_##function, sentence },
#include "rules/profile.def"
#undef PROFILE
};
const size_t n_profile_rules = sizeof profile_rules / sizeof profile_rules[0];

static unsigned profile_who(const struct profile_place *p)
{
	if (!p->ca)
		return FOR_LEAF;
	return FOR_CA | (p->c->self_signed ? FOR_ROOT : FOR_SUB);
}

bool profile_broken(const struct profile_rule *r, const struct profile_place *p)
{
	unsigned who = r->who & ~(unsigned)FOR_LINK;

	return (who == FOR_ALL || (who & profile_who(p)) != 0) && r->broken(p);
}
