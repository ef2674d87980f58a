/* SPDX-License-Identifier: GPL-3.0-or-later
 * spoken.def asked of a text, with a slip of the finger allowed in each longer word. */
#include "explain/spoken.h"

#include "base/ascii.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* So long a text is a page that was pasted. A word of so many letters may have one that is wrong, missing, too much or
 * changed with its neighbour. */
enum { SPOKEN_LETTERS = 220, SPOKEN_SLIP = 5 };

static const struct { struct spoken what; const char *words; } spoken_table[] = {
#define SPOKEN(ids, name, groups) { { ids, name }, groups },
#define DEVICE(groups)
#include "explain/spoken.def"
#undef SPOKEN
#undef DEVICE
};

static const char *const spoken_devices[] = {
#define SPOKEN(ids, name, groups)
#define DEVICE(groups) groups,
#include "explain/spoken.def"
#undef SPOKEN
#undef DEVICE
};

struct heard { const char *text; size_t n; };

static bool spoken_letter(char c)
{
	return ascii_is_alnum(c) || (unsigned char)c >= 0x80;
}

/* Does the text go on with these letters? */
static bool spoken_rest(const struct heard *h, size_t at, const char *word, size_t n)
{
	return at + n <= h->n && memcmp(h->text + at, word, n) == 0;
}

/* How much of the text is the word with one slip in it; 0: it is not there. Its first letter is right, and a digit is
 * what it is. */
static size_t spoken_slip(const struct heard *h, size_t at, const char *word, size_t n)
{
	const char *t = h->text + at;
	size_t left = h->n - at, i = 0;

	while (i < n && i < left && t[i] == word[i])
		i++;
	if (i == 0 || i == left || i == n || ascii_is_digit(word[i]) || ascii_is_digit(t[i]))
		return 0;
	if (i + 1 < n && i + 1 < left && t[i] == word[i + 1] && t[i + 1] == word[i]
		&& spoken_rest(h, at + i + 2, word + i + 2, n - i - 2))
		return n;
	if (spoken_rest(h, at + i + 1, word + i + 1, n - i - 1))
		return n;
	if (spoken_rest(h, at + i, word + i + 1, n - i - 1))
		return n - 1;
	return spoken_rest(h, at + i + 1, word + i, n - i) ? n + 1 : 0;
}

/* Does the word end here, and no host's name go on? */
static bool spoken_end(const struct heard *h, size_t at)
{
	if (at == h->n)
		return true;
	return !spoken_letter(h->text[at])
		&& (strchr(".-", h->text[at]) == NULL || at + 1 == h->n || !spoken_letter(h->text[at + 1]));
}

/* The beginning of a word of the text, or of several; "." behind it: the word ends there. */
static bool spoken_word(const struct heard *h, const char *word, size_t n)
{
	bool whole = n > 1 && word[n - 1] == '.';

	n -= whole;
	for (size_t at = 0; at < h->n; at++) {
		size_t here = 0;

		if (at > 0 && spoken_letter(h->text[at - 1]))
			continue;
		if (spoken_rest(h, at, word, n))
			here = n;
		else if (n >= SPOKEN_SLIP)
			here = spoken_slip(h, at, word, n);
		if (here > 0 && (!whole || spoken_end(h, at + here)))
			return true;
	}
	return false;
}

/* One of the words between which '|' stands, up to the end of the group. */
static bool spoken_one(const struct heard *h, const char *group, size_t n)
{
	for (size_t i = 0, end; i < n; i = end + 1) {
		const char *bar = memchr(group + i, '|', n - i);

		end = bar != NULL ? (size_t)(bar - group) : n;
		if (spoken_word(h, group + i, end - i))
			return true;
	}
	return false;
}

/* All groups, between which " & " stands; of one that begins with '!' no word. */
static bool spoken_all(const struct heard *h, const char *groups)
{
	while (*groups != '\0') {
		const char *end = strstr(groups, " & ");
		size_t n = end != NULL ? (size_t)(end - groups) : strlen(groups), not = *groups == '!';

		if (spoken_one(h, groups + not, n - not) == (not == 1))
			return false;
		groups += n + (end != NULL ? strlen(" & ") : 0);
	}
	return true;
}

const struct spoken *spoken_find(const char *folded, size_t n)
{
	struct heard h = { folded, n };

	for (size_t i = 0; n <= SPOKEN_LETTERS && i < sizeof spoken_table / sizeof *spoken_table; i++)
		if (spoken_all(&h, spoken_table[i].words))
			return &spoken_table[i].what;
	return NULL;
}

/* Words that turn round what stands behind them, which is asked or denied then. Each is near no other word. */
static const char *const spoken_turns[] = { "whether", "cannot", "couldn't" };

static bool spoken_same(const struct heard *h, size_t at, const char *word, size_t n)
{
	return spoken_rest(h, at, word, n) && spoken_end(h, at + n);
}

/* "weather", "weaher", "wheter": of the letters of "whether" as people put them; how many letters, 0: it is not. */
static size_t spoken_whether(const struct heard *h, size_t at)
{
	size_t n = 1;
	bool breathed = false;

	while (at + n < h->n && h->text[at + n] != '\0' && strchr("heta", h->text[at + n]) != NULL)
		breathed |= h->text[at + n++] == 'h';
	if (h->text[at] != 'w' || !breathed || n < 5 || n > 7 || h->text[at + n - 1] != 'e'
		|| !spoken_rest(h, at + n, "r", 1))
		return 0;
	return spoken_end(h, at + n + 1) && !spoken_same(h, at, spoken_turns[0], strlen(spoken_turns[0])) ? n + 1 : 0;
}

/* Of the word at `at`: how much of it is one of those with a slip in it, and which; 0: it is none. */
static size_t spoken_turn(const struct heard *h, size_t at, const char **right)
{
	size_t n = spoken_whether(h, at);

	*right = spoken_turns[0];
	if (n > 0)
		return n;
	for (size_t i = 0; i < sizeof spoken_turns / sizeof *spoken_turns; i++) {
		*right = spoken_turns[i];
		n = spoken_slip(h, at, *right, strlen(*right));
		if (n > 0 && spoken_end(h, at + n) && !spoken_same(h, at, *right, strlen(*right)))
			return n;
	}
	return 0;
}

size_t spoken_mend(char *folded, size_t n)
{
	for (size_t at = 0; n <= SPOKEN_LETTERS && at < n; at++) {
		struct heard h = { folded, n };
		const char *right;
		size_t had = at > 0 && spoken_letter(folded[at - 1]) ? 0 : spoken_turn(&h, at, &right), has;

		if (had == 0)
			continue;
		has = strlen(right);
		memmove(folded + at + has, folded + at + had, n - at - had);
		memcpy(folded + at, right, has);
		n = n + has - had;
		at += has;
	}
	return n;
}

bool spoken_device(const char *raw)
{
	size_t n = strlen(raw);
	char *low = mem_alloc(n + 1);
	struct heard h = { low, n };
	bool device = false;

	for (size_t i = 0; i < n; i++)
		low[i] = (unsigned char)raw[i] < 0x80 ? (char)ascii_lower(raw[i]) : ' ';
	for (size_t i = 0; i < sizeof spoken_devices / sizeof *spoken_devices; i++)
		device |= spoken_all(&h, spoken_devices[i]);
	free(low);
	return device;
}
