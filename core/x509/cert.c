/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reads a certificate (RFC 5280 4.1) with our own strict reader: what it cannot read it can still show, and every
 * fault has a sentence. */
#include "x509/cert-read.h"
#include "x509/cert-sig.h"
#include "x509/cert-name.h"
#include "x509/cert-key.h"
#include "x509/cert-ext.h"
#include "x509/dn.h"
#include "base/limits.h"
#include "base/mem.h"
#include "x509/verify.h"

#include <gnutls/gnutls.h>
#include <stdlib.h>
#include <string.h>

/* What stands in TBSCertificate, in its order. */
struct cert_tbs { struct bytes version, serial, algorithm, validity, unique1, unique2, extensions;
	struct der issuer, subject, spki; };

static bool cert_take_tbs(struct cert *c, struct bytes in, struct cert_tbs *t)
{
	if (!der_optional(&in, DER_CONSTRUCTED_TAG(0), &t->version) || !der_take(&in, DER_INTEGER, &t->serial) ||
	    !der_take(&in, DER_SEQUENCE, &t->algorithm) || !der_take_whole(&in, DER_SEQUENCE, &t->issuer) ||
	    !der_take(&in, DER_SEQUENCE, &t->validity) || !der_take_whole(&in, DER_SEQUENCE, &t->subject) ||
	    !der_take_whole(&in, DER_SEQUENCE, &t->spki))
		return cert_fault(c, "its contents are not in the order and form of a certificate (RFC 5280, 4.1)");
	if (!der_optional(&in, DER_PRIMITIVE_TAG(1), &t->unique1)
		|| !der_optional(&in, DER_PRIMITIVE_TAG(2), &t->unique2) ||
	    !der_optional(&in, DER_CONSTRUCTED_TAG(3), &t->extensions) || in.n != 0)
		return cert_fault(c, "its contents go on with something that has no place in a certificate (RFC 5280,"
		" 4.1)");
	return true;
}

/* Version is [0] EXPLICIT INTEGER DEFAULT v1 (RFC 5280 4.1.2.1). */
static bool cert_read_version(struct cert *c, const struct cert_tbs *t)
{
	struct bytes in = t->version, content;
	uint64_t v = 0;

	c->version = 1;
	if (t->version.p == NULL)
		return true;
	if (!der_take(&in, DER_INTEGER, &content) || in.n != 0 || !der_unsigned(content, &v) || v > 2)
		return cert_fault(c, "its version is none of 1, 2 and 3 (RFC 5280, 4.1.2.1)");
	c->version = (int)v + 1;
	if (v == 0)
		(void)cert_fault(c, "it spells out that it is of version 1, which DER forbids (RFC 5280, 4.1.2.1)");
	return true;
}

/* Unique ids came with version 2, extensions with version 3 (RFC 5280 4.1.2.8, 4.1.2.9). */
static void cert_check_version(struct cert *c, const struct cert_tbs *t)
{
	if (t->extensions.p != NULL && c->version < 3)
		(void)cert_fault(c, "it has extensions, but says that it is of version %d, which has none (RFC 5280,"
			" 4.1.2.1)", c->version);
	if ((t->unique1.p != NULL || t->unique2.p != NULL) && c->version < 2)
		(void)cert_fault(c, "it has unique identifiers, but says that it is of version 1, which has none (RFC"
			" 5280, 4.1.2.8)");
}

static bool cert_read_validity(struct cert *c, struct bytes in)
{
	struct der from, to;

	c->validity = in;
	if (!der_next(&in, &from) || !der_next(&in, &to) || in.n != 0)
		return cert_fault(c, "its validity is no pair of times (RFC 5280, 4.1.2.5)");
	if (!der_time(&from, &c->not_before))
		return cert_fault(c, "the date from which it is valid is not written as a date (RFC 5280, 4.1.2.5)");
	if (!der_time(&to, &c->not_after))
		return cert_fault(c, "the date until which it is valid is not written as a date (RFC 5280, 4.1.2.5)");
	return true;
}

static void cert_read_names(struct cert *c, const struct cert_tbs *t)
{
	const char *why;

	if (!dn_read(t->subject.whole, &c->subject, &why))
		(void)cert_fault_in(c, "subject's name", "", why, "RFC 5280, 4.1.2.6");
	if (!dn_read(t->issuer.whole, &c->issuer, &why))
		(void)cert_fault_in(c, "issuer's name", "", why, "RFC 5280, 4.1.2.4");
	c->self_issued = c->subject.hash == c->issuer.hash && dn_match(c->subject.der, c->issuer.der);
}

/* The algorithm stands twice and must be the same (RFC 5280 4.1.1.2). Chromium lets two spellings of one algorithm
 * pass. */
