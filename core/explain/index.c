/* SPDX-License-Identifier: GPL-3.0-or-later
 * The index over all spellings: words of eight and of four letters at which a spelling can be met. */
#include "explain/index.h"

#include "base/mem.h"
#include "explain/cause.h"
#include "explain/codes.h"
#include "explain/fold.h"
#include "explain/speaker.h"
#include "explain/spelling.h"

#include <stdlib.h>
#include <string.h>

enum { INDEX_HEADS = 1 << 14, INDEX_GAP = 400, INDEX_NUMBER = 8, INDEX_NONE = 0 };

struct anchor { uint64_t gram; unsigned short pattern, next; };
/* Patterns by the first eight, or four, letters of one of their words; 0: none, which `any` says in less memory. Small:
 * it is made anew in each run, and memory that is new costs more than what is done with it. */
struct anchors {
	size_t width;
	uint64_t any[INDEX_HEADS / 64];
	unsigned short heads[INDEX_HEADS];
	struct anchor *list;
	unsigned n;
};

struct row_number { struct number number; size_t row; };

struct code_index {
	const struct spelling *patterns;
	unsigned n_patterns, epoch, *seen;   /* of each pattern: the epoch in which it was tried */
	struct anchors wide, narrow;
	unsigned short *loose;               /* patterns without a word to look them up by */
	size_t n_loose;
	const struct code_row *rows;
	size_t n_rows;
	struct row_number *numbers;          /* of the rows that have one */
	size_t n_numbers;
	unsigned *row_causes;
	const char *causes[CAUSES_MAX];
	unsigned n_causes;
};

static bool index_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

static uint64_t index_gram(const char *p, size_t width)
{
	uint64_t v = 0;

	memcpy(&v, p, width);
	return v;
}

static unsigned index_hash(uint64_t gram)
{
	return (unsigned)((gram * 0x9e3779b97f4a7c15u) >> 50);
}

/* --- building --- */

static void anchors_add(struct anchors *a, const struct spelling *p, unsigned number)
{
	uint64_t gram = index_gram(spelling_text(p) + p->at, a->width);
	unsigned h = index_hash(gram);

	a->list[++a->n] = (struct anchor){ gram, (unsigned short)number, a->heads[h] };
	a->heads[h] = (unsigned short)a->n;
	a->any[h / 64] |= (uint64_t)1 << h % 64;
}

static void index_anchors(struct code_index *x)
{
	x->wide.width = 8;
	x->narrow.width = 4;
	x->wide.list = mem_alloc((x->n_patterns + 1) * sizeof *x->wide.list);
	x->narrow.list = mem_alloc((x->n_patterns + 1) * sizeof *x->narrow.list);
	x->loose = mem_alloc((x->n_patterns + 1) * sizeof *x->loose);
	for (unsigned k = 0; k < x->n_patterns; k++) {
		const struct spelling *p = &x->patterns[k];

		if (p->width == x->wide.width)
			anchors_add(&x->wide, p, k);
		else if (p->width == x->narrow.width)
			anchors_add(&x->narrow, p, k);
		else
			x->loose[x->n_loose++] = (unsigned short)k;
	}
}

static void index_numbers(struct code_index *x)
{
	for (size_t i = 0; i < x->n_rows; i++) {
		struct number n = number_of_row(&x->rows[i]);

		if (n.kinds == 0)
			continue;
		MEM_GROW(x->numbers, x->n_numbers);
		x->numbers[x->n_numbers++] = (struct row_number){ n, i };
	}
}

unsigned code_index_cause(const struct code_index *x, const char *id)
{
	unsigned i;

	for (i = 0; i < x->n_causes && strcmp(x->causes[i], id) != 0; i++)
		;
	return i;
}

const char *code_index_cause_id(const struct code_index *x, unsigned place)
{
	return place < x->n_causes ? x->causes[place] : NULL;
}

unsigned code_index_causes(const struct code_index *x)
{
	return x->n_causes;
}

struct code_index *code_index_new(void)
{
	struct code_index *x = mem_alloc(sizeof *x);

	x->n_rows = code_rows(&x->rows);
	x->n_causes = (unsigned)cause_ids(x->causes);
	x->row_causes = mem_alloc(x->n_rows * sizeof *x->row_causes);
	for (size_t i = 0; i < x->n_rows; i++)
		x->row_causes[i] = i > 0 && x->rows[i].cause == x->rows[i - 1].cause ? x->row_causes[i - 1]
			: code_index_cause(x, code_word(x->rows[i].cause));
	x->n_patterns = (unsigned)spellings(&x->patterns);
	x->seen = mem_alloc((x->n_patterns + 1) * sizeof *x->seen);
	index_numbers(x);
	index_anchors(x);
	return x;
}

void code_index_free(struct code_index *x)
{
	if (x == NULL)
		return;
	free(x->seen);
	free(x->wide.list);
	free(x->narrow.list);
	free(x->loose);
	free(x->numbers);
	free(x->row_causes);
	free(x);
}

/* --- finding --- */

