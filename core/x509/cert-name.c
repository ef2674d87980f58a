/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reads distinguished names (RFC 5280 4.1.2.4) and general names (4.2.1.6) into clean text. */
#include "x509/cert-name.h"

#include "x509/cert-read.h"
#include "x509/dn.h"
#include "base/limits.h"
#include "base/mem.h"
#include "asn1/oid.h"
#include "x509/asn1-string.h"
#include "x509/asn1-words.h"
#include "base/text.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

/* What a value may take of a name's text; the whole text is cut at LIMIT_TEXT_BYTES. */
enum { NAME_TEXT_MAX = 8 * LIMIT_CERT_BYTES };

/* A value as RFC 4514 2.4 writes it. It is clean already, so a backslash is escaped and a NUL is `\u{0}`. */
static void name_add_escaped(struct buf *b, const char *s)
{
	size_t i, n = strlen(s);

	for (i = 0; i < n; i++) {
		bool first = i == 0 && (s[i] == ' ' || s[i] == '#'), last = i + 1 == n && s[i] == ' ';

		if (first || last || strchr("\"+,;<>", s[i]) != NULL)
			(void)buf_addc(b, '\\');
		(void)buf_addc(b, s[i]);
	}
}

static void name_keep(struct dn *dn, const char *type, const char *value)
{
	const struct { const char *type; char **to; } kept[] = {
		{ "CN", &dn->cn }, { "O", &dn->o }, { "OU", &dn->ou }, { "C", &dn->c },
	};
	size_t i;

	for (i = 0; i < sizeof kept / sizeof *kept; i++)
		if (strcmp(kept[i].type, type) == 0 && *kept[i].to == NULL)
			*kept[i].to = mem_strdup(value);
}

/* One AttributeTypeAndValue. Unknown types and values that are no text stand as RFC 4514 2.4 says: `1.2.3=#hex`. */
static bool name_add_attribute(struct buf *b, struct bytes content, struct dn *dn, const char **why)
{
	char dotted[DER_OID_TEXT];
	struct bytes type;
	struct der value;
	const char *name;
	char *s;

	if (!der_take(&content, DER_OID, &type) || !der_oid(type, dotted) || !der_next(&content, &value)
		|| content.n != 0) {
		*why = "an attribute in it is no pair of type and value";
		return false;
	}
	name = oid_name(OID_ATTRIBUTE, dotted);
	s = asn1_string(&value, why);
	if (s == NULL && *why != NULL)
		return false;
	(void)buf_addf(b, "%s=", name != NULL ? name : dotted);
	if (name != NULL && s != NULL) {
		name_add_escaped(b, s);
		name_keep(dn, name, s);
	} else {
		(void)buf_addc(b, '#');
		(void)buf_addhex(b, value.whole.p, value.whole.n, NULL);
	}
	free(s);
	return true;
}

static bool name_add_rdn(struct buf *b, struct bytes set, struct dn *dn, const char **why)
{
	struct bytes attribute;
	bool first = true;

	if (set.n == 0) {
		*why = "a part of it is empty";
		return false;
	}
	for (; set.n > 0; first = false) {
		if (!first)
			(void)buf_addc(b, '+');
		if (!der_take(&set, DER_SEQUENCE, &attribute)) {
			*why = "a part of it is not made as X.501 says";
			return false;
		}
		if (!name_add_attribute(b, attribute, dn, why))
			return false;
	}
	return true;
}

/* A name's text is many values: keep the whole within LIMIT_TEXT_BYTES, and cut neither a character nor an escape. */
static char *name_bounded(struct buf *b)
{
	size_t cut = LIMIT_TEXT_BYTES - 40, i;

	if (b->len <= LIMIT_TEXT_BYTES)
		return buf_take(b);
	while ((b->data[cut] & 0xc0) == 0x80)
		cut--;
	for (i = 1; i < sizeof "\\u{10ffff}"; i++)
		if (b->data[cut - i] == '\\')
			cut -= i;
	while (b->data[cut - 1] == '\\')
		cut--;
	i = b->len - cut;
	b->len = cut;
	(void)buf_addf(b, "\xe2\x80\xa6(+%zu bytes)", i);
	return buf_take(b);
}

bool dn_read(struct bytes in, struct dn *dn, const char **why)
{
	struct bytes rdns[LIMIT_RDNS], list, rest = in;
	struct buf b = BUF_INIT(NAME_TEXT_MAX);
	const char *unused = NULL, **reason = why != NULL ? why : &unused;
	size_t n = 0;
	bool ok;

	*reason = NULL;
	*dn = (struct dn){ .der = in, .hash = dn_hash(in) };
	ok = der_take(&rest, DER_SEQUENCE, &list) && rest.n == 0;
	while (ok && list.n > 0 && n < LIMIT_RDNS)
		ok = der_take(&list, DER_SET, &rdns[n++]);
	if (!ok || list.n > 0)
		*reason = ok ? over_parts : "it is no sequence of sets";
	dn->empty = n == 0;
	/* RFC 4514 2.1: the last, most specific part comes first */
	for (; *reason == NULL && n > 0; n--)
		if (name_add_rdn(&b, rdns[n - 1], dn, reason) && n > 1)
			(void)buf_addc(&b, ',');
	dn->text = name_bounded(&b);
	return *reason == NULL;
}

