/* SPDX-License-Identifier: GPL-3.0-or-later
 * Finding rows of the table of error codes in what somebody pasted. */
#include "explain/match.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "explain/codes.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { MATCH_GAP = 400, MATCH_NUMBER = 8, MATCH_VAGUE = 4 };

/* Words that stand for something else in the codes of the table. */
static const char *const fold_words[] =
	{ "HOST", "ADDR", "NAME", "URL", "FILE", "DATE", "PORT", "LIST", "ALG", "VER", "TEXT", "OID", "REASON",
	"ISSUER", "A", "B", "N", "M", "T", "T2", "{0}" };

static size_t fold_wild(const char *p)
{
	size_t n = *p == '{' ? strcspn(p, "}") + 1 : 0, i;

	if (*p != '{' && !isupper((unsigned char)*p))
		return 0;
	while (*p != '{' && isalnum((unsigned char)p[n]))
		n++;
	for (i = 0; i < sizeof fold_words / sizeof *fold_words; i++)
		if (strlen(fold_words[i]) == n && strncmp(fold_words[i], p, n) == 0)
			return n;
	return 0;
}

/* Typographic quotes, three bytes each: U+2018, U+2019, U+201C, U+201D. */
static bool fold_quote(const char *p)
{
	return strncmp(p, "\xe2\x80\x98", 3) == 0 || strncmp(p, "\xe2\x80\x99", 3) == 0
		|| strncmp(p, "\xe2\x80\x9c", 3) == 0 ||
		strncmp(p, "\xe2\x80\x9d", 3) == 0;
}

static void fold_blank(struct buf *b)
{
	if (b->len > 0 && b->data[b->len - 1] != ' ')
		(void)buf_addc(b, ' ');
}

char *fold(const char *text, bool wild)
{
	struct buf b = BUF_INIT(LIMIT_TARGET_BYTES + 1);
	const char *p = text;
	bool spaced = wild && strchr(text, ' ') != NULL;

	while (*p != '\0') {
		bool begins = p == text || !isalnum((unsigned char)p[-1]);
		size_t n = spaced && begins ? fold_wild(p) : 0;

		if (n > 0) {
			(void)buf_addc(&b, FOLD_WILD);
			p += n;
		} else if (fold_quote(p)) {
			(void)buf_addc(&b, '\'');
			p += 3;
		} else if (isspace((unsigned char)*p) || *p == '_' || *p == '-') {
			fold_blank(&b);
			p++;
		} else {
			(void)buf_addc(&b, strchr("\"`", *p) != NULL ? '\'' : (char)tolower((unsigned char)*p));
			p++;
		}
	}
	return buf_take(&b);
}

static unsigned gram_hash(const char *p)
{
	return ((unsigned char)p[0] * 961u + (unsigned char)p[1] * 31u + (unsigned char)p[2]) % ASKED_GRAMS;
}

void asked_init(struct asked *a, const char *text)
{
	*a = (struct asked){ .raw = mem_strndup(text, strnlen(text, LIMIT_TARGET_BYTES)) };
	a->folded = fold(a->raw, false);
	a->n_folded = strlen(a->folded);
	if (a->n_folded > 0 && a->folded[a->n_folded - 1] == ' ')
		a->folded[--a->n_folded] = '\0';
	a->n_numbers = numbers_of(a->raw, a->numbers, ASKED_NUMBERS);
	for (size_t i = 0; i + 3 <= a->n_folded; i++)
		a->grams[gram_hash(a->folded + i)] = true;
}

void asked_done(struct asked *a)
{
	free(a->raw);
	free(a->folded);
}

static bool match_letters(const char *p, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (isalnum((unsigned char)p[i]))
			return true;
	return false;
}

