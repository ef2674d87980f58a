/* SPDX-License-Identifier: GPL-3.0-or-later
 * ASN.1 in plain words, for values that nobody here knows more about. */
#include "x509/asn1-words.h"

#include "asn1/der.h"
#include "asn1/oid.h"
#include "base/moment.h"
#include "base/text.h"
#include "x509/asn1-string.h"

#include <stdlib.h>

enum { WORDS_GENERAL_STRING = 0x1b };
enum { WORDS_DEPTH = 8, WORDS_ITEMS = 48, WORDS_TEXT = 160, WORDS_OCTETS = 20, WORDS_BITS = 16, WORDS_ROOM = 1024 };

struct asn1_words {
	struct buf *b;
	size_t begin;            /* where ours begin in it */
	unsigned left;           /* elements that may still be shown */
};

static void words_elements(struct asn1_words *w, struct bytes in, unsigned depth);

static void words_octets(struct asn1_words *w, const char *what, struct bytes v)
{
	(void)buf_adds(w->b, what);
	(void)buf_addhex(w->b, v.p, v.n < WORDS_OCTETS ? v.n : WORDS_OCTETS, NULL);
	if (v.n > WORDS_OCTETS)
		(void)buf_addf(w->b, "\xe2\x80\xa6(+%zu bytes)", v.n - WORDS_OCTETS);
}

static void words_quoted(struct asn1_words *w, char *s)
{
	size_t n = text_prefix(s, WORDS_TEXT);

	(void)buf_addf(w->b, "\xe2\x80\x9c%.*s%s\xe2\x80\x9d", (int)n, s, s[n] != '\0' ? "\xe2\x80\xa6" : "");
	free(s);
}

static bool words_printable(struct bytes v)
{
	for (size_t i = 0; i < v.n; i++)
		if (v.p[i] < 0x20 || v.p[i] > 0x7e)
			return false;
	return v.n > 0;
}

/* Is it DER from end to end? */
static bool words_whole(struct bytes v)
{
	struct der d;

	if (v.n < 2)
		return false;
	while (der_next(&v, &d))
		;
	return v.n == 0;
}

/* Octets of any kind: text, ASN.1 within, or neither. */
static void words_opaque(struct asn1_words *w, struct bytes v, unsigned depth)
{
	if (words_printable(v)) {
		words_quoted(w, text_clean(v.p, v.n, WORDS_TEXT * 4));
	} else if (v.n >= 2 && (v.p[0] == DER_SEQUENCE || v.p[0] == DER_OCTET_STRING || v.p[0] == DER_UTF8)
		&& words_whole(v)) {
		(void)buf_adds(w->b, "octets that hold ");
		words_elements(w, v, depth + 1);
	} else {
		words_octets(w, v.n > 0 ? "octets " : "no octets", v);
	}
}

static void words_bits(struct asn1_words *w, struct bytes v)
{
	struct bytes octets;
	unsigned unused;

	if (!der_bit_string(v, &octets, &unused)) {
		words_octets(w, "broken bits ", v);
		return;
	}
	if (octets.n * 8 > WORDS_BITS) {
		words_octets(w, "bits ", octets);
		return;
	}
	(void)buf_adds(w->b, octets.n > 0 ? "bits " : "no bits");
	for (size_t i = 0; i + unused < octets.n * 8; i++)
		(void)buf_addc(w->b, (octets.p[i / 8] >> (7 - i % 8) & 1) != 0 ? '1' : '0');
}

static void words_number(struct asn1_words *w, struct bytes v)
{
	uint64_t n;

	if (v.n <= 8 && der_unsigned(v, &n) && n != UINT64_MAX)
		(void)buf_addf(w->b, "%llu", (unsigned long long)n);
	else if (v.n == 1)
		(void)buf_addf(w->b, "%d", (int8_t)v.p[0]);
	else
		words_octets(w, "number ", v);
}

static void words_oid(struct asn1_words *w, struct bytes v)
{
	char dotted[DER_OID_TEXT];
	const char *name;

	if (!der_oid(v, dotted)) {
		words_octets(w, "broken object identifier ", v);
		return;
	}
	name = oid_any_name(dotted);
	(void)buf_adds(w->b, name != NULL ? name : dotted);
}

