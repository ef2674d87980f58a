/* SPDX-License-Identifier: GPL-3.0-or-later
 * Profile rules on keys. */
#include "rules/profile.h"

#include <string.h>

bool profile_key_kind(const struct profile_place *p)
{
	static const char *const curves[] = { "P-256", "P-384", "P-521" };
	const struct key *k = &p->c->key;

	if (k->algorithm == KEY_RSA)
		return false;
	for (size_t i = 0; k->algorithm == KEY_EC && k->curve != NULL && i < sizeof curves / sizeof *curves; i++)
		if (strcmp(k->curve, curves[i]) == 0)
			return false;
	return true;
}

bool profile_rsa_size(const struct profile_place *p)
{
	const struct key *k = &p->c->key;

	return k->algorithm == KEY_RSA && (k->bits < 2048 || k->bits % 8 != 0);
}

bool profile_rsa_exponent(const struct profile_place *p)
{
	const struct key *k = &p->c->key;

	return k->algorithm == KEY_RSA && (k->rsa_exponent < 3 || k->rsa_exponent % 2 == 0);
}

bool profile_curve_explicit(const struct profile_place *p)
{
	return p->c->key.explicit_curve;
}