static bool cert_read_algorithms(struct cert *c, struct bytes outer, struct bytes inner)
{
	struct sig_alg other;

	if (!sig_alg_read(outer, &c->sig_alg))
		return cert_fault(c, "its signature algorithm cannot be read (RFC 5280, 4.1.1.2)");
	c->sig_alg_differs = !bytes_same(outer, inner);
	if (c->sig_alg.junk)
		(void)cert_fault(c, "its signature algorithm %s has parameters, which it must not have (RFC 4055, 5;"
			" RFC 5758, 3.2)", c->sig_alg.name);
	if (!c->sig_alg_differs)
		return true;
	if (!sig_alg_read(inner, &other) || other.gnutls == 0 || other.gnutls != c->sig_alg.gnutls)
		(void)cert_fault(c, "it names two different signature algorithms, one inside and one outside of what is"
			" signed (RFC 5280, 4.1.1.2)");
	c->sig_alg.null |= other.null;
	free(other.oid);
	return true;
}

static void cert_read_extensions(struct cert *c, struct bytes in)
{
	struct bytes list;

	if (in.p == NULL)
		return;
	if (!der_take(&in, DER_SEQUENCE, &list) || in.n != 0)
		(void)cert_fault(c, "its extensions are not one list (RFC 5280, 4.1.2.9)");
	else
		extensions_read(c, list);
}

static bool cert_read_tbs(struct cert *c, struct bytes in, struct bytes algorithm)
{
	struct cert_tbs t;

	if (!cert_take_tbs(c, in, &t) || !cert_read_version(c, &t) || !cert_read_validity(c, t.validity)
		|| !key_read(c, t.spki.whole) ||
	    !cert_read_algorithms(c, algorithm, t.algorithm))
		return false;
	c->serial = t.serial;
	if (!der_integer(t.serial))
		(void)cert_fault(c, "its serial number is no integer as DER writes one (RFC 5280, 4.1.2.2)");
	cert_read_names(c, &t);
	cert_check_version(c, &t);
	cert_read_extensions(c, t.extensions);
	return true;
}

/* Certificate: what is signed, with which algorithm, and the signature (RFC 5280 4.1.1). */
static bool cert_read_outer(struct cert *c)
{
	struct bytes in = { c->der, c->der_len }, cert, algorithm, bits;
	struct der tbs;
	unsigned unused;

	if (!der_take(&in, DER_SEQUENCE, &cert))
		return cert_fault(c, "it is not DER, or is cut off: %zu bytes do not make a certificate", c->der_len);
	if (in.n != 0)
		(void)cert_fault(c, "%zu bytes follow behind its end, which DER forbids", in.n);
	if (!der_take_whole(&cert, DER_SEQUENCE, &tbs) || !der_take(&cert, DER_SEQUENCE, &algorithm) ||
	    !der_take(&cert, DER_BIT_STRING, &bits) || cert.n != 0)
		return cert_fault(c, "it is not made of contents, an algorithm and a signature (RFC 5280, 4.1)");
	c->tbs = tbs.whole;
	if (!der_bit_string(bits, &c->signature, &unused) || unused != 0)
		(void)cert_fault(c, "its signature is not a whole number of octets (RFC 5280, 4.1.1.3)");
	return cert_read_tbs(c, tbs.content, algorithm);
}

struct cert *cert_read(const void *der, size_t n)
{
	struct cert *c = cert_start(der, n);

	c->parsed = cert_read_outer(c);
	cert_digest(c);
	if (c->parsed && c->self_issued)
		c->self_signed = cert_verify_signature(c, c, NULL) == 1;
	return c;
}

struct cert *cert_ref(const struct cert *c)
{
	struct cert *shared = (struct cert *)(uintptr_t)c;   /* the count is not part of the value */

	(void)__atomic_add_fetch(&shared->refs, 1, __ATOMIC_RELAXED);
	return shared;
}

static void cert_free_urls(struct url *urls, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		free(urls[i].text);
		free(urls[i].raw);
	}
	free(urls);
}

static void cert_free_subtrees(struct subtree *trees, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		free(trees[i].value);
	free(trees);
}

static void cert_free_strings(char **list, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		free(list[i]);
	free(list);
}

static void cert_free_lists(struct cert *c)
{
	size_t i;

	for (i = 0; i < c->n_sans; i++) {
		free(c->sans[i].value);
		free(c->sans[i].value_unicode);
	}
	for (i = 0; i < c->n_extensions; i++) {
		free(c->extensions[i].oid);
		free(c->extensions[i].text);
	}
	if (c->nc != NULL) {
		cert_free_subtrees(c->nc->permitted, c->nc->n_permitted);
		cert_free_subtrees(c->nc->excluded, c->nc->n_excluded);
	}
	cert_free_strings(c->eku, c->n_eku);
	cert_free_strings(c->policies, c->n_policies);
	cert_free_urls(c->ocsp, c->n_ocsp);
	cert_free_urls(c->ca_issuers, c->n_ca_issuers);
	cert_free_urls(c->crl, c->n_crl);
	free(c->attributes);
	free(c->sans);
	free(c->extensions);
	free(c->nc);
	free(c->scts);
}

