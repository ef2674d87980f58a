/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who may have issued whom, by name, and in which order that is worth trying. */
#include "judge/pool.h"

#include "judge/path.h"
#include "x509/dn.h"
#include "base/limits.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

void pool_init(struct path_pool *p, struct trust *trust, int64_t now, const struct path_roots *roots)
{
	*p = (struct path_pool){ .now = now, .trust = trust, .roots = roots };
}

void pool_done(struct path_pool *p)
{
	for (size_t i = 0; i < p->n; i++) {
		cert_unref(p->nodes[i].cert);
		free(p->nodes[i].edges);
	}
	free(p->nodes);
	p->nodes = NULL;
	p->n = 0;
}

static enum anchor_kind pool_anchor(const struct path_pool *p, const struct cert *c)
{
	enum anchor_kind kind = trust_kind(p->trust, c);

	return kind == ANCHOR_PUBLIC && p->roots != NULL && !p->roots->has(p->roots->ctx, c) ? ANCHOR_NONE : kind;
}

size_t pool_add(struct path_pool *p, const struct cert *c, bool presented)
{
	struct path_node *node;

	if (!c->parsed)
		return SIZE_MAX;
	for (size_t i = 0; i < p->n; i++)
		if (p->nodes[i].cert == c || cert_same(p->nodes[i].cert, c))
			return i;
	if (p->n >= LIMIT_POOL_CERTS) {
		p->full = true;
		return SIZE_MAX;
	}
	MEM_GROW(p->nodes, p->n);
	node = &p->nodes[p->n];
	*node = (struct path_node){ .cert = cert_ref(c), .anchor = pool_anchor(p, c), .presented = presented };
	return p->n++;
}

static enum key_ids pool_key_ids(const struct cert *child, const struct cert *issuer)
{
	if (child->akid.n == 0 || issuer->skid.n == 0)
		return KEY_IDS_MISSING;
	return cert_names_other_key(child, issuer) ? KEY_IDS_DIFFER : KEY_IDS_MATCH;
}

/* path.h gives the order; each bit outweighs all below it. */
static unsigned pool_rank(const struct path_pool *p, const struct cert *child, const struct path_node *issuer,
	enum key_ids ids)
{
	const struct cert *c = issuer->cert;
	unsigned rank = 0;

	rank |= ids != KEY_IDS_DIFFER ? 1U << 6 : 0;
	rank |= c->not_before <= p->now && p->now <= c->not_after ? 1U << 5 : 0;
	rank |= !cert_names_other(child, c) ? 1U << 4 : 0;
	rank |= issuer->anchor != ANCHOR_NONE ? 1U << 3 : 0;
	rank |= ids == KEY_IDS_MATCH ? 1U << 2 : 0;
	rank |= c->is_ca ? 1U << 1 : 0;
	rank |= issuer->presented ? 1U : 0;
	return rank;
}

static void pool_edge(struct path_pool *p, size_t from, size_t to)
{
	struct path_node *node = &p->nodes[from];
	struct path_edge e = { .to = to };
	size_t at;

	if (from == to)
		return;
	for (size_t i = 0; i < node->n_edges; i++)
		if (node->edges[i].to == to)
			return;
	e.ids = pool_key_ids(node->cert, p->nodes[to].cert);
	e.rank = pool_rank(p, node->cert, &p->nodes[to], e.ids);
	MEM_GROW(node->edges, node->n_edges);
	/* by insertion, the newest first among equals: lists are short, and equal ones keep the order presented */
	for (at = node->n_edges++; at > 0; at--) {
		const struct path_edge *before = &node->edges[at - 1];

		if (before->rank > e.rank
			|| (before->rank == e.rank
			&& p->nodes[before->to].cert->not_before >= p->nodes[to].cert->not_before))
			break;
		node->edges[at] = *before;
	}
	node->edges[at] = e;
}

static void pool_from_store(struct path_pool *p, size_t node)
{
	struct cert *found[LIMIT_STORE_TWINS + 1];
	const struct cert *c = p->nodes[node].cert;
	size_t n = trust_by_subject(p->trust, c->issuer.der, c->akid, found, LIMIT_STORE_TWINS + 1);

	if (n > LIMIT_STORE_TWINS) {
		p->twins = true;
		cert_unref(found[--n]);
	}
	for (size_t i = 0; i < n; i++) {
		size_t at = pool_add(p, found[i], false);

		if (at != SIZE_MAX)
			pool_edge(p, node, at);
		cert_unref(found[i]);
	}
}

void pool_expand(struct path_pool *p, size_t node)
{
	if (p->nodes[node].expanded)
		return;
	p->nodes[node].expanded = true;
	for (size_t i = 0; i < p->n; i++)
		if (p->nodes[node].cert->issuer.hash == p->nodes[i].cert->subject.hash
			&& dn_match(p->nodes[node].cert->issuer.der, p->nodes[i].cert->subject.der))
			pool_edge(p, node, i);
	pool_from_store(p, node);
}
