/* SPDX-License-Identifier: GPL-3.0-or-later
 * Names in letters that the reader's terminal does not have. */
#include "base/spell.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"

#include <idn2.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

enum { SPELL_MOST = 4 /* letters for one */, SPELL_DEEP = 4 /* marks on one letter */ };

/* Bits: those of a word are gathered. */
enum spell_script { SPELL_LATIN = 1, SPELL_GREEK = 2, SPELL_CYRILLIC = 4, SPELL_OTHER = 8 };

static const struct { enum spell_script script; ucs4_t c; char ascii[SPELL_MOST + 1]; } spell_rows[] = {
#define SPELL(script, c, ascii) { SPELL_##script, c, ascii },
#include "base/spell.def"
#undef SPELL
};

/* The character at s, its bytes in n; what is ill-formed is none, and one byte. */
static ucs4_t spell_next(const char *s, size_t left, size_t *n)
{
	ucs4_t c = 0;
	int used = u8_mbtoucr(&c, (const uint8_t *)s, left);

	*n = used > 0 ? (size_t)used : 1;
	return used > 0 ? c : 0;
}

static bool spell_is_letter(ucs4_t c)
{
	if (c < 0x80)
		return c != 0 && (ascii_is_alnum((int)c) || c == '-' || c == '_');
	return uc_is_general_category_withtable(c, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_M | UC_CATEGORY_MASK_N);
}

size_t spell_word(const char *s, size_t left)
{
	size_t n = left > 2 && s[0] == '*' && s[1] == '.' ? 2 : 0, step, more;

	while (n < left) {
		ucs4_t c = spell_next(s + n, left - n, &step);
		bool joins = c == '.' && n > 0 && n + 1 < left
			&& spell_is_letter(spell_next(s + n + 1, left - n - 1, &more));

		if (!joins && !spell_is_letter(c))
			break;
		n += step;
	}
	return n == 2 && s[0] == '*' ? 0 : n;
}

/* As the DNS has it. The caller frees; NULL: it has no dot, or is no name that could be in there. */
static char *spell_host(const char *word)
{
	uint8_t *mapped = NULL;
	char *ascii = NULL;

	if (strchr(word, '.') == NULL || strlen(word) > LIMIT_HOST_BYTES)
		return NULL;
	if (idn2_lookup_u8((const uint8_t *)word, &mapped, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL) == IDN2_OK)
		ascii = mem_strdup((const char *)mapped);
	idn2_free(mapped);
	return ascii;
}

/* The letter without its marks: what Unicode takes it apart into begins with it. */
static ucs4_t spell_bare(ucs4_t c)
{
	ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];

	for (int k = 0; k < SPELL_DEEP && uc_canonical_decomposition(c, parts) > 0; k++)
		c = parts[0];
	return c;
}

/* How a letter is spelt, and which alphabet it belongs to; NULL: nobody here knows. */
static const char *spell_letter(ucs4_t c, enum spell_script *script)
{
	ucs4_t small = uc_tolower(c);

	for (size_t k = 0; k < sizeof spell_rows / sizeof *spell_rows; k++) {
		bool latin = spell_rows[k].script == SPELL_LATIN;

		/* Latin letters have rows for both, others for the small ones alone */
		if (spell_rows[k].c == (latin ? c : small)) {
			*script = spell_rows[k].script;
			return spell_rows[k].ascii;
		}
	}
	*script = SPELL_OTHER;
	return NULL;
}

/* The character spelt, in a word whose alphabets are gathered. False: it has no spelling. */
static bool spell_put(struct buf *b, ucs4_t c, unsigned *scripts)
{
	ucs4_t bare = spell_bare(c);
	enum spell_script script;
	const char *as;

	if (bare < 0x80) {
		*scripts |= ascii_is_letter((int)bare) ? SPELL_LATIN : 0U;
		(void)buf_addc(b, (char)bare);
		return true;
	}
	/* a mark that stands by itself belongs to the letter before it */
	if (b->len > 0 && uc_is_general_category_withtable(c, UC_CATEGORY_MASK_M))
		return true;
	as = spell_letter(bare, &script);
	*scripts |= script;
	if (as == NULL)
		return false;
	if (script != SPELL_LATIN && uc_tolower(bare) != bare && *as != '\0')
		(void)buf_addf(b, "%c%s", (char)ascii_upper(as[0]), as + 1);
	else
		(void)buf_adds(b, as);
	return true;
}

static bool spell_mixes(unsigned scripts)
{
	return (scripts & (scripts - 1)) != 0;
}

char *spell_ascii(const char *s, size_t n)
{
	char *word = mem_strndup(s, n), *host = spell_host(word);
	struct buf b = BUF_INIT(n * SPELL_MOST + 1);
	unsigned scripts = 0;
	bool good = true;
	size_t step;

	for (size_t at = 0; host == NULL && good && at < n; at += step)
		good = spell_put(&b, spell_next(word + at, n - at, &step), &scripts);
	free(word);
	if (host != NULL || !good || spell_mixes(scripts)) {
		buf_done(&b);
		return host;
	}
	return buf_take(&b);
}
