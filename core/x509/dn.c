/* SPDX-License-Identifier: GPL-3.0-or-later
 * Compares distinguished names. */
#include "x509/dn.h"

#include "asn1/der.h"
#include "base/ascii.h"
#include "base/limits.h"

#include <string.h>

static bool dn_is_text(uint8_t id)
{
	return id == DER_PRINTABLE || id == DER_UTF8 || id == DER_IA5;
}

/* The next octet of a text as it is compared: lower case, a run of white space as one space, none at the ends. -1: no
 * more. */
static int dn_folded(struct bytes *in, bool start)
{
	bool space = false;
	uint8_t c;

	while (in->n > 0 && in->p[0] == ' ') {
		space = true;
		in->p++;
		in->n--;
	}
	if (in->n == 0)
		return -1;
	if (space && !start)
		return ' ';
	c = *in->p++;
	in->n--;
	return ascii_lower(c);
}

static bool dn_same_text(struct bytes a, struct bytes b)
{
	bool start = true;
	int x, y;

	do {
		x = dn_folded(&a, start);
		y = dn_folded(&b, start);
		start = false;
	} while (x == y && x >= 0);
	return x == y;
}

static bool dn_same_attribute(struct bytes a, struct bytes b)
{
	struct bytes type_a, type_b;
	struct der x, y;

	if (!der_take(&a, DER_OID, &type_a) || !der_take(&b, DER_OID, &type_b) || !bytes_same(type_a, type_b))
		return false;
	if (!der_next(&a, &x) || !der_next(&b, &y) || a.n != 0 || b.n != 0)
		return false;
	if (dn_is_text(x.id) && dn_is_text(y.id))
		return dn_same_text(x.content, y.content);
	return bytes_same(x.whole, y.whole);
}

/* Two lists of elements of one kind, compared pair by pair. */
static bool dn_same_lists(struct bytes a, struct bytes b, uint8_t id, bool (*same)(struct bytes, struct bytes))
{
	struct bytes x, y;

	while (a.n > 0 && b.n > 0)
		if (!der_take(&a, id, &x) || !der_take(&b, id, &y) || !same(x, y))
			return false;
	return a.n == 0 && b.n == 0;
}

static bool dn_same_rdn(struct bytes a, struct bytes b)
{
	return dn_same_lists(a, b, DER_SEQUENCE, dn_same_attribute);
}

bool dn_match(struct bytes a, struct bytes b)
{
	struct bytes x, y;

	if (bytes_same(a, b))
		return true;
	if (!der_take(&a, DER_SEQUENCE, &x) || !der_take(&b, DER_SEQUENCE, &y) || a.n != 0 || b.n != 0)
		return false;
	return dn_same_lists(x, y, DER_SET, dn_same_rdn);
}

bool dn_within(struct bytes name, struct bytes base)
{
	struct bytes a, b, x, y;

	if (!der_take(&name, DER_SEQUENCE, &a) || !der_take(&base, DER_SEQUENCE, &b))
		return false;
	while (b.n > 0)
		if (!der_take(&a, DER_SET, &x) || !der_take(&b, DER_SET, &y) || !dn_same_rdn(x, y))
			return false;
	return true;
}

struct bytes dn_attribute(struct bytes name, struct bytes type)
{
	struct bytes rdns, set, pair, id;
	struct der value;

	if (!der_take(&name, DER_SEQUENCE, &rdns))
		return (struct bytes){ NULL, 0 };
	while (der_take(&rdns, DER_SET, &set))
		while (der_take(&set, DER_SEQUENCE, &pair))
			if (der_take(&pair, DER_OID, &id) && bytes_same(id, type) && der_next(&pair, &value))
				return value.content;
	return (struct bytes){ NULL, 0 };
}

/* FNV-1a */
static uint64_t dn_hash_octet(uint64_t h, uint8_t octet)
{
	return (h ^ octet) * UINT64_C(0x100000001b3);
}

static uint64_t dn_hash_bytes(uint64_t h, struct bytes b)
{
	size_t i;

	for (i = 0; i < b.n; i++)
		h = dn_hash_octet(h, b.p[i]);
	return h;
}

static uint64_t dn_hash_attribute(uint64_t h, struct bytes attribute)
{
	struct bytes type;
	struct der value;
	int c = -1;

	if (!der_take(&attribute, DER_OID, &type) || !der_next(&attribute, &value))
		return h;
	h = dn_hash_bytes(h, type);
	if (!dn_is_text(value.id))
		return dn_hash_bytes(h, value.whole);
	while ((c = dn_folded(&value.content, c < 0)) >= 0)
		h = dn_hash_octet(h, (uint8_t)c);
	return h;
}

uint64_t dn_hash(struct bytes name)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);
	struct bytes list, set, attribute;

	if (!der_take(&name, DER_SEQUENCE, &list))
		return h;
	while (der_take(&list, DER_SET, &set))
		while (der_take(&set, DER_SEQUENCE, &attribute))
			h = dn_hash_attribute(h, attribute);
	return h;
}

/* The escapes of RFC 4514 2.4; `\\`, `\u{0}` and `\x{0}` are text_clean()'s. */
static bool dn_escape(const char *s)
{
	return s[0] == '\\' && s[1] != '\0' && strchr("\"+,;<> #", s[1]) != NULL;
}

/* One attribute, up to what separates it from the next. Returns its length. */
static size_t dn_plain_attribute(struct buf *b, const char *s)
{
	size_t n = 0, value;
	bool quoted = false;

	while (s[n] != '\0' && s[n] != ',' && s[n] != '+') {
		quoted |= dn_escape(s + n);
		n += s[n] == '\\' && s[n + 1] != '\0' ? 2 : 1;
	}
	value = strcspn(s, "=");
	value = value < n ? value + 1 : 0;
	(void)buf_add(b, s, value);
	(void)buf_adds(b, quoted ? "\"" : "");
	for (size_t i = value; i < n; i++) {
		i += dn_escape(s + i);
		(void)buf_addc(b, s[i]);
		if (s[i] == '\\' && i + 1 < n)
			(void)buf_addc(b, s[++i]);
	}
	(void)buf_adds(b, quoted ? "\"" : "");
	return n;
}

char *dn_plain(const char *text)
{
	struct buf b = BUF_INIT(LIMIT_TEXT_BYTES);

	while (*text != '\0') {
		text += dn_plain_attribute(&b, text);
		if (*text != '\0')
			(void)buf_adds(&b, *text++ == ',' ? ", " : " + ");
	}
	return buf_take(&b);
}
