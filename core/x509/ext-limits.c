/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reads the extensions by which a CA limits those below it: name constraints and policies (RFC 5280 4.2.1.4, 4.2.1.5,
 * 4.2.1.10, 4.2.1.11, 4.2.1.14). */
#include "x509/ext-limits.h"

#include "x509/cert-read.h"
#include "x509/cert-name.h"
#include "base/limits.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { CONSTRAINT_ADDRESS = 7 };         /* iPAddress of GeneralName */

static const char ext_range[] = "it has a minimum or maximum, which nobody may use";

/* GeneralSubtree: base, [0] minimum DEFAULT 0, [1] maximum. */
static const char *ext_add_subtree(struct cert *c, struct subtree **trees, size_t *n, struct bytes content)
{
	struct bytes minimum, maximum;
	struct subtree t = { 0 };
	const char *why;

	if (!general_name_take(&content, &t.tag, &t.raw) || !der_optional(&content, DER_PRIMITIVE_TAG(0), &minimum) ||
	    !der_optional(&content, DER_PRIMITIVE_TAG(1), &maximum) || content.n != 0)
		return NOT_DER;
	t.min_max = minimum.p != NULL || maximum.p != NULL;
	t.value = general_name_text(t.tag, t.raw, true, &t.type, &why);
	if (t.value == NULL)
		return t.tag == CONSTRAINT_ADDRESS ? cert_form(c, FORM_MASK, why) : why;
	MEM_GROW(*trees, *n);
	(*trees)[(*n)++] = t;
	return t.min_max ? ext_range : NULL;
}

/* What follows a subtree with a minimum or maximum is read all the same. */
static const char *ext_subtrees(struct cert *c, struct subtree **trees, size_t *n, struct bytes list)
{
	const char *why = NULL;
	bool range = false;
	struct bytes content;

	while (list.n > 0 && (why == NULL || why == ext_range)) {
		if (*n >= LIMIT_NAMES)
			return over_names;
		why = der_take(&list, DER_SEQUENCE, &content) ? ext_add_subtree(c, trees, n, content) : NOT_DER;
		range = range || why == ext_range;
	}
	return why == NULL && range ? ext_range : why;
}

const char *ext_name_constraints(struct cert *c, struct bytes v)
{
	struct bytes list, permitted, excluded;
	const char *first, *second;

	c->nc = mem_alloc(sizeof *c->nc);
	if (!der_take(&v, DER_SEQUENCE, &list) || v.n != 0
		|| !der_optional(&list, DER_CONSTRUCTED_TAG(0), &permitted) ||
	    !der_optional(&list, DER_CONSTRUCTED_TAG(1), &excluded) || list.n != 0)
		return NOT_DER;
	if (permitted.p == NULL && excluded.p == NULL)
		return cert_form(c, FORM_NO_LIMIT, "it constrains nothing");
	first = ext_subtrees(c, &c->nc->permitted, &c->nc->n_permitted, permitted);
	if (first != NULL && first != ext_range)
		return first;
	second = ext_subtrees(c, &c->nc->excluded, &c->nc->n_excluded, excluded);
	if (second != NULL && second != ext_range)
		return second;
	if (first != NULL || second != NULL)
		return cert_form(c, FORM_RANGE, ext_range);
	if ((permitted.p == NULL || permitted.n > 0) && (excluded.p == NULL || excluded.n > 0))
		return NULL;
	return cert_form(c, permitted.n + excluded.n == 0 ? FORM_NO_LIMIT : FORM_EMPTY, "one of its lists is empty");
}

static bool ext_has_policy(const struct cert *c, const char *dotted)
{
	size_t i;

	for (i = 0; i < c->n_policies; i++)
		if (strcmp(c->policies[i], dotted) == 0)
			return true;
	return false;
}

/* id-qt-cps and id-qt-unotice (RFC 5280 4.2.1.4): who finds another one in a critical extension must refuse it. */
static bool ext_is_plain_qualifier(struct bytes id)
{
	static const uint8_t arc[] = { 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x02 };

	return id.n == sizeof arc + 1 && memcmp(id.p, arc, sizeof arc) == 0 && (id.p[7] == 1 || id.p[7] == 2);
}

/* PolicyInformation: the id, and qualifiers of which at least one is there when the list is. */
static const char *ext_add_policy(struct cert *c, struct bytes info)
{
	char dotted[DER_OID_TEXT];
	struct bytes oid, qualifiers, qualifier, id;

	if (!der_take(&info, DER_OID, &oid) || !der_oid(oid, dotted) || !der_optional(&info, DER_SEQUENCE, &qualifiers)
		|| info.n != 0 ||
	    (qualifiers.p != NULL && qualifiers.n == 0))
		return NOT_DER;
	while (qualifiers.n > 0) {
		if (!der_take(&qualifiers, DER_SEQUENCE, &qualifier) || !der_take(&qualifier, DER_OID, &id))
			return NOT_DER;
		c->odd_qualifier |= !ext_is_plain_qualifier(id) || qualifier.n == 0;
	}
	if (c->n_policies >= LIMIT_POLICIES)
		return over_policies;
	if (ext_has_policy(c, dotted))
		return "it names a policy twice";
	MEM_GROW(c->policies, c->n_policies);
	c->policies[c->n_policies++] = mem_strdup(dotted);
	return NULL;
}

const char *ext_policies(struct cert *c, struct bytes v)
{
	const char *why = NULL;
	struct bytes list, info;

	if (!der_take(&v, DER_SEQUENCE, &list))
		return cert_form(c, FORM_POLICIES, NOT_DER);
	if (v.n != 0)
		return NOT_DER;
	if (list.n == 0)
		return cert_form(c, FORM_EMPTY, "it names no policy at all");
	while (list.n > 0 && why == NULL)
		why = der_take(&list, DER_SEQUENCE, &info) ? ext_add_policy(c, info) : NOT_DER;
	return why;
}

const char *ext_policy_mappings(struct cert *c, struct bytes v)
{
	struct bytes list, pair, from, to;

	(void)c;
	if (!der_take(&v, DER_SEQUENCE, &list) || v.n != 0 || list.n == 0)
		return NOT_DER;
	while (list.n > 0)
		if (!der_take(&list, DER_SEQUENCE, &pair) || !der_take(&pair, DER_OID, &from)
			|| !der_take(&pair, DER_OID, &to) || pair.n != 0)
			return NOT_DER;
	return NULL;
}

const char *ext_policy_constraints(struct cert *c, struct bytes v)
{
	struct bytes list, require, inhibit;
	uint64_t n;

	(void)c;
	if (!der_take(&v, DER_SEQUENCE, &list) || v.n != 0 || !der_optional(&list, DER_PRIMITIVE_TAG(0), &require) ||
	    !der_optional(&list, DER_PRIMITIVE_TAG(1), &inhibit) || list.n != 0)
		return NOT_DER;
	if (require.p == NULL && inhibit.p == NULL)
		return "it constrains nothing";
	return (require.p != NULL && !der_unsigned(require, &n))
		|| (inhibit.p != NULL && !der_unsigned(inhibit, &n)) ? NOT_DER : NULL;
}

const char *ext_inhibit_any_policy(struct cert *c, struct bytes v)
{
	struct bytes content;
	uint64_t n;

	(void)c;
	return der_take(&v, DER_INTEGER, &content) && v.n == 0 && der_unsigned(content, &n) ? NULL : NOT_DER;
}
