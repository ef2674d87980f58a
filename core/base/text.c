/* SPDX-License-Identifier: GPL-3.0-or-later
 * Makes text from strangers harmless, and measures and cuts what is clean. */
#include "base/ascii.h"
#include "base/text.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/spell.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <unigbrk.h>
#include <unistr.h>
#include <uniwidth.h>

/* Room for `…(+N bytes)` with the longest N. */
enum { TEXT_TAIL = 3 + sizeof "(+18446744073709551615 bytes)" };

/* Of a name that is shortened in its middle, columns of its beginning below which it is no beginning. */
enum { TEXT_HEAD_LEAST = 3 };

static void text_tail(struct buf *b, size_t left)
{
	(void)buf_addf(b, "\xe2\x80\xa6(+%zu bytes)", left);
}

/* The form of one character that is not plain ASCII, at p. Adds to `marks` the combining marks in a row. Returns the
 * bytes of input used and puts the form into `out`. `again`: backslashes are those of a first cleaning. */
static size_t text_unit(const uint8_t *p, size_t n, bool again, unsigned *marks, struct buf *out)
{
	ucs4_t c = 0;
	int used = u8_mbtoucr(&c, p, n);

	buf_reset(out);
	if (used <= 0) {
		*marks = 0;
		(void)buf_addf(out, "\\x{%02x}", p[0]);
		return 1;
	}
	*marks = uc_is_general_category_withtable(c, UC_CATEGORY_MASK_M) ? *marks + 1 : 0;
	if (c == '\\' && !again)
		(void)buf_adds(out, "\\\\");
	else if (*marks > LIMIT_COMBINING ||
	         uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Cc | UC_CATEGORY_MASK_Cf | UC_CATEGORY_MASK_Zl |
	                                                     UC_CATEGORY_MASK_Zp))
		(void)buf_addf(out, "\\u{%x}", (unsigned)c);
	else
		(void)buf_add(out, p, (size_t)used);
	return (size_t)used;
}

/* How many bytes from p on are printable ASCII without a backslash: the usual case, copied in one go. */
static size_t text_plain_run(const uint8_t *p, size_t n)
{
	size_t i;

	for (i = 0; i < n && p[i] >= 0x20 && p[i] < 0x7f && p[i] != '\\'; i++)
		;
	return i;
}

/* The last place where the result may be cut so that the tail still fits. */
struct text_cut { size_t out, in; };

static void text_mark(struct text_cut *cut, const struct buf *b, size_t in)
{
	if (b->len + TEXT_TAIL <= b->max)
		*cut = (struct text_cut){ b->len, in };
}

/* Add a run of ASCII, as far as it goes. -1 when not all fitted. */
static int text_add_run(struct buf *b, const uint8_t *p, size_t at, size_t run, struct text_cut *cut)
{
	if (b->len + TEXT_TAIL + run > b->max && b->len + TEXT_TAIL < b->max) {
		size_t fits = b->max - TEXT_TAIL - b->len;

		*cut = (struct text_cut){ b->len + fits, at + fits };
	}
	if (run <= b->max - b->len)
		return buf_add(b, p + at, run);
	(void)buf_add(b, p + at, b->max - b->len);
	return -1;
}

static char *text_make(const void *bytes, size_t n, size_t max, bool again)
{
	const uint8_t *p = bytes;
	struct buf b = BUF_INIT(max), unit = BUF_INIT(64);
	struct text_cut cut = { 0, 0 };
	unsigned marks = 0;
	size_t at = 0, used;
	int full = 0;

	while (at < n && full == 0) {
		used = text_plain_run(p + at, n - at);
		if (used > 0) {
			marks = 0;
			full = text_add_run(&b, p, at, used, &cut);
		} else {
			used = text_unit(p + at, n - at, again, &marks, &unit);
			full = buf_add(&b, unit.data, unit.len);
		}
		at += used;
		if (full == 0)
			text_mark(&cut, &b, at);
	}
	if (full != 0) {
		b.len = cut.out;
		b.max = cut.out + TEXT_TAIL;
		text_tail(&b, n - cut.in);
	}
	buf_done(&unit);
	return buf_take(&b);
}

char *text_clean(const void *bytes, size_t n, size_t max)
{
	return text_make(bytes, n, max, false);
}

char *text_clean_str(const char *s)
{
	return s == NULL ? NULL : text_clean(s, strlen(s), LIMIT_TEXT_BYTES);
}

char *text_clean_line(const char *s, size_t max)
{
	return text_make(s, strlen(s), max, true);
}

