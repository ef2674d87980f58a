/* SPDX-License-Identifier: GPL-3.0-or-later
 * Name constraints once more, as those see them who differ. */
#include "clients/traits-names.h"

#include "base/limits.h"
#include "base/mem.h"
#include "rules/constraints.h"
#include "x509/cert-ext.h"

#include <stdlib.h>
#include <string.h>

/* An excluded name that a star of the certificate also stands for, and in which none of its names lies as written. */
static bool names_star_touches(const struct cert *c, const struct subtree *tree)
{
	bool touches = false;

	if (tree->tag != CONSTRAINT_TAG_DNS)
		return false;
	for (size_t i = 0; i < c->n_sans; i++) {
		if (c->sans[i].type != SAN_DNS)
			continue;
		if (constraints_dns_lies_in(c->sans[i].raw, tree->raw))
			return false;
		touches = touches || constraints_star_touches(c->sans[i].raw, tree->raw);
	}
	return touches;
}

static bool names_kept(const struct name_constraints *nc, const struct cert *c)
{
	struct constraint_breach breach;
	size_t budget = LIMIT_CONSTRAINTS;

	return constraints_kept(nc, c, &budget, &breach);
}

bool traits_names_star_alone(const struct traits *t, size_t at)
{
	bool alone = false;

	for (size_t k = at + 1; k < t->n; k++) {
		const struct cert *ca = t->certs[k];
		struct name_constraints nc;

		if (!ca->parsed || ca->nc == NULL || names_kept(ca->nc, t->certs[at]))
			continue;
		nc = *ca->nc;
		nc.excluded = mem_alloc((nc.n_excluded + 1) * sizeof *nc.excluded);
		nc.n_excluded = 0;
		for (size_t i = 0; i < ca->nc->n_excluded; i++)
			if (!names_star_touches(t->certs[at], &ca->nc->excluded[i]))
				nc.excluded[nc.n_excluded++] = ca->nc->excluded[i];
		alone = nc.n_excluded < ca->nc->n_excluded && names_kept(&nc, t->certs[at]);
		free(nc.excluded);
		if (!alone)
			return false;
	}
	return alone;
}

bool traits_names_dot_alone(const struct traits *t, size_t at)
{
	struct cert bare = *t->certs[at];
	bool kept = true, dot = false;

	bare.sans = mem_alloc((bare.n_sans + 1) * sizeof *bare.sans);
	for (size_t i = 0; i < bare.n_sans; i++) {
		struct bytes *raw = &bare.sans[i].raw;

		bare.sans[i] = t->certs[at]->sans[i];
		if (bare.sans[i].type == SAN_DNS && raw->n > 0 && raw->p[raw->n - 1] == '.') {
			raw->n--;
			dot = true;
		}
	}
	for (size_t k = at + 1; k < t->n && dot && kept; k++)
		kept = !t->certs[k]->parsed || t->certs[k]->nc == NULL || names_kept(t->certs[k]->nc, &bare);
	free(bare.sans);
	return dot && kept;
}

#define TAG(n) (1U << (n))
enum { TAG_MAIL = 1, TAG_DIRECTORY = 4, TAG_URI = 6, TAG_ADDRESS = 7, TAGS_ALL = (1 << 9) - 1 };

/* Kept, where only trees of some kinds are compared? */
static bool names_kept_of(const struct name_constraints *all, const struct cert *c, unsigned tags)
{
	struct name_constraints nc = *all;
	bool kept;

	nc.permitted = mem_alloc((all->n_permitted + 1) * sizeof *nc.permitted);
	nc.excluded = mem_alloc((all->n_excluded + 1) * sizeof *nc.excluded);
	nc.n_permitted = nc.n_excluded = 0;
	for (size_t i = 0; i < all->n_permitted; i++)
		if ((TAG(all->permitted[i].tag) & tags) != 0)
			nc.permitted[nc.n_permitted++] = all->permitted[i];
	for (size_t i = 0; i < all->n_excluded; i++)
		if ((TAG(all->excluded[i].tag) & tags) != 0)
			nc.excluded[nc.n_excluded++] = all->excluded[i];
	kept = names_kept(&nc, c);
	free(nc.permitted);
	free(nc.excluded);
	return kept;
}

