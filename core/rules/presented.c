/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sorts a presented list into chain, duplicates and strangers. */
#include "rules/presented.h"

#include "x509/dn.h"
#include "base/limits.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static bool presented_issued(const struct cert *issuer, const struct cert *child)
{
	return issuer->parsed && child->parsed && dn_match(child->issuer.der, issuer->subject.der);
}

static int presented_by_hash(const void *a, const void *b, void *certs)
{
	struct cert *const *c = certs;
	size_t i = *(const size_t *)a, k = *(const size_t *)b;
	int order = memcmp(c[i]->sha256, c[k]->sha256, sizeof c[i]->sha256);

	return order != 0 ? order : (i > k) - (i < k);
}

/* Sorting finds the duplicates of a file of thousands without comparing all with all. */
static void presented_mark_duplicates(struct cert *const *certs, size_t n, enum presented_kind *kinds)
{
	size_t *order = mem_alloc(n * sizeof *order);

	for (size_t i = 0; i < n; i++)
		order[i] = i;
	qsort_r(order, n, sizeof *order, presented_by_hash, (void *)(uintptr_t)certs);
	for (size_t i = 1; i < n; i++)
		if (cert_same(certs[order[i - 1]], certs[order[i]]))
			kinds[order[i]] = PRESENTED_DUPLICATE;
	free(order);
}

/* Give `kind` to every stranger that is linked by name to one of that kind or of the chain. Each is looked at once, so
 * the work is the size of the chain times that of the list; a chain longer than any path is cut. */
static void presented_spread(struct cert *const *certs, size_t n, enum presented_kind *kinds, enum presented_kind kind)
{
	size_t todo[LIMIT_CHAIN_CERTS], n_todo = 0, next = 0;

	for (size_t i = 0; i < n && n_todo < LIMIT_CHAIN_CERTS; i++)
		if (kinds[i] == PRESENTED_CHAIN)
			todo[n_todo++] = i;
	for (; next < n_todo; next++)
		for (size_t i = 0; i < n && n_todo < LIMIT_CHAIN_CERTS; i++) {
			const struct cert *here = certs[todo[next]];

			if (kinds[i] != PRESENTED_STRANGER)
				continue;
			if (kind == PRESENTED_BELOW ? presented_issued(here, certs[i])
				: presented_issued(certs[i], here)) {
				kinds[i] = kind;
				todo[n_todo++] = i;
			}
		}
}

enum presented_kind *presented_kinds(struct cert *const *certs, size_t n)
{
	enum presented_kind *kinds = mem_alloc(n * sizeof *kinds);

	presented_mark_duplicates(certs, n, kinds);
	kinds[0] = PRESENTED_CHAIN;
	presented_spread(certs, n, kinds, PRESENTED_CHAIN);
	if (certs[0]->parsed && certs[0]->is_ca)
		presented_spread(certs, n, kinds, PRESENTED_BELOW);
	return kinds;
}

static bool presented_out_of_place(struct cert *const *certs, const enum presented_kind *kinds, size_t at)
{
	if (kinds[at] == PRESENTED_BELOW)
		return true;
	if (at == 0 || kinds[at] != PRESENTED_CHAIN)
		return false;
	for (size_t i = 0; i < at; i++)
		if (kinds[i] == PRESENTED_CHAIN && presented_issued(certs[at], certs[i]))
			return false;
	return true;
}

bool presented_disordered(struct cert *const *certs, const enum presented_kind *kinds, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (presented_out_of_place(certs, kinds, i))
			return true;
	return false;
}