bool text_is_clean(const char *s)
{
	size_t n = strlen(s);
	char *clean;
	bool same;

	if (text_plain_run((const uint8_t *)s, n) == n)
		return true;
	/* an escape is at most nine times as long as its byte */
	clean = text_clean_line(s, 9 * n + TEXT_TAIL + 64);
	same = strcmp(clean, s) == 0;
	free(clean);
	return same;
}

size_t text_width(const char *s)
{
	size_t plain = 0;
	int w;

	/* most text is ASCII to its end, where nothing need be looked up */
	while (s[plain] >= ' ' && s[plain] <= '~')
		plain++;
	w = s[plain] != '\0' ? u8_strwidth((const uint8_t *)s + plain, "UTF-8") : 0;
	return plain + (w < 0 ? 0 : (size_t)w);
}

/* A printable character of ASCII with ASCII or the end behind it: a grapheme and a column. */
static bool text_is_single(const uint8_t *p)
{
	return p[0] >= 0x20 && p[0] < 0x7f && p[1] < 0x80;
}

size_t text_prefix(const char *s, size_t cols)
{
	const uint8_t *start = (const uint8_t *)s, *end = start + strlen(s), *p = start, *next;
	size_t width = 0;

	while (p < end) {
		int w = 1;

		/* most text is ASCII, where nothing joins what stands before it */
		next = p + 1;
		if (!text_is_single(p)) {
			next = u8_grapheme_next(p, end);
			w = u8_width(p, (size_t)(next - p), "UTF-8");
		}
		width += w < 0 ? 0 : (size_t)w;
		if (width > cols)
			break;
		p = next;
	}
	return (size_t)(p - start);
}

char *text_fit(const char *s, size_t cols, bool ascii)
{
	static const char dots[] = "..";
	size_t tail = ascii ? 2 : 1;

	if (text_width(s) <= cols)
		return mem_strdup(s);
	if (cols < tail)
		return mem_strndup(dots, cols);
	return mem_printf("%.*s%s", (int)text_prefix(s, cols - tail), s, ascii ? dots : "\xe2\x80\xa6");
}

/* Of a name of several words, the last of them whole: the words at its end that fit beside a third of `room`, of which
 * there is at least one. NULL: no word ends it that fits. */
static const char *text_last_words(const char *s, size_t room)
{
	const char *at = strrchr(s, ' '), *last = at;

	if (at == NULL || at[1] == '\0' || text_width(at + 1) > room)
		return NULL;
	while (at > s) {
		at--;
		if (*at == ' ' && text_width(at + 1) > room - room / 3)
			break;
		if (*at == ' ')
			last = at;
	}
	return last + 1;
}

/* Words before it as far as they fit, whole ones if there are any. */
static size_t text_first_words(const char *s, size_t room)
{
	size_t n = text_prefix(s, room), whole = n;

	while (whole > 0 && s[whole] != ' ')
		whole--;
	n = whole > 0 ? whole : n;
	while (n > 0 && s[n - 1] == ' ')
		n--;
	return n;
}

/* A name that ends in these words: where they would leave hardly anything of its beginning, pieces of both, each from
 * where it begins, for that is what a word is known by. */
static char *text_around(const char *s, const char *words, size_t room)
{
	size_t tail = text_width(words), head = text_first_words(s, tail < room ? room - tail : 0);

	if (head < TEXT_HEAD_LEAST) {
		head = text_first_words(s, room / 3 > 0 ? room / 3 : 1);
		tail = room > head ? room - head : 0;
	}
	return mem_printf("%.*s..%.*s", (int)head, s, (int)text_prefix(words, tail), words);
}

char *text_middle(const char *s, size_t cols)
{
	const uint8_t *p = (const uint8_t *)s, *end = p + strlen(s), *next;
	size_t left = text_width(s), head = (cols - 2) / 3, tail = cols - 2 - head;
	const char *words, *last = strrchr(s, ' ');

	if (left <= cols)
		return mem_strdup(s);
	words = text_last_words(s, cols - 2);
	if (words == NULL && last != NULL && last[1] != '\0')
		words = last + 1;
	if (words != NULL)
		return text_around(s, words, cols - 2);
	for (; left > tail && (next = u8_grapheme_next(p, end)) != NULL; p = next) {
		int w = u8_width(p, (size_t)(next - p), "UTF-8");

		left -= w < 0 ? 0 : (size_t)w;
	}
	head = text_prefix(s, head);
	while (head > 0 && s[head - 1] == ' ')
		head--;
	return mem_printf("%.*s..%s", (int)head, s, (const char *)p + strspn((const char *)p, " ."));
}

