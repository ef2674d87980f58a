/* SPDX-License-Identifier: GPL-3.0-or-later
 * From a pasted error to its causes: every row of the table that is in the text, the most telling first. */
#include "explain/explain.h"
#include "explain/codes.h"
#include "explain/cause.h"

#include "explain/match.h"
#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { EXPLAIN_COLUMNS = 200 };

struct matches { struct match *list; size_t n; };

static void matches_find(const struct asked *a, struct matches *m)
{
	const struct code_row *rows;
	size_t i, n = code_rows(&rows);
	struct match one;

	for (i = 0; i < n; i++)
		if (match_row(a, &rows[i], &one)) {
			MEM_GROW(m->list, m->n);
			m->list[m->n++] = one;
		}
}

static bool match_within(const struct match *small, const struct match *large)
{
	size_t s = small->end - small->start, l = large->end - large->start;

	return small->start >= large->start && small->end <= large->end && s < l && large->weight > small->weight;
}

/* A code inside a longer one says less than the longer one. */
static void matches_prune(struct matches *m)
{
	bool *drop = mem_alloc(m->n * sizeof *drop);
	size_t i, j, n = 0;

	for (i = 0; i < m->n; i++)
		for (j = 0; j < m->n && !drop[i]; j++)
			drop[i] = match_within(&m->list[i], &m->list[j]);
	for (i = 0; i < m->n; i++)
		if (!drop[i])
			m->list[n++] = m->list[i];
	m->n = n;
	free(drop);
}

static int match_compare(const void *a, const void *b)
{
	const struct match *x = a, *y = b;

	if (x->weight != y->weight)
		return x->weight > y->weight ? -1 : 1;
	return (x->row > y->row) - (x->row < y->row);
}

static size_t cause_index(const char *id)
{
	const char *ids[CAUSES_MAX];
	size_t i, n = cause_ids(ids);

	for (i = 0; i < n && strcmp(ids[i], id) != 0; i++)
		;
	return i;
}

static bool match_same_place(const struct match *a, const struct match *b)
{
	return a->start == b->start && a->end == b->end;
}

/* The causes of what is most telling; what else is in the text takes away those that it does not know, if any are left
 * then. */
static void matches_causes(const struct matches *m, bool *want, size_t n_ids)
{
	bool *other = mem_alloc(n_ids * sizeof *other);
	size_t i, j, k;

	for (i = 0; i < m->n; i = j) {
		bool common = false;

		memset(other, 0, n_ids * sizeof *other);
		for (j = i; j < m->n
			&& (match_same_place(&m->list[i], &m->list[j]) || m->list[j].weight == m->list[i].weight); j++)
			other[cause_index(m->list[j].row->cause)] = true;
		for (k = 0; k < n_ids; k++)
			common |= want[k] && other[k];
		for (k = 0; k < n_ids; k++)
			want[k] = i == 0 ? other[k] : common ? want[k] && other[k] : want[k];
	}
	free(other);
}

static void explanation_rows(struct explanation *x, const struct matches *m, const bool *want)
{
	size_t i;

	x->rows = mem_alloc(EXPLAIN_ROWS * sizeof *x->rows);
	for (i = 0; i < m->n && x->n_rows < EXPLAIN_ROWS; i++)
		if (want[cause_index(m->list[i].row->cause)])
			x->rows[x->n_rows++] = m->list[i].row;
}

static void explanation_causes(struct explanation *x, const bool *want, const char *const *ids, size_t n)
{
	size_t i;

	x->causes = mem_alloc(n * sizeof *x->causes);
	for (i = 0; i < n; i++)
		if (want[i] && (x->causes[x->n_causes] = cause_find(ids[i])) != NULL)
			x->n_causes++;
	x->known = x->n_causes > 0;
}

/* The id or the title of a cause, as it stands. */
static void asked_cause(const struct asked *a, bool *want, const char *const *ids, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		char *id = fold(ids[i], false), *title = fold(cause_title(ids[i]), false);

		want[i] = strcmp(a->folded, id) == 0 || strcmp(a->folded, title) == 0;
		free(id);
		free(title);
	}
}

struct explanation *explain_text(const char *text)
{
	struct explanation *x = mem_alloc(sizeof *x);
	struct matches m = { NULL, 0 };
	struct asked a;
	const char *ids[CAUSES_MAX];
	size_t n = cause_ids(ids);
	bool *want = mem_alloc((n + 1) * sizeof *want);   /* one more for a cause of the table that nobody knows */
	char *clean;

	asked_init(&a, text);
	clean = text_clean_str(a.raw);
	x->asked = text_fit(clean, EXPLAIN_COLUMNS, false);
	matches_find(&a, &m);
	matches_prune(&m);
	if (m.n > 0)
		qsort(m.list, m.n, sizeof *m.list, match_compare);
	asked_cause(&a, want, ids, n);
	if (memchr(want, true, n * sizeof *want) == NULL)
		matches_causes(&m, want, n + 1);
	explanation_rows(x, &m, want);
	explanation_causes(x, want, ids, n);
	if (!x->known)
		x->n_rows = nearest_rows(&a, x->rows, EXPLAIN_NEAREST);
	asked_done(&a);
	free(m.list);
	free(want);
	free(clean);
	return x;
}

void explanation_free(struct explanation *x)
{
	size_t i;

	if (x == NULL)
		return;
	for (i = 0; i < x->n_causes; i++)
		cause_free(x->causes[i]);
	free(x->causes);
	free(x->rows);
	free(x->asked);
	free(x);
}
