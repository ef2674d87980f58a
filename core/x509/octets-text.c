/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reads octets out of source code. */
#include "x509/octets-text.h"

#include "base/ascii.h"

#include <string.h>

/* ---- numbers ---- */

static bool number_octet(struct bytes *in, uint8_t *out)
{
	int value = 0;
	bool minus;
	size_t n = 0, from;

	while (n < in->n && memchr(" \t\r\n,", in->p[n], 5) != NULL)
		n++;
	minus = n < in->n && in->p[n] == '-';
	from = n += minus;
	while (n < in->n && n < from + 3 && ascii_is_digit(in->p[n]))
		value = value * 10 + in->p[n++] - '0';
	if (n == from || value > (minus ? 128 : 255) || (n < in->n && ascii_is_alnum(in->p[n])))
		return false;
	*out = (uint8_t)(minus ? -value : value);
	*in = (struct bytes){ in->p + n, in->n - n };
	return true;
}

/* ---- strings ---- */

/* The digits behind a backslash: how many of them, at most `max`, and their value. */
static size_t string_number(struct bytes in, int base, size_t max, uint8_t *out)
{
	size_t n = 0;
	int value = 0, digit;

	for (; n < in.n && n < max && (digit = ascii_hex(in.p[n])) >= 0 && digit < base; n++)
		value = value * base + digit;
	*out = (uint8_t)value;
	return n;
}

static bool string_octet(struct bytes *in, uint8_t *out)
{
	static const char letters[] = "abtnvfr", means[] = "\a\b\t\n\v\f\r";
	const char *letter;
	size_t n = 1;

	if (in->n < 2 || in->p[0] < ' ' || in->p[0] > '~')
		return false;
	*out = in->p[0];
	if (*out == '\\' && in->p[1] == 'x') {
		n = 2 + string_number((struct bytes){ in->p + 2, in->n - 2 }, 16, 2, out);
	} else if (*out == '\\' && ascii_is_digit(in->p[1])) {
		n = 1 + string_number((struct bytes){ in->p + 1, in->n - 1 }, 8, 3, out);
	} else if (*out == '\\') {
		letter = strchr(letters, in->p[1]);
		*out = letter != NULL && *letter != '\0' ? (uint8_t)means[letter - letters] : in->p[1];
		n = 2;
	}
	*in = (struct bytes){ in->p + n, in->n - n };
	return true;
}

/* ---- both ---- */

/* How a SEQUENCE begins: 48 is its number, and '0' its character. */
static const struct octets_head {
	const char *text;
	size_t n;
	octet_reader *next;
} octets_heads[] = {
	{ "48", 2, number_octet }, { "0\\", 2, string_octet }, { "\\060", 4, string_octet },
};

struct octets_looks { unsigned tries; struct spelt_cut *cut; };

static bool octets_at(struct bytes *text, const uint8_t *p, const struct octets_head *head, struct buf *out,
	struct octets_looks *looks)
{
	struct bytes in = { p, text->n - (size_t)(p - text->p) };
	size_t n;

	if (head->next == number_octet && p > text->p && (ascii_is_alnum(p[-1]) || p[-1] == '-'))
		return false;
	n = spelt_length(in, head->next);
	looks->tries += n > 0;
	if (n == 0 || !spelt_take(&in, n, head->next, out, looks->cut))
		return false;
	*text = in;
	return true;
}

bool octets_next(struct bytes *text, struct buf *out, struct spelt_cut *cut)
{
	struct octets_looks looks = { 0, cut };

	*cut = (struct spelt_cut){ NULL, 0, 0 };
	for (size_t i = 0; i < sizeof octets_heads / sizeof *octets_heads; i++) {
		const uint8_t *p = text->p, *end = text->p + text->n;

		for (; looks.tries < SPELT_TRIES
			&& (p = memmem(p, (size_t)(end - p), octets_heads[i].text, octets_heads[i].n)) != NULL; p++)
			if (octets_at(text, p, &octets_heads[i], out, &looks))
				return true;
	}
	return false;
}