const char *text_count(size_t n, char room[static TEXT_COUNT])
{
	char digits[TEXT_COUNT];
	size_t len = (size_t)snprintf(digits, sizeof digits, "%zu", n), at = 0;

	for (size_t k = 0; k < len; k++) {
		if (k > 0 && (len - k) % 3 == 0)
			room[at++] = ',';
		room[at++] = digits[k];
	}
	room[at] = '\0';
	return room;
}

/* Typographic characters that our own texts and screens use. */
static const struct { ucs4_t c; const char *ascii; } text_alikes[] = {
	{ 0x00a0, " " },   { 0x00ab, "<<" },  { 0x00b7, "." },   { 0x00bb, ">>" },  { 0x00d7, "x" },
	{ 0x2010, "-" },   { 0x2011, "-" },   { 0x2012, "-" },   { 0x2013, "-" },   { 0x2014, "--" },
	{ 0x2018, "'" },   { 0x2019, "'" },   { 0x201a, "," },   { 0x201c, "\"" },  { 0x201d, "\"" },
	{ 0x201e, "\"" },  { 0x2022, "*" },   { 0x2026, "..." }, { 0x202f, " " },   { 0x2039, "<" },
	{ 0x203a, ">" },   { 0x2190, "<-" },  { 0x2191, "^" },   { 0x2192, "->" },  { 0x2193, "v" },
	{ 0x2212, "-" },   { 0x2260, "!=" },  { 0x2264, "<=" },  { 0x2265, ">=" },  { 0x2500, "-" },
	{ 0x2502, "|" },   { 0x250c, "+" },   { 0x2510, "+" },   { 0x2514, "+" },   { 0x2518, "+" },
	{ 0x251c, "+" },   { 0x2524, "+" },   { 0x252c, "+" },   { 0x2534, "+" },   { 0x253c, "+" },
	{ 0x2588, "#" },   { 0x2591, "." },   { 0x25cf, "*" },   { 0x25cb, "o" },   { 0x25b2, "^" },
	{ 0x25b6, ">" },   { 0x25b8, ">" },   { 0x25bc, "v" },   { 0x2713, "+" },   { 0x2717, "x" },
	{ 0x2605, "*" },   { 0x2714, "+" },   { 0x2716, "x" },   { 0x25c7, "o" },   { 0x25cc, "?" },
	{ 0x25c2, "<" },   { 0x25b4, "^" },   { 0x25be, "v" },
};

static const char *text_alike(ucs4_t c)
{
	size_t i;

	for (i = 0; i < sizeof text_alikes / sizeof *text_alikes; i++)
		if (text_alikes[i].c == c)
			return text_alikes[i].ascii;
	return NULL;
}

/* One character, or an ill-formed byte. Returns its bytes. */
static size_t text_ascii_one(struct buf *b, const uint8_t *p, size_t left)
{
	ucs4_t c = 0;
	int used = u8_mbtoucr(&c, p, left);
	const char *alike;

	if (used <= 0) {
		(void)buf_addf(b, "\\x{%02x}", p[0]);
		return 1;
	}
	if (c < 0x80)
		(void)buf_addc(b, (char)c);
	else if ((alike = text_alike(c)) != NULL)
		(void)buf_adds(b, alike);
	else
		(void)buf_addf(b, "\\u{%x}", (unsigned)c);
	return (size_t)used;
}

/* The n bytes of a word spelt with other letters; what nobody can spell stays, character by character. */
static void text_ascii_word(struct buf *b, const char *s, size_t n)
{
	char *spelt = spell_ascii(s, n);

	for (size_t at = 0; spelt == NULL && at < n;)
		at += text_ascii_one(b, (const uint8_t *)s + at, n - at);
	if (spelt != NULL)
		(void)buf_adds(b, spelt);
	free(spelt);
}

char *text_ascii(const char *s)
{
	size_t left = strlen(s), n;
	/* the longest form, \u{10ffff}, comes from four bytes; \x{..} from one is six; of a name's two xn--tda */
	struct buf b = BUF_INIT(left * 8 + 1);

	for (; left > 0; s += n, left -= n) {
		n = spell_word(s, left);
		if (n == 0)
			n = text_ascii_one(&b, (const uint8_t *)s, left);
		else if (text_plain_run((const uint8_t *)s, n) == n)
			(void)buf_add(&b, s, n);
		else
			text_ascii_word(&b, s, n);
	}
	return buf_take(&b);
}

void text_one_stop(char *s)
{
	while ((s = strstr(s, "..")) != NULL) {
		size_t n = strspn(s, ".");

		if (n == 2 && (s[2] == '\0' || (s[2] == ' ' && ascii_is_upper(s[3]))))
			memmove(s, s + 1, strlen(s));
		else
			s += n;
	}
}
