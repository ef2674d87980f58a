/* SPDX-License-Identifier: GPL-3.0-or-later
 * The extensions of a certificate made to order: names, limits and uses (RFC 5280 4.2). */
#include "pki/extensions.h"

#include "asn1/key-usage.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

/* An extension is opened, its value written, and closed. */
static void pki_begin_extension(struct derw *d, const char *oid, bool critical)
{
	derw_begin(d, DERW_SEQUENCE);
	derw_oid(d, oid);
	if (critical)
		derw_bool(d, true);
	derw_begin(d, DERW_OCTET_STRING);
}

static void pki_end_extension(struct derw *d)
{
	derw_end(d);
	derw_end(d);
}

void pki_put_extension(struct derw *d, const struct pki_extension *x)
{
	pki_begin_extension(d, x->oid, x->critical);
	derw_raw(d, x->value);
	pki_end_extension(d);
}

/* The rest of `text` behind `prefix`, NULL when it does not begin so. */
static const char *pki_after(const char *text, const char *prefix)
{
	size_t n = strlen(prefix);

	return strncmp(text, prefix, n) == 0 ? text + n : NULL;
}

/* An address, and with "/bits" its mask behind it (RFC 5280 4.2.1.10). What is no address is written as its letters. */
static void pki_address(struct derw *d, const char *text)
{
	uint8_t octets[32] = { 0 };
	char address[INET6_ADDRSTRLEN] = "";
	const char *slash = strchr(text, '/');
	size_t n = slash != NULL ? (size_t)(slash - text) : strlen(text), length = 0;
	unsigned long bits;

	if (n < sizeof address)
		memcpy(address, text, n);
	if (inet_pton(AF_INET, address, octets) == 1)
		length = 4;
	else if (inet_pton(AF_INET6, address, octets) == 1)
		length = 16;
	if (length == 0) {
		derw_str(d, DERW_CONTEXT(7), text);
		return;
	}
	bits = slash != NULL ? strtoul(slash + 1, NULL, 10) : 0;
	for (size_t i = 0; i < 8 * length && i < bits; i++)
		octets[length + i / 8] |= (uint8_t)(0x80u >> (i % 8));
	derw_put(d, DERW_CONTEXT(7), octets, slash != NULL ? 2 * length : length);
}

static void pki_directory_name(struct derw *d, const char *cn)
{
	derw_begin(d, DERW_CONTEXT_CONSTRUCTED(4));
	derw_begin(d, DERW_SEQUENCE);
	derw_begin(d, DERW_SET);
	derw_begin(d, DERW_SEQUENCE);
	derw_oid(d, "2.5.4.3");
	derw_str(d, DERW_UTF8_STRING, cn);
	for (int i = 0; i < 4; i++)
		derw_end(d);
}

/* One GeneralName in the notation of pki.h. */
static void pki_general_name(struct derw *d, const char *text)
{
	const char *rest;

	if ((rest = pki_after(text, "ip:")) != NULL)
		pki_address(d, rest);
	else if ((rest = pki_after(text, "email:")) != NULL)
		derw_str(d, DERW_CONTEXT(1), rest);
	else if ((rest = pki_after(text, "uri:")) != NULL)
		derw_str(d, DERW_CONTEXT(6), rest);
	else if ((rest = pki_after(text, "dir:")) != NULL)
		pki_directory_name(d, rest);
	else
		derw_str(d, DERW_CONTEXT(2), text);
}

static void pki_basic_constraints(struct derw *d, const struct pki_spec *s)
{
	if (s->flags & PKI_NO_BC)
		return;
	pki_begin_extension(d, "2.5.29.19", !(s->flags & PKI_BC_NOT_CRITICAL));
	derw_begin(d, DERW_SEQUENCE);
	if (s->flags & PKI_CA)
		derw_bool(d, true);
	if (s->flags & PKI_PATH_LENGTH)
		derw_int(d, DERW_INTEGER, s->path_length);
	derw_end(d);
	pki_end_extension(d);
}

static void pki_key_usage(struct derw *d, const struct pki_spec *s)
{
	unsigned bits = s->key_usage;

	if (s->flags & PKI_NO_KU)
		return;
	if (bits == 0)
		bits = s->flags & PKI_CA ? KU_KEY_CERT_SIGN | KU_CRL_SIGN : KU_DIGITAL_SIGNATURE;
	pki_begin_extension(d, "2.5.29.15", true);
	derw_named_bits(d, bits);
	pki_end_extension(d);
}

static void pki_purposes(struct derw *d, const struct pki_spec *s)
{
	static const char *const server[] = { "1.3.6.1.5.5.7.3.1", NULL };
	const char *const *eku = s->eku != NULL ? s->eku : s->flags & PKI_CA ? NULL : server;

	if (eku == NULL || (s->flags & PKI_NO_EKU))
		return;
	pki_begin_extension(d, "2.5.29.37", (s->flags & PKI_EKU_CRITICAL) != 0);
	derw_begin(d, DERW_SEQUENCE);
	for (; *eku != NULL; eku++)
		derw_oid(d, *eku);
	derw_end(d);
	pki_end_extension(d);
}

static void pki_key_ids(struct derw *d, const struct pki_spec *s, struct bytes own, struct bytes issuer)
{
	static const uint8_t nobody[PKI_KEY_ID_BYTES] = { 0x4e, 0x0b, 0x0d, 0x11 };

	if (!(s->flags & PKI_NO_SKID)) {
		pki_begin_extension(d, "2.5.29.14", false);
		derw_put(d, DERW_OCTET_STRING, own.p, own.n);
		pki_end_extension(d);
	}
	if (!(s->flags & PKI_NO_AKID)) {
		if (s->flags & PKI_WRONG_AKID)
			issuer = (struct bytes){ nobody, sizeof nobody };
		pki_begin_extension(d, "2.5.29.35", false);
		derw_begin(d, DERW_SEQUENCE);
		derw_put(d, DERW_CONTEXT(0), issuer.p, issuer.n);
		derw_end(d);
		pki_end_extension(d);
	}
}

