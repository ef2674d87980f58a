/* SPDX-License-Identifier: GPL-3.0-or-later
 * Extensions that are named and decide nothing, in words (named-extensions.def). What is not made as its source says is
 * put into words as the ASN.1 that it is. */
#include "x509/ext-words.h"

#include "asn1/der.h"
#include "asn1/oid.h"
#include "base/moment.h"
#include "x509/asn1-string.h"
#include "x509/asn1-words.h"
#include "x509/cert-name.h"

#include <stdlib.h>
#include <string.h>

enum { WORDS_PAYMENT = 4096 };

/* A writer of words: false: the value is of another form, and nothing was written that counts. */
typedef bool words_fn(struct buf *b, struct bytes v);

static bool words_asn1(struct buf *b, struct bytes v)
{
	(void)b;
	(void)v;
	return false;
}

static void words_comma(struct buf *b)
{
	if (b->len > 0)
		(void)buf_adds(b, ", ");
}

/* "smartcardLogon", or the number itself */
static bool words_take_oid(struct bytes *in, char dotted[DER_OID_TEXT], const char **name)
{
	struct bytes oid;

	if (!der_take(in, DER_OID, &oid) || !der_oid(oid, dotted))
		return false;
	*name = oid_any_name(dotted);
	if (*name == NULL)
		*name = dotted;
	return true;
}

static bool words_names(struct buf *b, struct bytes v)
{
	struct bytes list, raw;
	uint8_t tag;

	if (!der_take(&v, DER_SEQUENCE, &list) || v.n != 0 || list.n == 0)
		return false;
	for (int n = 0; list.n > 0 && n < 16; n++) {
		const char *type, *why;
		char *s;

		if (!general_name_take(&list, &tag, &raw))
			return false;
		s = general_name_text(tag, raw, false, &type, &why);
		words_comma(b);
		(void)buf_addf(b, "%s:%.256s", type, s != NULL ? s : "?");
		free(s);
	}
	return true;
}

static bool words_period(struct buf *b, struct bytes v)
{
	static const char *const what[] = { "it signs from ", "it signs until " };
	struct bytes list, time;
	char at[MOMENT_SIZE];
	int64_t t;

	if (!der_take(&v, DER_SEQUENCE, &list))
		return false;
	for (unsigned i = 0; i < 2; i++) {
		if (!der_take(&list, (uint8_t)DER_PRIMITIVE_TAG(i), &time))
			continue;
		if (!der_time(&(struct der){ DER_GENERALIZED_TIME, time, time }, &t))
			return false;
		words_comma(b);
		(void)buf_addf(b, "%s%s", what[i], moment_minute(t, at));
	}
	return list.n == 0 && b->len > 0;
}

static bool words_no_check(struct buf *b, struct bytes v)
{
	(void)v;
	(void)buf_adds(b, "nobody need ask whether it was revoked: it signs OCSP answers, and lives shortly");
	return true;
}

static bool words_netscape_type(struct buf *b, struct bytes v)
{
	static const char *const bits[] = { "SSL client", "SSL server", "S/MIME", "object signing", "bit 4", "SSL CA",
		"S/MIME CA", "object signing CA" };
	struct bytes content, octets;
	unsigned unused;

	if (!der_take(&v, DER_BIT_STRING, &content) || !der_bit_string(content, &octets, &unused) || octets.n != 1)
		return false;
	for (unsigned i = 0; i < 8; i++)
		if ((octets.p[0] >> (7 - i) & 1) != 0) {
			words_comma(b);
			(void)buf_adds(b, bits[i]);
		}
	return b->len > 0;
}

/* ---- Windows ---- */

static bool words_template(struct buf *b, struct bytes v)
{
	char dotted[DER_OID_TEXT];
	struct bytes list, number;
	uint64_t major, minor;
	const char *name;

	if (!der_take(&v, DER_SEQUENCE, &list) || !words_take_oid(&list, dotted, &name))
		return false;
	(void)buf_addf(b, "template %s", name);
	if (der_take(&list, DER_INTEGER, &number) && der_unsigned(number, &major)) {
		(void)buf_addf(b, ", version %llu", (unsigned long long)major);
		if (der_take(&list, DER_INTEGER, &number) && der_unsigned(number, &minor))
			(void)buf_addf(b, ".%llu", (unsigned long long)minor);
	}
	return list.n == 0;
}

