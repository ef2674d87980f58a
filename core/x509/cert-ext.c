/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reads a certificate's extensions (RFC 5280 4.2). A reader returns NULL, or a clause on what is wrong; what is refused
 * is what Chromium's parser (net/cert and pki/ in its sources) or Go's crypto/x509 refuses, so that nobody is blamed
 * for what passes everywhere. */
#include "x509/cert-ext.h"

#include "x509/cert-read.h"
#include "base/limits.h"
#include "base/mem.h"
#include "asn1/oid.h"
#include "base/text.h"
#include "x509/cert-name.h"
#include "x509/cert-text.h"
#include "x509/ext-limits.h"
#include "x509/ext-words.h"
#include "x509/sct.h"

#include <idn2.h>
#include <stdlib.h>
#include <string.h>

static const char *ext_basic_constraints(struct cert *c, struct bytes v)
{
	static const char truth[] = "its truth value is neither true nor false",
		number[] = "its path length is no whole number from zero up";
	struct bytes list, ca, length;
	uint64_t n = 0;
	bool odd;

	if (!der_take(&v, DER_SEQUENCE, &list) || v.n != 0 || !der_optional(&list, DER_BOOLEAN, &ca) ||
	    !der_optional(&list, DER_INTEGER, &length) || list.n != 0)
		return NOT_DER;
	odd = ca.p != NULL && !der_bool(ca, &c->is_ca);
	if (odd && ca.n != 1)
		return truth;
	/* whoever reads it as BER takes it for true (X.690 8.2.2) */
	c->is_ca = c->is_ca || odd;
	c->has_bc = true;
	if (length.p != NULL && !der_unsigned(length, &n))
		return !odd && length.n > 0 && (length.p[0] & 0x80) != 0 ? cert_form(c, FORM_LENGTH, number) : number;
	if (length.p != NULL)
		c->path_length = n < INT32_MAX ? (int)n : INT32_MAX;
	return odd ? cert_form(c, FORM_BOOLEAN, truth) : NULL;
}

static const char *ext_key_usage(struct cert *c, struct bytes v)
{
	struct bytes content, octets;
	unsigned unused, i;

	if (!der_take(&v, DER_BIT_STRING, &content) || v.n != 0 || !der_bit_string(content, &octets, &unused))
		return NOT_DER;
	c->has_ku = true;
	for (i = 0; i < 9 && i / 8 < octets.n; i++)
		if ((octets.p[i / 8] >> (7 - i % 8) & 1) != 0)
			c->ku |= 1u << i;
	for (i = 0; i < octets.n && octets.p[i] == 0; i++)
		;
	return i == octets.n ? cert_form(c, FORM_NO_USAGE, "it allows nothing at all") : NULL;
}

static const char *ext_ext_key_usage(struct cert *c, struct bytes v)
{
	char dotted[DER_OID_TEXT];
	struct bytes list, oid;
	const char *name;

	if (!der_take(&v, DER_SEQUENCE, &list) || v.n != 0)
		return NOT_DER;
	c->has_eku = true;
	if (list.n == 0)
		return "it lists no use at all";
	while (list.n > 0) {
		if (!der_take(&list, DER_OID, &oid) || !der_oid(oid, dotted))
			return NOT_DER;
		name = oid_name(OID_PURPOSE, dotted);
		MEM_GROW(c->eku, c->n_eku);
		c->eku[c->n_eku++] = mem_strdup(name != NULL ? name : dotted);
	}
	return NULL;
}

/* The U-label form of a name with A-labels; NULL where there is nothing to show. */
static char *ext_unicode(struct bytes raw, const char *value)
{
	char *ascii, *unicode = NULL, *clean = NULL;

	if (raw.n > LIMIT_HOST_BYTES + 2 || memmem(raw.p, raw.n, "xn--", 4) == NULL
		|| memchr(raw.p, '\0', raw.n) != NULL)
		return NULL;
	ascii = mem_strndup((const char *)raw.p, raw.n);
	if (idn2_to_unicode_8z8z(ascii, &unicode, 0) == IDN2_OK)
		clean = text_clean_str(unicode);
	if (clean != NULL && strcmp(clean, value) == 0) {
		free(clean);
		clean = NULL;
	}
	idn2_free(unicode);
	free(ascii);
	return clean;
}

