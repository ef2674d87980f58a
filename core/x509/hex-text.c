/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reads hexadecimal digits, one pair after another. */
#include "x509/hex-text.h"

#include "base/ascii.h"

#include <string.h>

enum { HEX_DUMP_LINE = 16, HEX_DUMP_OFFSET = 6 };

/* Is this text a dump, and not merely digits? Its first line begins with the number 0 and a colon or a blank. */
static bool hex_is_dump(struct bytes text)
{
	size_t n = 0;

	while (n < text.n && text.p[n] == '0')
		n++;
	return n >= HEX_DUMP_OFFSET && n + 1 < text.n && memchr(": ", text.p[n], 2) != NULL && text.p[n + 1] == ' ';
}

/* ---- a row of pairs ---- */

/* What may stand between two octets: "0x" and "\x" among it. */
static void hex_skip(struct bytes *in)
{
	for (;;) {
		size_t n = 0;

		if (in->n >= 2 && (in->p[0] == '0' || in->p[0] == '\\') && (in->p[1] | 0x20) == 'x')
			n = 2;
		else if (in->n > 0 && memchr(" \t\r\n:,\\\"'-;|", in->p[0], 12) != NULL)
			n = 1;
		if (n == 0)
			return;
		*in = (struct bytes){ in->p + n, in->n - n };
	}
}

static bool hex_octet(struct bytes *in, uint8_t *out)
{
	hex_skip(in);
	if (in->n < 2 || ascii_hex(in->p[0]) < 0 || ascii_hex(in->p[1]) < 0)
		return false;
	*out = (uint8_t)(ascii_hex(in->p[0]) << 4 | ascii_hex(in->p[1]));
	*in = (struct bytes){ in->p + 2, in->n - 2 };
	return true;
}

/* ---- a dump ---- */

/* The octets of one line, behind its number: at most 16 of them, until the column of characters begins. xxd writes two
 * octets together, hexdump -C sets them apart, with one more blank in their middle. */
static size_t hex_dump_line(struct bytes line, uint8_t *out)
{
	size_t n = 0, blanks;

	while (line.n > 0 && ascii_hex(line.p[0]) >= 0)
		line = (struct bytes){ line.p + 1, line.n - 1 };
	if (line.n > 0 && line.p[0] == ':')
		line = (struct bytes){ line.p + 1, line.n - 1 };
	while (n < HEX_DUMP_LINE) {
		for (blanks = 0; blanks < line.n && line.p[blanks] == ' '; blanks++)
			;
		if (n > 0 && blanks > 1 && n != HEX_DUMP_LINE / 2)
			return n;
		line = (struct bytes){ line.p + blanks, line.n - blanks };
		if (line.n < 2 || ascii_hex(line.p[0]) < 0 || ascii_hex(line.p[1]) < 0)
			return n;
		out[n++] = (uint8_t)(ascii_hex(line.p[0]) << 4 | ascii_hex(line.p[1]));
		line = (struct bytes){ line.p + 2, line.n - 2 };
	}
	return n;
}

/* The whole dump is one file. */
static bool hex_dump(struct bytes *text, struct buf *out)
{
	uint8_t octets[HEX_DUMP_LINE];

	while (text->n > 0) {
		const uint8_t *end = memchr(text->p, '\n', text->n);
		size_t n = end != NULL ? (size_t)(end - text->p) : text->n;

		(void)buf_add(out, octets, hex_dump_line((struct bytes){ text->p, n }, octets));
		n += end != NULL;
		*text = (struct bytes){ text->p + n, text->n - n };
	}
	return out->len >= SPELT_MIN;
}

/* ---- the text ---- */

bool hex_next(struct bytes *text, struct buf *out, struct spelt_cut *cut)
{
	*cut = (struct spelt_cut){ NULL, 0, 0 };
	if (hex_is_dump(*text))
		return hex_dump(text, out);
	for (unsigned tries = 0; tries < SPELT_TRIES;) {
		const uint8_t *at = memmem(text->p, text->n, "30", 2);
		struct bytes in;
		size_t n;

		if (at == NULL)
			return false;
		in = (struct bytes){ at, text->n - (size_t)(at - text->p) };
		n = spelt_length(in, hex_octet);
		tries += n > 0;
		if (n > 0 && spelt_take(&in, n, hex_octet, out, cut)) {
			*text = in;
			return true;
		}
		/* What is in one that is cut off is none by itself. */
		at = cut->at == at ? in.p : at + 1;
		*text = (struct bytes){ at, text->n - (size_t)(at - text->p) };
	}
	return false;
}
