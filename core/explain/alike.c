/* SPDX-License-Identifier: GPL-3.0-or-later
 * Local alignment (Smith and Waterman, J. Mol. Biol. 147, 1981) of the text with the rows that share most groups of
 * three letters with it. What stands for anything in a row may be anything in the text. */
#include "explain/alike.h"

#include "base/ascii.h"
#include "base/mem.h"
#include "explain/fold.h"

#include <stdlib.h>
#include <string.h>

enum { ALIKE_ROWS = 64, ALIKE_BYTES = 800, ALIKE_ROW_BYTES = 400, ALIKE_NEVER = -10000 };

/* What is near enough. A row as a whole: with this part of its letters, in percent, and at least so many. A text that
 * is a piece of a row: so much of the text, and so many letters. A piece among other things: so many letters. */
enum { ALIKE_WHOLE = 80, ALIKE_WHOLE_LEAST = 10, ALIKE_PIECE = 85, ALIKE_PIECE_LEAST = 14, ALIKE_LONG_PIECE = 24,
	ALIKE_AMONG = 50, ALIKE_AMONG_LEAST = 28, ALIKE_END = 3, ALIKE_LOST = 3, ALIKE_LOST_OF = 14 };

/* Of rows that are about as near all are meant. Against a row that stands there as it is, only a longer one counts, and
 * only as a whole; against a number, so many letters.
 * Where rows that stand there are nearly all of the text, nothing else is meant. So many letters are no speech. */
enum { ALIKE_SAME = 96, ALIKE_BETTER = 150, ALIKE_NUMBERED = 18, ALIKE_MOST = 70, ALIKE_SURE = 24 };

/* Where the best alignment that ends here began, in the text and in the row. */
struct cell { int score; unsigned short start, row; };

struct alignment { int score; size_t start, end, row_start, row_end; };
struct candidate { struct alignment a; unsigned row; int how, lost; };

