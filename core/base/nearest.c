/* SPDX-License-Identifier: GPL-3.0-or-later
 * Optimal string alignment distance over short words. */
#include "base/nearest.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

enum { NEAREST_MAX = 64 };

static bool nearest_same(char a, char b)
{
	return tolower((unsigned char)a) == tolower((unsigned char)b);
}

static size_t nearest_min(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* One row of the table: `row` from `above` and the one above that (for swapped neighbours). */
static void nearest_row(const char *a, size_t i, const char *b, size_t nb, const size_t *above2, const size_t *above,
	size_t *row)
{
	size_t j;

	row[0] = i;
	for (j = 1; j <= nb; j++) {
		size_t replace = above[j - 1] + (nearest_same(a[i - 1], b[j - 1]) ? 0 : 1);

		row[j] = nearest_min(replace, nearest_min(above[j], row[j - 1]) + 1);
		if (i > 1 && j > 1 && nearest_same(a[i - 1], b[j - 2]) && nearest_same(a[i - 2], b[j - 1]))
			row[j] = nearest_min(row[j], above2[j - 2] + 1);
	}
}

size_t nearest_distance(const char *a, const char *b)
{
	size_t rows[3][NEAREST_MAX + 1];
	size_t na = strlen(a), nb = strlen(b), i;

	if (na > NEAREST_MAX || nb > NEAREST_MAX)
		return SIZE_MAX;
	for (i = 0; i <= nb; i++)
		rows[0][i] = i;
	for (i = 1; i <= na; i++)
		nearest_row(a, i, b, nb, rows[(i + 1) % 3], rows[(i - 1) % 3], rows[i % 3]);
	return rows[na % 3][nb];
}

const char *nearest(const char *word, const char *(*at)(const void *words, size_t i), const void *words)
{
	const char *best = NULL, *w;
	size_t fewest = SIZE_MAX, n = strlen(word), i;

	for (i = 0; n > 0 && (w = at(words, i)) != NULL; i++) {
		size_t d = nearest_distance(word, w);
		size_t bearable = strlen(w) < 3 ? 1 : strlen(w) / 3;

		if (n > 1 && strncasecmp(word, w, n) == 0)
			d = 1;
		if (d <= bearable && d < fewest) {
			fewest = d;
			best = w;
		}
	}
	return best;
}
