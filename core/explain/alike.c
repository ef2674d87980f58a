/* SPDX-License-Identifier: GPL-3.0-or-later
 * Local alignment (Smith and Waterman, J. Mol. Biol. 147, 1981) of the text with the rows that share most groups of
 * three letters with it. What stands for anything in a row may be anything in the text. */
#include "explain/alike.h"

#include "base/mem.h"
#include "explain/fold.h"

#include <stdlib.h>
#include <string.h>

enum { ALIKE_ROWS = 64, ALIKE_BYTES = 800, ALIKE_ROW_BYTES = 400, ALIKE_NEVER = -10000 };

/* What is near enough. A row as a whole: with this part of its letters, in percent, and at least so many. A text that
 * is a piece of a row: so much of the text, and so many letters. A piece among other things: so many letters. */
enum { ALIKE_WHOLE = 80, ALIKE_WHOLE_LEAST = 10, ALIKE_PIECE = 85, ALIKE_PIECE_LEAST = 14, ALIKE_LONG_PIECE = 24,
	ALIKE_AMONG = 50, ALIKE_AMONG_LEAST = 28 };

/* Of rows that are about as near all are meant. Against a row that stands there as it is, only a longer one counts, and
 * only as a whole; against a number, so many letters.
 * Where rows that stand there are nearly all of the text, nothing else is meant. */
enum { ALIKE_SAME = 96, ALIKE_BETTER = 150, ALIKE_NUMBERED = 24, ALIKE_ALL = 70 };

/* Where the best alignment that ends here began, in the text and in the row. */
struct cell { int score; unsigned short start, row; };

struct alignment { int score; size_t start, end, row_start, row_end; };

static bool alike_digit(char c)
{
	return c >= '0' && c <= '9';
}

static struct cell alike_better(struct cell a, struct cell b)
{
	return b.score > a.score ? b : a;
}

/* A letter of the row and one of the text: both are one, or one of them is too much. A digit is what it is. */
static struct cell alike_cell(char p, char t, const struct cell *corner, struct cell above, struct cell left)
{
	struct cell c = *corner;
	int lost = alike_digit(p) ? ALIKE_NEVER : -1;

	c.score += p == t ? 1 : lost;
	above.score += lost;
	left.score -= 1;
	return alike_better(alike_better(c, above), left);
}

static void alike_row(struct cell *row, size_t i, char p, const char *text, size_t n)
{
	struct cell corner = row[0];

	if (p == FOLD_WILD) {
		for (size_t j = 1; j <= n; j++)
			row[j] = alike_better(row[j - 1], row[j]);
		return;
	}
	row[0] = (struct cell){ 0, 0, (unsigned short)(i + 1) };
	for (size_t j = 1; j <= n; j++) {
		struct cell above = row[j];

		row[j] = alike_cell(p, text[j - 1], &corner, above, row[j - 1]);
		if (row[j].score <= 0)
			row[j] = (struct cell){ 0, (unsigned short)j, (unsigned short)(i + 1) };
		corner = above;
	}
}

static struct alignment alike_align(const char *p, size_t m, const char *text, size_t n, struct cell *row)
{
	struct alignment a = { 0, 0, 0, 0, 0 };

	for (size_t j = 0; j <= n; j++)
		row[j] = (struct cell){ 0, (unsigned short)j, 0 };
	for (size_t i = 0; i < m; i++) {
		alike_row(row, i, p[i], text, n);
		for (size_t j = 0; j <= n; j++)
			if (row[j].score > a.score)
				a = (struct alignment){ row[j].score, row[j].start, j, row[j].row, i + 1 };
	}
	return a;
}

/* Does it deny something? */
static bool alike_denies(const char *s, size_t n)
{
	return memmem(s, n, " not ", 5) != NULL || memmem(s, n, "n't ", 4) != NULL || memmem(s, n, "cannot ", 7) != NULL
		|| memmem(s, n, " no ", 4) != NULL;
}

static int alike_letters(const char *p, size_t m)
{
	int n = 0;

	for (size_t i = 0; i < m; i++)
		n += p[i] != FOLD_WILD;
	return n;
}

/* A number of the row that is not in the text, or goes on there. */
static bool alike_number(const struct alignment *a, const char *p, size_t m, const char *text, size_t n)
{
	for (size_t i = 0; i < m; i++)
		if ((i < a->row_start || i >= a->row_end) && alike_digit(p[i]))
			return true;
	return a->end > 0 && a->end < n && alike_digit(text[a->end]) && alike_digit(text[a->end - 1]);
}

static bool alike_near(const struct alignment *a, const char *p, size_t m, const char *text, size_t n, int have)
{
	int letters = alike_letters(p, m), s = a->score;
	bool whole = s >= ALIKE_WHOLE_LEAST && s * 100 >= letters * ALIKE_WHOLE && !alike_number(a, p, m, text, n);
	bool piece = s >= ALIKE_PIECE_LEAST && s * 100 >= (int)n * ALIKE_PIECE
		&& (s * 2 >= letters || s >= ALIKE_LONG_PIECE);
	bool among = s >= ALIKE_AMONG_LEAST && s * 100 >= letters * ALIKE_AMONG && !alike_number(a, p, m, text, n);

	if (!(whole || (have == 0 && (piece || among))) || s * 100 < have * ALIKE_BETTER)
		return false;
	return alike_denies(p + a->row_start, a->row_end - a->row_start)
		== alike_denies(text + a->start, a->end - a->start);
}

/* How well the best row that was found as it stands does. */
static int alike_found(const struct found *f, int *least, int *any)
{
	unsigned best = 0;

	*least = *any = 0;
	for (size_t i = 0; i < f->n; i++) {
		if (!f->list[i].number && (int)f->list[i].weight > *any)
			*any = (int)f->list[i].weight;
		if (!f->list[i].fragment && f->list[i].weight > best)
			best = f->list[i].weight;
		if (f->list[i].number)
			*least = ALIKE_NUMBERED;
	}
	return (int)best;
}

const struct code_row *alike_find(const struct code_index *x, const char *folded, size_t n, struct found *f)
{
	unsigned rows[ALIKE_ROWS];
	struct alignment list[ALIKE_ROWS];
	size_t n_text = n < ALIKE_BYTES ? n : ALIKE_BYTES, n_rows;
	int best = 0, least, any, have = alike_found(f, &least, &any);
	const struct code_row *nearest = NULL;
	struct cell *row;

	if (any * 100 >= (int)n * ALIKE_ALL)
		return NULL;
	row = mem_alloc((n_text + 1) * sizeof *row);
	n_rows = code_index_candidates(x, folded, n_text, rows, ALIKE_ROWS);
	for (size_t i = 0; i < n_rows; i++) {
		size_t m;
		const char *p = code_index_spelling(x, rows[i], &m);

		m = m < ALIKE_ROW_BYTES ? m : ALIKE_ROW_BYTES;
		list[i] = alike_align(p, m, folded, n_text, row);
		if (!alike_near(&list[i], p, m, folded, n_text, have) || list[i].score < least)
			list[i].score = 0;
		if (list[i].score > best)
			best = list[i].score;
	}
	free(row);
	for (size_t i = 0; i < n_rows; i++)
		if (list[i].score > 0 && list[i].score * 100 >= best * ALIKE_SAME) {
			const struct code_row *r = code_index_add(x, rows[i], list[i].start, list[i].end,
				(unsigned)list[i].score, f);

			nearest = nearest == NULL || list[i].score == best ? r : nearest;
		}
	return nearest;
}
