/* SPDX-License-Identifier: GPL-3.0-or-later
 * Cells on the screen: everything visible is written here. */
#include "terminal/draw.h"

#include "terminal/appearance.h"
#include "base/mem.h"
#include "base/text.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <wchar.h>

/* Where text stops being copied: more than any terminal has columns. */
enum { DRAW_MAX_COLS = 1024 };

enum { DRAW_NAME_MIN = 4 };      /* columns of a name that is shortened in its middle */

static const char *const draw_rich[N_GLYPHS] = {
#define GLYPH(id, rich, wacs, ascii) [GLYPH_##id] = rich,
#include "terminal/glyphs.def"
#undef GLYPH
};

static const char draw_plain_ascii[N_GLYPHS] = {
#define GLYPH(id, rich, wacs, ascii) [GLYPH_##id] = ascii,
#include "terminal/glyphs.def"
#undef GLYPH
};

struct draw draw_part(const struct draw *d, struct region r)
{
	struct draw part = *d;

	if (r.y < 0) {
		r.h += r.y;
		r.y = 0;
	}
	if (r.x < 0) {
		r.w += r.x;
		r.x = 0;
	}
	part.at.y = d->at.y + r.y;
	part.at.x = d->at.x + r.x;
	part.at.h = r.h < d->at.h - r.y ? r.h : d->at.h - r.y;
	part.at.w = r.w < d->at.w - r.x ? r.w : d->at.w - r.x;
	if (part.at.h < 0)
		part.at.h = 0;
	if (part.at.w < 0)
		part.at.w = 0;
	return part;
}

bool draw_ascii(const struct draw *d)
{
	return !d->appearance->utf8;
}

static void draw_in_ink(const struct draw *d, enum ink ink)
{
	(void)attr_set(d->appearance->inks[ink].attrs, d->appearance->inks[ink].pair, NULL);
}

static const cchar_t *draw_wacs(enum glyph g)
{
	switch (g) {
#define GLYPH(id, rich, wacs, ascii) case GLYPH_##id: return wacs;
#include "terminal/glyphs.def"
#undef GLYPH
	default: return NULL;
	}
}

/* The sign with which text goes on here, if it is one that plain fonts lack; N_GLYPHS: none. */
static enum glyph draw_sign(const char *s)
{
	enum glyph g = GLYPH_PASS;

	while (g < N_GLYPHS && ((unsigned char)draw_rich[g][0] < 0xe2 || g == GLYPH_MORE || draw_wacs(g) != NULL
			|| strncmp(s, draw_rich[g], strlen(draw_rich[g])) != 0))
		g++;
	return g;
}

/* Signs within a text as draw_glyph() draws them, so that one view does not say "passed" with two. */
static char *draw_plain_signs(const char *s)
{
	char *out = mem_strdup(s), *to = out;

	while (*s != '\0') {
		enum glyph g = (unsigned char)*s < 0xe2 ? N_GLYPHS : draw_sign(s);

		*to++ = g < N_GLYPHS ? draw_plain_ascii[g] : *s;
		s += g < N_GLYPHS ? strlen(draw_rich[g]) : 1;
	}
	*to = '\0';
	return out;
}

/* Text as this terminal can show it. The caller frees. */
static char *draw_shown(const struct draw *d, const char *s)
{
	return !d->appearance->utf8 ? text_ascii(s) : d->appearance->signs == SIGNS_RICH ? mem_strdup(s)
		: draw_plain_signs(s);
}

/* The next character of UTF-8 text; what the C library cannot decode or give a width becomes '?'. */
static wchar_t draw_next(const char **s, int *width, mbstate_t *state)
{
	wchar_t c;
	size_t n;

	/* nearly all of it; between characters, for what is decoded is whole */
	if (**s >= ' ' && **s <= '~') {
		*width = 1;
		return (wchar_t)*(*s)++;
	}
	n = mbrtowc(&c, *s, 4, state);

	if (n == (size_t)-1 || n == (size_t)-2 || n == 0) {
		*state = (mbstate_t){ 0 };
		*s += 1;
		*width = 1;
		return L'?';
	}
	*s += n;
	*width = wcwidth(c);
	/* what turns or hides text takes no column and is no text */
	if (*width < 0 || uc_is_general_category_withtable((ucs4_t)c, UC_CATEGORY_MASK_Cf)) {
		*width = 1;
		return L'?';
	}
	return c;
}

