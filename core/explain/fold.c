/* SPDX-License-Identifier: GPL-3.0-or-later
 * Text made comparable. What is changed here is changed in spellings.awk, too (tests/core/test-spelling). */
#include "explain/fold.h"

#include "base/ascii.h"
#include "base/mem.h"

#include <string.h>

/* Words that stand for something else in the codes of the table. */
static const char *const fold_words[] =
	{ "HOST", "ADDR", "NAME", "URL", "FILE", "DATE", "PORT", "LIST", "ALG", "VER", "TEXT", "OID", "REASON",
	"ISSUER", "A", "B", "N", "M", "T", "T2" };

static bool fold_alnum(char c)
{
	return ascii_is_alnum(c) || (unsigned char)c >= 0x80;
}

/* The length of the word that stands for something else, or of "{0}". */
static size_t fold_wild(const char *p, size_t left)
{
	size_t n = 0;

	if (*p == '{') {
		const char *end = memchr(p, '}', left);

		return end == NULL ? 0 : (size_t)(end - p) + 1;
	}
	while (n < left && fold_alnum(p[n]))
		n++;
	for (size_t i = 0; i < sizeof fold_words / sizeof *fold_words; i++)
		if (strlen(fold_words[i]) == n && strncmp(fold_words[i], p, n) == 0)
			return n;
	return 0;
}

/* What is more than one byte: typographic quotes (as ') and blanks and dashes (as a blank), and what HTML and JSON make
 * of them. */
static const struct { char bytes[8]; size_t n; char is; } fold_signs[] = {
	{ "\xe2\x80\x98", 3, '\'' }, { "\xe2\x80\x99", 3, '\'' }, { "\xe2\x80\x9a", 3, '\'' },
	{ "\xe2\x80\x9c", 3, '\'' }, { "\xe2\x80\x9d", 3, '\'' }, { "\xe2\x80\x9e", 3, '\'' },
	{ "\xe2\x80\xb9", 3, '\'' }, { "\xe2\x80\xba", 3, '\'' }, { "\xc2\xab", 2, '\'' }, { "\xc2\xbb", 2, '\'' },
	{ "\xc2\xa0", 2, ' ' }, { "\xe2\x80\xaf", 3, ' ' }, { "\xe2\x80\x90", 3, ' ' }, { "\xe2\x80\x91", 3, ' ' },
	{ "\xe2\x80\x93", 3, ' ' }, { "\xe2\x80\x94", 3, ' ' }, { "\xe2\x80\xa8", 3, ' ' },
	{ "&quot;", 6, '\'' }, { "&#39;", 5, '\'' }, { "&nbsp;", 6, ' ' }, { "\\n", 2, ' ' }, { "\\t", 2, ' ' },
	{ "\\r", 2, ' ' },
};

static size_t fold_sign(const char *p, size_t left, char *is)
{
	for (size_t i = 0; i < sizeof fold_signs / sizeof *fold_signs; i++)
		if (left >= fold_signs[i].n && memcmp(p, fold_signs[i].bytes, fold_signs[i].n) == 0) {
			*is = fold_signs[i].is;
			return fold_signs[i].n;
		}
	*is = *p;
	return 1;
}

/* Colours of a terminal: ESC [ numbers and a letter (ECMA-48 8.3.117). */
static size_t fold_color(const char *p, size_t left)
{
	size_t n = 2;

	if (left < 3 || p[0] != '\033' || p[1] != '[')
		return 0;
	while (n < left && (ascii_is_digit(p[n]) || p[n] == ';'))
		n++;
	return n < left ? n + 1 : n;
}

/* Marks of a quoted mail at the beginning of a line. */
static size_t fold_quoted(const char *text, size_t i, size_t n)
{
	size_t from = i;

	while (i < n && (text[i] == '>' || text[i] == '|'
		|| (i > from && text[i] == ' ' && i + 1 < n && strchr(">|", text[i + 1]) != NULL)))
		i++;
	return i - from;
}

static void fold_put(char *out, size_t *len, char c, char before, char after)
{
	switch (c) {
	case ' ': case '\t': case '\n': case '\r': case '\f': case '\v': case '_': case '-':
		if (*len > 0 && out[*len - 1] != ' ')
			out[(*len)++] = ' ';
		return;
	case '"': case '`': case '*': case '\\':
		return;
	case '\'':
		if (fold_alnum(before) && fold_alnum(after))
			out[(*len)++] = '\'';
		return;
	default:
		out[(*len)++] = (char)ascii_lower(c);
	}
}

size_t fold_into(char *out, const char *text, size_t n, bool wild)
{
	size_t i = 0, len = 0;
	bool spaced = wild && memchr(text, ' ', n) != NULL;

	while (i < n) {
		char c = text[i];
		size_t step = 1;

		/* most of a text, and nothing that could stand for something else */
		if (ascii_is_alnum(c) && !(spaced && ascii_is_upper(c))) {
			out[len++] = (char)ascii_lower(c);
			i++;
			continue;
		}
		if (i == 0 || text[i - 1] == '\n')
			i += fold_quoted(text, i, n);
		if (i == n)
			break;
		c = text[i];
		if (spaced && (c == '{' || ascii_is_upper(c)) && (i == 0 || !fold_alnum(text[i - 1]))
			&& (step = fold_wild(text + i, n - i)) > 0) {
			out[len++] = FOLD_WILD;
			i += step;
			continue;
		}
		if (c == '\033' && (step = fold_color(text + i, n - i)) > 0) {
			i += step;
			continue;
		}
		step = 1;
		if ((unsigned char)c >= 0x80 || c == '&' || c == '\\')
			step = fold_sign(text + i, n - i, &c);
		fold_put(out, &len, c, i > 0 ? text[i - 1] : ' ', i + step < n ? text[i + step] : ' ');
		i += step;
	}
	if (len > 0 && out[len - 1] == ' ')
		len--;
	memset(out + len, 0, FOLD_PAD);
	return len;
}

char *fold(const char *text, size_t n, bool wild)
{
	char *out = mem_alloc(n + FOLD_PAD);

	(void)fold_into(out, text, n, wild);
	return out;
}
