/* SPDX-License-Identifier: GPL-3.0-or-later
 * Shapes of lines. A row is met in a text by whole words at both of its ends, and what stands for anything in a row has
 * no letter beside it: so a word of the text is a word of the row, or none of it. */
#include "explain/log-shape.h"

#include "base/ascii.h"
#include "base/mem.h"
#include "explain/fold.h"
#include "explain/log-line.h"

#include <stdlib.h>
#include <string.h>

enum { SHAPE_STRANGE = 1, SHAPE_STRETCH = 128, SHAPE_SLOTS_FIRST = 1 << 12 };

/* What a byte is to a shape: a letter of a word, one that fold_into() drops, one that it may take for another, or a
 * sign. */
enum shape_kind { SHAPE_SIGN, SHAPE_LETTER, SHAPE_DROPPED, SHAPE_OTHER };

struct log_shapes {
	uint64_t *slots;             /* hashes of words; 0: free */
	size_t size, n;
	uint8_t kinds[256], lower[256];
};

static uint64_t shape_add(uint64_t h, uint8_t c)
{
	return (h ^ c) * 0x100000001b3u;
}

/* The end of a hash: FNV leaves its high bits to few octets. */
static uint64_t shape_mix(uint64_t h, uint64_t v)
{
	h = (h ^ v) * 0x9e3779b97f4a7c15u;
	return h ^ h >> 29;
}

static bool shapes_have(const struct log_shapes *s, uint64_t word)
{
	for (size_t i = word & (s->size - 1); s->slots[i] != 0; i = (i + 1) & (s->size - 1))
		if (s->slots[i] == word)
			return true;
	return false;
}

static void shapes_put(struct log_shapes *s, uint64_t word)
{
	size_t i = word & (s->size - 1);

	while (s->slots[i] != 0)
		i = (i + 1) & (s->size - 1);
	s->slots[i] = word;
	s->n++;
}

static void shapes_word(struct log_shapes *s, uint64_t word)
{
	struct log_shapes larger = { .size = s->size * 2 };

	if (shapes_have(s, word))
		return;
	if (s->n * 4 >= s->size) {
		larger.slots = mem_alloc(larger.size * sizeof *larger.slots);
		for (size_t i = 0; i < s->size; i++)
			if (s->slots[i] != 0)
				shapes_put(&larger, s->slots[i]);
		free(s->slots);
		s->slots = larger.slots;
		s->size = larger.size;
		s->n = larger.n;
	}
	shapes_put(s, word);
}

/* The words of a folded text. */
static void shapes_words(struct log_shapes *s, const char *p, size_t n)
{
	uint64_t h = 0;

	for (size_t i = 0; i <= n; i++) {
		uint8_t c = i < n ? (uint8_t)p[i] : 0;

		if (ascii_is_alnum((char)c) || c >= 0x80) {
			h = shape_add(h == 0 ? SHAPE_STRANGE : h, c);
		} else if (h != 0) {
			shapes_word(s, h);
			h = 0;
		}
	}
}

struct log_shapes *log_shapes_new(const struct code_index *x, const char *const *more)
{
	struct log_shapes *s = mem_alloc(sizeof *s);

	s->size = SHAPE_SLOTS_FIRST;
	s->slots = mem_alloc(s->size * sizeof *s->slots);
	for (unsigned c = 0; c < 256; c++) {
		s->lower[c] = (uint8_t)ascii_lower((char)c);
		s->kinds[c] = ascii_is_alnum((char)c) || c >= 0x80 ? SHAPE_LETTER
			: c != 0 && strchr("\"`*\\'", (int)c) != NULL ? SHAPE_DROPPED
			: c == '\033' || c == '&' ? SHAPE_OTHER : SHAPE_SIGN;
	}
	s->kinds[0xc2] = s->kinds[0xe2] = SHAPE_OTHER;
	for (unsigned i = 0; i < code_index_spellings(x); i++) {
		size_t n;
		const char *text = code_index_spelling(x, i, &n);

		shapes_words(s, text, n);
	}
	for (; *more != NULL; more++)
		shapes_words(s, *more, strlen(*more));
	return s;
}

void log_shapes_free(struct log_shapes *s)
{
	if (s != NULL)
		free(s->slots);
	free(s);
}

static bool shape_letter(const struct log_shapes *s, const uint8_t *p, size_t i, size_t n)
{
	return i < n && s->kinds[p[i]] == SHAPE_LETTER;
}

/* Where signs stand that fold_into() drops, a blank may be meant ("\n"), or the words on both sides may be one. How
 * many they are, the letter of such a blank included; 0: nothing can be said of the line. */
static size_t shape_dropped(const struct log_shapes *s, const uint8_t *p, size_t i, size_t n)
{
	size_t from = i;
	bool blank = false;

	if (p[i] == '\'' && i > 0 && shape_letter(s, p, i - 1, n) && shape_letter(s, p, i + 1, n))
		return 1; /* an apostrophe stays */
	while (i < n && s->kinds[p[i]] == SHAPE_DROPPED) {
		bool escaped = p[i] == '\\' && i + 1 < n && memchr("ntr", p[i + 1], 3) != NULL;

		blank |= escaped;
		i += escaped ? 2 : 1;
	}
	if (!blank && from > 0 && shape_letter(s, p, from - 1, n) && shape_letter(s, p, i, n))
		return 0;
	return i - from;
}

/* "&quot;", "&#39;", "&nbsp;" and what is more than an octet; a plain "&" is a sign. */
static bool shape_other(const uint8_t *p, size_t i, size_t n)
{
	return p[i] != '&' || (i + 1 < n && memchr("q#n", p[i + 1], 3) != NULL);
}

bool log_shape(const struct log_shapes *s, const char *line, size_t n, uint64_t *shape)
{
	const uint8_t *p = (const uint8_t *)line;
	uint64_t h = 0, strange = 0; /* behind a strange word; 0: none is near */
	size_t i = 0, began = 0, step;

	while (i < n) {
		uint64_t word = SHAPE_STRANGE;

		switch (s->kinds[p[i]]) {
		case SHAPE_LETTER:
			step = i;
			i += log_stamp(line, i, n);
			for (; i < n && s->kinds[p[i]] == SHAPE_LETTER; i++)
				word = shape_add(word, s->lower[p[i]]);
			if (word != SHAPE_STRANGE && shapes_have(s, word)) {
				h = shape_mix(h, word);
				strange = 0;
			} else if (strange != 0 && i - began < SHAPE_STRETCH) {
				h = strange; /* and no sign between the two */
			} else {
				began = step;
				h = strange = shape_mix(h, SHAPE_STRANGE);
			}
			continue;
		case SHAPE_DROPPED:
			step = shape_dropped(s, p, i, n);
			if (step == 0)
				return false;
			break;
		default:
			if (s->kinds[p[i]] == SHAPE_OTHER && shape_other(p, i, n))
				return false;
			step = 1;
		}
		for (; step > 0; step--)
			h = shape_mix(h, p[i++]);
	}
	*shape = h;
	return true;
}
