/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pages of text: made, wrapped, searched, drawn. */
#include "parts/page.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "facts/advice.h"

#include <stdlib.h>
#include <string.h>

/* Narrower pages put a value below its label that does not fit beside it; PAGE_STEP: how far to the right. */
enum { PAGE_NARROW = 48, PAGE_STEP = 2 };

enum { PAGE_MIN_W = 8, PAGE_MAX_LINE_BYTES = 8192, PAGE_MAX_CODES = 48 };

void page_init(struct page *p, int width, bool ascii)
{
	*p = (struct page){ .width = width < PAGE_MIN_W ? PAGE_MIN_W : width, .ascii = ascii, .tag = -1 };
}

void page_done(struct page *p)
{
	for (size_t i = 0; i < p->n; i++) {
		for (size_t k = 0; k < p->lines[i].n; k++)
			free(p->lines[i].spans[k].text);
		free(p->lines[i].spans);
	}
	free(p->lines);
	*p = (struct page){ .width = p->width, .ascii = p->ascii, .tag = -1 };
}

void page_line(struct page *p)
{
	if (p->n == PAGE_MAX_LINES)
		return;
	MEM_GROW(p->lines, p->n);
	p->lines[p->n++] = (struct line){ .tag = p->tag };
}

void page_blank(struct page *p)
{
	if (p->n > 0 && p->lines[p->n - 1].n > 0)
		page_line(p);
}

static int page_add(struct page *p, int x, enum ink ink, char *text)
{
	struct line *l;
	int at = 0;

	if (p->n == 0)
		page_line(p);
	l = &p->lines[p->n - 1];
	if (l->n > 0)
		at = l->spans[l->n - 1].x + (int)text_width(l->spans[l->n - 1].text);
	if (x < at)
		x = at;
	MEM_GROW(l->spans, l->n);
	l->spans[l->n++] = (struct span){ .x = x, .ink = ink, .text = text };
	return x + (int)text_width(text);
}

void page_append(struct page *p, const struct page *from)
{
	for (size_t k = 0; k < from->n; k++) {
		page_line(p);
		for (size_t n = 0; n < from->lines[k].n; n++)
			(void)page_add(p, from->lines[k].spans[n].x, from->lines[k].spans[n].ink,
				mem_strdup(from->lines[k].spans[n].text));
	}
}

/* Text as the terminal will show it, so that widths are what they will be. */
static char *page_shown(const struct page *p, const char *text)
{
	return p->ascii ? text_ascii(text) : mem_strdup(text);
}

int page_span(struct page *p, int x, enum ink ink, const char *text)
{
	return page_add(p, x, ink, page_shown(p, text));
}

/* How many bytes of s make the next line of at most w columns; what follows it (a space, a newline) is in `skip`. */
static size_t page_break(const char *s, size_t w, size_t *skip)
{
	size_t line = strcspn(s, "\n"), fits = text_prefix(s, w), at;

	*skip = 1;
	if (fits >= line) {
		*skip = s[line] == '\n';
		return line;
	}
	if (s[fits] == ' ') {
		*skip = strspn(s + fits, " ");
		for (; fits > 0 && s[fits - 1] == ' '; fits--)
			++*skip;
		return fits;
	}
	for (at = fits; at > 0 && s[at - 1] != ' '; at--)
		;
	if (at > 0)
		return at - 1;
	/* One long word: better cut behind a separator of names, URLs and codes than anywhere. */
	for (at = fits; at > fits / 2 && strchr("/.:-,@=&_", s[at - 1]) == NULL; at--)
		;
	*skip = 0;
	return at > fits / 2 ? at : fits > 0 ? fits : line;
}

/* Commands, settings and file names in a text: bytes [from, to), in order. */
struct page_codes { struct { size_t from, to; } at[PAGE_MAX_CODES]; size_t n; };

static void page_find_codes(struct page_codes *c, const char *text)
{
	size_t from = 0, len, at;

	for (c->n = 0; c->n < PAGE_MAX_CODES; c->n++) {
		at = from + advice_code(text + from, &len);
		if (len == 0)
			break;
		c->at[c->n].from = at;
		c->at[c->n].to = from = at + len;
	}
}

/* Bytes [from, to) of a text on the line that is begun, those that are code in the ink for it. */
static void page_piece(struct page *p, int x, enum ink ink, const char *text, size_t from, size_t to,
	const struct page_codes *codes)
{
	for (size_t k = 0; k < codes->n && from < to; k++) {
		size_t begin = codes->at[k].from, end = codes->at[k].to < to ? codes->at[k].to : to;

		if (end <= from || begin >= to)
			continue;
		if (begin > from)
			x = page_add(p, x, ink, mem_strndup(text + from, begin - from));
		else
			begin = from;
		x = page_add(p, x, INK_CODE, mem_strndup(text + begin, end - begin));
		from = end;
	}
	if (from < to || to == 0)
		(void)page_add(p, x, ink, mem_strndup(text + from, to - from));
}

