/* SPDX-License-Identifier: GPL-3.0-or-later
 * PEM blocks and base64. */
#include "asn1/pem.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static const char pem_begin[] = "-----BEGIN ", pem_end_line[] = "-----END ", pem_dashes[] = "-----";

static bool pem_starts(const uint8_t *p, const uint8_t *end, const char *with, size_t n)
{
	return (size_t)(end - p) >= n && memcmp(p, with, n) == 0;
}

/* Step over the end line of this label, if that is what comes. */
static bool pem_end(struct bytes *in, struct bytes label)
{
	const size_t head = sizeof pem_end_line - 1, tail = sizeof pem_dashes - 1, n = head + label.n + tail;

	if (in->n < n || memcmp(in->p, pem_end_line, head) != 0 || memcmp(in->p + head, label.p, label.n) != 0
		|| memcmp(in->p + head + label.n, pem_dashes, tail) != 0)
		return false;
	*in = (struct bytes){ in->p + n, in->n - n };
	return true;
}

bool pem_next(struct bytes *in, struct pem_block *out)
{
	const uint8_t *p = in->p, *end = in->p + in->n, *stop;

	for (; p < end && (p = memchr(p, '-', (size_t)(end - p))) != NULL; p++) {
		if (!pem_starts(p, end, pem_begin, sizeof pem_begin - 1))
			continue;
		out->at = p;
		p += sizeof pem_begin - 1;
		stop = memmem(p, (size_t)(end - p) < 80 ? (size_t)(end - p) : 80, pem_dashes, sizeof pem_dashes - 1);
		if (stop == NULL)
			continue;
		out->label = (struct bytes){ p, (size_t)(stop - p) };
		p = stop + sizeof pem_dashes - 1;
		stop = memmem(p, (size_t)(end - p), pem_dashes, sizeof pem_dashes - 1);
		if (stop == NULL)
			stop = end;
		out->body = (struct bytes){ p, (size_t)(stop - p) };
		*in = (struct bytes){ stop, (size_t)(end - stop) };
		out->ended = pem_end(in, out->label);
		return true;
	}
	return false;
}

bool pem_is(const struct pem_block *b, const char *label)
{
	return b->label.n == strlen(label) && memcmp(b->label.p, label, b->label.n) == 0;
}

enum { B64_PAD = 64, B64_SPACE };

/* The value of a character and one more: 1..64, or one more than the above; 0: no base64. */
static const uint8_t b64_values[256] = {
	['A'] = 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26,
	['a'] = 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52,
	['0'] = 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, ['+'] = 63, ['/'] = 64,
	['='] = B64_PAD + 1, [' '] = B64_SPACE + 1, ['\t'] = B64_SPACE + 1, ['\r'] = B64_SPACE + 1,
		['\n'] = B64_SPACE + 1,
};

/* UINT_MAX: no base64. */
static unsigned b64_value(uint8_t c)
{
	return b64_values[c] - 1u;
}

/* Whole groups of four without white space, the usual case. Returns the characters used. */
static size_t b64_run(struct bytes text, uint8_t *out, size_t max, size_t *n)
{
	size_t at = 0;

	while (at + 4 <= text.n && *n + 3 <= max) {
		const uint8_t *p = text.p + at;
		unsigned a = b64_value(p[0]), b = b64_value(p[1]), c = b64_value(p[2]), d = b64_value(p[3]);

		if ((a | b | c | d) >= B64_PAD)
			break;
		out[*n] = (uint8_t)(a << 2 | b >> 4);
		out[*n + 1] = (uint8_t)(b << 4 | c >> 2);
		out[*n + 2] = (uint8_t)(c << 6 | d);
		*n += 3;
		at += 4;
	}
	return at;
}

bool base64_decode(struct bytes text, uint8_t *out, size_t max, size_t *n)
{
	unsigned bits = 0, have = 0, pads = 0;
	size_t at = 0;

	*n = 0;
	while (at < text.n && *n < max) {
		unsigned v;

		if (have == 0 && pads == 0) {
			at += b64_run((struct bytes){ text.p + at, text.n - at }, out, max, n);
			if (at == text.n || *n == max)
				break;
		}
		v = b64_value(text.p[at++]);
		if (v == B64_SPACE)
			continue;
		if (v > B64_SPACE || (v < B64_PAD && pads > 0))
			return false;
		if (v == B64_PAD) {
			pads++;
			continue;
		}
		bits = bits << 6 | v;
		have = (have + 1) % 4;
		if (have != 1)
			out[(*n)++] = (uint8_t)(bits >> (have == 0 ? 0 : have == 2 ? 4 : 2));
	}
	return have != 1 && pads <= 2;
}

uint8_t *pem_decode(const struct pem_block *b, size_t *n)
{
	size_t max = b->body.n / 4 * 3 + 3;
	uint8_t *out = mem_alloc(max);

	if (base64_decode(b->body, out, max, n))
		return out;
	free(out);
	return NULL;
}
