/* SPDX-License-Identifier: GPL-3.0-or-later
 * Profile rules on key identifiers and on what makes a CA. */
#include "rules/profile.h"

#include "rules/constraints.h"
#include "asn1/der.h"
#include "x509/cert-ext.h"

#include <string.h>

/* RFC 5280 4.2.1.1: a self-signed certificate may leave it out. */
bool profile_aki_missing(const struct profile_place *p)
{
	return cert_extension(p->c, "2.5.29.35") == NULL && !p->c->self_signed;
}

bool profile_aki_no_key(const struct profile_place *p)
{
	return cert_extension(p->c, "2.5.29.35") != NULL && p->c->akid.n == 0;
}

bool profile_aki_issuer(const struct profile_place *p)
{
	const struct extension *e = cert_extension(p->c, "2.5.29.35");
	struct bytes v, list;
	struct der part;

	if (e == NULL)
		return false;
	v = e->value;
	if (!der_take(&v, DER_SEQUENCE, &list))
		return false;
	while (der_next(&list, &part))
		if (part.id == DER_CONSTRUCTED_TAG(1) || part.id == DER_PRIMITIVE_TAG(2))
			return true;
	return false;
}

bool profile_ski_missing(const struct profile_place *p)
{
	return p->c->skid.n == 0;
}

/* The names are the same to whoever compares them as RFC 5280 7.1 says, or there would be no link. */
bool profile_issuer_spelt(const struct profile_place *p)
{
	return p->issuer != NULL && p->issuer != p->c && !bytes_same(p->c->issuer.der, p->issuer->subject.der);
}

/* OpenSSL then looks for no issuer (build_chain(), crypto/x509/x509_vfy.c). */
bool profile_aki_own_name(const struct profile_place *p)
{
	return p->issuer != NULL && p->issuer != p->c && !p->c->self_signed && cert_seems_own(p->c);
}

/* What a CA's certificate calls its key is what the certificates that it issues must call it. */
bool profile_aki_differs(const struct profile_place *p)
{
	return p->issuer != NULL && cert_names_other_key(p->c, p->issuer);
}

bool profile_aki_other(const struct profile_place *p)
{
	return p->issuer != NULL && cert_names_other(p->c, p->issuer);
}

bool profile_key_id_empty(const struct profile_place *p)
{
	return p->issuer != NULL && cert_key_id_empty(p->c, p->issuer);
}

bool profile_bc_missing(const struct profile_place *p)
{
	return !p->c->has_bc || !p->c->is_ca;
}

bool profile_bc_critical(const struct profile_place *p)
{
	const struct extension *e = cert_extension(p->c, "2.5.29.19");

	return e != NULL && !e->critical;
}

static bool ca_may_sign(const struct cert *c)
{
	return c->is_ca && c->has_ku && (c->ku & KU_KEY_CERT_SIGN) != 0;
}

bool profile_path_length(const struct profile_place *p)
{
	return p->c->path_length >= 0 && !ca_may_sign(p->c);
}

bool profile_sign_no_ca(const struct profile_place *p)
{
	return !p->c->is_ca && p->c->has_ku && (p->c->ku & KU_KEY_CERT_SIGN) != 0;
}

bool profile_ku_missing(const struct profile_place *p)
{
	return !p->c->has_ku;
}

bool profile_ku_no_sign(const struct profile_place *p)
{
	return p->c->has_ku && (p->c->ku & KU_KEY_CERT_SIGN) == 0;
}

bool profile_nc_no_ca(const struct profile_place *p)
{
	return p->c->nc != NULL && !p->c->is_ca;
}

static bool ca_trees_broken(const struct subtree *trees, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (trees[i].min_max || constraint_fault(&trees[i]) != NULL)
			return true;
	return false;
}

bool profile_nc_form(const struct profile_place *p)
{
	const struct name_constraints *nc = p->c->nc;

	return nc != NULL && (ca_trees_broken(nc->permitted, nc->n_permitted)
		|| ca_trees_broken(nc->excluded, nc->n_excluded));
}

bool profile_root_eku(const struct profile_place *p)
{
	return p->c->has_eku;
}

/* A CA without the extension may sign for any purpose, which these requirements tolerate for cross-certificates alone;
 * but it says nothing wrong. */
bool profile_ca_eku(const struct profile_place *p)
{
	bool server = false, other = false;

	for (size_t i = 0; i < p->c->n_eku; i++) {
		const char *eku = p->c->eku[i];
		if (strcmp(eku, "serverAuth") == 0)
			server = true;
		else if ((strcmp(eku, "clientAuth") != 0 && strchr(eku, '.') == NULL)
			|| strcmp(eku, PURPOSE_PRECERTIFICATES) == 0)
			other = true;        /* whom the BR forbid has a name here, too, but for the last */
	}
	return p->c->has_eku && (other || !server);
}
