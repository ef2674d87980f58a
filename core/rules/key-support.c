/* SPDX-License-Identifier: GPL-3.0-or-later
 * Looks keys up in the table of those that browsers have no use for. */
#include "rules/key-support.h"

#include "base/limits.h"

#include <string.h>

static const struct support_row { const char *name, *leaf, *ca; } support_rows[] = {
#define KEY_SUPPORT(name, leaf, ca) { name, leaf, ca },
#include "rules/key-support.def"
#undef KEY_SUPPORT
};

static bool support_fits(const char *row, const char *name)
{
	size_t n = strlen(row);

	return n > 0 && row[n - 1] == '*' ? strncmp(row, name, n - 1) == 0 : strcmp(row, name) == 0;
}

/* The row of a name; the last one fits all. */
static const struct support_row *support_find(const char *name)
{
	size_t i = 0;

	while (!support_fits(support_rows[i].name, name))
		i++;
	return &support_rows[i];
}

static const char *support_name(const struct key *k)
{
	bool known = false;

	for (size_t i = 0; k->curve != NULL && i < sizeof support_rows / sizeof *support_rows; i++)
		known = known || strcmp(support_rows[i].name, k->curve) == 0;
	if (known)
		return k->curve;
	return k->name != NULL ? k->name : "";
}

const char *method_unsupported(const struct sig_alg *s)
{
	return support_find(s->name)->ca;
}

const char *key_unsupported(const struct key *k, bool ca)
{
	const struct support_row *row = support_find(support_name(k));

	if (k->explicit_curve)
		return "Chromium and Firefox take curves by their names alone, and this one is spelled out in numbers";
	if (k->compressed && (ca ? row->ca : row->leaf) == NULL)
		return "Firefox takes points with both coordinates alone, and this one was compressed to the first";
	if (k->algorithm == KEY_RSA && !k->pss_only && k->bits > LIMIT_RSA_BITS)
		return "Chromium takes RSA keys of up to 16,384 bits, and so does certcard: longer ones cost whoever"
			" checks too much";
	return ca ? row->ca : row->leaf;
}
