/* SPDX-License-Identifier: GPL-3.0-or-later
 * What people paste gets the right first answer, also as it arrives: wrapped, quoted, from other hosts, mistyped,
 * shouted, with a time stamp or a translated sentence before it, or only half of it. */
#include "explain/explain.h"
#include "explain/codes.h"
#include "explain/index.h"
#include "base/mem.h"
#include "base/buf.h"

#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
enum { PASTED_BYTES = 8192, PASTED_LEAST = 150, HALF_LEAST = 24 };

static const struct { const char *first, *text; bool said; } pasted[] = {
#define PASTED(first, text) { first, text, false },
#define SAID(first, text) { first, text, true },
#include "core/pasted.def"
#undef PASTED
#undef SAID
};

static bool letter(char c)
{
	return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* --- what happens to a text on its way --- */

static void wrapped(struct buf *b, const char *s)
{
	for (unsigned k = 0; *s != '\0'; s++)
		(void)buf_adds(b, *s == ' ' && k++ % 3 == 1 ? "\r\n    " : (char[]){ *s, '\0' });
}

static void quoted(struct buf *b, const char *s)
{
	(void)buf_adds(b, "> \xe2\x80\x9c");
	for (unsigned k = 0; *s != '\0'; s++)
		(void)buf_adds(b, *s == '\'' || *s == '"' ? "\xe2\x80\x99" : *s == ' ' && k++ % 7 == 5 ? "\n> "
			: (char[]){ *s, '\0' });
	(void)buf_adds(b, "\xe2\x80\x9d");
}

static void renamed(struct buf *b, const char *s)
{
	static const char from[] = ".example", to[] = "-07.corp.test";

	for (const char *p; (p = strstr(s, from)) != NULL; s = p + strlen(from)) {
		(void)buf_add(b, s, (size_t)(p - s));
		(void)buf_adds(b, to);
	}
	(void)buf_adds(b, s);
}

static void shouted(struct buf *b, const char *s)
{
	for (; *s != '\0'; s++)
		(void)buf_adds(b, (char[]){ (char)toupper((unsigned char)*s), '\0' });
}

static void mumbled(struct buf *b, const char *s)
{
	for (; *s != '\0'; s++)
		(void)buf_adds(b, (char[]){ (char)tolower((unsigned char)*s), '\0' });
}

static void stamped(struct buf *b, const char *s)
{
	(void)buf_addf(b, "2026-05-04T10:00:01.337+02:00 build-3 runner[4711]: %s\n", s);
}

static void as_json(struct buf *b, const char *s)
{
	(void)buf_adds(b, "{\"level\":\"error\",\"ts\":1777881601.2,\"msg\":\"");
	for (; *s != '\0'; s++)
		(void)buf_adds(b, *s == '"' ? "\\\"" : (char[]){ *s, '\0' });
	(void)buf_adds(b, "\",\"logger\":\"x\"}");
}

static void translated(struct buf *b, const char *s)
{
	(void)buf_addf(b, "Ausnahme beim Aufrufen von \"Abrufen\" mit 1 Argument(en): \"%s\" In Zeile:3 Zeichen:1", s);
}

static void traduit(struct buf *b, const char *s)
{
	(void)buf_addf(b, "\xc3\x89" "chec. Message d\xe2\x80\x99" "erreur\xc2\xa0: "
		"\xc2\xab\xc2\xa0%s\xc2\xa0\xc2\xbb", s);
}

static void colored(struct buf *b, const char *s)
{
	(void)buf_addf(b, "\033[31mERROR\033[0m \033[1m%s\033[0m", s);
}

/* The longest word that is no host's name, or the next longest: where it begins. */
static size_t word_of(const char *s, unsigned which, size_t *n)
{
	size_t at[2] = { 0, 0 }, len[2] = { 0, 0 };

	for (size_t i = 0, k; s[i] != '\0'; i += k + (k == 0)) {
		for (k = 0; isalpha((unsigned char)s[i + k]); k++)
			;
		if (strncmp(s + i + k, ".example", 8) == 0 || strncmp(s + i, "example", 7) == 0)
			continue;
		unsigned slot = k > len[0] ? 0 : 1;

		if (slot == 0) {
			at[1] = at[0];
			len[1] = len[0];
		}
		if (k > len[slot]) {
			at[slot] = i;
			len[slot] = k;
		}
	}
	which = len[1] < 5 ? 0 : which;
	*n = len[which];
	return at[which];
}

static void swapped(struct buf *b, const char *s)
{
	size_t n, at = word_of(s, 0, &n) + n / 2;

	(void)buf_add(b, s, at - 1);
	(void)buf_addf(b, "%c%c%s", s[at], s[at - 1], s + at + 1);
}

static void dropped(struct buf *b, const char *s)
{
	size_t n, at = word_of(s, 1, &n) + n / 2;

	(void)buf_add(b, s, at);
	(void)buf_adds(b, s + at + 1);
}

static void doubled(struct buf *b, const char *s)
{
	size_t n, at = word_of(s, 0, &n) + 1;

	(void)buf_add(b, s, at);
	(void)buf_addf(b, "%c%s", s[at - 1], s + at);
}

static void broken_word(struct buf *b, const char *s)
{
	size_t n, at = word_of(s, 0, &n) + n / 2;

	(void)buf_add(b, s, at);
	(void)buf_addf(b, "\n%s", s + at);
}

/* `print`: what happens to the words of a program alone. */
static const struct { const char *name; void (*make)(struct buf *b, const char *s); bool print; } damages[] = {
	{ "wrapped", wrapped, false }, { "quoted", quoted, false }, { "other hosts", renamed, false },
	{ "shouted", shouted, false }, { "mumbled", mumbled, false }, { "stamped", stamped, true },
	{ "in JSON", as_json, true }, { "translated", translated, true }, { "traduit", traduit, true },
	{ "colored", colored, true }, { "letters swapped", swapped, false }, { "a letter dropped", dropped, false },
	{ "a letter doubled", doubled, false }, { "a word broken", broken_word, false },
};

static bool first_is(struct code_index *ix, const char *text, const char *first, const char *how, bool loud)
{
	struct explanation *x = explain_with(ix, text);
	bool good = x->known && strcmp(x->causes[0]->id, first) == 0;

	if (!good && loud) {
		print_error("%s, not %s first:", how, first);
		for (size_t i = 0; x->known && i < x->n_causes && i < 5; i++)
			print_error(" %s", x->causes[i]->id);
		print_error(" <- %.150s [%s]\n", text, x->n_rows > 0 ? code_word(x->rows[0]->code) : "");
	}
	explanation_free(x);
	return good;
}

static void as_it_was_said(void **state)
{
	unsigned bad = 0;

	assert_true(COUNT(pasted) >= PASTED_LEAST);
	for (size_t i = 0; i < COUNT(pasted); i++)
		bad += !first_is(*state, pasted[i].text, pasted[i].first, "as it is", true);
	assert_int_equal(bad, 0);
}

static void damaged_on_its_way(void **state)
{
	unsigned bad = 0;

	for (size_t d = 0; d < COUNT(damages); d++)
		for (size_t i = 0; i < COUNT(pasted); i += getenv("CERTCARD_VALGRIND") != NULL ? 20 : 1) {
			struct buf b = BUF_INIT(PASTED_BYTES);

			if (pasted[i].said && damages[d].print)
				continue;
			damages[d].make(&b, pasted[i].text);
			bad += !first_is(*state, b.data, pasted[i].first, damages[d].name, true);
			buf_done(&b);
		}
	assert_int_equal(bad, 0);
}

static bool among(struct code_index *ix, const char *text, const char *cause)
{
	struct explanation *x = explain_with(ix, text);
	bool found = false;

	for (size_t i = 0; x->known && i < x->n_causes; i++)
		found |= strcmp(x->causes[i]->id, cause) == 0;
	explanation_free(x);
	return found;
}

/* Cut off at its end, or without its beginning: one of the two says enough to name the cause. */
static void half_of_it(void **state)
{
	unsigned bad = 0;

	for (size_t i = 0; i < COUNT(pasted); i++) {
		const char *text = pasted[i].text;
		size_t n = strlen(text), to = n * 6 / 10, from = n - to;
		char *half;

		if (n < 2 * HALF_LEAST || pasted[i].said)
			continue;
		while (to < n && letter(text[to]))
			to++;
		while (from > 0 && letter(text[from - 1]))
			from--;
		half = mem_strndup(text, to);
		if (!among(*state, half, pasted[i].first) && !among(*state, text + from, pasted[i].first)) {
			(void)first_is(*state, half, pasted[i].first, "cut off", true);
			(void)first_is(*state, text + from, pasted[i].first, "begun late", true);
			bad++;
		}
		free(half);
	}
	assert_int_equal(bad, 0);
}

static int index_made(void **state)
{
	*state = code_index_new();
	return 0;
}

static int index_freed(void **state)
{
	code_index_free(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_it_was_said),
		cmocka_unit_test(damaged_on_its_way),
		cmocka_unit_test(half_of_it),
	};

	return cmocka_run_group_tests(tests, index_made, index_freed);
}
