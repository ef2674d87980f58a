/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which names and which limits of names are odd. */
#include "rules/odd-names.h"

#include "base/ascii.h"

#include <ctype.h>
#include <string.h>

enum { DNS_NAME = 253, DNS_LABEL = 63 };

/* A name of a server as IsValidPresentedDNSID (lib/mozpkix/lib/pkixnames.cpp) takes one: labels of letters, digits, _
 * and inner hyphens, the last not of digits alone, no final dot, a star as the whole first of three labels or more. */
static bool odd_dns(struct bytes name)
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

static bool odd_limits_dns(const struct name_constraints *nc)
{
	bool dns = false;

	for (size_t i = 0; nc != NULL && i < nc->n_permitted; i++)
		dns = dns || strcmp(nc->permitted[i].type, "dns") == 0;
	for (size_t i = 0; nc != NULL && i < nc->n_excluded; i++)
		dns = dns || strcmp(nc->excluded[i].type, "dns") == 0;
	return dns;
}

bool odd_names_name(const struct name_constraints *nc, const struct cert *c)
{
	bool odd = c->odd_san;

	if (!odd_limits_dns(nc))
		return false;
	for (size_t i = 0; i < c->n_sans && !odd; i++)
		odd = c->sans[i].type == SAN_DNS && !odd_dns(c->sans[i].raw);
	return odd;
}

/* What names may lie in: the same without a star, with or without a dot in front, or nothing (IsValidDNSID, of
 * IDRole::NameConstraint). */
static bool odd_base(const struct subtree *s)
{
	struct bytes base = s->raw;

	if (strcmp(s->type, "dns") != 0 || base.n == 0)
		return true;
	if (base.p[0] == '.')
		base = (struct bytes){ base.p + 1, base.n - 1 };
	return base.n > 0 && base.p[0] != '*' && odd_dns(base);
}

bool odd_names_base(const struct name_constraints *nc, const struct cert *c)
{
	bool odd = false;

	if (nc == NULL || c->n_sans == 0)
		return false;
	for (size_t i = 0; i < nc->n_permitted; i++)
		odd = odd || !odd_base(&nc->permitted[i]);
	for (size_t i = 0; i < nc->n_excluded; i++)
		odd = odd || !odd_base(&nc->excluded[i]);
	return odd;
}
