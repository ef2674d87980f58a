/* SPDX-License-Identifier: GPL-3.0-or-later
 * Extensions in words: one line of clean text each, for people. */
#include "x509/cert-text.h"

#include "x509/cert-read.h"
#include "asn1/oid.h"
#include "base/mem.h"
#include "x509/ext-words.h"

#include <stdio.h>
#include <string.h>

/* Room for the words of one extension: the details of five thousand names are in the list of names. */
enum { TEXT_MAX = 4096, TEXT_HEX = 64, TEXT_ITEM = 512 };

static const char *const usage_names[] = {
	"digitalSignature", "nonRepudiation", "keyEncipherment", "dataEncipherment", "keyAgreement",
	"keyCertSign", "cRLSign", "encipherOnly", "decipherOnly",
};

const char *key_usage_name(unsigned bit)
{
	return bit < sizeof usage_names / sizeof *usage_names ? usage_names[bit] : NULL;
}

static void text_hex(struct buf *b, struct bytes v)
{
	(void)buf_addhex(b, v.p, v.n < TEXT_HEX ? v.n : TEXT_HEX, NULL);
	if (v.n > TEXT_HEX)
		(void)buf_addf(b, "\xe2\x80\xa6(+%zu bytes)", v.n - TEXT_HEX);
}

/* Add `prefix` and `s` to a list. false when there is no room: then say how many are left. */
static bool text_item(struct buf *b, const char *prefix, const char *s, size_t left)
{
	size_t n = strlen(s);
	const char *comma = b->len > 0 ? ", " : "";

	if (n > TEXT_ITEM || b->len + n > TEXT_MAX / 2) {
		(void)buf_addf(b, b->len > 0 ? " and %zu more" : "%zu, too long to show here", left);
		return false;
	}
	(void)buf_addf(b, "%s%s%s", comma, prefix, s);
	return true;
}

static void text_strings(struct buf *b, char *const *list, size_t n)
{
	size_t i;

	for (i = 0; i < n && text_item(b, "", list[i], n - i); i++)
		;
}

static void text_urls(struct buf *b, const char *prefix, const struct url *list, size_t n)
{
	size_t i;

	for (i = 0; i < n && text_item(b, prefix, list[i].text, n - i); i++)
		;
}

static void text_basic_constraints(struct buf *b, const struct cert *c, struct bytes v)
{
	(void)v;
	if (!c->is_ca)
		(void)buf_adds(b, "not a CA");
	else if (c->path_length < 0)
		(void)buf_adds(b, "a CA");
	else
		(void)buf_addf(b, "a CA, with at most %d further %s below it", c->path_length,
			c->path_length == 1 ? "CA" : "CAs");
}

static void text_key_usage(struct buf *b, const struct cert *c, struct bytes v)
{
	unsigned i;

	(void)v;
	for (i = 0; key_usage_name(i) != NULL; i++)
		if ((c->ku >> i & 1) != 0)
			(void)text_item(b, "", key_usage_name(i), 0);
}

const char *cert_use_name(const char *dotted)
{
	return oid_name(OID_USE, dotted);
}

/* The list has RFC 5280's names; here others that have one get it, too. */
static void text_ext_key_usage(struct buf *b, const struct cert *c, struct bytes v)
{
	char both[DER_OID_TEXT + 64];
	size_t i;

	(void)v;
	for (i = 0; i < c->n_eku; i++) {
		const char *name = cert_use_name(c->eku[i]);

		(void)snprintf(both, sizeof both, name != NULL ? "%s (%s)" : "%s%s", name != NULL ? name : c->eku[i],
			name != NULL ? c->eku[i] : "");
		if (!text_item(b, "", both, c->n_eku - i))
			break;
	}
}

static void text_subject_alt_name(struct buf *b, const struct cert *c, struct bytes v)
{
	size_t i;

	(void)v;
	for (i = 0; i < c->n_sans; i++) {
		bool spiffe = c->sans[i].type == SAN_URI && strncmp(c->sans[i].value, "spiffe://", 9) == 0;

		if (!text_item(b, spiffe ? "SPIFFE ID " : "", c->sans[i].value, c->sans_total - i))
			break;
	}
}

static void text_subtrees(struct buf *b, const char *what, const struct subtree *trees, size_t n)
{
	char prefix[32];
	size_t i;

	for (i = 0; i < n; i++) {
		(void)snprintf(prefix, sizeof prefix, "%s %s:", what, trees[i].type);
		if (!text_item(b, prefix, trees[i].value, n - i))
			break;
	}
}

