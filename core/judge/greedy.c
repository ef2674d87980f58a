/* SPDX-License-Identifier: GPL-3.0-or-later
 * The one path that OpenSSL tries. */
#include "judge/greedy.h"

#include "base/limits.h"
#include "x509/cert-ext.h"

#include <string.h>

/* X509_check_issued(), without the signature. */
static bool greedy_may_issue(const struct cert *c, const struct cert *issuer)
{
	return issuer->parsed && issuer != c && strcmp(c->issuer.text, issuer->subject.text) == 0
		&& !cert_names_other_key(c, issuer) && !cert_names_other(c, issuer);
}

static bool greedy_in_time(const struct judge *j, const struct cert *c)
{
	return c->not_before <= j->in.now && c->not_after >= j->in.now;
}

/* find_issuer(): the first within its dates, else the one that ends last. */
static const struct cert *greedy_sent(const struct judge *j, const struct cert *c, const struct cert *const *way,
	size_t n)
{
	const struct cert *late = NULL;

	for (size_t k = 0; k < j->in.n_presented; k++) {
		const struct cert *one = j->in.presented[k];
		bool there = false;

		for (size_t at = 0; at < n; at++)
			there = there || cert_same(way[at], one);
		if (there || !greedy_may_issue(c, one))
			continue;
		if (greedy_in_time(j, one))
			return one;
		if (late == NULL || one->not_after > late->not_after)
			late = one;
	}
	return late;
}

/* How many that are trusted may have issued it, 2 for many; and is one of them this one? */
static size_t greedy_trusted(const struct judge *j, const struct cert *c, const struct cert *anchor, bool *is_it)
{
	struct cert *found[2];
	size_t n = trust_by_subject(j->in.trust, c->issuer.der, c->akid, found, 2), fit = 0;

	*is_it = false;
	for (size_t k = 0; k < n; k++) {
		*is_it = *is_it || cert_same(found[k], anchor);
		fit += greedy_may_issue(c, found[k]);
		cert_unref(found[k]);
	}
	return n > 1 ? 2 : fit;
}

enum greedy greedy_way(const struct judge *j, const struct inspection *out)
{
	const struct cert *way[LIMIT_PATH_CERTS], *anchor;
	bool same = true, is_it;
	size_t n = 1;

	if (out->n_path < 2 || !out->cards[out->path[out->n_path - 1]].in_trust_store)
		return GREEDY_OTHER;
	anchor = out->cards[out->path[out->n_path - 1]].cert;
	way[0] = out->cards[out->path[0]].cert;
	for (; n < LIMIT_PATH_CERTS; n++) {
		const struct cert *c = way[n - 1], *next;
		size_t trusted;

		if (!c->parsed || c->self_issued)
			return c->parsed && cert_seems_own(c) ? GREEDY_NONE : GREEDY_OTHER;
		trusted = greedy_trusted(j, c, anchor, &is_it);
		if (trusted > 0)
			return trusted == 1 && is_it && same && n + 1 == out->n_path ? GREEDY_SAME : GREEDY_OTHER;
		next = greedy_sent(j, c, way, n);
		if (next == NULL)
			return GREEDY_NONE;
		same = same && n < out->n_path && cert_same(out->cards[out->path[n]].cert, next);
		way[n] = next;
	}
	return GREEDY_OTHER;
}

static bool greedy_on_path(const struct inspection *out, const struct cert *c)
{
	for (size_t at = 0; at < out->n_path; at++)
		if (cert_same(out->cards[out->path[at]].cert, c))
			return true;
	return false;
}

/* Is another one than this trusted under the name? */
static bool greedy_named(const struct judge *j, struct bytes name, const struct cert *anchor)
{
	struct cert *found[2];
	size_t n = trust_by_subject(j->in.trust, name, (struct bytes){ 0 }, found, 2);
	bool other = false;

	for (size_t k = 0; k < n; k++) {
		other = other || anchor == NULL || !cert_same(found[k], anchor);
		cert_unref(found[k]);
	}
	return other;
}

bool greedy_beside(const struct judge *j, const struct inspection *out)
{
	const struct cert *top = out->n_path > 0 ? out->cards[out->path[out->n_path - 1]].cert : NULL;

	for (size_t k = 0; k < j->in.n_presented; k++) {
		const struct cert *c = j->in.presented[k];

		if (c->parsed && !greedy_on_path(out, c)
			&& (greedy_named(j, c->subject.der, top) || greedy_named(j, c->issuer.der, top)))
			return true;
	}
	return false;
}