/* The place of a literal piece in folded[from..to), as whole words at the sides that `first` and `last` say. */
static bool index_piece(const char *folded, const char *piece, size_t n, size_t from, size_t to, bool first, bool last,
	size_t *at)
{
	const char *end = folded + to, *p = folded + from;

	for (; p < end && (p = memmem(p, (size_t)(end - p), piece, n)) != NULL; p++) {
		bool left = !first || p == folded || !index_word(piece[0]) || !index_word(p[-1]);
		bool right = !last || !index_word(piece[n - 1]) || !index_word(p[n]);

		if (left && right) {
			*at = (size_t)(p - folded);
			return true;
		}
	}
	return false;
}

static size_t index_letters(const char *p, size_t n)
{
	size_t letters = 0;

	for (size_t i = 0; i < n; i++)
		letters += index_word(p[i]);
	return letters;
}

/* Pieces between wildcards, in order, not too far apart. */
static bool index_matches(const char *folded, size_t n_folded, const struct spelling *pt, struct match *m)
{
	const char *p = spelling_text(pt), *stop = p + pt->n;
	size_t from = 0, to = n_folded, at;
	bool first = true;

	m->weight = 0;
	while (p < stop) {
		const char *wild = memchr(p, FOLD_WILD, (size_t)(stop - p));
		size_t n = (size_t)((wild != NULL ? wild : stop) - p), letters = index_letters(p, n);

		if (letters > 0) {
			if (!index_piece(folded, p, n, from, to, first, wild == NULL, &at))
				return false;
			if (first)
				m->start = at;
			first = false;
			m->end = at + n;
			m->weight += (unsigned)letters;
			from = m->end;
			to = from + INDEX_GAP < n_folded ? from + INDEX_GAP : n_folded;
		}
		p += n + (wild != NULL);
	}
	return !first;
}

static void index_put(struct found *f, struct match m, const struct code_row *row, unsigned cause)
{
	if (f->n == FOUND_MAX)
		return;
	m.row = row;
	m.cause = cause;
	m.fragment |= strncmp(code_word(row->note), "vague", 5) == 0;
	f->list[f->n++] = m;
}

static void index_try(struct code_index *x, unsigned number, const char *folded, size_t n, struct found *f)
{
	const struct spelling *p = &x->patterns[number];
	struct match m = { .row = NULL };

	if (x->seen[number] == x->epoch)
		return;
	x->seen[number] = x->epoch;
	if (!index_matches(folded, n, p, &m))
		return;
	f->marks |= p->marks;
	m.fragment = m.weight < SPELLING_WHOLE;
	for (size_t i = 0; i < p->count; i++) {
		size_t row = spelling_row(p->first + i);

		f->hash = (f->hash ^ number) * 0x100000001b3u;
		index_put(f, m, &x->rows[row], x->row_causes[row]);
	}
}

static void index_look(struct code_index *x, const struct anchors *a, const char *folded, size_t i, size_t n,
	struct found *f)
{
	uint64_t gram = index_gram(folded + i, a->width);
	unsigned h = index_hash(gram), k;

	if ((a->any[h / 64] >> h % 64 & 1) == 0)
		return;
	for (k = a->heads[h]; k != INDEX_NONE; k = a->list[k].next)
		if (a->list[k].gram == gram)
			index_try(x, a->list[k].pattern, folded, n, f);
}

void code_index_find(struct code_index *x, const char *folded, size_t n, struct found *f)
{
	bool within = false;

	f->n = 0;
	f->marks = 0;
	f->hash = 0xcbf29ce484222325u;
	if (++x->epoch == 0)
		x->epoch = 1;
	for (size_t i = 0; i < n; i++) {
		bool word = index_word(folded[i]);

		if (word && !within) {
			index_look(x, &x->wide, folded, i, n, f);
			index_look(x, &x->narrow, folded, i, n, f);
		}
		within = word;
	}
	for (size_t i = 0; i < x->n_loose; i++)
		index_try(x, x->loose[i], folded, n, f);
}

/* The text itself names one of the tools that count downwards: then only its numbers are meant. */
static const struct { const char *word, *tool; } index_hints[] = {
	{ "gnutls", "GnuTLS" }, { "chrome", "Chrome/Edge" }, { "net::", "Chrome/Edge" }, { "edge", "Chrome/Edge" },
	{ "firefox", "Firefox" }, { "nss", "Firefox" }, { "nsurl", "Apple" }, { "osstatus", "Apple" },
	{ "cfnetwork", "Apple" }, { "kcf", "Apple" }, { "apple", "Apple" }, { "safari", "Apple" },
};

static bool index_hinted(const char *folded, const char *tool)
{
	bool any = false;

	for (size_t i = 0; i < sizeof index_hints / sizeof *index_hints; i++)
		if (strstr(folded, index_hints[i].word) != NULL) {
			if (strcmp(index_hints[i].tool, tool) == 0)
				return true;
			any = true;
		}
	return !any;
}

