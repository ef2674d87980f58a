/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which forms of text in a name some programs do not read. */
#include "rules/name-forms.h"

#include "asn1/der.h"
#include "base/ascii.h"
#include "rules/subject.h"

#include <string.h>
#include <unistr.h>

enum { BIT_STRING = 0x03, SEQUENCE = 0x30, CHROMIUM = NAME_CHROMIUM | NAME_CHROMIUM_PATH,
	EVERYBODY = NAME_CHROMIUM | NAME_OPENSSL | NAME_GO };

/* PrintableString (X.680 41.4). Many write a star or an ampersand: Chromium lets the former pass, Go both. */
static unsigned forms_printable(struct bytes v)
{
	unsigned unread = 0;

	for (size_t i = 0; i < v.n; i++)
		if (!ascii_is_alnum(v.p[i]) && (v.p[i] == '\0' || strchr(" '()+,-./:=?", v.p[i]) == NULL))
			unread |= v.p[i] == '*' ? 0 : v.p[i] == '&' ? CHROMIUM : CHROMIUM | NAME_GO;
	return unread;
}

static unsigned forms_ia5(struct bytes v)
{
	for (size_t i = 0; i < v.n; i++)
		if (v.p[i] >= 0x80)
			return CHROMIUM | NAME_GO;
	return 0;
}

static unsigned forms_numeric(struct bytes v)
{
	for (size_t i = 0; i < v.n; i++)
		if (!ascii_is_digit(v.p[i]) && v.p[i] != ' ')
			return NAME_CHROMIUM | NAME_GO;
	return NAME_CHROMIUM;
}

/* Are all characters, of `size` octets each, ones of Unicode? Surrogates are none. */
static bool forms_wide(struct bytes v, size_t size)
{
	if (v.n % size != 0)
		return false;
	for (size_t i = 0; i < v.n; i += size) {
		uint32_t c = 0;

		for (size_t k = 0; k < size; k++)
			c = c << 8 | v.p[i + k];
		if (c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
			return false;
	}
	return true;
}

static unsigned forms_value(uint8_t form, struct bytes v)
{
	switch (form) {
	case DER_UTF8: return v.n == 0 || u8_check(v.p, v.n) == NULL ? 0 : NAME_OPENSSL | NAME_GO;
	case DER_PRINTABLE: return forms_printable(v);
	case DER_IA5: return forms_ia5(v);
	case DER_NUMERIC: return forms_numeric(v);
	case DER_T61: return 0;
	case DER_BMP: return forms_wide(v, 2) ? 0 : CHROMIUM | NAME_OPENSSL;
	case DER_UNIVERSAL: return forms_wide(v, 4) ? NAME_GO : EVERYBODY | NAME_CHROMIUM_PATH;
	case BIT_STRING:
	case SEQUENCE: return NAME_CHROMIUM | NAME_GO;
	default: return EVERYBODY;
	}
}

/* Does Chromium show it? Of some types it shows the first that is not empty, and reads no other. */
static bool forms_is_shown(const struct subject_attribute *a, unsigned *seen)
{
	static const struct { const char *type; bool all; } shown[] = { { SUBJECT_CN, false }, { SUBJECT_C, false },
		{ SUBJECT_L, false }, { SUBJECT_ST, false }, { SUBJECT_O, true }, { SUBJECT_OU, true } };

	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
		bool before = (*seen & 1U << i) != 0;

		if (!subject_is(a, shown[i].type))
			continue;
		if (a->value.n > 0)
			*seen |= 1U << i;
		return shown[i].all || !before;
	}
	return false;
}

unsigned name_unread(struct bytes name)
{
	struct subject_walk w = subject_walk(name);
	struct subject_attribute a;
	unsigned unread = 0, seen = 0;

	while (subject_next(&w, &a)) {
		unsigned here = forms_value(a.form, a.value);

		unread |= forms_is_shown(&a, &seen) ? here : here & ~(unsigned)NAME_CHROMIUM;
	}
	return unread;
}

unsigned name_unread_in(const struct cert *c)
{
	return name_unread(c->subject.der) | name_unread(c->issuer.der);
}