static const char *ext_add_san(struct cert *c, uint8_t tag, struct bytes raw)
{
	static const enum san_type types[] =
		{ SAN_OTHER, SAN_EMAIL, SAN_DNS, SAN_OTHER, SAN_OTHER, SAN_OTHER, SAN_URI, SAN_IP, SAN_OTHER };
	const char *type, *why;
	char *value = general_name_text(tag, raw, false, &type, &why);

	if (value == NULL)
		return why;
	MEM_GROW(c->sans, c->n_sans);
	c->sans[c->n_sans++] = (struct san){ .type = types[tag], .raw = raw, .tag = tag, .value = value,
		                             .value_unicode = types[tag] == SAN_DNS ? ext_unicode(raw, value) : NULL };
	return NULL;
}

static const char *ext_subject_alt_name(struct cert *c, struct bytes v)
{
	enum { OVER = 31 };
	const char *why = NULL, *first = NULL;
	uint32_t odd = 0;                /* of which kinds, by tag */
	struct bytes list, raw;
	uint8_t tag;

	if (!der_take(&v, DER_SEQUENCE, &list) || v.n != 0)
		return NOT_DER;
	c->has_san = true;
	if (list.n == 0)
		return "it holds no name at all";
	for (; list.n > 0; c->sans_total++) {
		if (!general_name_take(&list, &tag, &raw))
			return NOT_DER;
		why = c->sans_total < LIMIT_NAMES ? ext_add_san(c, tag, raw) : over_names;
		if (first == NULL)
			first = why;
		odd |= why == NULL ? 0 : UINT32_C(1) << (c->sans_total < LIMIT_NAMES ? tag : OVER);
	}
	/* of an IA5String there is nothing else to say */
	c->odd_san = odd == UINT32_C(1) << 2;
	c->odd_address = odd == UINT32_C(1) << 7;
	return first;
}

/* Keep an address to fetch from: a URI without a NUL, at most LIMIT_URLS of a kind. */
static void ext_add_url(struct url **urls, size_t *n, struct bytes raw)
{
	if (*n >= LIMIT_URLS || raw.n == 0 || memchr(raw.p, '\0', raw.n) != NULL)
		return;
	MEM_GROW(*urls, *n);
	(*urls)[(*n)++] = (struct url){ .text = text_clean(raw.p, raw.n, LIMIT_TEXT_BYTES),
		.raw = mem_strndup((const char *)raw.p, raw.n) };
}

/* The URIs of GeneralNames. */
static const char *ext_add_points(struct cert *c, struct bytes names)
{
	struct bytes raw;
	uint8_t tag;

	while (names.n > 0) {
		if (!general_name_take(&names, &tag, &raw))
			return NOT_DER;
		if (tag == 6)
			ext_add_url(&c->crl, &c->n_crl, raw);
	}
	return NULL;
}

static const char *ext_crl_points(struct cert *c, struct bytes v)
{
	struct bytes list, point, where, names, reasons, issuer;
	const char *why = NULL;

	if (!der_take(&v, DER_SEQUENCE, &list)) {
		c->forms |= 1U << FORM_POINTS;
		return NOT_DER;
	}
	if (v.n != 0)
		return NOT_DER;
	while (list.n > 0 && why == NULL) {
		if (!der_take(&list, DER_SEQUENCE, &point) || !der_optional(&point, DER_CONSTRUCTED_TAG(0), &where) ||
		    !der_optional(&point, DER_PRIMITIVE_TAG(1), &reasons)
		    || !der_optional(&point, DER_CONSTRUCTED_TAG(2), &issuer) || point.n != 0)
			return NOT_DER;
		if (der_take(&where, DER_CONSTRUCTED_TAG(0), &names))
			why = ext_add_points(c, names);
	}
	return why;
}

static const char *ext_authority_key_id(struct cert *c, struct bytes v)
{
	struct bytes list, issuer, raw;
	uint8_t tag;
	bool both;

	if (!der_take(&v, DER_SEQUENCE, &list))
		return cert_form(c, FORM_ID, NOT_DER);
	if (v.n != 0 || !der_optional(&list, DER_PRIMITIVE_TAG(0), &c->akid) ||
	    !der_optional(&list, DER_CONSTRUCTED_TAG(1), &issuer)
	    || !der_optional(&list, DER_PRIMITIVE_TAG(2), &c->akid_serial) || list.n != 0)
		return NOT_DER;
	both = (issuer.p == NULL) == (c->akid_serial.p == NULL);
	while (issuer.n > 0) {
		if (!general_name_take(&issuer, &tag, &raw))
			return NOT_DER;
		if (tag == 4 && c->akid_issuer.n == 0)
			c->akid_issuer = raw;
	}
	return both ? NULL : "it has only one of the issuer's name and serial number";
}