static bool alike_digit(char c)
{
	return ascii_is_digit(c);
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

/* Does it deny something, also where it is mistyped? */
static bool alike_denies(const char *s, size_t n)
{
	static const char *const words[] = { " not ", "n't ", "cannot ", "canot ", "cannt ", "cant ", " no " };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (memmem(s, n, words[i], strlen(words[i])) != NULL)
			return true;
	return false;
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

/* What is missing of the row is missing of the text: it is cut off there. */
static bool alike_cut_off(const struct alignment *a, size_t m, size_t n)
{
	return (a->row_start <= ALIKE_END || a->start <= ALIKE_END)
		&& (m - a->row_end <= ALIKE_END || n - a->end <= ALIKE_END);
}

/* Are the ends of the row there, but for a letter or two that are wrong? */
static bool alike_ends(const struct alignment *a, const char *p, size_t m)
{
	size_t lead = 0, tail = 0;
	bool first, last;

	while (lead < m && p[lead] != ' ' && p[lead] != FOLD_WILD)
		lead++;
	while (tail < m && p[m - tail - 1] != ' ' && p[m - tail - 1] != FOLD_WILD)
		tail++;
	/* with half of its letters wrong it is another word */
	first = a->row_start <= ALIKE_END
		&& (a->row_start == 0 || (p[a->row_start] != ' ' && a->row_start * 2 < lead));
	last = m - a->row_end <= ALIKE_END && (a->row_end == m
		|| (p[a->row_end] != ' ' && p[a->row_end - 1] != ' ' && (m - a->row_end) * 2 < tail));
	return first && last;
}

/* How a row stands there. */
enum alike { ALIKE_NOT, ALIKE_PART, ALIKE_ALL };

static enum alike alike_near(const struct alignment *a, const char *p, size_t m, const char *text, size_t n)
{
	int letters = alike_letters(p, m), s = a->score, lost = letters - s;
	bool number = alike_number(a, p, m, text, n);
	bool whole = s >= ALIKE_WHOLE_LEAST
		&& (s * 100 >= letters * ALIKE_WHOLE || (lost <= ALIKE_LOST && letters >= ALIKE_LOST_OF));
	bool piece = s >= ALIKE_PIECE_LEAST && s * 100 >= (int)n * ALIKE_PIECE
		&& (s * 2 >= letters || s >= ALIKE_LONG_PIECE);
	bool among = s >= ALIKE_AMONG_LEAST && s * 100 >= letters * ALIKE_AMONG && !number;

	if (alike_denies(p + a->row_start, a->row_end - a->row_start)
		!= alike_denies(text + a->start, a->end - a->start))
		return ALIKE_NOT;
	if (whole && !number && alike_ends(a, p, m))
		return ALIKE_ALL;
	return alike_cut_off(a, m, n) && (piece || among) ? ALIKE_PART : ALIKE_NOT;
}

/* Without what stands for anything at its end. */
static size_t alike_row_end(const char *p, size_t m)
{
	while (m > 0 && (p[m - 1] == FOLD_WILD || p[m - 1] == ' '))
		m--;
	return m;
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

/* Something as long stands there as it is. Blanks count for the candidate alone. */
static bool alike_beaten(const struct candidate *c, const struct found *f)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct match *m = &f->list[i];

		if (!m->number && m->start < c->a.end && c->a.start < m->end && (int)m->weight * 5 >= c->a.score * 4)
			return true;
	}
	return false;
}

/* The alignments that are near enough; how many. Rows that stand there as a whole go before pieces. */
static size_t alike_list(const struct code_index *x, const char *folded, size_t n, const struct found *f,
	struct candidate *list)
{
	unsigned rows[ALIKE_ROWS];
	size_t n_rows = code_index_candidates(x, folded, n, rows, ALIKE_ROWS), found = 0;
	struct cell *row = mem_alloc((n + 1) * sizeof *row);

	for (size_t i = 0; i < n_rows; i++) {
		size_t m;
		const char *p = code_index_spelling(x, rows[i], &m);
		struct candidate *c = &list[found];

		m = alike_row_end(p, m < ALIKE_ROW_BYTES ? m : ALIKE_ROW_BYTES);
		c->row = rows[i];
		c->a = alike_align(p, m, folded, n, row);
		c->how = alike_near(&c->a, p, m, folded, n);
		c->lost = alike_letters(p, m) - c->a.score;
		found += c->how != ALIKE_NOT && !alike_beaten(c, f);
	}
	free(row);
	return found;
}

/* Which one is meant; -1: none. */
static int alike_best(const struct candidate *list, size_t n, int have, int least, bool pieces)
{
	int best = -1;

	for (size_t i = 0; i < n; i++) {
		const struct candidate *c = &list[i];

		if (c->a.score < least || c->a.score * 100 < have * ALIKE_BETTER || (c->how == ALIKE_PART && !pieces))
			continue;
		if (best < 0 || c->how > list[best].how
			|| (c->how == list[best].how && c->a.score > list[best].a.score))
			best = (int)i;
	}
	return best;
}

const struct code_row *alike_find(const struct code_index *x, const char *folded, size_t n, struct found *f, bool *sure,
	bool *piece)
{
	struct candidate list[ALIKE_ROWS];
	size_t n_text = n < ALIKE_BYTES ? n : ALIKE_BYTES, n_list;
	int least, any, have = alike_found(f, &least, &any), best;
	const struct code_row *nearest;

	if (have * 100 >= (int)n * ALIKE_MOST)
		return NULL;
	n_list = alike_list(x, folded, n_text, f, list);
	best = alike_best(list, n_list, have, least, have == 0 && any * 100 < (int)n * ALIKE_MOST);
	if (best < 0)
		return NULL;
	*piece = list[best].how == ALIKE_PART;
	*sure |= list[best].a.score >= ALIKE_SURE && list[best].a.score >= list[best].lost;
	nearest = code_index_add(x, list[best].row, list[best].a.start, list[best].a.end,
		(unsigned)list[best].a.score, f);
	for (int i = 0; i < (int)n_list; i++) {
		const struct candidate *c = &list[i];
		bool same = c->a.score * 100 >= list[best].a.score * ALIKE_SAME;

		if (i != best && c->how == list[best].how && (same || (c->how == ALIKE_ALL
			&& c->lost <= list[best].lost + 1)))
			(void)code_index_add(x, c->row, c->a.start, c->a.end, (unsigned)c->a.score, f);
	}
	return nearest;
}
