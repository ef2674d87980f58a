/* SPDX-License-Identifier: GPL-3.0-or-later
 * Profile rules on what a subject says by the type of validation that the certificate's policy claims: domain (DV),
 * organisation (OV), individual (IV), extended (EV). BR 7.1.2.7.2 to 7.1.2.7.5, EV Guidelines (EVG) 7.1.4.2. */
#include "rules/profile.h"

#include "rules/subject.h"

#include <string.h>

/* BR 7.1.6.1 */
#define POLICY_DV "2.23.140.1.2.1"
#define POLICY_OV "2.23.140.1.2.2"
#define POLICY_IV "2.23.140.1.2.3"
#define POLICY_EV "2.23.140.1.1"

static size_t type_claims(const struct profile_place *p, const char *policy)
{
	size_t n = 0;

	for (size_t i = 0; i < p->c->n_policies; i++)
		n += strcmp(p->c->policies[i], policy) == 0;
	return n;
}

static bool type_has(const struct profile_place *p, const char *policy, const char *type)
{
	return type_claims(p, policy) > 0 && subject_has(p->c->subject.der, type);
}

static bool type_lacks(const struct profile_place *p, const char *policy, const char *type)
{
	return type_claims(p, policy) > 0 && !subject_has(p->c->subject.der, type);
}

static bool type_nowhere(const struct profile_place *p, const char *policy)
{
	return type_lacks(p, policy, SUBJECT_L) && type_lacks(p, policy, SUBJECT_ST);
}

/* --- which --- */

static size_t type_reserved(const struct profile_place *p)
{
	return type_claims(p, POLICY_DV) + type_claims(p, POLICY_OV) + type_claims(p, POLICY_IV)
		+ type_claims(p, POLICY_EV);
}

bool profile_type_none(const struct profile_place *p) { return p->c->n_policies > 0 && type_reserved(p) == 0; }
bool profile_type_many(const struct profile_place *p) { return type_reserved(p) > 1; }
bool profile_policy_any(const struct profile_place *p) { return type_claims(p, "2.5.29.32.0") > 0; }

bool profile_ca_policy_any(const struct profile_place *p)
{
	return profile_policy_any(p) && p->c->n_policies > 1;
}

bool profile_ca_policy_none(const struct profile_place *p)
{
	return p->c->n_policies > 0 && !profile_policy_any(p) && type_reserved(p) == 0;
}

/* --- DV --- */

bool profile_dv_o(const struct profile_place *p) { return type_has(p, POLICY_DV, SUBJECT_O); }
bool profile_dv_l(const struct profile_place *p) { return type_has(p, POLICY_DV, SUBJECT_L); }
bool profile_dv_st(const struct profile_place *p) { return type_has(p, POLICY_DV, SUBJECT_ST); }
bool profile_dv_street(const struct profile_place *p) { return type_has(p, POLICY_DV, SUBJECT_STREET); }
bool profile_dv_postal(const struct profile_place *p) { return type_has(p, POLICY_DV, SUBJECT_POSTAL); }

/* Those of which the rules above do not speak. */
bool profile_dv_other(const struct profile_place *p)
{
	static const char *const named[] = { SUBJECT_C, SUBJECT_CN, SUBJECT_O, SUBJECT_L, SUBJECT_ST, SUBJECT_STREET,
		SUBJECT_POSTAL, SUBJECT_OU };
	struct subject_walk w = subject_walk(p->c->subject.der);
	struct subject_attribute a;

	while (type_claims(p, POLICY_DV) > 0 && subject_next(&w, &a)) {
		bool is_named = false;

		for (size_t i = 0; i < sizeof named / sizeof *named; i++)
			is_named = is_named || subject_is(&a, named[i]);
		if (!is_named)
			return true;
	}
	return false;
}

/* --- OV and IV --- */

bool profile_ov_o(const struct profile_place *p) { return type_lacks(p, POLICY_OV, SUBJECT_O); }
bool profile_ov_c(const struct profile_place *p) { return type_lacks(p, POLICY_OV, SUBJECT_C); }
bool profile_ov_place(const struct profile_place *p) { return type_nowhere(p, POLICY_OV); }

