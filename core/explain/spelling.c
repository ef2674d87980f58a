/* SPDX-License-Identifier: GPL-3.0-or-later
 * The spellings of the rows. */
#include "explain/spelling.h"
#include "explain/codes.h"

#include "base/mem.h"
#include "explain/fold.h"
#include "explain/speaker.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { SPELLING_SHORT = 4 };

static const struct { unsigned bit; const char *words; } spelling_marks[] = {
#define MARK(name, text) { MARK_##name, text },
#include "explain/speakers.def"
#undef MARK
};

static void spelling_put(struct spellings *s, char *text, const struct code_row *row, unsigned marks)
{
	MEM_GROW(s->list, s->n);
	s->list[s->n++] = (struct spelling){ text, row, marks };
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
static void spelling_add(struct spellings *s, const struct code_row *row, const char *words, size_t n, bool wild)
{
	char *text;

	while (n > 0 && strchr(".: ", words[n - 1]) != NULL)
		n--;
	if (n == 0 || (words[0] == '(' && isdigit((unsigned char)words[1])))        /* curl's exit status: a number */
		return;
	text = fold(words, n, wild);
	if (spelling_good(text))
		spelling_put(s, text, row, 0);
	else
		free(text);
}

/* Without what Chrome or Java puts in front. */
static void spelling_bare(struct spellings *s, const struct code_row *row)
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

static void spelling_note(struct spellings *s, const struct code_row *row)
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

static int spelling_compare(const void *a, const void *b)
{
	const struct spelling *x = a, *y = b;
	int order = strcmp(x->text, y->text);

	return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
}

void spellings_of(struct spellings *s, const struct code_row *rows, size_t n)
{
	*s = (struct spellings){ NULL, 0 };
	for (size_t i = 0; i < n; i++) {
		spelling_add(s, &rows[i], code_word(rows[i].code), strlen(code_word(rows[i].code)), true);
		spelling_bare(s, &rows[i]);
		spelling_note(s, &rows[i]);
	}
	for (size_t i = 0; i < sizeof spelling_marks / sizeof *spelling_marks; i++)
		spelling_put(s, fold(spelling_marks[i].words, strlen(spelling_marks[i].words), false), NULL,
			spelling_marks[i].bit);
	qsort(s->list, s->n, sizeof *s->list, spelling_compare);
}

void spellings_free(struct spellings *s)
{
	for (size_t i = 0; i < s->n; i++)
		free(s->list[i].text);
	free(s->list);
}