void dn_done(struct dn *dn)
{
	free(dn->text);
	free(dn->cn);
	free(dn->o);
	free(dn->ou);
	free(dn->c);
}

bool general_name_take(struct bytes *in, uint8_t *tag, struct bytes *raw)
{
	/* otherName, x400Address, directoryName and ediPartyName are constructed, the rest is not (RFC 5280 4.2.1.6) */
	enum { CONSTRUCTED = 1 << 0 | 1 << 3 | 1 << 4 | 1 << 5 };
	struct der d;

	if (!der_next(in, &d) || (d.id & 0xc0) != DER_CONTEXT || (d.id & 0x1f) > 8)
		return false;
	*tag = d.id & 0x1f;
	*raw = d.content;
	return ((d.id & DER_CONSTRUCTED) != 0) == ((CONSTRUCTED >> *tag & 1) != 0);
}

/* Length of the prefix, -1 when the ones of the mask are not all in front. */
static int name_prefix_length(const uint8_t *mask, size_t n)
{
	size_t bits = 0, i;

	while (bits < n * 8 && (mask[bits / 8] >> (7 - bits % 8) & 1) != 0)
		bits++;
	for (i = bits; i < n * 8; i++)
		if ((mask[i / 8] >> (7 - i % 8) & 1) != 0)
			return -1;
	return (int)bits;
}

static char *name_ip(struct bytes raw, bool mask, const char **why)
{
	size_t n = mask ? raw.n / 2 : raw.n;
	char text[INET6_ADDRSTRLEN];
	int prefix;

	if ((n != 4 && n != 16) || (mask && raw.n % 2 != 0)) {
		*why = mask ? "an address range in it is not of 8 or 32 octets"
			: "an IP address in it is not of 4 or 16 octets";
		return NULL;
	}
	(void)inet_ntop(n == 4 ? AF_INET : AF_INET6, raw.p, text, sizeof text);
	if (!mask)
		return mem_strdup(text);
	prefix = name_prefix_length(raw.p + n, n);
	if (prefix < 0) {
		*why = "the mask of an address range in it has gaps";
		return NULL;
	}
	return mem_printf("%s/%d", text, prefix);
}

static char *name_ia5(struct bytes raw, const char **why)
{
	size_t i;

	for (i = 0; i < raw.n; i++)
		if (raw.p[i] >= 0x80) {
			*why = "a name in it has characters outside ASCII";
			return NULL;
		}
	return text_clean(raw.p, raw.n, LIMIT_TEXT_BYTES);
}

static char *name_hex(struct bytes raw)
{
	struct buf b = BUF_INIT(LIMIT_TEXT_BYTES);

	(void)buf_addc(&b, '#');
	(void)buf_addhex(&b, raw.p, raw.n < 64 ? raw.n : 64, NULL);
	if (raw.n > 64)
		(void)buf_addf(&b, "\xe2\x80\xa6(+%zu bytes)", raw.n - 64);
	return buf_take(&b);
}

static char *name_words(struct bytes whole)
{
	struct buf b = BUF_INIT(LIMIT_TEXT_BYTES);

	asn1_words(&b, whole);
	return buf_take(&b);
}

/* OtherName: a type and, in [0], a value, whose text is shown where it is one. */
static char *name_other(struct bytes raw, const char **why)
{
	char dotted[DER_OID_TEXT], *value, *s;
	struct bytes type, explicit;
	struct der v;
	const char *name, *bad = NULL;

	if (!der_take(&raw, DER_OID, &type) || !der_oid(type, dotted)
		|| !der_take(&raw, DER_CONSTRUCTED_TAG(0), &explicit) ||
	    raw.n != 0 || !der_next(&explicit, &v) || explicit.n != 0) {
		*why = "an otherName in it is no pair of type and value";
		return NULL;
	}
	name = oid_name(OID_OTHER_NAME, dotted);
	value = asn1_string(&v, &bad);
	if (value == NULL)
		value = name != NULL ? name_words(v.whole) : name_hex(v.whole);
	s = mem_printf("%s:%s", name != NULL ? name : dotted, value);
	free(value);
	return s;
}

static char *name_directory(struct bytes raw, const char **why)
{
	struct dn dn;
	char *s = NULL;

	if (dn_read(raw, &dn, why)) {
		s = dn.text;
		dn.text = NULL;
	}
	dn_done(&dn);
	return s;
}

static char *name_oid(struct bytes raw, const char **why)
{
	char dotted[DER_OID_TEXT];

	if (der_oid(raw, dotted))
		return mem_strdup(dotted);
	*why = "a registered id in it is no object identifier";
	return NULL;
}

char *general_name_text(uint8_t tag, struct bytes raw, bool mask, const char **type, const char **why)
{
	static const char *const types[] =
		{ "other", "email", "dns", "other", "dirname", "other", "uri", "ip", "other" };

	*type = types[tag];
	*why = NULL;
	switch (tag) {
	case 0:
		return name_other(raw, why);
	case 1:
	case 2:
	case 6:
		return name_ia5(raw, why);
	case 4:
		return name_directory(raw, why);
	case 7:
		return name_ip(raw, mask, why);
	case 8:
		return name_oid(raw, why);
	default:
		return name_hex(raw);
	}
}
