/* SPDX-License-Identifier: GPL-3.0-or-later
 * Profile rules on the names and addresses of a public server. */
#include "rules/profile.h"

#include "base/ascii.h"
#include "base/address.h"
#include "rules/names.h"

#include <string.h>

/* A label of a DNS entry, taken off the front. */
static bool san_label(struct bytes *name, struct bytes *label)
{
	const uint8_t *dot;

	if (name->n == 0)
		return false;
	dot = memchr(name->p, '.', name->n);
	*label = (struct bytes){ name->p, dot != NULL ? (size_t)(dot - name->p) : name->n };
	*name = (struct bytes){ name->p + label->n + (dot != NULL), name->n - label->n - (dot != NULL) };
	return true;
}

/* Does the name end in this, or is it this? */
static bool san_ends(const struct san *s, const char *end)
{
	size_t n = strlen(end);

	if (s->type != SAN_DNS || s->raw.n < n || strncasecmp((const char *)s->raw.p + s->raw.n - n, end, n) != 0)
		return false;
	return s->raw.n == n || s->raw.p[s->raw.n - n - 1] == '.';
}

/* Names of Tor's are in no zone, and have rules of their own. */
bool profile_san_internal(const struct profile_place *p)
{
	for (size_t i = 0; i < p->c->n_sans; i++)
		if (p->c->sans[i].type == SAN_DNS && !san_ends(&p->c->sans[i], "onion")
			&& !names_has_tld(p->c->sans[i].value))
			return true;
	return false;
}

bool profile_san_reserved(const struct profile_place *p)
{
	for (size_t i = 0; i < p->c->n_sans; i++)
		if (p->c->sans[i].type == SAN_IP && !address_text_is_public(p->c->sans[i].value))
			return true;
	return false;
}

bool profile_san_arpa(const struct profile_place *p)
{
	for (size_t i = 0; i < p->c->n_sans; i++)
		if (san_ends(&p->c->sans[i], "in-addr.arpa") || san_ends(&p->c->sans[i], "ip6.arpa"))
			return true;
	return false;
}

/* The label before "onion": an address of version 3, 56 characters of base 32 (rend-spec-v3, section 6). */
bool profile_san_onion(const struct profile_place *p)
{
	static const char base32[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	struct bytes rest, label, before;

	for (size_t i = 0; i < p->c->n_sans; i++) {
		size_t good = 0;

		if (!san_ends(&p->c->sans[i], "onion"))
			continue;
		before = (struct bytes){ NULL, 0 };
		for (rest = p->c->sans[i].raw; san_label(&rest, &label) && rest.n > 0;)
			before = label;
		while (good < before.n && memchr(base32, before.p[good], sizeof base32 - 1) != NULL)
			good++;
		if (before.n != 56 || good != 56)
			return true;
	}
	return false;
}

/* Hyphens as third and fourth character are kept for codings, of which there is xn-- alone (RFC 5890 2.3.1). */
bool profile_san_label(const struct profile_place *p)
{
	struct bytes rest, label;

	for (size_t i = 0; i < p->c->n_sans; i++)
		for (rest = p->c->sans[i].raw; p->c->sans[i].type == SAN_DNS && san_label(&rest, &label);)
			if (label.n >= 4 && memcmp(label.p + 2, "--", 2) == 0
				&& strncasecmp((const char *)label.p, "xn", 2) != 0)
				return true;
	return false;
}

/* RFC 3492 5: the parameters of the coding, and of its bias. */
enum { PUNY_BASE = 36, PUNY_TMIN = 1, PUNY_TMAX = 26, PUNY_SKEW = 38, PUNY_DAMP = 700, PUNY_BIAS = 72,
	PUNY_FIRST = 128 };

static uint32_t san_puny_adapt(uint32_t delta, uint32_t points, bool first)
{
	uint32_t k = 0;

	delta = first ? delta / PUNY_DAMP : delta / 2;
	for (delta += delta / points; delta > (PUNY_BASE - PUNY_TMIN) * PUNY_TMAX / 2; k += PUNY_BASE)
		delta /= PUNY_BASE - PUNY_TMIN;
	return k + (PUNY_BASE - PUNY_TMIN + 1) * delta / (delta + PUNY_SKEW);
}

/* -1: no digit (RFC 3492 5). */
static int san_puny_digit(uint8_t c)
{
	if (ascii_is_digit(c))
		return c - '0' + 26;
	return ascii_is_letter(c) ? ascii_lower(c) - 'a' : -1;
}

/* Is it what Punycode makes of something (RFC 3492 6.2)? Letters and digits before the last hyphen stand for
 * themselves; what follows is a row of numbers, each a place and a character beyond ASCII. At most 63 octets. */
static bool san_is_punycode(struct bytes s)
{
	const uint8_t *hyphen = memrchr(s.p, '-', s.n);
	size_t at = hyphen != NULL ? (size_t)(hyphen - s.p) + 1 : 0;
	uint32_t points = hyphen != NULL ? (uint32_t)(hyphen - s.p) : 0, bias = PUNY_BIAS, n = PUNY_FIRST, i = 0;

	if (at == s.n || (hyphen == s.p))
		return false;
	while (at < s.n) {
		uint32_t before = i;
		uint64_t weight = 1, sum = i;

		for (uint32_t k = PUNY_BASE;; k += PUNY_BASE) {
			int digit = at < s.n ? san_puny_digit(s.p[at++]) : -1;
			uint32_t t = k <= bias ? PUNY_TMIN : k >= bias + PUNY_TMAX ? PUNY_TMAX : k - bias;

			if (digit < 0 || weight > UINT32_MAX)
				return false;
			sum += (uint64_t)digit * weight;
			if ((uint32_t)digit < t)
				break;
			weight *= PUNY_BASE - t;
		}
		points++;
		if (sum > UINT32_MAX)
			return false;
		bias = san_puny_adapt((uint32_t)sum - before, points, before == 0);
		n += (uint32_t)sum / points;
		i = (uint32_t)sum % points + 1;
		if (n > 0x10ffff)
			return false;
	}
	return true;
}

/* IDNA's own rules are not asked for (BR 7.1.2.7.12, the note). */
bool profile_san_punycode(const struct profile_place *p)
{
	struct bytes rest, label;

	for (size_t i = 0; i < p->c->n_sans; i++)
		for (rest = p->c->sans[i].raw; p->c->sans[i].type == SAN_DNS && san_label(&rest, &label);)
			if (label.n >= 4 && label.n <= 63 && strncasecmp((const char *)label.p, "xn--", 4) == 0
				&& !san_is_punycode((struct bytes){ label.p + 4, label.n - 4 }))
				return true;
	return false;
}