static bool words_policies(struct buf *b, struct bytes v)
{
	char dotted[DER_OID_TEXT];
	struct bytes list, policy;
	const char *name;

	if (!der_take(&v, DER_SEQUENCE, &list) || list.n == 0)
		return false;
	for (int n = 0; list.n > 0 && n < 32; n++) {
		if (!der_take(&list, DER_SEQUENCE, &policy) || !words_take_oid(&policy, dotted, &name))
			return false;
		words_comma(b);
		(void)buf_adds(b, name);
	}
	return true;
}

/* The low half counts the CA's certificates, the high half its keys. */
static bool words_ca_version(struct buf *b, struct bytes v)
{
	struct bytes number;
	uint64_t n;

	if (!der_take(&v, DER_INTEGER, &number) || !der_unsigned(number, &n) || n > UINT32_MAX)
		return false;
	(void)buf_addf(b, "certificate %u and key %u of this CA, counted from 0", (unsigned)(n & 0xffff),
		(unsigned)(n >> 16));
	return true;
}

/* SEQUENCE OF OtherName; the one of type ...25.2.1 holds the SID as text in an OCTET STRING. */
static bool words_sid(struct buf *b, struct bytes v)
{
	static const char sid[] = "1.3.6.1.4.1.311.25.2.1";
	char dotted[DER_OID_TEXT];
	struct bytes list, other, value, text;
	const char *name;

	if (!der_take(&v, DER_SEQUENCE, &list) || !der_take(&list, DER_CONSTRUCTED_TAG(0), &other)
		|| !words_take_oid(&other, dotted, &name) || strcmp(dotted, sid) != 0
		|| !der_take(&other, DER_CONSTRUCTED_TAG(0), &value) || !der_take(&value, DER_OCTET_STRING, &text)
		|| text.n < 2 || text.n > 200 || memcmp(text.p, "S-", 2) != 0)
		return false;
	for (size_t i = 2; i < text.n; i++)
		if (strchr("0123456789-", text.p[i]) == NULL || text.p[i] == '\0')
			return false;
	(void)buf_addf(b, "the account %.*s", (int)text.n, (const char *)text.p);
	return true;
}

/* ---- who issued it, and to whom ---- */

/* { version GeneralString, flags BIT STRING } */
static bool words_entrust(struct buf *b, struct bytes v)
{
	enum { GENERAL_STRING = 0x1b };
	struct bytes list, version;

	if (!der_take(&v, DER_SEQUENCE, &list) || !der_take(&list, GENERAL_STRING, &version) || version.n == 0
		|| version.n > 32)
		return false;
	for (size_t i = 0; i < version.n; i++)
		if (version.p[i] <= 0x20 || version.p[i] > 0x7e)
			return false;
	(void)buf_addf(b, "issued with Entrust's software, version %.*s", (int)version.n, (const char *)version.p);
	return true;
}

/* { scheme PrintableString (3), country PrintableString (2), [0] state OPTIONAL, reference UTF8String } */
static bool words_organization(struct buf *b, struct bytes v)
{
	struct der part[3];
	struct bytes list, state;
	const char *why;
	bool ok;

	if (!der_take(&v, DER_SEQUENCE, &list) || !der_take_whole(&list, DER_PRINTABLE, &part[0])
		|| !der_take_whole(&list, DER_PRINTABLE, &part[1])
		|| !der_optional(&list, DER_PRIMITIVE_TAG(0), &state) || !der_next(&list, &part[2]) || list.n != 0)
		return false;
	ok = true;
	for (int i = 0; i < 3 && ok; i++) {
		char *s = asn1_string(&part[i], &why);

		ok = s != NULL;
		if (ok && i == 2 && state.p != NULL && state.n < 8) {
			(void)buf_addc(b, '+');
			for (size_t k = 0; k < state.n; k++)
				(void)buf_addc(b, state.p[k] > 0x20 && state.p[k] < 0x7f ? (char)state.p[k] : '?');
		}
		if (ok)
			(void)buf_addf(b, "%s%.128s", i == 2 ? "-" : "", s);
		free(s);
	}
	return ok;
}

/* PSD2QcType (ETSI TS 119 495, 5.1): { roles: { { id, name } .. }, the authority's name, its id }. A role's id says
 * what its name says. */
