/* SPDX-License-Identifier: GPL-3.0-or-later
 * The path as a server's file. */
#include "result/fullchain.h"

#include "base/limits.h"
#include "base/mem.h"

#include <stdlib.h>

enum { FULLCHAIN_NAMED = 4, FULLCHAIN_NOTE = 16 * 1024 };

/* So many of the path: not its root, unless that is all there is. A CA in the store that did not sign itself is none.
 */
static size_t fullchain_count(const struct inspection *i)
{
	size_t n = i->n_path;

	return n > 1 && i->cards[i->path[n - 1]].cert->self_issued ? n - 1 : n;
}

static int fullchain_at(const int *list, size_t n, int card)
{
	for (size_t k = 0; k < n; k++)
		if (list[k] == card)
			return (int)k;
	return -1;
}

char *fullchain_pem(const struct inspection *i)
{
	struct buf b = BUF_INIT(2 * LIMIT_CHAIN_BYTES);

	for (size_t k = 0; k < fullchain_count(i); k++) {
		char *pem = cert_pem(i->cards[i->path[k]].cert);

		(void)buf_adds(&b, pem);
		free(pem);
	}
	return b.len > 0 ? buf_take(&b) : NULL;
}

static const char *fullchain_from(enum card_origin o)
{
	return o == ORIGIN_FETCHED ? " (fetched)" : o == ORIGIN_STORE ? " (from the trust store)" : "";
}

/* "Added: A, B (fetched)." of the cards in `from` that are not in `in`: what nobody sent was looked for elsewhere. */
static void fullchain_missing(struct buf *b, const char *word, const struct inspection *i, const int *from,
	size_t n_from, const int *in, size_t n_in)
{
	size_t n = 0;

	for (size_t k = 0; k < n_from; k++) {
		if (fullchain_at(in, n_in, from[k]) >= 0 || fullchain_at(from, k, from[k]) >= 0)
			continue;
		if (n++ < FULLCHAIN_NAMED)
			(void)buf_addf(b, "%s%s%s", n == 1 ? word : ", ", cert_label(i->cards[from[k]].cert),
				fullchain_from(i->cards[from[k]].origin));
	}
	if (n > FULLCHAIN_NAMED)
		(void)buf_addf(b, " and %zu more", n - FULLCHAIN_NAMED);
	if (n > 0)
		(void)buf_adds(b, ". ");
}

/* Do those that stay stand in another order, or is one there twice? */
static bool fullchain_moved(const struct inspection *i, size_t n)
{
	int last = -1;

	for (size_t k = 0; k < i->n_presented; k++) {
		int at = fullchain_at(i->path, n, i->presented[k]);

		if (at < 0)
			continue;
		if (at <= last)
			return true;
		last = at;
	}
	return false;
}

char *fullchain_note(const struct inspection *i)
{
	struct buf b = BUF_INIT(FULLCHAIN_NOTE);
	size_t n = fullchain_count(i);
	const struct card *top;

	if (n == 0)
		return mem_strdup(i->verdict.headline);
	top = &i->cards[i->path[i->n_path - 1]];
	fullchain_missing(&b, "Added: ", i, i->path, n, i->presented, i->n_presented);
	fullchain_missing(&b, "Left out: ", i, i->presented, i->n_presented, i->path, n);
	if (fullchain_moved(i, n))
		(void)buf_adds(&b, "Put in order. ");
	if (b.len == 0)
		(void)buf_adds(&b, "It is what was there already. ");
	if (!top->in_trust_store && !top->cert->self_issued)
		(void)buf_addf(&b,
			"Something is still missing: the certificate of %s, which signed %s, was not found. ",
			cert_issuer_label(top->cert), cert_label(top->cert));
	b.data[--b.len] = '\0';
	return buf_take(&b);
}