static bool names_has_tree(const struct subtree *trees, size_t n, unsigned tags)
{
	for (size_t i = 0; i < n; i++)
		if ((TAG(trees[i].tag) & tags) != 0)
			return true;
	return false;
}

bool traits_names_apart(const struct name_constraints *nc)
{
	const unsigned others = TAGS_ALL & ~(TAG(TAG_MAIL) | TAG(CONSTRAINT_TAG_DNS) | TAG(TAG_URI) | TAG(TAG_ADDRESS));

	return names_has_tree(nc->permitted, nc->n_permitted, others)
		|| names_has_tree(nc->excluded, nc->n_excluded, others);
}

bool traits_names_unread(const struct name_constraints *nc)
{
	const unsigned others = TAGS_ALL & ~(TAG(TAG_MAIL) | TAG(CONSTRAINT_TAG_DNS) | TAG(TAG_DIRECTORY) | TAG(TAG_URI)
		| TAG(TAG_ADDRESS));

	return names_has_tree(nc->permitted, nc->n_permitted, others)
		|| names_has_tree(nc->excluded, nc->n_excluded, others);
}

static bool names_has_empty(const struct subtree *trees, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (trees[i].tag == CONSTRAINT_TAG_DNS && trees[i].raw.n == 0)
			return true;
	return false;
}

bool traits_names_limit_empty(const struct cert *ca)
{
	return ca->parsed && ca->nc != NULL && (names_has_empty(ca->nc->permitted, ca->nc->n_permitted)
		|| names_has_empty(ca->nc->excluded, ca->nc->n_excluded));
}

static unsigned names_compared(const struct cert *ca, enum family family)
{
	const struct extension *e = cert_extension(ca, "2.5.29.30");

	switch (family) {
	case CHROMIUM:
		return e != NULL && e->critical ? (unsigned)TAGS_ALL
			: TAG(TAG_MAIL) | TAG(CONSTRAINT_TAG_DNS) | TAG(TAG_DIRECTORY) | TAG(TAG_ADDRESS);
	case GNUTLS: return TAGS_ALL & ~(TAG(TAG_DIRECTORY) | TAG(TAG_URI));
	case GO: return TAG(TAG_MAIL) | TAG(CONSTRAINT_TAG_DNS) | TAG(TAG_URI) | TAG(TAG_ADDRESS);
	default: return TAGS_ALL;
	}
}

bool traits_names_kept(const struct traits *t, size_t at, enum family family)
{
	bool kept = t->certs[at]->parsed;

	for (size_t k = at + 1; k < t->n && kept; k++)
		kept = !t->certs[k]->parsed || t->certs[k]->nc == NULL
			|| names_kept_of(t->certs[k]->nc, t->certs[at], names_compared(t->certs[k], family));
	return kept;
}

bool traits_names_excluded(const struct traits *t, size_t at)
{
	bool uri = false, excluded = false;

	for (size_t i = 0; i < t->certs[at]->n_sans; i++)
		uri = uri || t->certs[at]->sans[i].type == SAN_URI;
	for (size_t k = at + 1; k < t->n && !excluded; k++)
		excluded = t->certs[k]->parsed && t->certs[k]->nc != NULL
			&& names_has_tree(t->certs[k]->nc->excluded, t->certs[k]->nc->n_excluded,
			TAG(TAG_DIRECTORY) | (uri ? TAG(TAG_URI) : 0));
	return excluded;
}

bool traits_names_common(const struct traits *t)
{
	const struct cert *c = t->certs[0];
	struct cert common = { 0 };
	struct san name = { .type = SAN_DNS, .tag = CONSTRAINT_TAG_DNS };
	bool broken = false;

	for (size_t i = 0; i < c->n_sans; i++)
		if (c->sans[i].type == SAN_DNS)
			return false;
	if (c->subject.cn == NULL)
		return false;
	name.raw = (struct bytes){ (const uint8_t *)c->subject.cn, strlen(c->subject.cn) };
	name.value = c->subject.cn;
	common.sans = &name;
	common.n_sans = 1;
	common.subject.empty = true;
	for (size_t k = 1; k < t->n && !broken; k++)
		broken = t->certs[k]->parsed && t->certs[k]->nc != NULL && !names_kept(t->certs[k]->nc, &common);
	return broken;
}
