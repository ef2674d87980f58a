/* SPDX-License-Identifier: GPL-3.0-or-later
 * Policy processing. Since any policy is acceptable here, only one question of RFC 5280's tree matters: which policies
 * are still expected at this depth, and is there any? So a set per depth does what the tree does, and cannot grow
 * beyond what the certificates list (RFC 9618 tells how the tree can). */
#include "rules/policy.h"

#include "asn1/der.h"
#include "base/limits.h"
#include "x509/cert-ext.h"

#include <string.h>

#define ANY_POLICY "2.5.29.32.0"
#define OID_MAPPINGS "2.5.29.33"
#define OID_CONSTRAINTS "2.5.29.36"
#define OID_INHIBIT_ANY "2.5.29.54"

enum { POLICY_TEXT = DER_OID_TEXT };

const char *policy_class(const struct cert *c)
{
	static const struct { const char *oid, *name; } classes[] = {
		{ "2.23.140.1.1", "EV" }, { "2.23.140.1.2.2", "OV" }, { "2.23.140.1.2.3", "IV" },
			{ "2.23.140.1.2.1", "DV" },
	};

	for (size_t k = 0; k < sizeof classes / sizeof *classes && !c->is_ca; k++)
		for (size_t i = 0; i < c->n_policies; i++)
			if (strcmp(c->policies[i], classes[k].oid) == 0)
				return classes[k].name;
	return NULL;
}

/* The expected policies at one depth. */
struct policies {
	bool any;
	size_t n;
	char oid[LIMIT_POLICIES][POLICY_TEXT];
};

/* Counters of 6.1.2 (d) to (f): certificates to go until a rule begins to hold. */
struct policy_state {
	uint64_t explicit_policy, mapping, inhibit_any;
};

static bool policies_has(const struct policies *p, const char *oid)
{
	for (size_t i = 0; i < p->n; i++)
		if (strcmp(p->oid[i], oid) == 0)
			return true;
	return false;
}

static void policies_add(struct policies *p, const char *oid)
{
	size_t n = strlen(oid);

	if (p->n < LIMIT_POLICIES && n < POLICY_TEXT && !policies_has(p, oid))
		memcpy(p->oid[p->n++], oid, n + 1);
}

static void policies_copy(struct policies *to, const struct policies *from)
{
	to->any = from->any;
	to->n = from->n;
	memcpy(to->oid, from->oid, from->n * sizeof from->oid[0]);
}

static void policies_remove(struct policies *p, const char *oid)
{
	for (size_t i = 0; i < p->n; i++)
		if (strcmp(p->oid[i], oid) == 0) {
			memmove(p->oid[i], p->oid[--p->n], POLICY_TEXT);
			return;
		}
}

static bool policies_none(const struct policies *p)
{
	return !p->any && p->n == 0;
}

/* 6.1.3 (d) and (e): keep what the certificate asserts of what was expected. */
static void policies_step(struct policies *p, const struct cert *c, bool any_allowed)
{
	struct policies next;            /* sixty kilobytes: what is not used of them is not touched */
	bool asserts_any = false;

	next.any = false;
	next.n = 0;
	for (size_t i = 0; i < c->n_policies; i++) {
		if (strcmp(c->policies[i], ANY_POLICY) == 0)
			asserts_any = true;
		else if (p->any || policies_has(p, c->policies[i]))
			policies_add(&next, c->policies[i]);
	}
	if (asserts_any && any_allowed) {
		next.any = p->any;
		for (size_t i = 0; i < p->n; i++)
			policies_add(&next, p->oid[i]);
	}
	policies_copy(p, &next);
}

/* One pair of PolicyMappings. */
static bool mapping_take(struct bytes *list, char from[POLICY_TEXT], char to[POLICY_TEXT])
{
	struct bytes pair, a, b;

	return der_take(list, DER_SEQUENCE, &pair) && der_take(&pair, DER_OID, &a) && der_take(&pair, DER_OID, &b)
		&& der_oid(a, from) && der_oid(b, to);
}

static bool mappings_open(const struct cert *c, struct bytes *list)
{
	const struct extension *e = cert_extension(c, OID_MAPPINGS);
	struct bytes v;

	if (e == NULL)
		return false;
	v = e->value;
	return der_take(&v, DER_SEQUENCE, list);
}