static void words_time(struct asn1_words *w, const struct der *d)
{
	char at[MOMENT_SIZE];
	int64_t t;

	if (der_time(d, &t))
		(void)buf_adds(w->b, moment_minute(t, at));
	else
		words_quoted(w, text_clean(d->content.p, d->content.n, WORDS_TEXT * 4));
}

/* Classes but the universal one: a number of their own, and whatever is in it. */
static void words_tagged(struct asn1_words *w, const struct der *d, unsigned depth)
{
	static const char *const classes[] = { "", "application ", "", "private " };

	(void)buf_addf(w->b, "[%s%u] ", classes[d->id >> 6], d->id & 0x1fU);
	if ((d->id & DER_CONSTRUCTED) != 0)
		words_elements(w, d->content, depth + 1);
	else
		words_opaque(w, d->content, depth);
}

static void words_list(struct asn1_words *w, struct bytes v, unsigned depth)
{
	(void)buf_addc(w->b, '(');
	if (depth >= WORDS_DEPTH)
		(void)buf_adds(w->b, "\xe2\x80\xa6");
	else
		words_elements(w, v, depth + 1);
	(void)buf_addc(w->b, ')');
}

static void words_element(struct asn1_words *w, const struct der *d, unsigned depth)
{
	const char *why = NULL;
	char *s;

	if (d->id >= 0x40) {
		words_tagged(w, d, depth);
		return;
	}
	switch (d->id) {
	case DER_SEQUENCE:
	case DER_SET: words_list(w, d->content, depth); break;
	case DER_BOOLEAN: (void)buf_adds(w->b, d->content.n == 1 && d->content.p[0] == 0 ? "no" : "yes"); break;
	case DER_INTEGER:
	case DER_ENUMERATED: words_number(w, d->content); break;
	case DER_BIT_STRING: words_bits(w, d->content); break;
	case DER_OCTET_STRING:
	case WORDS_GENERAL_STRING: words_opaque(w, d->content, depth); break;
	case DER_NULL: (void)buf_adds(w->b, "no value"); break;
	case DER_OID: words_oid(w, d->content); break;
	case DER_UTC_TIME:
	case DER_GENERALIZED_TIME: words_time(w, d); break;
	default:
		s = asn1_string(d, &why);
		if (s != NULL)
			words_quoted(w, s);
		else
			words_octets(w, "octets ", d->whole);
	}
}

/* Elements one after the other. What is left when there is no more room is counted, not shown. */
static void words_elements(struct asn1_words *w, struct bytes in, unsigned depth)
{
	struct der d;
	bool first = true;

	if (depth > WORDS_DEPTH) {
		(void)buf_adds(w->b, "\xe2\x80\xa6");
		return;
	}
	if (in.n == 0)
		(void)buf_adds(w->b, "nothing");
	while (in.n > 0) {
		if (!first)
			(void)buf_adds(w->b, ", ");
		if (w->left == 0 || w->b->len - w->begin > WORDS_ROOM) {
			(void)buf_addf(w->b, "\xe2\x80\xa6(+%zu bytes)", in.n);
			return;
		}
		if (!der_next(&in, &d)) {
			words_octets(w, "octets ", in);
			return;
		}
		w->left--;
		words_element(w, &d, depth);
		first = false;
	}
}

void asn1_words(struct buf *b, struct bytes in)
{
	struct asn1_words w = { .b = b, .begin = b->len, .left = WORDS_ITEMS };
	struct bytes list = in;
	struct der d;

	if (in.n == 0) {
		(void)buf_adds(b, "empty");
	} else if (!words_whole(in)) {
		if (words_printable(in))
			words_quoted(&w, text_clean(in.p, in.n, WORDS_TEXT * 4));
		else
			words_octets(&w, "no ASN.1: octets ", in);
	} else if (der_next(&list, &d) && list.n == 0 && d.id == DER_SEQUENCE && d.content.n > 0) {
		words_elements(&w, d.content, 1);  /* a list by itself needs no brackets */
	} else {
		words_elements(&w, in, 0);
	}
}