static const char *ext_subject_key_id(struct cert *c, struct bytes v)
{
	if (!der_take(&v, DER_OCTET_STRING, &c->skid))
		return cert_form(c, FORM_ID, NOT_DER);
	return v.n == 0 ? NULL : NOT_DER;
}

static const char *ext_authority_info(struct cert *c, struct bytes v)
{
	char dotted[DER_OID_TEXT];
	struct bytes list, access, oid, raw;
	const char *method;
	uint8_t tag;

	if (!der_take(&v, DER_SEQUENCE, &list))
		return cert_form(c, FORM_ACCESS, NOT_DER);
	if (v.n != 0)
		return NOT_DER;
	if (list.n == 0)
		return cert_form(c, FORM_EMPTY, "it holds no address at all");
	while (list.n > 0) {
		if (!der_take(&list, DER_SEQUENCE, &access) || !der_take(&access, DER_OID, &oid)
			|| !der_oid(oid, dotted) ||
		    !general_name_take(&access, &tag, &raw) || access.n != 0)
			return NOT_DER;
		method = oid_name(OID_ACCESS, dotted);
		if (method == NULL || tag != 6)
			continue;
		if (strcmp(method, "OCSP") == 0)
			ext_add_url(&c->ocsp, &c->n_ocsp, raw);
		else if (strcmp(method, "caIssuers") == 0)
			ext_add_url(&c->ca_issuers, &c->n_ca_issuers, raw);
	}
	return NULL;
}

/* A broken list is no proof, but nobody refuses the certificate for its form (RFC 6962 3.3). */
static const char *ext_sct_list(struct cert *c, struct bytes v)
{
	struct bytes list;

	if (!der_take(&v, DER_OCTET_STRING, &list) || v.n != 0)
		return NULL;
	c->scts = mem_alloc(LIMIT_SCTS * sizeof *c->scts);
	c->n_scts = sct_list_read(list, c->scts, LIMIT_SCTS);
	return NULL;
}

static const char *ext_poison(struct cert *c, struct bytes v)
{
	(void)v;
	c->precert_poison = true;
	return NULL;
}

/* Feature 5 is status_request (RFC 7633 4.1 and 6, RFC 6066). Nobody refuses a broken one. */
static const char *ext_tls_feature(struct cert *c, struct bytes v)
{
	struct bytes list, number;
	uint64_t feature;

	if (!der_take(&v, DER_SEQUENCE, &list))
		return NULL;
	while (der_take(&list, DER_INTEGER, &number))
		if (der_unsigned(number, &feature) && feature == 5)
			c->must_staple = true;
	return NULL;
}

static const struct ext_row {
	const char *oid, *name;
	bool known;
	const char *source;
	const char *(*read)(struct cert *c, struct bytes value);
} ext_rows[] = {
#define EXTENSION(id, oid, name, known, source) { oid, name, known, source, ext_##id },
#include "x509/extensions.def"
#undef EXTENSION
};

static const struct ext_row *ext_find(const char *dotted)
{
	size_t i;

	for (i = 0; i < sizeof ext_rows / sizeof *ext_rows; i++)
		if (strcmp(ext_rows[i].oid, dotted) == 0)
			return &ext_rows[i];
	return NULL;
}