/* The place of a literal piece in text[from..to), as whole words at the sides that `first` and `last` say. */
static bool match_piece(const struct asked *a, const char *piece, size_t n, size_t from, size_t to, bool first,
	bool last, size_t *at)
{
	const char *end = a->folded + (to < a->n_folded ? to : a->n_folded), *p = a->folded + from;

	for (; p < end && (p = memmem(p, (size_t)(end - p), piece, n)) != NULL; p++) {
		bool left = !first || p == a->folded || !isalnum((unsigned char)piece[0])
			|| !isalnum((unsigned char)p[-1]);
		bool right = !last || !isalnum((unsigned char)piece[n - 1]) || !isalnum((unsigned char)p[n]);

		if (left && right) {
			*at = (size_t)(p - a->folded);
			return true;
		}
	}
	return false;
}

/* Pieces between wildcards, in order, not too far apart. */
static bool match_pattern(const struct asked *a, const char *pattern, struct match *m)
{
	const char *p = pattern;
	size_t from = 0, to = a->n_folded, at;
	bool first = true;

	m->weight = 0;
	while (*p != '\0') {
		size_t n = strcspn(p, "\001");

		if (match_letters(p, n)) {
			if (!match_piece(a, p, n, from, to, first, p[n] == '\0', &at))
				return false;
			if (first)
				m->start = at;
			first = false;
			m->end = at + n;
			m->weight += (unsigned)n;
			from = m->end;
			to = from + MATCH_GAP;
		}
		p += n + (p[n] != '\0');
	}
	return !first;
}

static bool match_letter(char c, bool wild)
{
	return wild ? islower((unsigned char)c) : isalpha((unsigned char)c);
}

/* Can the spelling be in the text? Three letters in a row (small ones where great ones may be wildcards) would be
 * there, too. */
static bool match_possible(const struct asked *a, const char *spelling, size_t n, bool wild)
{
	size_t i;

	for (i = 0; i + 3 <= n; i++) {
		const char *p = spelling + i;
		const char low[] = { (char)tolower((unsigned char)p[0]), (char)tolower((unsigned char)p[1]),
			(char)tolower((unsigned char)p[2]) };

		if (match_letter(p[0], wild) && match_letter(p[1], wild) && match_letter(p[2], wild)
			&& !a->grams[gram_hash(low)])
			return false;
	}
	return true;
}

/* One spelling of a row: without the sign at its end, which people leave out. */
static bool match_spelling(const struct asked *a, const char *spelling, size_t n, bool wild, struct match *m)
{
	char *copy, *pattern;
	bool found;

	while (n > 0 && strchr(".: ", spelling[n - 1]) != NULL)
		n--;
	if (!match_possible(a, spelling, n, wild))
		return false;
	copy = mem_strndup(spelling, n);
	pattern = fold(copy, wild);
	found = *pattern != '\0' && match_pattern(a, pattern, m);
	free(copy);
	free(pattern);
	return found;
}

/* Other spellings stand in the notes, up to the next semicolon. */
static const char *const match_notes[] =
	{ "NSS text: ", "strerror: ", "text: ", "GnuTLS name: ", "header comment: ", "CURLE_" };

static bool match_note(const struct asked *a, const char *note, struct match *m)
{
	size_t i;

	for (i = 0; i < sizeof match_notes / sizeof *match_notes; i++) {
		const char *p = strstr(note, match_notes[i]);

		if (p == NULL)
			continue;
		if (match_notes[i][0] != 'C')
			p += strlen(match_notes[i]);
		return match_spelling(a, p, strcspn(p, ";"), false, m);
	}
	return false;
}

/* The text itself names one of the tools that count downwards: then only its numbers are meant. */
static const struct { const char *word, *tool; } match_hints[] = {
	{ "gnutls", "GnuTLS" }, { "chrome", "Chrome/Edge" }, { "net::", "Chrome/Edge" }, { "edge", "Chrome/Edge" },
		{ "firefox", "Firefox" },
	{ "nss", "Firefox" }, { "nsurl", "Apple" }, { "osstatus", "Apple" }, { "cfnetwork", "Apple" },
		{ "kcf", "Apple" }, { "apple", "Apple" },
	{ "safari", "Apple" },
};

static bool match_hinted(const struct asked *a, const char *tool)
{
	bool any = false;
	size_t i;

	for (i = 0; i < sizeof match_hints / sizeof *match_hints; i++)
		if (strstr(a->folded, match_hints[i].word) != NULL) {
			if (strcmp(match_hints[i].tool, tool) == 0)
				return true;
			any = true;
		}
	return !any;
}