void cert_unref(struct cert *c)
{
	if (c == NULL || __atomic_sub_fetch(&c->refs, 1, __ATOMIC_ACQ_REL) != 0)
		return;
	cert_free_lists(c);
	dn_done(&c->subject);
	dn_done(&c->issuer);
	free(c->sig_alg.oid);
	free(c->key.oid);
	free(c->fault);
	free(c->der);
	free(c);
}

bool cert_same(const struct cert *a, const struct cert *b)
{
	return a == b || bytes_same((struct bytes){ a->der, a->der_len }, (struct bytes){ b->der, b->der_len });
}

bool cert_names_other_key(const struct cert *c, const struct cert *issuer)
{
	return c->akid.n > 0 && issuer->skid.n > 0 && !bytes_same(c->akid, issuer->skid);
}

bool cert_key_id_empty(const struct cert *c, const struct cert *issuer)
{
	return c->akid.p != NULL && issuer->skid.p != NULL && (c->akid.n == 0) != (issuer->skid.n == 0);
}

bool cert_names_other_number(const struct cert *c, const struct cert *issuer)
{
	return c->akid_serial.n > 0 && !bytes_same(c->akid_serial, issuer->serial);
}

bool cert_names_other(const struct cert *c, const struct cert *issuer)
{
	return cert_names_other_number(c, issuer)
		|| (c->akid_issuer.n > 0 && !dn_match(c->akid_issuer, issuer->issuer.der));
}

char *cert_pem(const struct cert *c)
{
	gnutls_datum_t der = { c->der, (unsigned)c->der_len }, pem = { NULL, 0 };
	char *s;

	if (gnutls_pem_base64_encode2(c->request ? "CERTIFICATE REQUEST" : "CERTIFICATE", &der, &pem) != 0)
		return mem_strdup("");
	s = mem_strndup((const char *)pem.data, pem.size);
	gnutls_free(pem.data);
	return s;
}

static const char *cert_name_label(const struct dn *dn, const char *dns)
{
	const char *const candidates[] = { dn->cn, dns, dn->o, dn->text };
	size_t i;

	for (i = 0; i < sizeof candidates / sizeof *candidates; i++)
		if (candidates[i] != NULL && *candidates[i] != '\0')
			return candidates[i];
	return NULL;
}

const char *cert_label(const struct cert *c)
{
	static const enum san_type types[] = { SAN_DNS, SAN_IP, SAN_EMAIL, SAN_URI, SAN_OTHER };
	const char *name = NULL, *label;
	size_t i, k;

	if (!c->parsed)
		return c->request ? "a request that cannot be read" : "a certificate that cannot be read";
	for (k = 0; k < sizeof types / sizeof *types && name == NULL; k++)
		for (i = 0; i < c->n_sans && name == NULL; i++)
			if (c->sans[i].type == types[k])
				name = c->sans[i].value;
	label = cert_name_label(&c->subject, name);
	if (label != NULL)
		return label;
	if (c->is_ca && !c->request)
		return "a CA without a name";
	return c->request ? "somebody without a name" : "a certificate without a name";
}

const char *cert_label_native(const struct cert *c)
{
	const char *label = cert_label(c);

	for (size_t i = 0; i < c->n_sans; i++)
		if (c->sans[i].value_unicode != NULL && strcmp(c->sans[i].value, label) == 0)
			return c->sans[i].value_unicode;
	return NULL;
}

bool cert_is_named(const struct cert *c)
{
	return c->parsed && (c->n_sans > 0 || cert_name_label(&c->subject, NULL) != NULL);
}

const char *cert_signed_with(const struct cert *c)
{
	return c->sig_alg.name != NULL ? c->sig_alg.name : c->sig_alg.oid;
}

const char *cert_issuer_label(const struct cert *c)
{
	const char *label = c->parsed ? cert_name_label(&c->issuer, NULL) : NULL;

	return label != NULL ? label : "an issuer without a name";
}

bool cert_allows_eku(const struct cert *c, const char *purpose)
{
	size_t i;

	for (i = 0; i < c->n_eku; i++)
		if (strcmp(c->eku[i], purpose) == 0 || strcmp(c->eku[i], "anyExtendedKeyUsage") == 0)
			return true;
	return !c->has_eku;
}
