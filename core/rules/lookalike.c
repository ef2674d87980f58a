/* SPDX-License-Identifier: GPL-3.0-or-later
 * Compares names as an eye in a hurry does. */
#include "rules/lookalike.h"

#include "base/buf.h"
#include "base/limits.h"

#include <string.h>
#include <unictype.h>
#include <unistr.h>

/* Scripts whose letters are drawn like each other's. Latin goes together with Chinese, Japanese and Korean as a matter
 * of course. */
static unsigned lookalike_script(ucs4_t c)
{
	static const char *const names[] = { "Latin", "Cyrillic", "Greek", "Armenian", "Cherokee" };
	const uc_script_t *s = uc_script(c);

	for (unsigned i = 0; s != NULL && i < sizeof names / sizeof *names; i++)
		if (strcmp(s->name, names[i]) == 0)
			return 1U << i;
	return 0;
}

bool lookalike_mixes(const char *name)
{
	const uint8_t *p = (const uint8_t *)name;
	unsigned seen = 0;
	ucs4_t c;

	for (int n; (n = u8_strmbtouc(&c, p)) > 0; p += n) {
		seen = c == '.' ? 0 : seen | lookalike_script(c);
		if (seen & (seen - 1))
			return true;
	}
	return false;
}

static char lookalike_letter(ucs4_t c)
{
	static const struct { ucs4_t from; char to; } table[] = {
#define CONFUSABLE(from, to) { from, to },
#include "rules/confusables.def"
	};

	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (table[i].from == c)
			return table[i].to;
	return c < 0x80 ? (char)c : '\0';
}

char *lookalike_ascii(const char *name)
{
	struct buf b = BUF_INIT(LIMIT_HOST_BYTES);
	const uint8_t *p = (const uint8_t *)name;
	bool other = false, fits = true;
	ucs4_t c;

	for (int n; fits && (n = u8_strmbtouc(&c, p)) > 0; p += n) {
		char letter = lookalike_letter(c);
		other |= c >= 0x80;
		fits = letter != '\0' && buf_addc(&b, letter) == 0;
	}
	if (fits && other)
		return buf_take(&b);
	buf_done(&b);
	return NULL;
}

/* The next letter as it is drawn; 0 at the end. */
static char lookalike_drawn(const char **p)
{
	const char *s = *p;
	char c = *s;

	if (c == '\0')
		return c;
	++*p;
	if ((c == 'r' && s[1] == 'n') || (c == 'v' && s[1] == 'v')) {
		++*p;
		return c == 'r' ? 'm' : 'w';
	}
	return c == '0' ? 'o' : c == '1' || c == 'i' ? 'l' : c;
}

bool lookalike_same(const char *a, const char *b)
{
	if (strcmp(a, b) == 0)
		return false;
	for (;;) {
		char x = lookalike_drawn(&a), y = lookalike_drawn(&b);
		if (x != y)
			return false;
		if (x == '\0')
			return true;
	}
}