static void text_name_constraints(struct buf *b, const struct cert *c, struct bytes v)
{
	(void)v;
	if (c->nc == NULL)
		return;
	text_subtrees(b, "permitted", c->nc->permitted, c->nc->n_permitted);
	text_subtrees(b, "excluded", c->nc->excluded, c->nc->n_excluded);
}

static void text_policies(struct buf *b, const struct cert *c, struct bytes v)
{
	(void)v;
	text_strings(b, c->policies, c->n_policies);
}

static void text_policy_mappings(struct buf *b, const struct cert *c, struct bytes v)
{
	char from[DER_OID_TEXT], to[DER_OID_TEXT], both[2 * DER_OID_TEXT + 4];
	struct bytes list, pair, a, z;

	(void)c;
	if (!der_take(&v, DER_SEQUENCE, &list))
		return;
	while (der_take(&list, DER_SEQUENCE, &pair) && der_take(&pair, DER_OID, &a) && der_take(&pair, DER_OID, &z)
		&& der_oid(a, from) &&
	       der_oid(z, to)) {
		(void)snprintf(both, sizeof both, "%s = %s", from, to);
		if (!text_item(b, "", both, 1))
			break;
	}
}

static void text_policy_constraints(struct buf *b, const struct cert *c, struct bytes v)
{
	static const char *const what[] = { "a policy is required", "mappings are inhibited" };
	struct bytes list, number;
	uint64_t n;
	unsigned i;

	(void)c;
	if (!der_take(&v, DER_SEQUENCE, &list))
		return;
	for (i = 0; i < 2; i++)
		if (der_take(&list, (uint8_t)DER_PRIMITIVE_TAG(i), &number) && der_unsigned(number, &n))
			(void)buf_addf(b, "%s%s after %llu certificates", b->len > 0 ? ", " : "", what[i],
				(unsigned long long)n);
}

static void text_inhibit_any_policy(struct buf *b, const struct cert *c, struct bytes v)
{
	struct bytes number;
	uint64_t n;

	(void)c;
	if (der_take(&v, DER_INTEGER, &number) && der_unsigned(number, &n))
		(void)buf_addf(b, "anyPolicy counts for nothing after %llu certificates", (unsigned long long)n);
}

static void text_crl_points(struct buf *b, const struct cert *c, struct bytes v)
{
	(void)v;
	text_urls(b, "", c->crl, c->n_crl);
}

static void text_authority_key_id(struct buf *b, const struct cert *c, struct bytes v)
{
	text_hex(b, c->akid.n > 0 ? c->akid : v);
}

static void text_subject_key_id(struct buf *b, const struct cert *c, struct bytes v)
{
	text_hex(b, c->skid.n > 0 ? c->skid : v);
}

static void text_authority_info(struct buf *b, const struct cert *c, struct bytes v)
{
	(void)v;
	text_urls(b, "OCSP: ", c->ocsp, c->n_ocsp);
	text_urls(b, "issuer: ", c->ca_issuers, c->n_ca_issuers);
}

static void text_sct_list(struct buf *b, const struct cert *c, struct bytes v)
{
	(void)v;
	(void)buf_addf(b, "%zu timestamp%s of certificate transparency logs", c->n_scts, c->n_scts == 1 ? "" : "s");
}

static void text_poison(struct buf *b, const struct cert *c, struct bytes v)
{
	(void)c;
	(void)v;
	(void)buf_adds(b, "a pre-certificate, made for the transparency logs and not for use");
}

static void text_tls_feature(struct buf *b, const struct cert *c, struct bytes v)
{
	if (c->must_staple)
		(void)buf_adds(b, "status_request: the server must staple an OCSP answer");
	else
		text_hex(b, v);
}

static const struct extension_text_row {
	const char *oid;
	void (*words)(struct buf *b, const struct cert *c, struct bytes value);
} text_rows[] = {
#define EXTENSION(id, oid, name, known, source) { oid, text_##id },
#include "x509/extensions.def"
#undef EXTENSION
};

char *extension_text(const struct cert *c, const struct extension *x)
{
	struct buf b = BUF_INIT(TEXT_MAX);
	size_t i;

	for (i = 0; x->name != NULL && i < sizeof text_rows / sizeof *text_rows; i++)
		if (strcmp(text_rows[i].oid, x->oid) == 0)
			text_rows[i].words(&b, c, x->value);
	if (b.len == 0)
		extension_words(&b, x->oid, x->value);
	return buf_take(&b);
}