static bool match_number(const struct asked *a, const struct code_row *row, struct match *m)
{
	struct number n;
	size_t i;

	if (a->n_numbers == 0)
		return false;
	n = number_of_row(row);
	for (i = 0; i < a->n_numbers; i++)
		if (number_same(&a->numbers[i], &n) && (n.kinds != NUMBER_NEGATIVE || match_hinted(a, row->tool))) {
			/* a place that no text can contain: numbers stand for themselves */
			*m = (struct match){ .start = a->n_folded + a->numbers[i].start,
				.end = a->n_folded + a->numbers[i].end, .weight = MATCH_NUMBER };
			return true;
		}
	return false;
}

/* Without what Chrome or Java puts in front. */
static bool match_bare(const struct asked *a, const char *code, struct match *m)
{
	const char *bare = strncmp(code, "NET::", 5) == 0 ? code + 5 : NULL;

	if (strncmp(code, "java", 4) == 0 && (bare = strstr(code, ": ")) != NULL)
		bare += 2;
	return bare != NULL && match_spelling(a, bare, strlen(bare), true, m);
}

bool match_row(const struct asked *a, const struct code_row *row, struct match *m)
{
	const char *code = row->code;
	bool vague = strncmp(row->note, "vague", 5) == 0;
	bool found = match_spelling(a, code, strlen(code), true, m);

	if (!found)
		found = match_bare(a, code, m);
	if (!found)
		found = match_note(a, row->note, m);
	if (!found)
		found = match_number(a, row, m);
	m->row = row;
	if (found && vague && m->weight > MATCH_VAGUE)
		m->weight = MATCH_VAGUE;
	return found;
}

/* Likeness by groups of three letters (Dice's coefficient), in thousandths. The set is one of hashes: a clash costs
 * nothing but a little sharpness. */
enum { NEAR_BYTES = 200, NEAR_LEAST = 220 };

static unsigned near_set(const char *text, bool *set)
{
	unsigned n = 0;
	size_t i, len = strnlen(text, NEAR_BYTES);

	for (i = 0; i + 3 <= len; i++) {
		set[gram_hash(text + i)] = true;
		n++;
	}
	return n;
}

static unsigned near_score(const bool *set, unsigned n, const char *code)
{
	char *folded = fold(code, false);
	size_t i, len = strnlen(folded, NEAR_BYTES);
	unsigned both = 0, m = len >= 3 ? (unsigned)len - 2 : 0;

	for (i = 0; i + 3 <= len; i++)
		both += set[gram_hash(folded + i)];
	free(folded);
	return n + m == 0 ? 0 : 2000 * both / (n + m);
}

/* Into the list of the best, which stays sorted; a code that is there already keeps its first row. */
static size_t near_insert(const struct code_row **out, unsigned *scores, size_t n, size_t max,
	const struct code_row *row, unsigned score)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strcmp(out[i]->code, row->code) == 0)
			return n;
	if (n == max && score <= scores[n - 1])
		return n;
	n += n < max;
	for (i = n - 1; i > 0 && scores[i - 1] < score; i--) {
		out[i] = out[i - 1];
		scores[i] = scores[i - 1];
	}
	out[i] = row;
	scores[i] = score;
	return n;
}

size_t nearest_rows(const struct asked *a, const struct code_row **out, size_t max)
{
	bool set[ASKED_GRAMS] = { false };
	unsigned scores[EXPLAIN_NEAREST];
	unsigned n_set = near_set(a->folded, set);
	const struct code_row *rows;
	size_t i, n = 0, n_rows = code_rows(&rows);

	if (max > EXPLAIN_NEAREST)
		max = EXPLAIN_NEAREST;
	for (i = 0; i < n_rows; i++) {
		unsigned score = near_score(set, n_set, rows[i].code);

		if (score >= NEAR_LEAST)
			n = near_insert(out, scores, n, max, &rows[i], score);
	}
	return n;
}