bool profile_ov_person(const struct profile_place *p)
{
	return type_has(p, POLICY_OV, SUBJECT_GIVEN) || type_has(p, POLICY_OV, SUBJECT_SURNAME);
}

bool profile_iv_c(const struct profile_place *p) { return type_lacks(p, POLICY_IV, SUBJECT_C); }
bool profile_iv_place(const struct profile_place *p) { return type_nowhere(p, POLICY_IV); }

bool profile_iv_person(const struct profile_place *p)
{
	return type_lacks(p, POLICY_IV, SUBJECT_GIVEN) || type_lacks(p, POLICY_IV, SUBJECT_SURNAME);
}

bool profile_ou(const struct profile_place *p) { return subject_has(p->c->subject.der, SUBJECT_OU); }

/* --- EV --- */

bool profile_ev_o(const struct profile_place *p) { return type_lacks(p, POLICY_EV, SUBJECT_O); }
bool profile_ev_c(const struct profile_place *p) { return type_lacks(p, POLICY_EV, SUBJECT_C); }
bool profile_ev_place(const struct profile_place *p) { return type_nowhere(p, POLICY_EV); }
bool profile_ev_number(const struct profile_place *p) { return type_lacks(p, POLICY_EV, SUBJECT_SERIAL); }
bool profile_ev_category(const struct profile_place *p) { return type_lacks(p, POLICY_EV, SUBJECT_CATEGORY); }

bool profile_ev_jurisdiction(const struct profile_place *p)
{
	return type_lacks(p, POLICY_EV, SUBJECT_JURISDICTION_C);
}

bool profile_ev_category_word(const struct profile_place *p)
{
	static const char *const words[] =
		{ "Private Organization", "Government Entity", "Business Entity", "Non-Commercial Entity" };
	struct subject_attribute a;

	if (type_claims(p, POLICY_EV) == 0 || !subject_find(p->c->subject.der, SUBJECT_CATEGORY, &a))
		return false;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (a.value.n == strlen(words[i]) && memcmp(a.value.p, words[i], a.value.n) == 0)
			return false;
	return true;
}

static bool type_is_onion(const struct san *s)
{
	static const char end[] = ".onion";
	size_t n = sizeof end - 1;

	return s->raw.n > n && strncasecmp((const char *)s->raw.p + s->raw.n - n, end, n) == 0;
}

bool profile_ev_wildcard(const struct profile_place *p)
{
	for (size_t i = 0; type_claims(p, POLICY_EV) > 0 && i < p->c->n_sans; i++)
		if (p->c->sans[i].type == SAN_DNS && p->c->sans[i].raw.n > 0 && p->c->sans[i].raw.p[0] == '*'
			&& !type_is_onion(&p->c->sans[i]))
			return true;
	return false;
}

/* EVG 7.1.2.1: it is one or more domain names. */
bool profile_ev_address(const struct profile_place *p)
{
	for (size_t i = 0; type_claims(p, POLICY_EV) > 0 && i < p->c->n_sans; i++)
		if (p->c->sans[i].type == SAN_IP)
			return true;
	return false;
}

/* --- CAs --- */

/* Not of a cross-certificate of a root made before these rules, which keeps that one's name (BR 7.1.2.2.2): what may
 * not have further CAs below is none. */
static bool type_ca_lacks(const struct profile_place *p, const char *type)
{
	return p->c->path_length == 0 && !subject_has(p->c->subject.der, type);
}

bool profile_ca_cn(const struct profile_place *p) { return type_ca_lacks(p, SUBJECT_CN); }
bool profile_ca_o(const struct profile_place *p) { return type_ca_lacks(p, SUBJECT_O); }
bool profile_ca_c(const struct profile_place *p) { return type_ca_lacks(p, SUBJECT_C); }
bool profile_ca_ou(const struct profile_place *p) { return p->c->path_length == 0 && profile_ou(p); }
bool profile_root_cn(const struct profile_place *p) { return !subject_has(p->c->subject.der, SUBJECT_CN); }