/* One Extension: id, critical DEFAULT FALSE, value. `seen` has a bit for each row: of twins only the first is read. */
static bool ext_read(struct cert *c, struct bytes content, struct bytes *oid, uint64_t *seen)
{
	char dotted[DER_OID_TEXT];
	struct extension x = { 0 };
	const struct ext_row *row;
	const char *why;
	struct bytes critical;

	if (!der_take(&content, DER_OID, oid) || !der_oid(*oid, dotted)
		|| !der_optional(&content, DER_BOOLEAN, &critical) ||
	    !der_take(&content, DER_OCTET_STRING, &x.value) || content.n != 0)
		return cert_fault(c, "one of its extensions is not made of an id, a flag and a value (RFC 5280, 4.2)");
	row = ext_find(dotted);
	x.name = row != NULL ? row->name : extension_named(dotted, &x.known);
	if (critical.p != NULL && !der_bool(critical, &x.critical))
		(void)cert_fault(c, "its extension %s is marked critical with neither true nor false",
			x.name != NULL ? x.name : dotted);
	else if (critical.p != NULL && !x.critical)
		(void)cert_fault(c, "its extension %s spells out that it is not critical, which DER forbids",
			x.name != NULL ? x.name : dotted);
	x.oid = mem_strdup(dotted);
	if (row != NULL)
		x.known = row->known;
	MEM_GROW(c->extensions, c->n_extensions);
	c->extensions[c->n_extensions++] = x;
	if (row != NULL && (*seen >> (row - ext_rows) & 1) == 0) {
		*seen |= UINT64_C(1) << (row - ext_rows);
		why = row->read(c, x.value);
		if (c->odd_qualifier && row->read == ext_policies)
			c->extensions[c->n_extensions - 1].known = false;
		if (why != NULL && row->read == ext_crl_points)
			c->odd_crl = true;
		else if (why != NULL)
			(void)cert_fault_in(c, "extension ", row->name, why, row->source);
		c->odd_ids += why != NULL && (row->read == ext_subject_key_id || row->read == ext_authority_key_id);
	}
	return true;
}

static int ext_compare(const void *a, const void *b)
{
	const struct bytes *x = a, *y = b;

	if (x->n != y->n)
		return x->n < y->n ? -1 : 1;
	return memcmp(x->p, y->p, x->n);
}

static void ext_find_twins(struct cert *c, struct bytes *oids, size_t n)
{
	char dotted[DER_OID_TEXT];
	const struct ext_row *row;
	const char *name;
	bool known;
	size_t i;

	qsort(oids, n, sizeof *oids, ext_compare);
	for (i = 1; i < n; i++)
		if (bytes_same(oids[i - 1], oids[i]) && der_oid(oids[i], dotted)) {
			row = ext_find(dotted);
			name = row != NULL ? row->name : extension_named(dotted, &known);
			(void)cert_fault(c, "it has the extension %s twice (RFC 5280, 4.2)",
				name != NULL ? name : dotted);
		}
}

void extensions_read(struct cert *c, struct bytes list)
{
	struct bytes *oids = NULL, content;
	uint64_t seen = 0;
	size_t n = 0, i;

	if (list.n == 0)
		(void)cert_fault(c, "its list of extensions is there but empty (RFC 5280, 4.1.2.9)");
	while (list.n > 0) {
		if (n >= LIMIT_EXTENSIONS) {
			(void)cert_limit(c, "it has more than %d extensions, which is more than certcard reads",
				LIMIT_EXTENSIONS);
			break;
		}
		MEM_GROW(oids, n);
		if (!der_take(&list, DER_SEQUENCE, &content)) {
			(void)cert_fault(c, "its list of extensions is not DER (RFC 5280, 4.1.2.9)");
			break;
		}
		if (!ext_read(c, content, &oids[n], &seen))
			break;
		n++;
	}
	if (n > 1)
		ext_find_twins(c, oids, n);
	free(oids);
	for (i = 0; i < c->n_extensions; i++)
		c->extensions[i].text = extension_text(c, &c->extensions[i]);
}

const struct extension *cert_extension(const struct cert *c, const char *oid)
{
	size_t i;

	for (i = 0; i < c->n_extensions; i++)
		if (strcmp(c->extensions[i].oid, oid) == 0)
			return &c->extensions[i];
	return NULL;
}

bool cert_netscape_allows(const struct cert *c, unsigned bit)
{
	const struct extension *e = cert_extension(c, "2.16.840.1.113730.1.1");
	struct bytes v, content, octets;
	unsigned unused;

	if (e == NULL)
		return true;
	v = e->value;
	return !der_take(&v, DER_BIT_STRING, &content) || !der_bit_string(content, &octets, &unused) || octets.n == 0
		|| (octets.p[0] & bit) != 0;
}

bool cert_seems_own(const struct cert *c)
{
	return c->self_issued && c->key.algorithm == c->sig_alg.key && !cert_names_other_key(c, c)
		&& !cert_names_other(c, c);
}
