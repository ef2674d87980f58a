/* SPDX-License-Identifier: GPL-3.0-or-later
 * Attributes of certificate requests (request-attributes.def). */
#include "x509/request-words.h"

#include "asn1/der.h"
#include "base/text.h"
#include "x509/asn1-string.h"
#include "x509/asn1-words.h"
#include "x509/cert.h"

#include <stdlib.h>
#include <string.h>

enum { WORDS_TEXT = 160 };

/* False: it is not of its form, and is said as any ASN.1. */
static bool words_asn1(struct buf *b, struct bytes v)
{
	(void)b;
	(void)v;
	return false;
}

/* RFC 2985, 5.4.1: with it the request's sender may ask for the certificate's withdrawal. */
static bool words_hidden(struct buf *b, struct bytes v)
{
	(void)v;
	(void)buf_adds(b, "there is one, which is not shown");
	return true;
}

static bool words_string(struct buf *b, const char *before, struct bytes *list, const char *behind)
{
	const char *why = NULL;
	struct der d;
	char *text = der_next(list, &d) ? asn1_string(&d, &why) : NULL;

	if (text == NULL)
		return false;
	(void)buf_addf(b, "%s%.*s%s", before, (int)text_prefix(text, WORDS_TEXT), text, behind);
	free(text);
	return true;
}

/* A number, a name and a signature that nobody makes. */
static bool words_provider(struct buf *b, struct bytes v)
{
	struct bytes list, number;

	return der_take(&v, DER_SEQUENCE, &list) && der_take(&list, DER_INTEGER, &number)
		&& words_string(b, "", &list, "");
}

/* A number for the interface, the machine, the user, the program. */
static bool words_client(struct buf *b, struct bytes v)
{
	struct bytes list, number;

	return der_take(&v, DER_SEQUENCE, &list) && der_take(&list, DER_INTEGER, &number)
		&& words_string(b, "made on ", &list, "") && words_string(b, " by ", &list, "")
		&& words_string(b, " with ", &list, "");
}

static bool words_pair(struct buf *b, struct bytes v)
{
	struct bytes list;

	return der_take(&v, DER_SEQUENCE, &list) && words_string(b, "", &list, " = ")
		&& words_string(b, "", &list, "");
}

static bool words_renewed(struct buf *b, struct bytes v)
{
	struct cert *c = cert_read(v.p, v.n);
	bool read = c->parsed;

	if (read)
		(void)buf_addf(b, "of %.*s", (int)text_prefix(cert_label(c), WORDS_TEXT), cert_label(c));
	cert_unref(c);
	return read;
}

static const struct attribute_row {
	bool (*words)(struct buf *b, struct bytes value);
	const char *oid, *name;
} attribute_rows[] = {
#define ATTRIBUTE(words, oid, name, source) { words_##words, oid, name },
#include "x509/request-attributes.def"
#undef ATTRIBUTE
};

void request_words(struct buf *b, const char *oid, struct bytes value)
{
	const struct attribute_row *row = NULL;
	size_t before;

	for (size_t i = 0; i < sizeof attribute_rows / sizeof *attribute_rows && row == NULL; i++)
		row = strcmp(attribute_rows[i].oid, oid) == 0 ? &attribute_rows[i] : NULL;
	(void)buf_addf(b, "%s: ", row != NULL ? row->name : oid);
	before = b->len;
	if (row != NULL && row->words(b, value))
		return;
	if (b->data != NULL)
		b->data[b->len = before] = '\0';
	asn1_words(b, value);
}
