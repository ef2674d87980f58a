/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which names and which limits of names are odd. */
#include "rules/odd-names.h"

#include "asn1/der.h"
#include "base/ascii.h"
#include "x509/cert-ext.h"
#include "x509/cert-name.h"

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

static bool odd_has_tree(const struct subtree *trees, size_t n, const char *type)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(trees[i].type, type) == 0)
			return true;
	return false;
}

bool odd_names_uri(const struct name_constraints *nc, const struct cert *c)
{
	bool uri = false;

	for (size_t i = 0; i < c->n_sans && !uri; i++)
		uri = c->sans[i].type == SAN_URI;
	return uri && nc != NULL && (odd_has_tree(nc->permitted, nc->n_permitted, "uri")
		|| odd_has_tree(nc->excluded, nc->n_excluded, "uri"));
}

bool odd_names_excluded(const struct name_constraints *nc)
{
	return nc != NULL && odd_has_tree(nc->excluded, nc->n_excluded, "dirname");
}

static bool odd_general_names(const struct extension *e)
{
	struct bytes v, list, raw;
	uint8_t tag;

	if (e == NULL)
		return false;
	v = e->value;
	if (!der_take(&v, DER_SEQUENCE, &list))
		return true;
	while (list.n > 0)
		if (!general_name_take(&list, &tag, &raw) || raw.n == 0)
			return true;
	return false;
}

bool odd_names_empty(const struct cert *c)
{
	return odd_general_names(cert_extension(c, "2.5.29.17")) || odd_general_names(cert_extension(c, "2.5.29.18"));
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
