/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pages read aloud. */
#include "parts/plain.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* A span that is nothing but one of these is said like that; "": not at all. */
static const struct { const char *sign, *word; } plain_signs[] = {
	{ "✔", "passed:" }, { "✖", "failed:" }, { "!", "warning:" }, { "?", "open:" }, { "·", "" }, { "★", "trusted root:" },
	{ "◇", "not needed:" }, { "→", "so" }, { "▸", "" }, { "≠", "differs:" }, { "−", "before:" }, { "-", "before:" },
	{ "+", "now:" }, { "=", "the same:" },
};

static const char *plain_sign(const char *text)
{
	for (size_t k = 0; k < sizeof plain_signs / sizeof *plain_signs; k++) {
		if (strcmp(plain_signs[k].sign, text) == 0)
			return plain_signs[k].word;
	}
	return NULL;
}

/* Line drawing and blocks: U+2500 to U+259F. */
static bool plain_drawn(const char *s)
{
	const unsigned char *p = (const unsigned char *)s;

	return p[0] == 0xe2 && p[1] >= 0x94 && p[1] <= 0x96 && (p[1] != 0x96 || p[2] <= 0x9f);
}

static bool plain_silent(const struct span *s)
{
	static const char rule[] = "-=|+#<> ";

	switch (s->ink) {
	case INK_PICTURE: case INK_BAR_GONE: case INK_BAR_LEFT: case INK_BAR_NOW: return true;
	default: return strlen(s->text) > 2 && s->text[strspn(s->text, rule)] == '\0';
	}
}

static void plain_blank(struct buf *b)
{
	if (b->len > 0 && b->data[b->len - 1] != ' ')
		(void)buf_addc(b, ' ');
}

/* Signs beyond ASCII within a text are said as well. Returns the bytes that were taken. */
static size_t plain_piece(struct buf *b, const char *s)
{
	for (size_t k = 0; (*s & 0x80) != 0 && k < sizeof plain_signs / sizeof *plain_signs; k++) {
		size_t n = strlen(plain_signs[k].sign);

		if (strncmp(plain_signs[k].sign, s, n) != 0)
			continue;
		plain_blank(b);
		(void)buf_adds(b, plain_signs[k].word);
		plain_blank(b);
		return n;
	}
	if (*s == ' ' || plain_drawn(s)) {
		plain_blank(b);
		return *s == ' ' ? 1 : 3;
	}
	(void)buf_addc(b, *s);
	return 1;
}

static void plain_add(struct buf *b, const char *text)
{
	const char *said = plain_sign(text), *s = said != NULL ? said : text;

	while (*s != '\0')
		s += plain_piece(b, s);
}

static bool plain_ends(const struct buf *b)
{
	return b->len > 0 && strchr(" :.,;?!(", b->data[b->len - 1]) != NULL;
}

/* What is said of something comes behind a colon. */
static bool plain_is_label(enum ink ink)
{
	return ink == INK_LABEL || ink == INK_TITLE || ink == INK_KEY;
}

static char *plain_text(const struct line *l)
{
	struct buf b = BUF_INIT(LIMIT_TEXT_BYTES);
	int end = 0;
	bool label = false;

	for (size_t k = 0; k < l->n; k++) {
		const struct span *s = &l->spans[k];

		if (plain_silent(s))
			continue;
		if (b.len > 0 && (label || s->x > end)) {
			if (label && !plain_ends(&b))
				(void)buf_addc(&b, ':');
			if (b.data[b.len - 1] != ' ')
				(void)buf_addc(&b, ' ');
		}
		plain_add(&b, s->text);
		end = s->x + (int)text_width(s->text);
		label = plain_is_label(s->ink) && k + 1 < l->n && l->spans[k + 1].x > end;
	}
	while (b.len > 0 && b.data[b.len - 1] == ' ')
		b.len--;
	if (b.data != NULL)
		b.data[b.len] = '\0';
	return buf_take(&b);
}

/* Bytes of the text that a line has room for: words are longer than signs. */
static size_t plain_fits(const char *s, size_t w)
{
	size_t n = text_prefix(s, w), at = n;

	if (s[n] == '\0' || s[n] == ' ')
		return n;
	while (at > 0 && s[at - 1] != ' ')
		at--;
	return at > 0 ? at : n > 0 ? n : strlen(s);
}

struct plain_line *plain_lines(const struct page *p, size_t *n)
{
	struct plain_line *lines = NULL;

	*n = 0;
	for (size_t k = 0; k < p->n; k++) {
		char *text = plain_text(&p->lines[k]);

		for (const char *rest = text; *rest != '\0' && *n < PAGE_MAX_LINES; rest += strspn(rest, " ")) {
			size_t fits = plain_fits(rest, (size_t)p->width);

			MEM_GROW(lines, *n);
			lines[(*n)++] = (struct plain_line){ mem_strndup(rest, fits), (int)k,
				p->lines[k].tag == PLAIN_TYPED };
			rest += fits;
		}
		free(text);
	}
	return lines;
}

void plain_free(struct plain_line *lines, size_t n)
{
	for (size_t k = 0; k < n; k++)
		free(lines[k].text);
	free(lines);
}