static int draw_columns(const char *s)
{
	mbstate_t state = { 0 };
	int cols = 0, w;

	while (*s != '\0' && cols < DRAW_MAX_COLS) {
		(void)draw_next(&s, &w, &state);
		cols += w;
	}
	return cols;
}

int draw_width(const struct draw *d, const char *s)
{
	char *shown = draw_shown(d, s);
	int cols = draw_columns(shown);

	free(shown);
	return cols;
}

/* Put shown text at a place of the screen, at most `room` columns of it. Returns the columns used. */
/* Of n characters of a text that goes on, how many to keep: up to a word's end, if that is not far back. */
static int draw_word_end(const wchar_t *out, int n, bool whole)
{
	int at = n;

	while (!whole && at > 0 && out[at - 1] != L' ')
		at--;
	if (at <= n / 2)
		return n;
	while (at > 0 && wcschr(L" ,;:", out[at - 1]) != NULL)
		at--;
	return at;
}

static int draw_put(const struct draw *d, int y, int x, int room, const char *s)
{
	wchar_t out[2 * DRAW_MAX_COLS], c = L'\0';
	mbstate_t state = { 0 };
	bool cut = draw_columns(s) > room;
	int keep = cut ? room - 1 : room, cols = 0, n = 0, w;

	while (*s != '\0' && n < 2 * DRAW_MAX_COLS - 1) {
		c = draw_next(&s, &w, &state);
		if (cols + w > keep)
			break;
		out[n++] = c;
		cols += w;
	}
	for (int end = cut ? draw_word_end(out, n, c == L' ') : n; n > end; n--)
		cols -= wcwidth(out[n - 1]) > 0 ? wcwidth(out[n - 1]) : 0;
	(void)mvaddnwstr(y, x, out, n);
	if (cut)
		cols += draw_glyph(d, y - d->at.y, x - d->at.x + cols, N_INKS, GLYPH_MORE);
	return cols;
}

int draw_text_in(const struct draw *d, int y, int x, int w, enum ink ink, const char *s)
{
	char *shown;
	int cols;

	if (w > d->at.w - x)
		w = d->at.w - x;
	if (y < 0 || y >= d->at.h || x < 0 || w <= 0 || s[0] == '\0')
		return 0;
	draw_in_ink(d, ink);
	shown = draw_shown(d, s);
	cols = draw_put(d, d->at.y + y, d->at.x + x, w < DRAW_MAX_COLS ? w : DRAW_MAX_COLS, shown);
	free(shown);
	return cols;
}

int draw_name_in(const struct draw *d, int y, int x, int w, enum ink ink, const char *s)
{
	char *shown = draw_shown(d, s), *fit;
	int cols;

	w = w > d->at.w - x ? d->at.w - x : w;
	fit = w < DRAW_NAME_MIN ? mem_strdup(shown) : text_middle(shown, (size_t)w);
	cols = draw_text_in(d, y, x, w, ink, fit);
	free(fit);
	free(shown);
	return cols;
}

int draw_text(const struct draw *d, int y, int x, enum ink ink, const char *s)
{
	return draw_text_in(d, y, x, d->at.w - x, ink, s);
}

int draw_textf(const struct draw *d, int y, int x, enum ink ink, const char *fmt, ...)
{
	va_list ap;
	char *s;
	int cols;

	va_start(ap, fmt);
	s = mem_vprintf(fmt, ap);
	va_end(ap);
	cols = draw_text(d, y, x, ink, s);
	free(s);
	return cols;
}

int draw_text_right(const struct draw *d, int y, int x, enum ink ink, const char *s)
{
	int cols = draw_width(d, s), from = x - cols;

	return draw_text_in(d, y, from < 0 ? 0 : from, from < 0 ? x : cols, ink, s);
}

/* The ink N_INKS keeps the colours of what was drawn before. */
int draw_glyph(const struct draw *d, int y, int x, enum ink ink, enum glyph g)
{
	const cchar_t *line = draw_wacs(g);

	if (y < 0 || y >= d->at.h || x < 0 || x >= d->at.w)
		return 0;
	if (ink != N_INKS)
		draw_in_ink(d, ink);
	if (d->appearance->signs == SIGNS_RICH || (d->appearance->utf8 && g == GLYPH_MORE))
		(void)mvaddstr(d->at.y + y, d->at.x + x, draw_rich[g]);
	else if (d->appearance->signs == SIGNS_PLAIN && line != NULL)
		(void)mvadd_wch(d->at.y + y, d->at.x + x, line);
	else
		(void)mvaddch(d->at.y + y, d->at.x + x, (chtype)(unsigned char)draw_plain_ascii[g]);
	return 1;
}

