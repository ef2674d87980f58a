/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reads DER, and nothing that is only nearly DER. */
#include "asn1/der.h"

#include <string.h>

/* The length octets at p (X.690 8.1.3, 10.1). Returns how many they are, 0 when wrong. */
static size_t der_length(const uint8_t *p, size_t n, size_t *len)
{
	size_t octets, i;

	if (n == 0)
		return 0;
	*len = p[0];
	if (p[0] < 0x80)
		return 1;
	octets = p[0] & 0x7f;
	if (octets == 0 || octets > 4 || octets >= n || p[1] == 0)
		return 0;
	for (*len = 0, i = 1; i <= octets; i++)
		*len = *len << 8 | p[i];
	return *len < 0x80 ? 0 : octets + 1;
}

/* Inline: half of what is read is taken apart further, and a judgment takes some five hundred elements. */
static inline bool der_element(struct bytes *in, struct der *out)
{
	size_t len, head;

	if (in->n < 2 || (in->p[0] & 0x1f) == 0x1f)
		return false;
	head = der_length(in->p + 1, in->n - 1, &len);
	if (head == 0 || len > in->n - 1 - head)
		return false;
	out->id = in->p[0];
	out->content = (struct bytes){ in->p + 1 + head, len };
	out->whole = (struct bytes){ in->p, 1 + head + len };
	in->p += out->whole.n;
	in->n -= out->whole.n;
	return true;
}

bool der_next(struct bytes *in, struct der *out)
{
	return der_element(in, out);
}

bool der_is(const struct bytes *in, uint8_t id)
{
	return in->n > 0 && in->p[0] == id;
}

bool der_take_whole(struct bytes *in, uint8_t id, struct der *out)
{
	return der_is(in, id) && der_next(in, out);
}

bool der_take(struct bytes *in, uint8_t id, struct bytes *content)
{
	struct der d;

	if (!der_is(in, id) || !der_element(in, &d))
		return false;
	*content = d.content;
	return true;
}

bool der_optional(struct bytes *in, uint8_t id, struct bytes *content)
{
	*content = (struct bytes){ NULL, 0 };
	return !der_is(in, id) || der_take(in, id, content);
}

bool der_bool(struct bytes content, bool *out)
{
	if (content.n != 1 || (content.p[0] != 0 && content.p[0] != 0xff))
		return false;
	*out = content.p[0] != 0;
	return true;
}

bool der_integer(struct bytes content)
{
	if (content.n == 0)
		return false;
	return content.n == 1
		|| !((content.p[0] == 0 && content.p[1] < 0x80) || (content.p[0] == 0xff && content.p[1] >= 0x80));
}

bool der_unsigned(struct bytes content, uint64_t *out)
{
	size_t i;

	if (!der_integer(content) || content.p[0] >= 0x80)
		return false;
	*out = 0;
	if (der_bits(content) > 64)
		*out = UINT64_MAX;
	else
		for (i = 0; i < content.n; i++)
			*out = *out << 8 | content.p[i];
	return true;
}

unsigned der_bits(struct bytes content)
{
	size_t i = 0;
	unsigned bits = 0, top;

	if (content.n == 0 || content.p[0] >= 0x80)
		return 0;
	while (i < content.n && content.p[i] == 0)
		i++;
	if (i == content.n)
		return 0;
	for (top = content.p[i]; top != 0; top >>= 1)
		bits++;
	return bits + (unsigned)(content.n - i - 1) * 8;
}

bool der_bit_string(struct bytes content, struct bytes *octets, unsigned *unused)
{
	if (content.n == 0 || content.p[0] > 7 || (content.n == 1 && content.p[0] != 0))
		return false;
	*unused = content.p[0];
	*octets = (struct bytes){ content.p + 1, content.n - 1 };
	return *unused == 0 || (octets->p[octets->n - 1] & ((1u << *unused) - 1)) == 0;
}

/* `count` decimal digits at p; -1 where one is none. */
static int der_digits(const uint8_t *p, int count)
{
	int v = 0;

	for (; count > 0; count--, p++) {
		if (*p < '0' || *p > '9')
			return -1;
		v = v * 10 + (*p - '0');
	}
	return v;
}

static bool der_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int der_month_days(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return month == 2 && der_leap(year) ? 29 : days[month - 1];
}

/* Days from 1970-01-01 to the first of January of a year of the Gregorian calendar, 0 included: counted from 400 years,
 * which are 146,097 days, earlier, so that nothing is divided below zero. */
static int64_t der_year_days(int year)
{
	int64_t y = year + 399;

	return y * 365 + y / 4 - y / 100 + y / 400 - 719162 - 146097;
}

bool der_time(const struct der *t, int64_t *out)
{
	const uint8_t *p = t->content.p;
	size_t digits = t->id == DER_UTC_TIME ? 12 : 14;
	int year, month, day, hour, minute, second, m;
	int64_t days;

	if ((t->id != DER_UTC_TIME && t->id != DER_GENERALIZED_TIME) || t->content.n != digits + 1 || p[digits] != 'Z')
		return false;
	year = der_digits(p, digits == 12 ? 2 : 4);
	if (year < 0)
		return false;
	if (digits == 12)
		year += year < 50 ? 2000 : 1900;
	p += digits - 10;
	month = der_digits(p, 2);
	day = der_digits(p + 2, 2);
	hour = der_digits(p + 4, 2);
	minute = der_digits(p + 6, 2);
	second = der_digits(p + 8, 2);
	if (month < 1 || month > 12 || day < 1 || day > der_month_days(year, month) || hour < 0 || hour > 23
		|| minute < 0 ||
	    minute > 59 || second < 0 || second > 59)
		return false;
	days = der_year_days(year) + day - 1;
	for (m = 1; m < month; m++)
		days += der_month_days(year, m);
	*out = ((days * 24 + hour) * 60 + minute) * 60 + second;
	return true;
}

/* `.N` in decimal at text + at; returns the new end, 0 when there is no room. */
static size_t der_arc(char *text, size_t at, unsigned __int128 arc)
{
	char digits[40];
	size_t n = 0;

	do {
		digits[n++] = (char)('0' + (int)(arc % 10));
		arc /= 10;
	} while (arc != 0);
	if (at + n + 2 > DER_OID_TEXT)
		return 0;
	if (at > 0)
		text[at++] = '.';
	while (n > 0)
		text[at++] = digits[--n];
	text[at] = '\0';
	return at;
}

bool der_oid(struct bytes content, char text[DER_OID_TEXT])
{
	unsigned __int128 arc = 0;
	bool fresh = true;
	size_t at = 0, i;

	for (i = 0; i < content.n; i++) {
		if ((fresh && content.p[i] == 0x80) || arc >> 121 != 0)
			return false;
		arc = arc << 7 | (content.p[i] & 0x7f);
		fresh = content.p[i] < 0x80;
		if (!fresh)
			continue;
		if (at == 0) {
			unsigned first = arc < 80 ? (unsigned)arc / 40 : 2;

			at = der_arc(text, 0, first);
			arc -= first * 40;
		}
		at = der_arc(text, at, arc);
		if (at == 0)
			return false;
		arc = 0;
	}
	return fresh && content.n > 0;
}

bool der_oid_is_whole(struct bytes content)
{
	bool fresh = true;

	for (size_t i = 0; i < content.n; i++) {
		if (fresh && content.p[i] == 0x80)
			return false;
		fresh = content.p[i] < 0x80;
	}
	return fresh && content.n > 0;
}

bool bytes_same(struct bytes a, struct bytes b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}
