/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which certificate of a file is the leaf, and what stands with it. */

#include "x509/file-leaf.h"
#include "base/mem.h"
#include "x509/dn.h"

static bool leaf_is_ca(const struct cert *c)
{
	/* Roots of old say nothing about being one (X.509 of before version 3). */
	return c->parsed && (c->is_ca || (c->version < 3 && c->self_issued));
}

static bool leaf_ended(const struct cert *c)
{
	return c->parsed && !leaf_is_ca(c);
}

/* Did the one issue another of its unit, going by names? */
static bool leaf_issued_any(const struct gather *g, size_t at)
{
	const struct cert *c = g->certs[at].cert;

	for (size_t i = 0; i < g->n; i++) {
		const struct cert *child = g->certs[i].cert;

		if (i != at && g->certs[i].unit == g->certs[at].unit && child->parsed && c->parsed
			&& !cert_same(c, child) && child->issuer.hash == c->subject.hash
			&& dn_match(child->issuer.der, c->subject.der))
			return true;
	}
	return false;
}

/* In a set: an end-entity certificate that issued none of the others, else whatever issued none. */
static size_t leaf_of_set(const struct gather *g, unsigned unit)
{
	size_t any = g->n;

	for (size_t i = 0; i < g->n; i++) {
		if (g->certs[i].unit != unit || leaf_issued_any(g, i))
			continue;
		if (leaf_ended(g->certs[i].cert))
			return i;
		if (any == g->n)
			any = i;
	}
	return any;
}

static size_t leaf_find(const struct gather *g)
{
	size_t at;

	for (size_t i = 0; i < g->n; i++)
		if (g->certs[i].own)
			return i;
	if (g->certs[0].order == UNIT_SET) {
		at = leaf_of_set(g, g->certs[0].unit);
		if (at < g->n && leaf_ended(g->certs[at].cert))
			return at;
	} else {
		at = 0;
	}
	if (at < g->n && !leaf_is_ca(g->certs[at].cert))
		return at;
	for (size_t i = 0; i < g->n; i++)
		if (leaf_ended(g->certs[i].cert))
			return i;
	return at < g->n ? at : 0;
}

void gather_arrange(const struct gather *g, struct pemfile *out)
{
	size_t leaf = leaf_find(g);
	unsigned unit = g->certs[leaf].unit;

	*out = (struct pemfile){ .certs = mem_resize(NULL, g->n, sizeof *out->certs),
		.order = mem_resize(NULL, g->n, sizeof *out->order),
		.set = g->certs[leaf].order == UNIT_SET };
	for (int pass = 0; pass < 3; pass++) { /* the leaf, its unit, the rest */
		for (size_t i = pass == 0 ? leaf : 0; i < g->n; i++) {
			bool same = g->certs[i].unit == unit;

			if (pass == 0 ? i != leaf : i == leaf || same != (pass == 1))
				continue;
			out->moved |= pass == 1 && !out->set && i < leaf;
			out->order[i] = out->n;
			out->certs[out->n++] = cert_ref(g->certs[i].cert);
		}
		if (pass == 1)
			out->n_unit = out->n;
	}
}

bool pemfile_is_bundle(const struct pemfile *f)
{
	enum { ROOTS = 2, ENDED = 8 };
	size_t roots = 0, ended = 0;

	if (f->n_keys + f->n_requests > 0)
		return false;
	for (size_t i = 0; i < f->n; i++) {
		roots += f->certs[i]->parsed && f->certs[i]->self_signed && leaf_is_ca(f->certs[i]);
		ended += leaf_ended(f->certs[i]);
	}
	return (ended == 0 && roots >= ROOTS) || ended >= ENDED;
}
