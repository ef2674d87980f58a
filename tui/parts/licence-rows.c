/* SPDX-License-Identifier: GPL-3.0-or-later
 * How tall a licence is. */
#include "parts/licence-rows.h"

#include "parts/layout.h"
#include "parts/stamp.h"

enum {
	LICENCE_FIELDS = 8, LICENCE_TALL_H = 44,            /* rows of all but the names */
	LICENCE_MIN_NAMES = 3, LICENCE_MAX_NAMES = 6,
	LICENCE_BIG_STAMP_H = 34                            /* screens with so many rows have room for the big stamp */
};

/* Rows that the names of the chain's cards may have. */
static int licence_name_rows(const struct inspection *i, int most)
{
	int names = 1;

	for (size_t k = 0; k < i->n_path; k++) {
		int n = (int)i->cards[i->path[k]].cert->n_sans;

		names = n > names ? n : names;
	}
	return names > most ? most : names;
}

static int licence_rows_of(const struct inspection *i, int h, int w, bool stamp)
{
	int names = licence_name_rows(i, h >= LICENCE_TALL_H ? LICENCE_MAX_NAMES : LICENCE_MIN_NAMES), rows;

	if (h < 28 || w < LAYOUT_TWO_W)
		return LICENCE_FIELDS + (h >= LICENCE_TALL_H ? names : 1) + stamp;
	rows = 1 + LICENCE_FIELDS + (names < LICENCE_MIN_NAMES ? LICENCE_MIN_NAMES : names) + 1;
	return rows + (!stamp ? 0 : h >= LICENCE_BIG_STAMP_H ? LICENCE_STAMP_H : 1);
}

int licence_rows(const struct inspection *i, int h, int w)
{
	return licence_rows_of(i, h, w, stamp_any(i));
}

int licence_rows_veiled(const struct inspection *i, int h, int w)
{
	return licence_rows_of(i, h, w, true);
}