static void pki_alt_names(struct derw *d, const struct pki_spec *s)
{
	if (s->names == NULL)
		return;
	pki_begin_extension(d, "2.5.29.17", (s->flags & PKI_SAN_CRITICAL) != 0);
	derw_begin(d, DERW_SEQUENCE);
	for (const char *const *name = s->names; *name != NULL; name++)
		pki_general_name(d, *name);
	derw_end(d);
	pki_end_extension(d);
}

static void pki_subtree(struct derw *d, const char *text)
{
	derw_begin(d, DERW_SEQUENCE);
	pki_general_name(d, text);
	derw_end(d);
}

static void pki_subtrees(struct derw *d, uint8_t tag, const char *const *list)
{
	if (list == NULL)
		return;
	derw_begin(d, tag);
	for (; *list != NULL; list++)
		if (strcmp(*list, "ip:") == 0) {
			pki_subtree(d, "ip:0.0.0.0/0");
			pki_subtree(d, "ip:::/0");
		} else {
			pki_subtree(d, *list);
		}
	derw_end(d);
}

static void pki_name_constraints(struct derw *d, const struct pki_spec *s)
{
	if (s->permitted == NULL && s->excluded == NULL)
		return;
	pki_begin_extension(d, "2.5.29.30", !(s->flags & PKI_NC_NOT_CRITICAL));
	derw_begin(d, DERW_SEQUENCE);
	pki_subtrees(d, DERW_CONTEXT_CONSTRUCTED(0), s->permitted);
	pki_subtrees(d, DERW_CONTEXT_CONSTRUCTED(1), s->excluded);
	derw_end(d);
	pki_end_extension(d);
}

static void pki_policies(struct derw *d, const struct pki_spec *s)
{
	if (s->policies == NULL)
		return;
	pki_begin_extension(d, "2.5.29.32", false);
	derw_begin(d, DERW_SEQUENCE);
	for (const char *const *oid = s->policies; *oid != NULL; oid++) {
		derw_begin(d, DERW_SEQUENCE);
		derw_oid(d, *oid);
		derw_end(d);
	}
	derw_end(d);
	pki_end_extension(d);
}

static void pki_access_description(struct derw *d, const char *method, const char *url)
{
	if (url == NULL)
		return;
	derw_begin(d, DERW_SEQUENCE);
	derw_oid(d, method);
	derw_str(d, DERW_CONTEXT(6), url);
	derw_end(d);
}

static void pki_addresses(struct derw *d, const struct pki_spec *s)
{
	if (s->ocsp != NULL || s->ca_issuers != NULL) {
		pki_begin_extension(d, "1.3.6.1.5.5.7.1.1", false);
		derw_begin(d, DERW_SEQUENCE);
		pki_access_description(d, "1.3.6.1.5.5.7.48.1", s->ocsp);
		pki_access_description(d, "1.3.6.1.5.5.7.48.2", s->ca_issuers);
		derw_end(d);
		pki_end_extension(d);
	}
	if (s->crl != NULL) {
		pki_begin_extension(d, "2.5.29.31", false);
		derw_begin(d, DERW_SEQUENCE);
		derw_begin(d, DERW_SEQUENCE);
		derw_begin(d, DERW_CONTEXT_CONSTRUCTED(0));
		derw_begin(d, DERW_CONTEXT_CONSTRUCTED(0));
		derw_str(d, DERW_CONTEXT(6), s->crl);
		for (int i = 0; i < 4; i++)
			derw_end(d);
		pki_end_extension(d);
	}
}

static void pki_promises(struct derw *d, const struct pki_spec *s)
{
	if (s->flags & PKI_MUST_STAPLE) {
		pki_begin_extension(d, "1.3.6.1.5.5.7.1.24", false);
		derw_begin(d, DERW_SEQUENCE);
		derw_int(d, DERW_INTEGER, 5);      /* status_request (RFC 6066) */
		derw_end(d);
		pki_end_extension(d);
	}
	if (s->flags & PKI_OCSP_NOCHECK) {
		pki_begin_extension(d, "1.3.6.1.5.5.7.48.1.5", false);
		derw_null(d);
		pki_end_extension(d);
	}
}

void pki_extensions(struct derw *d, const struct pki_spec *s, struct bytes own_key_id, struct bytes issuer_key_id)
{
	struct derw list = DERW_INIT(PKI_CERT_BYTES);

	pki_basic_constraints(&list, s);
	pki_key_usage(&list, s);
	pki_purposes(&list, s);
	pki_key_ids(&list, s, own_key_id, issuer_key_id);
	pki_alt_names(&list, s);
	pki_name_constraints(&list, s);
	pki_policies(&list, s);
	pki_addresses(&list, s);
	pki_promises(&list, s);
	for (size_t i = 0; i < s->n_extensions; i++)
		pki_put_extension(&list, &s->extensions[i]);
	if (list.b.len > 0 && !list.bad) {
		derw_begin(d, DERW_CONTEXT_CONSTRUCTED(3));
		derw_begin(d, DERW_SEQUENCE);
		derw_raw(d, derw_bytes(&list));
		derw_end(d);
		derw_end(d);
	}
	d->bad |= list.bad;
	derw_done(&list);
}