/* Wrapped text from column `indent` on; the first piece goes onto the line that is begun, from column `at` on. */
static void page_pour(struct page *p, int at, int indent, enum ink ink, const char *text, bool advice)
{
	char *shown = page_shown(p, text), *s = shown;
	struct page_codes codes = { .n = 0 };

	if (advice)
		page_find_codes(&codes, shown);
	for (;; at = indent) {
		int w = p->width - at < PAGE_MIN_W ? PAGE_MIN_W : p->width - at;
		size_t skip, n = page_break(s, (size_t)w, &skip), from = (size_t)(s - shown);

		page_piece(p, at, ink, shown, from, from + n, &codes);
		s += n + skip;
		if (*s == '\0' || p->n == PAGE_MAX_LINES)
			break;
		page_line(p);
	}
	free(shown);
}

static void page_wrap(struct page *p, int indent, enum ink ink, const char *text)
{
	page_pour(p, indent, indent, ink, text, false);
}

static bool page_is_wide(const char *text, int w)
{
	return w < 0 || text_width(text) > (size_t)w;
}

void page_lead(struct page *p, enum ink label_ink, const char *label, enum ink ink, const char *text)
{
	page_line(p);
	page_pour(p, page_span(p, 0, label_ink, label) + 2, 0, ink, text, false);
}

void page_text(struct page *p, int indent, enum ink ink, const char *text)
{
	page_line(p);
	page_wrap(p, indent, ink, text);
}

void page_field(struct page *p, int at, int indent, enum ink label_ink, const char *label, enum ink ink,
	const char *text)
{
	page_line(p);
	if (page_span(p, at, label_ink, label) >= indent)
		page_line(p);
	/* an address or a moment is better read whole below its label than broken beside it */
	if (p->width < PAGE_NARROW && page_is_wide(text, p->width - indent)
		&& !page_is_wide(text, p->width - at - PAGE_STEP)) {
		if (p->lines[p->n - 1].n > 0)
			page_line(p);
		indent = at + PAGE_STEP;
	}
	page_wrap(p, indent, ink, text);
}

void page_advice(struct page *p, int at, int indent, enum ink label_ink, const char *label, enum ink ink,
	const char *text)
{
	page_line(p);
	if (*label != '\0' && page_span(p, at, label_ink, label) >= indent)
		page_line(p);
	page_pour(p, indent, indent, ink, text, true);
}

void page_mark(struct page *p, int at, enum ink sign_ink, const char *sign, enum ink ink, const char *text)
{
	(void)page_span(p, at, sign_ink, sign);
	page_wrap(p, at + 2, ink, text);
}

void page_heading(struct page *p, const char *text)
{
	page_blank(p);
	page_text(p, 0, INK_TITLE, text);
}

static bool page_has_capital(const char *s)
{
	for (; *s != '\0'; s++) {
		if (ascii_is_upper(*s))
			return true;
	}
	return false;
}

static const char *page_search(const char *hay, const char *needle)
{
	return page_has_capital(needle) ? strstr(hay, needle) : strcasestr(hay, needle);
}

bool page_holds(const struct page *p, int line, const char *needle)
{
	char *text = page_line_text(p, line);
	bool found = *needle != '\0' && page_search(text, needle) != NULL;

	free(text);
	return found;
}

int page_find(const struct page *p, const char *needle, int from, int direction)
{
	int n = (int)p->n;

	if (*needle == '\0')
		return -1;
	for (int i = 0; i < n; i++) {
		int at = ((from + i * direction) % n + n) % n;

		if (page_holds(p, at, needle))
			return at;
	}
	return -1;
}

char *page_line_text(const struct page *p, int line)
{
	struct buf b = BUF_INIT(PAGE_MAX_LINE_BYTES);
	const struct line *l = &p->lines[line];
	int x = 0;

	for (size_t i = 0; i < l->n; i++) {
		for (; x < l->spans[i].x; x++)
			(void)buf_addc(&b, ' ');
		(void)buf_adds(&b, l->spans[i].text);
		x += (int)text_width(l->spans[i].text);
	}
	return buf_take(&b);
}

static void page_draw_hits(const struct draw *d, int y, const struct span *s, const char *needle)
{
	for (const char *hit = page_search(s->text, needle); hit != NULL;
		hit = page_search(hit + strlen(needle), needle)) {
		char *before = mem_strndup(s->text, (size_t)(hit - s->text)), *word = mem_strndup(hit, strlen(needle));

		(void)draw_text(d, y, s->x + draw_width(d, before), INK_HIT, word);
		free(before);
		free(word);
	}
}

void page_draw(const struct page *p, const struct draw *d, int top, const char *needle)
{
	for (int y = 0; y < d->at.h && top + y < (int)p->n; y++) {
		const struct line *l = &p->lines[top + y];

		for (size_t i = 0; i < l->n; i++) {
			(void)draw_text(d, y, l->spans[i].x, l->spans[i].ink, l->spans[i].text);
			if (needle != NULL && *needle != '\0')
				page_draw_hits(d, y, &l->spans[i], needle);
		}
	}
}