void code_index_numbers(const struct code_index *x, const struct number *numbers, size_t n, const char *folded,
	size_t after, struct found *f)
{
	for (size_t i = 0; i < n; i++) {
		f->marks |= marks_of_event(numbers[i].value);
		for (size_t k = 0; k < x->n_numbers; k++) {
			size_t r = x->numbers[k].row;
			const struct code_row *row = &x->rows[r];

			if (!number_same(&numbers[i], &x->numbers[k].number))
				continue;
			if (x->numbers[k].number.kinds == NUMBER_NEGATIVE
				&& !index_hinted(folded, code_word(row->tool)))
				continue;
			index_put(f, (struct match){ .start = after + numbers[i].start, .end = after + numbers[i].end,
				.weight = INDEX_NUMBER, .fragment = true, .number = true }, row, x->row_causes[r]);
		}
	}
}

/* --- the nearest --- */

/* Likeness by groups of three letters. The set is one of hashes: a clash costs nothing but a little sharpness. */
enum { NEAR_GRAMS = 1 << 15, NEAR_BYTES = 1000, NEAR_DICE = 220, NEAR_INSIDE = 600, NEAR_LONG = 12 };

static unsigned near_hash(const char *p)
{
	return ((unsigned char)p[0] * 961u + (unsigned char)p[1] * 31u + (unsigned char)p[2]) % NEAR_GRAMS;
}

/* How many of the groups of the pattern are in the set of `n`, in thousands and weighed by how much of it that is: what
 * is there nearly whole goes before what is longer and there by half, four times over. 0: not alike. */
static unsigned near_score(const bool *set, unsigned n, const struct spelling *p)
{
	const char *text = spelling_text(p);
	unsigned both = 0, m = 0;

	for (size_t i = 0; i + 3 <= p->n && i < NEAR_BYTES; i++)
		if (memchr(text + i, FOLD_WILD, 3) == NULL) {
			both += set[near_hash(text + i)];
			m++;
		}
	if (m == 0 || (2000 * both < NEAR_DICE * (n + m) && (m < NEAR_LONG || 1000 * both < NEAR_INSIDE * m)))
		return 0;
	return (1000 * both >= NEAR_INSIDE * m ? 4000 : 1000) * both * both / m;
}

static size_t near_set(bool *set, const char *folded, size_t n)
{
	size_t i;

	for (i = 0; i + 3 <= n && i < NEAR_BYTES; i++)
		set[near_hash(folded + i)] = true;
	return i;
}

/* Into the list of the best, which stays sorted; false: there is no place for it. */
static bool near_insert(unsigned *out, unsigned *scores, size_t *n, size_t max, unsigned number, unsigned score)
{
	size_t i;

	if (*n == max && score <= scores[*n - 1])
		return false;
	*n += *n < max;
	for (i = *n - 1; i > 0 && scores[i - 1] < score; i--) {
		out[i] = out[i - 1];
		scores[i] = scores[i - 1];
	}
	out[i] = number;
	scores[i] = score;
	return true;
}

size_t code_index_candidates(const struct code_index *x, const char *folded, size_t n, unsigned *out, size_t max)
{
	bool *set = mem_alloc(NEAR_GRAMS * sizeof *set);
	unsigned *scores = mem_alloc((max + 1) * sizeof *scores), n_set = (unsigned)near_set(set, folded, n);
	size_t found = 0;

	for (unsigned k = 0; k < x->n_patterns; k++) {
		const struct spelling *p = &x->patterns[k];
		unsigned score = p->marks == 0 ? near_score(set, n_set, p) : 0;

		if (score > 0)
			(void)near_insert(out, scores, &found, max, k, score);
	}
	free(scores);
	free(set);
	return found;
}

const char *code_index_spelling(const struct code_index *x, unsigned number, size_t *n)
{
	*n = x->patterns[number].n;
	return spelling_text(&x->patterns[number]);
}

unsigned code_index_spellings(const struct code_index *x)
{
	return x->n_patterns;
}

const struct code_row *code_index_add(const struct code_index *x, unsigned number, size_t start, size_t end,
	unsigned weight, struct found *f)
{
	const struct spelling *p = &x->patterns[number];

	for (size_t i = 0; i < p->count; i++) {
		size_t row = spelling_row(p->first + i);

		index_put(f, (struct match){ .start = start, .end = end, .weight = weight }, &x->rows[row],
			x->row_causes[row]);
	}
	return p->count > 0 ? &x->rows[spelling_row(p->first)] : NULL;
}

size_t code_index_nearest(const struct code_index *x, const char *folded, size_t n, const struct code_row **out,
	size_t max)
{
	unsigned best[4 * EXPLAIN_NEAREST];
	size_t n_best = code_index_candidates(x, folded, n, best, 4 * EXPLAIN_NEAREST), found = 0;

	for (size_t i = 0; i < n_best && found < max && found < EXPLAIN_NEAREST; i++) {
		const struct code_row *row = &x->rows[spelling_row(x->patterns[best[i]].first)];
		size_t k;

		for (k = 0; k < found && strcmp(code_word(out[k]->code), code_word(row->code)) != 0; k++)
			;
		if (k == found)
			out[found++] = row;
	}
	return found;
}
