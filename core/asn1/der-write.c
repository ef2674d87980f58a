/* SPDX-License-Identifier: GPL-3.0-or-later
 * Writing DER: an element is opened with one octet for its length, which grows when the element is closed. */
#include "asn1/der-write.h"

#include "base/moment.h"

#include <stdlib.h>
#include <string.h>

void derw_done(struct derw *d)
{
	buf_done(&d->b);
}

struct bytes derw_bytes(const struct derw *d)
{
	return buf_bytes(&d->b);
}

static void derw_add(struct derw *d, const void *p, size_t n)
{
	if (n > 0 && buf_add(&d->b, p, n) != 0)
		d->bad = true;
}

static void derw_octet(struct derw *d, unsigned octet)
{
	derw_add(d, &(uint8_t){ (uint8_t)octet }, 1);
}

void derw_begin(struct derw *d, uint8_t tag)
{
	if (d->depth >= DERW_DEPTH) {
		d->bad = true;
		return;
	}
	derw_octet(d, tag);
	derw_octet(d, 0);
	d->open[d->depth++] = d->b.len;
}

void derw_end(struct derw *d)
{
	uint8_t length[sizeof(size_t)];
	size_t start, n, k = 0;

	if (d->bad || d->depth == 0) {
		d->bad = true;
		return;
	}
	start = d->open[--d->depth];
	n = d->b.len - start;
	if (n < 0x80) {
		d->b.data[start - 1] = (char)n;
		return;
	}
	for (size_t rest = n; rest > 0; rest >>= 8)
		k++;
	for (size_t i = 0; i < k; i++)
		length[i] = (uint8_t)(n >> (8 * (k - 1 - i)));
	derw_add(d, length, k);               /* makes the room; the octets move to the front */
	if (d->bad)
		return;
	memmove(d->b.data + start + k, d->b.data + start, n);
	memcpy(d->b.data + start, length, k);
	d->b.data[start - 1] = (char)(uint8_t)(0x80 | k);
}

void derw_put(struct derw *d, uint8_t tag, const void *p, size_t n)
{
	derw_begin(d, tag);
	derw_add(d, p, n);
	derw_end(d);
}

void derw_raw(struct derw *d, struct bytes der)
{
	derw_add(d, der.p, der.n);
}

void derw_str(struct derw *d, uint8_t tag, const char *s)
{
	derw_put(d, tag, s, strlen(s));
}

void derw_bool(struct derw *d, bool value)
{
	derw_put(d, DERW_BOOLEAN, &(uint8_t){ value ? 0xff : 0 }, 1);
}

void derw_int(struct derw *d, uint8_t tag, int64_t value)
{
	uint8_t octets[8];
	size_t skip = 0;

	for (size_t i = 0; i < 8; i++)
		octets[i] = (uint8_t)((uint64_t)value >> (8 * (7 - i)));
	/* the shortest form: no nine equal leading bits (X.690 8.3.2) */
	while (skip < 7 && ((octets[skip] == 0 && octets[skip + 1] < 0x80)
		|| (octets[skip] == 0xff && octets[skip + 1] >= 0x80)))
		skip++;
	derw_put(d, tag, octets + skip, 8 - skip);
}

void derw_unsigned(struct derw *d, struct bytes big_endian)
{
	while (big_endian.n > 1 && big_endian.p[0] == 0) {
		big_endian.p++;
		big_endian.n--;
	}
	derw_begin(d, DERW_INTEGER);
	if (big_endian.n == 0 || big_endian.p[0] >= 0x80)
		derw_octet(d, 0);
	derw_raw(d, big_endian);
	derw_end(d);
}

void derw_null(struct derw *d)
{
	derw_put(d, DERW_NULL, NULL, 0);
}

/* One arc in base 128, most significant first (X.690 8.19.2). */
static void derw_arc(struct derw *d, unsigned long arc)
{
	unsigned shift = 0;

	while (shift < 28 && (arc >> (shift + 7)) != 0)
		shift += 7;
	for (;; shift -= 7) {
		derw_octet(d, (unsigned)((arc >> shift) & 0x7f) | (shift > 0 ? 0x80u : 0));
		if (shift == 0)
			break;
	}
}

void derw_oid(struct derw *d, const char *dotted)
{
	unsigned long first = 0, arc;
	unsigned n = 0;
	char *end;

	derw_begin(d, DERW_OID);
	for (const char *p = dotted; ; p = end + 1, n++) {
		arc = strtoul(p, &end, 10);
		if (end == p || arc > 0x0fffffff)
			d->bad = true;
		if (n == 0)
			first = arc;
		else
			derw_arc(d, n == 1 ? first * 40 + arc : arc);
		if (*end != '.' || d->bad)
			break;
	}
	if (*end != '\0' || n == 0)
		d->bad = true;
	derw_end(d);
}

void derw_bits(struct derw *d, uint8_t tag, struct bytes octets, unsigned unused)
{
	derw_begin(d, tag);
	derw_octet(d, unused);
	derw_raw(d, octets);
	derw_end(d);
}

void derw_named_bits(struct derw *d, unsigned bits)
{
	uint8_t octets[2] = { 0 };
	unsigned n = 0;

	for (unsigned i = 0; i < 16; i++)
		if (bits & (1u << i)) {
			octets[i / 8] |= (uint8_t)(0x80u >> (i % 8));
			n = i + 1;
		}
	derw_bits(d, DERW_BIT_STRING, (struct bytes){ octets, (n + 7) / 8 }, (8 - n % 8) % 8);
}

/* Two digits of the year or all four: that is the whole difference of the two types. */
static void derw_put_time(struct derw *d, uint8_t tag, int64_t t)
{
	char text[MOMENT_SIZE];
	size_t n = 0, skip = tag == DERW_UTC_TIME ? 2 : 0;

	(void)moment_text(t, text);
	if (text[0] == '-') {                            /* before the year 0 */
		d->bad = true;
		return;
	}
	for (const char *p = text; *p != '\0'; p++)     /* 2049-12-31T23:59:59Z less what stands between */
		if (strchr("-T:", *p) == NULL)
			text[n++] = *p;
	if (n == sizeof "20491231235959Z" - 1)
		derw_put(d, tag, text + skip, n - skip);
	else
		d->bad = true;
}

void derw_generalized_time(struct derw *d, int64_t t)
{
	derw_put_time(d, DERW_GENERALIZED_TIME, t);
}

void derw_time(struct derw *d, int64_t t)
{
	const int64_t from_1950 = -631152000, until_2049 = 2524607999;

	derw_put_time(d, t < from_1950 || t > until_2049 ? DERW_GENERALIZED_TIME : DERW_UTC_TIME, t);
}
