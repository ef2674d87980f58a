/* SPDX-License-Identifier: GPL-3.0-or-later
 * The spellings that awk made with the program are those that fold() makes of the tables, neither more nor fewer. */
#include "base/mem.h"
#include "explain/codes.h"
#include "explain/fold.h"
#include "explain/speaker.h"
#include "explain/spelling.h"

#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { SPELLING_SHORT = 4, SPELLING_LEAST = 9 };

static const struct { unsigned bit; const char *words; } spelling_marks[] = {
#define MARK(name, text) { MARK_##name, text },
#include "explain/speakers.def"
#undef MARK
};

struct spelt { char *text; size_t row; unsigned marks; };      /* marks: no row's */
struct spelt_list { struct spelt *list; size_t n; };

static void spelling_put(struct spelt_list *s, char *text, size_t row, unsigned marks)
{
	MEM_GROW(s->list, s->n);
	s->list[s->n++] = (struct spelt){ text, row, marks };
}

static size_t place(const struct code_row *row)
{
	const struct code_row *first;

	(void)code_rows(&first);
	return (size_t)(row - first);
}

/* Is enough left of it? */
static bool spelling_good(const char *text)
{
	bool wild = strchr(text, FOLD_WILD) != NULL;
	size_t letters = 0;

	for (; *text != '\0'; text++)
		letters += isalnum((unsigned char)*text) != 0 || (unsigned char)*text >= 0x80;
	return letters >= (wild ? SPELLING_LEAST : SPELLING_SHORT);
}

/* One spelling of a row: without the sign at its end, which people leave out. */
static void spelling_add(struct spelt_list *s, const struct code_row *row, const char *words, size_t n, bool wild)
{
	char *text;

	while (n > 0 && strchr(".: ", words[n - 1]) != NULL)
		n--;
	if (n == 0 || (words[0] == '(' && isdigit((unsigned char)words[1])))        /* curl's exit status: a number */
		return;
	text = fold(words, n, wild);
	if (spelling_good(text))
		spelling_put(s, text, place(row), 0);
	else
		free(text);
}

/* Without what Chrome or Java puts in front. */
static void spelling_bare(struct spelt_list *s, const struct code_row *row)
{
	const char *bare = strncmp(code_word(row->code), "NET::", 5) == 0 ? code_word(row->code) + 5 : NULL;

	if (strncmp(code_word(row->code), "java", 4) == 0 && (bare = strstr(code_word(row->code), ": ")) != NULL)
		bare += 2;
	if (bare != NULL && (bare == code_word(row->code) + 5 || strchr(bare, ' ') != NULL))   /* not "HOST" alone */
		spelling_add(s, row, bare, strlen(bare), true);
}

/* Other spellings stand in the notes, up to the next semicolon. */
static const char *const spelling_notes[] =
	{ "NSS text: ", "strerror: ", "text: ", "GnuTLS name: ", "header comment: ", "CURLE_" };

static void spelling_note(struct spelt_list *s, const struct code_row *row)
{
	for (size_t i = 0; i < sizeof spelling_notes / sizeof *spelling_notes; i++) {
		const char *p = strstr(code_word(row->note), spelling_notes[i]);

		if (p == NULL || (p > code_word(row->note) && p[-1] != ' '))
			continue;
		if (spelling_notes[i][0] != 'C')
			p += strlen(spelling_notes[i]);
		spelling_add(s, row, p, strcspn(p, ";"), false);
	}
}

static void spelt(struct spelt_list *s)
{
	const struct code_row *rows;
	size_t n = code_rows(&rows);

	*s = (struct spelt_list){ NULL, 0 };
	for (size_t i = 0; i < n; i++) {
		spelling_add(s, &rows[i], code_word(rows[i].code), strlen(code_word(rows[i].code)), true);
		spelling_bare(s, &rows[i]);
		spelling_note(s, &rows[i]);
	}
	for (size_t i = 0; i < sizeof spelling_marks / sizeof *spelling_marks; i++)
		spelling_put(s, fold(spelling_marks[i].words, strlen(spelling_marks[i].words), false), 0,
			spelling_marks[i].bit);
}

