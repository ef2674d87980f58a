/* SPDX-License-Identifier: GPL-3.0-or-later
 * Each run of cells that look alike is a text of its own, placed by column and stretched to its width, so that columns
 * stand under each other in whatever fixed font the reader has. */
#include "screen/svg.h"

#include <string.h>

enum { SVG_CELL_X = 8, SVG_CELL_Y = 18, SVG_BASE = 13, SVG_SIZE = 13, SVG_EDGE = 12 };

static const char svg_paper[] = "#121218", svg_ink[] = "#dcdcdc";

struct svg_look {
	char ink[8], paper[8];
	bool bold, underline;
};

static void svg_colour(struct term *t, VTermColor c, const char *usual, char out[8])
{
	if (VTERM_COLOR_IS_DEFAULT_FG(&c) || VTERM_COLOR_IS_DEFAULT_BG(&c)) {
		(void)snprintf(out, 8, "%s", usual);
		return;
	}
	vterm_screen_convert_color_to_rgb(t->screen, &c);
	(void)snprintf(out, 8, "#%02x%02x%02x", c.rgb.red, c.rgb.green, c.rgb.blue);
}

static struct svg_look svg_look_of(struct term *t, const VTermScreenCell *c)
{
	struct svg_look l = { .bold = c->attrs.bold, .underline = c->attrs.underline != 0 };

	svg_colour(t, c->fg, svg_ink, c->attrs.reverse ? l.paper : l.ink);
	svg_colour(t, c->bg, svg_paper, c->attrs.reverse ? l.ink : l.paper);
	return l;
}

static bool svg_same(const struct svg_look *a, const struct svg_look *b)
{
	return strcmp(a->ink, b->ink) == 0 && strcmp(a->paper, b->paper) == 0 && a->bold == b->bold
		&& a->underline == b->underline;
}

static void svg_char(FILE *f, uint32_t u)
{
	if (u == '&')
		(void)fputs("&amp;", f);
	else if (u == '<')
		(void)fputs("&lt;", f);
	else if (u >= ' ' && u < 0x7f)
		(void)fputc((int)u, f);
	else
		(void)fprintf(f, "&#%u;", (unsigned)u);
}

static bool svg_blank(const VTermScreenCell *c)
{
	return c->chars[0] == 0 || c->chars[0] == ' ';
}

/* The cells from x on that look alike; of blank ones at their ends only the paper is drawn. */
static int svg_run(FILE *f, struct term *t, int y, int x)
{
	VTermScreenCell cell;
	struct svg_look look;
	int end = x, first = -1, last = x;

	(void)vterm_screen_get_cell(t->screen, (VTermPos){ y, x }, &cell);
	look = svg_look_of(t, &cell);
	for (; end < t->cols; end++) {
		struct svg_look here;

		(void)vterm_screen_get_cell(t->screen, (VTermPos){ y, end }, &cell);
		here = svg_look_of(t, &cell);
		if (!svg_same(&look, &here))
			break;
		if (!svg_blank(&cell)) {
			first = first < 0 ? end : first;
			last = end + 1;
		}
	}
	if (strcmp(look.paper, svg_paper) != 0)
		(void)fprintf(f, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>\n",
			SVG_EDGE + x * SVG_CELL_X, SVG_EDGE + y * SVG_CELL_Y, (end - x) * SVG_CELL_X, SVG_CELL_Y,
			look.paper);
	if (first < 0)
		return end;
	(void)fprintf(f, "<text x=\"%d\" y=\"%d\" textLength=\"%d\" fill=\"%s\"%s%s>", SVG_EDGE + first * SVG_CELL_X,
		SVG_EDGE + y * SVG_CELL_Y + SVG_BASE, (last - first) * SVG_CELL_X, look.ink,
		look.bold ? " font-weight=\"bold\"" : "", look.underline ? " text-decoration=\"underline\"" : "");
	for (int k = first; k < last; k++) {
		(void)vterm_screen_get_cell(t->screen, (VTermPos){ y, k }, &cell);
		if (cell.chars[0] == 0)
			svg_char(f, 0xa0);
		for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] != 0 && cell.chars[i] != (uint32_t)-1;
			i++)
			svg_char(f, cell.chars[i] == ' ' ? 0xa0 : cell.chars[i]);
	}
	(void)fputs("</text>\n", f);
	return end;
}

void svg_write(FILE *f, struct term *t, const char *title)
{
	int width = t->cols * SVG_CELL_X + 2 * SVG_EDGE, height = t->rows * SVG_CELL_Y + 2 * SVG_EDGE;

	(void)fprintf(f, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
		" role=\"img\" font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"%d\">\n"
		"<title>%s</title>\n<rect width=\"%d\" height=\"%d\" rx=\"8\" fill=\"%s\"/>\n", width, height, width, height,
		SVG_SIZE, title, width, height, svg_paper);
	for (int y = 0; y < t->rows; y++)
		for (int x = 0; x < t->cols;)
			x = svg_run(f, t, y, x);
	(void)fputs("</svg>\n", f);
}
