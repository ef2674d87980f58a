/* SPDX-License-Identifier: GPL-3.0-or-later
 * Public roots by fingerprint. */
#include "x509/programmes.h"

#include "base/moment.h"

#include <stdlib.h>
#include <string.h>

static const struct public_root public_root_rows[] = {
#include "x509/programmes.inc"
};

const struct public_roots public_roots_known =
	{ public_root_rows, sizeof public_root_rows / sizeof *public_root_rows };

static const char *const store_rows[] = {
#define STORE(id, name, words) [STORE_##id] = words,
#include "x509/stores.def"
};

const char *store_words(enum root_store s)
{
	return store_rows[s];
}

static int public_root_compare(const void *key, const void *row)
{
	return strcmp(key, ((const struct public_root *)row)->sha256);
}

const struct public_root *public_root_find(const struct public_roots *roots, const struct cert *c)
{
	struct buf hex = BUF_INIT(2 * sizeof c->sha256);
	const struct public_root *r;

	if (roots == NULL)
		roots = &public_roots_known;
	(void)buf_addhex(&hex, c->sha256, sizeof c->sha256, NULL);
	r = bsearch(hex.data, roots->rows, roots->n, sizeof *roots->rows, public_root_compare);
	buf_done(&hex);
	return r;
}

bool public_root_in(const struct public_root *r, enum root_store s)
{
	return r->stores[s] == '1';
}

_Static_assert(N_STORES <= 32, "a set of stores is one number");

unsigned public_roots_named(const struct public_roots *roots, const char *name)
{
	unsigned stores = 0;

	if (roots == NULL)
		roots = &public_roots_known;
	for (size_t i = 0; i < roots->n; i++)
		for (unsigned s = 0; strcmp(roots->rows[i].name, name) == 0 && s < N_STORES; s++)
			stores |= (unsigned)public_root_in(&roots->rows[i], s) << s;
	return stores;
}

bool public_root_distributed(const struct public_root *r)
{
	return public_root_in(r, STORE_MOZILLA) || public_root_in(r, STORE_DEBIAN_12)
		|| public_root_in(r, STORE_CHROME);
}

/* The last second of a day of the table; INT64_MAX where it has none. */
static int64_t public_root_day(const char *day)
{
	int64_t t;

	return *day != '\0' && moment_parse(day, &t) == NULL ? t + MOMENT_DAY - 1 : INT64_MAX;
}

enum root_objection public_root_objection(const struct public_root *r, enum root_store s, const struct issued *leaf,
	int64_t now, int64_t *until)
{
	int64_t last = INT64_MAX, at = 0;

	if (s == STORE_CHROME) {
		last = public_root_day(r->chrome_until);
		at = leaf->logged;
	} else if (s == STORE_MOZILLA) {
		last = public_root_day(r->mozilla_until);
		at = leaf->begins;
	}
	if (at > last) {
		if (until != NULL)
			*until = last;
		return ROOT_TOO_LATE;
	}
	return !public_root_in(r, s) && now >= PUBLIC_ROOTS_SINCE ? ROOT_LACKING : ROOT_TAKEN;
}