static int by_text(const void *a, const void *b)
{
	const struct spelt *x = a, *y = b;
	int order = strcmp(x->text, y->text);

	if (order != 0)
		return order;
	return x->row != y->row ? (x->row > y->row) - (x->row < y->row) : (x->marks > y->marks) - (x->marks < y->marks);
}

static int of_texts(const void *a, const void *b)
{
	const struct spelling *x = *(const struct spelling *const *)a, *y = *(const struct spelling *const *)b;

	return strcmp(spelling_text(x), spelling_text(y));
}

/* What the list has from `i` on of one text, against the table's; where the next text begins. */
static size_t same(const struct spelt_list *s, size_t i, const struct spelling *of)
{
	const char *text = s->list[i].text;
	unsigned marks = 0;
	size_t k = 0;

	if (strcmp(text, spelling_text(of)) != 0)
		fail_msg("\"%s\" is not in the table, where \"%s\" is", text, spelling_text(of));
	assert_int_equal(strlen(text), of->n);
	for (; i < s->n && strcmp(s->list[i].text, text) == 0; i++) {
		marks |= s->list[i].marks;
		if (s->list[i].marks != 0)
			continue;
		if (k == of->count || spelling_row(of->first + k) != s->list[i].row)
			fail_msg("\"%s\": row %zu is not told", text, s->list[i].row);
		k++;
	}
	if (k != of->count || marks != of->marks)
		fail_msg("\"%s\": %zu rows, the table has %u; marks %x and %x", text, k, of->count, marks, of->marks);
	return i;
}

static void the_table_is_what_folding_makes(void **state)
{
	const struct spelling *all, **sorted;
	struct spelt_list s;
	size_t n = spellings(&all), i, k;

	(void)state;
	spelt(&s);
	assert_true(n > 2000 && s.n >= n);
	qsort(s.list, s.n, sizeof *s.list, by_text);
	sorted = mem_alloc(n * sizeof *sorted);
	for (i = 0; i < n; i++)
		sorted[i] = &all[i];
	qsort(sorted, n, sizeof *sorted, of_texts);
	for (i = 0, k = 0; i < s.n && k < n; k++)
		i = same(&s, i, sorted[k]);
	assert_int_equal(i, s.n);
	assert_int_equal(k, n);
	for (i = 0; i < s.n; i++)
		free(s.list[i].text);
	free(s.list);
	free(sorted);
}

static bool letter(char c)
{
	return isalnum((unsigned char)c) != 0 || (unsigned char)c >= 0x80;
}

/* Can this place of a text be one that it is looked up by? */
static bool begins(const struct spelling *s, size_t at, size_t width)
{
	const char *text = spelling_text(s);

	return at + width <= s->n && letter(text[at]) && memchr(text + at, FOLD_WILD, width) == NULL
		&& (at == 0 || (!letter(text[at - 1]) && text[at - 1] != FOLD_WILD));
}

static size_t begun_so(const struct spelling *all, size_t n, const char *gram, size_t width)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t at = 0; at + width <= all[i].n; at++)
			count += memcmp(spelling_text(&all[i]) + at, gram, width) == 0 && begins(&all[i], at, width);
	return count;
}

/* What a text is looked up by begins a word, and as few others as any of its words; eight letters, if it has them. */
static void each_is_looked_up_by_its_rarest_word(void **state)
{
	const struct spelling *all;
	size_t n = spellings(&all), found[9] = { 0 };

	(void)state;
	for (size_t i = 0; i < n; i++) {
		size_t width = 0;

		for (size_t at = 0; at < all[i].n; at++)
			width = begins(&all[i], at, 8) ? 8 : begins(&all[i], at, 4) && width == 0 ? 4 : width;
		assert_int_equal(all[i].width, width);
		assert_true(width == 0 || begins(&all[i], all[i].at, width));
		found[width]++;
	}
	assert_true(found[8] > n / 2 && found[4] > 50 && found[0] < n / 20);
	for (size_t i = 0; i < n; i += 97)
		for (size_t at = 0; all[i].width > 0 && at < all[i].n; at++)
			if (begins(&all[i], at, all[i].width))
				assert_true(begun_so(all, n, spelling_text(&all[i]) + all[i].at, all[i].width)
					<= begun_so(all, n, spelling_text(&all[i]) + at, all[i].width));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(the_table_is_what_folding_makes),
		cmocka_unit_test(each_is_looked_up_by_its_rarest_word) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