/* 6.1.4 (a) and (b). */
static const char *policies_map(struct policies *p, const struct cert *c, bool allowed)
{
	char from[POLICY_TEXT], to[POLICY_TEXT];
	struct bytes list, again;
	struct policies before;

	if (!mappings_open(c, &list))
		return NULL;
	policies_copy(&before, p);
	again = list;
	while (mapping_take(&list, from, to)) {
		if (strcmp(from, ANY_POLICY) == 0 || strcmp(to, ANY_POLICY) == 0)
			return "it maps a policy to or from \"any policy\"";
		policies_remove(p, from);
	}
	for (size_t n = 0; allowed && n < LIMIT_POLICIES && mapping_take(&again, from, to); n++)
		if (before.any || policies_has(&before, from))
			policies_add(p, to);
	return NULL;
}

static void count_down(uint64_t *n)
{
	if (*n > 0)
		--*n;
}

static void at_most(uint64_t *n, struct bytes content)
{
	uint64_t value;

	if (content.p != NULL && der_unsigned(content, &value) && value < *n)
		*n = value;
}

/* What requireExplicitPolicy and inhibitPolicyMapping say; absent ones are { NULL, 0 }. */
static void constraints_read(const struct cert *c, struct bytes *require, struct bytes *inhibit)
{
	const struct extension *e = cert_extension(c, OID_CONSTRAINTS);
	struct bytes v, list;

	*require = *inhibit = (struct bytes){ NULL, 0 };
	if (e == NULL)
		return;
	v = e->value;
	if (der_take(&v, DER_SEQUENCE, &list) && der_optional(&list, DER_PRIMITIVE_TAG(0), require))
		(void)der_optional(&list, DER_PRIMITIVE_TAG(1), inhibit);
}

/* 6.1.4 (h) to (j): prepare for the next certificate. */
static void state_step(struct policy_state *s, const struct cert *c)
{
	const struct extension *e = cert_extension(c, OID_INHIBIT_ANY);
	struct bytes require, inhibit, v, skip;

	if (!c->self_issued) {
		count_down(&s->explicit_policy);
		count_down(&s->mapping);
		count_down(&s->inhibit_any);
	}
	constraints_read(c, &require, &inhibit);
	at_most(&s->explicit_policy, require);
	at_most(&s->mapping, inhibit);
	v = e != NULL ? e->value : (struct bytes){ NULL, 0 };
	if (e != NULL && der_take(&v, DER_INTEGER, &skip))
		at_most(&s->inhibit_any, skip);
}

/* 6.1.5 (a) and (b): for the last certificate only a requirement of 0 counts. */
static void state_end(struct policy_state *s, const struct cert *c)
{
	struct bytes require, inhibit;
	uint64_t value;

	count_down(&s->explicit_policy);
	constraints_read(c, &require, &inhibit);
	if (require.p != NULL && der_unsigned(require, &value) && value == 0)
		s->explicit_policy = 0;
}

/* Without these two extensions nothing can be required and nothing be mapped wrongly: most paths end here. */
static bool policies_matter(struct cert *const *path, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (cert_extension(path[i], OID_CONSTRAINTS) != NULL || cert_extension(path[i], OID_MAPPINGS) != NULL)
			return true;
	return false;
}

/* By itself: the pages of its frame may be touched at its entry. */
__attribute__((noinline)) static const char *policies_walk(struct cert *const *path, size_t n, bool anchored,
	const struct cert **at)
{
	static const char none[] = "a CA above requires policies that hold for the whole path, and none does";
	struct policies p;
	struct policy_state s = { n + 1, n + 1, n + 1 };
	const char *fault;

	p.any = true;
	p.n = 0;
	for (size_t i = n; i-- > 0;) {
		const struct cert *c = path[i];

		*at = c;
		/* an anchor that names no policy says nothing of them */
		if (!anchored || i < n - 1 || c->n_policies > 0)
			policies_step(&p, c, s.inhibit_any > 0 || (i > 0 && c->self_issued));
		if (s.explicit_policy == 0 && policies_none(&p))
			return none;
		if (i == 0)
			break;
		fault = policies_map(&p, c, s.mapping > 0);
		if (fault != NULL)
			return fault;
		state_step(&s, c);
	}
	if (n > 0)
		state_end(&s, path[0]);
	return n > 0 && s.explicit_policy == 0 && policies_none(&p) ? none : NULL;
}

struct policy_fault policy_fault(struct cert *const *path, size_t n, bool anchored)
{
	struct policy_fault f = { NULL, NULL, false };
	const struct cert *without;

	if (policies_matter(path, n))
		f.why = policies_walk(path, n, anchored, &f.at);
	f.of_root = f.why != NULL && anchored && policies_walk(path, n - 1, false, &without) == NULL;
	return f;
}