/* All of them at once: rules and bars are a third of a screen. */
void draw_row(const struct draw *d, int y, int x, int n, enum ink ink, enum glyph g)
{
	const cchar_t *line = draw_wacs(g);
	bool rich = d->appearance->signs == SIGNS_RICH;
	wchar_t sign[CCHARW_MAX + 1] = L"";
	cchar_t one;

	n = x < 0 ? n + x : n;
	x = x < 0 ? 0 : x;
	n = n > d->at.w - x ? d->at.w - x : n;
	if (y < 0 || y >= d->at.h || n <= 0)
		return;
	if (ink != N_INKS)
		draw_in_ink(d, ink);
	if (!rich && (d->appearance->signs != SIGNS_PLAIN || line == NULL))
		(void)swprintf(sign, CCHARW_MAX, L"%c", draw_plain_ascii[g]);
	else if (rich)
		(void)mbstowcs(sign, draw_rich[g], CCHARW_MAX);
	if (sign[0] != L'\0' && setcchar(&one, sign, A_NORMAL, 0, NULL) == OK)
		line = &one;
	if (line != NULL)
		(void)mvhline_set(d->at.y + y, d->at.x + x, line, n);
}

void draw_column(const struct draw *d, int y, int x, int n, enum ink ink, enum glyph g)
{
	for (int i = 0; i < n; i++)
		(void)draw_glyph(d, y + i, x, ink, g);
}

void draw_fill(const struct draw *d, enum ink ink)
{
	for (int y = 0; y < d->at.h; y++)
		draw_row(d, y, 0, d->at.w, ink, GLYPH_SPACE);
}

void draw_band(const struct draw *d, enum ink ink)
{
	draw_fill(d, ink);
	draw_column(d, 0, d->at.w - 1, d->at.h, ink, GLYPH_EDGE);
}

void draw_rule(const struct draw *d, int y, enum ink ink, const char *title, const char *right)
{
	int used = 0;

	draw_row(d, y, 0, d->at.w, INK_FRAME, GLYPH_H);
	if (title != NULL && d->at.w > 8) {
		(void)draw_glyph(d, y, 1, INK_FRAME, GLYPH_SPACE);
		used = 2 + draw_text_in(d, y, 2, d->at.w - 4, ink, title);
		(void)draw_glyph(d, y, used, INK_FRAME, GLYPH_SPACE);
	}
	if (right != NULL && used + draw_width(d, right) + 5 < d->at.w) {
		int from = d->at.w - 3 - draw_width(d, right);

		(void)draw_glyph(d, y, from, INK_DIM, GLYPH_SPACE);
		(void)draw_text(d, y, from + 1, INK_DIM, right);
		(void)draw_glyph(d, y, d->at.w - 2, INK_DIM, GLYPH_SPACE);
	}
}

void draw_more(const struct draw *d, bool above, bool below)
{
	if (below)
		(void)draw_glyph(d, d->at.h - 1, d->at.w - 1, INK_KEY, GLYPH_DOWN);
	if (above)
		(void)draw_glyph(d, 0, d->at.w - 1, INK_KEY, GLYPH_UP);
}

struct draw draw_frame(const struct draw *d, enum ink frame)
{
	int h = d->at.h, w = d->at.w;

	draw_row(d, 0, 1, w - 2, frame, GLYPH_H);
	draw_row(d, h - 1, 1, w - 2, frame, GLYPH_H);
	draw_column(d, 1, 0, h - 2, frame, GLYPH_V);
	draw_column(d, 1, w - 1, h - 2, frame, GLYPH_V);
	(void)draw_glyph(d, 0, 0, frame, GLYPH_UL);
	(void)draw_glyph(d, 0, w - 1, frame, GLYPH_UR);
	(void)draw_glyph(d, h - 1, 0, frame, GLYPH_LL);
	(void)draw_glyph(d, h - 1, w - 1, frame, GLYPH_LR);
	return draw_part(d, (struct region){ 1, 1, h - 2, w - 2 });
}

void draw_cursor(const struct draw *d, int y, int x)
{
	d->appearance->cursor_y = d->at.y + y;
	d->appearance->cursor_x = d->at.x + x;
}
