/* SPDX-License-Identifier: GPL-3.0-or-later
 * Strings of ASN.1 as text. */
#include "x509/asn1-string.h"

#include "base/limits.h"
#include "base/text.h"

#include <unistr.h>

/* What one may take before it is cut at LIMIT_TEXT_BYTES. */
enum { STRING_TEXT_MAX = 8 * LIMIT_CERT_BYTES };

static void string_add_char(struct buf *b, uint32_t c)
{
	uint8_t u[6];
	int n = u8_uctomb(u, c, sizeof u);

	if (n > 0)
		(void)buf_add(b, u, (size_t)n);
	else
		(void)buf_addc(b, (char)0xff);   /* a lone surrogate or beyond Unicode: shown as ill-formed */
}

static uint32_t string_unit(const uint8_t *p, size_t size)
{
	uint32_t c = 0;

	while (size-- > 0)
		c = c << 8 | *p++;
	return c;
}

/* UTF-8 of a string of `size` octets a character: TeletexString (1, read as Latin-1, as everybody does), BMPString (2,
 * its surrogate pairs joined, since Windows writes them) and UniversalString (4). */
static void string_widen(struct bytes in, size_t size, struct buf *out)
{
	size_t i;

	for (i = 0; i + size <= in.n; i += size) {
		uint32_t c = string_unit(in.p + i, size);

		if (size == 2 && c >= 0xd800 && c < 0xdc00 && i + 4 <= in.n) {
			uint32_t low = string_unit(in.p + i + 2, 2);

			if (low >= 0xdc00 && low < 0xe000) {
				c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
				i += 2;
			}
		}
		string_add_char(out, c);
	}
}

/* Octets a character of a string type; 1: TeletexString and what is UTF-8 or a part of it; 0: no string. */
static size_t string_char_size(uint8_t id)
{
	switch (id) {
	case DER_UTF8:
	case DER_PRINTABLE:
	case DER_IA5:
	case DER_NUMERIC:
	case DER_VISIBLE:
	case DER_T61:
		return 1;
	case DER_BMP:
		return 2;
	case DER_UNIVERSAL:
		return 4;
	default:
		return 0;
	}
}

char *asn1_string(const struct der *v, const char **why)
{
	size_t size = string_char_size(v->id);
	struct buf b = BUF_INIT(STRING_TEXT_MAX);
	char *s;

	if (size == 0)
		return NULL;
	if (v->content.n % size != 0) {
		*why = "a text in it ends within a character";
		return NULL;
	}
	if (size == 1 && v->id != DER_T61)
		return text_clean(v->content.p, v->content.n, LIMIT_TEXT_BYTES);
	string_widen(v->content, size, &b);
	s = text_clean(b.data, b.len, LIMIT_TEXT_BYTES);
	buf_done(&b);
	return s;
}
