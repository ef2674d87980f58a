/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reads hexadecimal digits, one pair after another. */
#include "x509/hex-text.h"

#include "asn1/der.h"
#include "x509/der-kind.h"

#include <string.h>

/* Less is no certificate, and no key; tries, so that text full of beginnings costs no more. */
enum { HEX_MIN = 64, HEX_TRIES = 256, HEX_HEAD = 6, HEX_DUMP_LINE = 16, HEX_DUMP_OFFSET = 6 };

static int hex_digit(uint8_t c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

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
	if (in->n < 2 || hex_digit(in->p[0]) < 0 || hex_digit(in->p[1]) < 0)
		return false;
	*out = (uint8_t)(hex_digit(in->p[0]) << 4 | hex_digit(in->p[1]));
	*in = (struct bytes){ in->p + 2, in->n - 2 };
	return true;
}

/* ---- a dump ---- */

/* The octets of one line, behind its number: at most 16 of them, until the column of characters begins. xxd writes two
 * octets together, hexdump -C sets them apart, with one more blank in their middle. */
static size_t hex_dump_line(struct bytes line, uint8_t *out)
{
	size_t n = 0, blanks;

	while (line.n > 0 && hex_digit(line.p[0]) >= 0)
		line = (struct bytes){ line.p + 1, line.n - 1 };
	if (line.n > 0 && line.p[0] == ':')
		line = (struct bytes){ line.p + 1, line.n - 1 };
	while (n < HEX_DUMP_LINE) {
		for (blanks = 0; blanks < line.n && line.p[blanks] == ' '; blanks++)
			;
		if (n > 0 && blanks > 1 && n != HEX_DUMP_LINE / 2)
			return n;
		line = (struct bytes){ line.p + blanks, line.n - blanks };
		if (line.n < 2 || hex_digit(line.p[0]) < 0 || hex_digit(line.p[1]) < 0)
			return n;
		out[n++] = (uint8_t)(hex_digit(line.p[0]) << 4 | hex_digit(line.p[1]));
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
	return out->len >= HEX_MIN;
}

/* ---- the text ---- */

/* How many octets a SEQUENCE has by its head; 0: this is none, or too small a one. */
static size_t hex_length(struct bytes in)
{
	size_t octets, n = 0;
	uint8_t head[HEX_HEAD];

	for (size_t i = 0; i < HEX_HEAD; i++)
		if (!hex_octet(&in, &head[i]))
			return 0;
	octets = head[1] & 0x7fU;
	if (head[0] != DER_SEQUENCE || head[1] <= 0x80 || octets > 3)
		return 0;
	for (size_t i = 0; i < octets; i++)
		n = n << 8 | head[2 + i];
	return n + 2 + octets >= HEX_MIN ? n + 2 + octets : 0;
}

/* How many of `n` octets are there. */
static size_t hex_take(struct bytes *in, size_t n, struct buf *out)
{
	size_t taken = 0;
	uint8_t octet;

	while (taken < n && !out->full && hex_octet(in, &octet)) {
		(void)buf_addc(out, (char)octet);
		taken++;
	}
	return taken;
}

/* The SEQUENCE of `n` octets that begins at `in` is taken, or it is noted that it is cut off: the first one counts. */
static bool hex_whole(struct bytes *in, size_t n, struct buf *out, struct hex_cut *cut)
{
	size_t before = out->len, taken;
	const uint8_t *at = in->p;

	taken = hex_take(in, n, out);
	if (taken == n)
		return true;
	if (cut->at == NULL
		&& taken >= HEX_MIN && der_begins_known((struct bytes){ (const uint8_t *)out->data + before, taken }))
		*cut = (struct hex_cut){ at, taken, n };
	out->len = before;
	return false;
}

bool hex_next(struct bytes *text, struct buf *out, struct hex_cut *cut)
{
	*cut = (struct hex_cut){ NULL, 0, 0 };
	if (hex_is_dump(*text))
		return hex_dump(text, out);
	for (unsigned tries = 0; tries < HEX_TRIES;) {
		const uint8_t *at = memmem(text->p, text->n, "30", 2);
		struct bytes in;
		size_t n;

		if (at == NULL)
			return false;
		in = (struct bytes){ at, text->n - (size_t)(at - text->p) };
		n = hex_length(in);
		tries += n > 0;
		if (n > 0 && hex_whole(&in, n, out, cut)) {
			*text = in;
			return true;
		}
		/* What is in one that is cut off is none by itself. */
		at = cut->at == at ? in.p : at + 1;
		*text = (struct bytes){ at, text->n - (size_t)(at - text->p) };
	}
	return false;
}