static bool words_payment(struct buf *b, struct bytes v)
{
	char dotted[DER_OID_TEXT];
	struct bytes list, roles, role;
	const char *name, *why;
	struct der d[2];
	char *authority[2];
	bool ok;

	if (!der_take(&v, DER_SEQUENCE, &list) || v.n != 0 || !der_take(&list, DER_SEQUENCE, &roles) || roles.n == 0
		|| !der_next(&list, &d[0]) || !der_next(&list, &d[1]) || list.n != 0)
		return false;
	for (int n = 0; roles.n > 0 && n < 16; n++) {
		if (!der_take(&roles, DER_SEQUENCE, &role) || !words_take_oid(&role, dotted, &name))
			return false;
		(void)buf_addf(b, "%s%s", n > 0 ? ", " : "", name);
	}
	for (int i = 0; i < 2; i++)
		authority[i] = asn1_string(&d[i], &why);
	ok = authority[0] != NULL && authority[1] != NULL;
	if (ok)
		(void)buf_addf(b, "; overseen by %.128s (%.64s)", authority[0], authority[1]);
	free(authority[0]);
	free(authority[1]);
	return ok;
}

/* QCStatement: { id, information OPTIONAL } */
static bool words_statements(struct buf *b, struct bytes v)
{
	char dotted[DER_OID_TEXT];
	struct bytes list, statement;
	const char *name;

	if (!der_take(&v, DER_SEQUENCE, &list) || list.n == 0)
		return false;
	for (int n = 0; list.n > 0 && n < 16; n++) {
		if (!der_take(&list, DER_SEQUENCE, &statement) || !words_take_oid(&statement, dotted, &name))
			return false;
		if (b->len > 0)
			(void)buf_adds(b, "; ");
		(void)buf_adds(b, name);
		if (statement.n > 0) {
			struct buf payment = BUF_INIT(WORDS_PAYMENT);

			(void)buf_adds(b, ": ");
			if (strcmp(dotted, "0.4.0.19495.2") == 0 && words_payment(&payment, statement))
				(void)buf_add(b, payment.data, payment.len);
			else
				asn1_words(b, statement);
			buf_done(&payment);
		}
	}
	return true;
}

/* TNAuthorizationList: [0] a provider's code, [1] a range, [2] one number */
static bool words_numbers(struct buf *b, struct bytes v)
{
	static const char *const what[] = { "the provider ", "the numbers ", "the number " };
	struct bytes list;
	struct der d;

	if (!der_take(&v, DER_SEQUENCE, &list) || list.n == 0)
		return false;
	for (int n = 0; list.n > 0 && n < 16; n++) {
		if (!der_next(&list, &d) || d.id < DER_CONSTRUCTED_TAG(0) || d.id > DER_CONSTRUCTED_TAG(2))
			return false;
		words_comma(b);
		(void)buf_adds(b, what[d.id & 3]);
		asn1_words(b, d.content);
	}
	return true;
}

static bool words_acme(struct buf *b, struct bytes v)
{
	struct bytes digest;

	if (!der_take(&v, DER_OCTET_STRING, &digest) || digest.n != 32 || v.n != 0)
		return false;
	(void)buf_adds(b, "the proof for an ACME CA that it may issue for this name, not for use: SHA-256 ");
	(void)buf_addhex(b, digest.p, digest.n, NULL);
	return true;
}

/* ---- the table ---- */

static const struct words_row {
	const char *oid, *name;
	bool known;
	words_fn *words;
} words_rows[] = {
#define NAMED(words, oid, name, known, source) { oid, name, known, words_##words },
#include "x509/named-extensions.def"
#undef NAMED
};

static const struct words_row *words_row(const char *oid)
{
	for (size_t i = 0; i < sizeof words_rows / sizeof *words_rows; i++) {
		size_t n = strlen(words_rows[i].oid);

		if (words_rows[i].oid[n - 1] == '*' ? strncmp(words_rows[i].oid, oid, n - 1) == 0
			: strcmp(words_rows[i].oid, oid) == 0)
			return &words_rows[i];
	}
	return NULL;
}

const char *extension_named(const char *oid, bool *known)
{
	const struct words_row *row = words_row(oid);

	*known = row != NULL && row->known;
	return row != NULL ? row->name : NULL;
}

void extension_words(struct buf *b, const char *oid, struct bytes value)
{
	const struct words_row *row = words_row(oid);

	if (row != NULL && row->words(b, value))
		return;
	b->len = 0;
	if (b->data != NULL)
		b->data[0] = '\0';
	asn1_words(b, value);
}
