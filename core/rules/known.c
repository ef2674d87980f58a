/* SPDX-License-Identifier: GPL-3.0-or-later
 * Looks names and keys up in the tables of what is known. */
#include "rules/known.h"

#include <fnmatch.h>
#include <string.h>

enum known_basis { BASIS_ISSUED, BASIS_SCT };

static const struct { const char *cn, *o; enum known_basis basis; int64_t from; const char *source; } distrusted[] = {
#define DISTRUSTED(cn, o, basis, from, source) { cn, o, BASIS_##basis, from, source },
#include "rules/distrusted.def"
};

static const struct { const char *product, *cn, *o; } interceptors[] = {
#define INTERCEPTOR(product, cn, o, source) { product, cn, o },
#include "rules/interceptors.def"
};

static const struct { const char *product, *spki; } interceptor_keys[] = {
#define INTERCEPTOR_KEY(product, spki, source) { product, spki },
#include "rules/interceptors.def"
};

static bool known_like(const char *pattern, const char *value)
{
	if (*pattern == '\0' || value == NULL)
		return *pattern == '\0';
	/* most differ in their first letter already, and fnmatch() is no cheap way to find that */
	return (*pattern == *value || strchr("*?[", *pattern) != NULL) && fnmatch(pattern, value, FNM_NOESCAPE) == 0;
}

bool known_distrusted(const struct dn *ca, const struct issued *leaf, struct known_distrusted *out)
{
	for (size_t i = 0; i < sizeof distrusted / sizeof *distrusted; i++) {
		if (!known_like(distrusted[i].cn, ca->cn) || !known_like(distrusted[i].o, ca->o))
			continue;
		if ((distrusted[i].basis == BASIS_SCT ? leaf->logged : leaf->begins) < distrusted[i].from)
			continue;
		*out = (struct known_distrusted){ distrusted[i].from, distrusted[i].basis == BASIS_SCT,
			distrusted[i].source };
		return true;
	}
	return false;
}

const char *known_interceptor(const struct dn *issuer)
{
	for (size_t i = 0; i < sizeof interceptors / sizeof *interceptors; i++)
		if (known_like(interceptors[i].cn, issuer->cn) && known_like(interceptors[i].o, issuer->o))
			return interceptors[i].product;
	return NULL;
}

/* Is it what the hexadecimal digits, small letters, spell? */
static bool known_spells(const char *hex, const uint8_t sha256[32])
{
	static const char digits[] = "0123456789abcdef";
	size_t i = 0;

	while (i < 64 && hex[i] == digits[i % 2 == 0 ? sha256[i / 2] >> 4 : sha256[i / 2] & 15])
		i++;
	return i == 64;
}

const char *known_interceptor_key(const uint8_t spki_sha256[32])
{
	for (size_t i = 0; i < sizeof interceptor_keys / sizeof *interceptor_keys; i++)
		if (known_spells(interceptor_keys[i].spki, spki_sha256))
			return interceptor_keys[i].product;
	return NULL;
}
