/* SPDX-License-Identifier: GPL-3.0-or-later
 * Cells of the fleet's table. */
#include "parts/fleet-draw.h"

#include "parts/layout.h"
#include "base/mem.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	FLEET_SIGN_W = 3, FLEET_GAP = 2,
	FLEET_NUMBER_W = 6,          /* days without a bar */
	FLEET_DAYS_W = 14,           /* with a bar that can be read: more of it says no more */
	FLEET_MARGIN = 1,
	FLEET_MEASURED = 200,        /* rows looked at for what the columns need: painting stays quick */
	FLEET_BAR_DAYS = 90,         /* a full bar: as long as certificates live nowadays, or longer */
	FLEET_WORDS_W = 60           /* counts with words */
};

static const struct { int width, weight; bool right; } fleet_sizes[] = {
#define COLUMN(id, title, csv, width_, weight_, right_) [FLEET_##id] = { width_, weight_, right_ },
#include "facts/fleet-columns.def"
#undef COLUMN
};

static const struct { enum glyph sign; enum ink ink; const char *word; } fleet_signs[] = {
	[LEVEL_UNTRUSTED] = { GLYPH_FAIL, INK_BAD, "do not trust" },
		[LEVEL_UNREACHABLE] = { GLYPH_OPEN, INK_MISSING, "no answer" },
	[LEVEL_CAUTION] = { GLYPH_WARN, INK_WARN, "caution" }, [LEVEL_TRUSTED] = { GLYPH_PASS, INK_GOOD, "trusted" },
	[LEVEL_INFO] = { GLYPH_DOT, INK_DIM, "to come" },
};

static int fleet_least(enum fleet_column c, int w)
{
	static const int narrow[N_FLEET_COLUMNS] = { [FLEET_TARGET] = 15, [FLEET_WHAT] = 12, [FLEET_DAYS] = 5 };

	return w < FLEET_NARROW && narrow[c] > 0 ? narrow[c] : fleet_sizes[c].width;
}

/* Columns that the first rows need of one; a title stands in any case, and a bar for days may have what is left. */
static int fleet_needs(const struct fleet *f, enum fleet_column c)
{
	int most = (int)strlen(fleet_title(c)) + 2;

	for (size_t k = 0; k < f->n_shown && k < FLEET_MEASURED; k++) {
		char *cell = fleet_cell(&f->rows[f->shown[k]], c);
		int w = (int)text_width(cell);

		most = w > most ? w : most;
		free(cell);
	}
	return most;
}

/* Has one of the first rows a certificate, whose days could be counted? */
static bool fleet_has_days(const struct fleet *f)
{
	for (size_t k = 0; k < f->n_shown && k < FLEET_MEASURED; k++) {
		if (f->rows[f->shown[k]].has_days)
			return true;
	}
	return false;
}

/* The slots of as many columns as may be there. */
static void fleet_layout_of(int w, int columns, struct fleet_slot out[static N_FLEET_COLUMNS])
{
	int used = FLEET_SIGN_W, weights = 0, x = FLEET_SIGN_W, spare;

	/* The table's order is also that of importance. */
	for (int c = 0; c < N_FLEET_COLUMNS; c++) {
		int least = fleet_least((enum fleet_column)c, w);

		out[c] = (struct fleet_slot){ 0 };
		/* a narrow screen shows three whole rather than four cut */
		if (c >= columns || used + least > w || (w < FLEET_NARROW && c > FLEET_DAYS))
			continue;
		out[c].w = least;
		used += least + FLEET_GAP;
		weights += fleet_sizes[c].weight;
	}
	spare = w - used + FLEET_GAP;
	for (int c = 0; c < N_FLEET_COLUMNS; c++) {
		if (out[c].w == 0)
			continue;
		if (spare > 0 && weights > 0 && !(c == FLEET_DAYS && w < FLEET_NARROW))
			out[c].w += spare * fleet_sizes[c].weight / weights;
		out[c].x = x;
		x += out[c].w + FLEET_GAP;
	}
}

void fleet_layout(int w, struct fleet_slot out[static N_FLEET_COLUMNS])
{
	fleet_layout_of(w, N_FLEET_COLUMNS, out);
}

/* Are names, verdicts or issuers cut, as far as they are not very long? */
static bool fleet_is_cut(const struct fleet_slot *slots, const int *needs)
{
	static const struct { enum fleet_column c; int most; } rows[] = {
		{ FLEET_TARGET, 40 }, { FLEET_WHAT, 32 }, { FLEET_ISSUER, 24 },
	};

	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		int w = slots[rows[k].c].w, need = needs[rows[k].c];

		if (w > 0 && w < (need < rows[k].most ? need : rows[k].most))
			return true;
	}
	return false;
}

static void fleet_layout_fit(const struct fleet *f, int w, int columns, int needs[static N_FLEET_COLUMNS],
	struct fleet_slot out[static N_FLEET_COLUMNS])
{
	int spare = 0, x = FLEET_SIGN_W;

	fleet_layout_of(w, columns, out);
	/* why nobody answers is worth more than an empty column */
	if (w < FLEET_NARROW && out[FLEET_DAYS].w > 0 && !fleet_has_days(f)) {
		spare = out[FLEET_DAYS].w + FLEET_GAP;
		out[FLEET_DAYS].w = 0;
	}
	for (int c = 0; c < N_FLEET_COLUMNS; c++) {
		if (c == FLEET_DAYS)
			needs[c] = out[c].w < FLEET_DAYS_W ? out[c].w : FLEET_DAYS_W;
		if (out[c].w > needs[c]) {
			spare += out[c].w - needs[c];
			out[c].w = needs[c];
		}
	}
	/* In the table's order, which is that of importance; what nobody needs stays with the first. */
	for (int c = 0; c < N_FLEET_COLUMNS; c++) {
		int more = out[c].w == 0 ? 0 : needs[c] - out[c].w;

		more = more > spare ? spare : more;
		out[c].w += more;
		spare -= more;
	}
	out[FLEET_TARGET].w += spare;
	for (int c = 0; c < N_FLEET_COLUMNS; c++) {
		if (out[c].w == 0)
			continue;
		out[c].x = x;
		x += out[c].w + FLEET_GAP;
	}
}

/* Where names or verdicts are cut the last columns give way, as far as to who refuses it. */
void fleet_layout_for(const struct fleet *f, int w, struct fleet_slot out[static N_FLEET_COLUMNS])
{
	int needs[N_FLEET_COLUMNS], columns = N_FLEET_COLUMNS;

	fleet_layout_of(w, columns, out);
	if (f->n_shown == 0)
		return;
	for (int c = 0; c < N_FLEET_COLUMNS; c++)
		needs[c] = c == FLEET_DAYS ? 0 : fleet_needs(f, (enum fleet_column)c);
	fleet_layout_fit(f, w, columns, needs, out);
	while (fleet_is_cut(out, needs) && --columns > FLEET_REFUSED)
		fleet_layout_fit(f, w, columns, needs, out);
}

static bool fleet_heads(const struct fleet *f, int place)
{
	if (f->sort != FLEET_WHAT || f->unheaded || place < 0 || place >= (int)f->n_shown)
		return false;
	if (place == 0)
		return true;
	return fleet_level(&f->rows[f->shown[place]]) != fleet_level(&f->rows[f->shown[place - 1]])
		|| f->rows[f->shown[place]].paper != f->rows[f->shown[place - 1]].paper;
}

int fleet_line(const struct fleet *f, int place)
{
	int line = place;

	for (int k = 0; k <= place; k++)
		line += fleet_heads(f, k);
	return line;
}

int fleet_lines(const struct fleet *f)
{
	return f->n_shown == 0 ? 0 : fleet_line(f, (int)f->n_shown - 1) + 1;
}

int fleet_row_at(const struct fleet *f, int top, int y)
{
	int line = 0;

	for (int k = 0; k < (int)f->n_shown && line <= top + y; k++, line++) {
		line += fleet_heads(f, k);
		if (line == top + y)
			return (int)f->shown[k];
	}
	return -1;
}

void fleet_draw_titles(const struct fleet *f, const struct draw *d)
{
	struct fleet_slot slots[N_FLEET_COLUMNS];

	fleet_layout_for(f, d->at.w - FLEET_MARGIN, slots);
	for (int c = 0; c < N_FLEET_COLUMNS; c++) {
		const char *title = c == FLEET_DAYS
			&& slots[c].w < FLEET_NUMBER_W ? "Days" : fleet_title((enum fleet_column)c);
		bool sorted = (int)f->sort == c;
		int w = draw_width(d, title), x = slots[c].x;

		if (slots[c].w == 0)
			continue;
		if (fleet_sizes[c].right)
			x += slots[c].w - w - 2 * sorted > 0 ? slots[c].w - w - 2 * sorted : 0;
		x += draw_text_in(d, 0, x, slots[c].w - 2 * sorted, sorted ? INK_STRONG : INK_LABEL, title);
		if (sorted)
			(void)draw_glyph(d, 0, x + 1, INK_STRONG, f->reverse ? GLYPH_DOWN : GLYPH_UP);
	}
}

/* A number, and a bar where there is room. */
static void fleet_draw_days(const struct fleet_row *r, const struct draw *d, int y, struct fleet_slot s, enum ink ink)
{
	char number[16];
	int number_w = s.w < FLEET_NUMBER_W ? s.w : FLEET_NUMBER_W, bar = s.w - number_w;
	bool soon = r->days < 0 || r->level == LEVEL_CAUTION;

	if (!r->has_days)
		return;
	(void)snprintf(number, sizeof number, "%lld", (long long)r->days);
	(void)draw_text_right(d, y, s.x + number_w - (bar > 0),
		ink != N_INKS ? ink : r->days < 0 ? INK_BAD : INK_TEXT, number);
	if (bar > 2 && r->days > 0)
		draw_row(d, y, s.x + number_w, layout_share(r->days, FLEET_BAR_DAYS, bar),
			ink != N_INKS ? ink : soon ? INK_WARN : INK_BAR_LEFT, GLYPH_BAR_LEFT);
}

static enum ink fleet_cell_ink(const struct fleet_row *r, enum fleet_column c, enum level level)
{
	if (r->state == FLEET_WAITING || (r->state == FLEET_RUNNING && !r->had))
		return c == FLEET_TARGET ? INK_TEXT : INK_DIM;
	if (c == FLEET_WHAT)
		return fleet_signs[level].ink;
	return c == FLEET_TARGET ? INK_STRONG : c == FLEET_ISSUER ? INK_TEXT : INK_DIM;
}

/* An organisation is known by how it begins, a host by how it ends. */
static bool fleet_is_name(enum fleet_column c)
{
	return c == FLEET_TARGET || c == FLEET_ADDRESS;
}

/* The verdict in fewer words where all of them would be cut. */
static char *fleet_cell_in(const struct draw *d, const struct fleet_row *r, enum fleet_column c, int w)
{
	char *cell = fleet_cell(r, c);

	if (c != FLEET_WHAT || r->brief == NULL || draw_width(d, cell) <= w)
		return cell;
	free(cell);
	return mem_strdup(r->brief);
}

static void fleet_draw_row(const struct fleet_row *r, const struct draw *d, int y, const struct fleet_slot *slots,
	bool chosen, bool marked)
{
	enum level level = fleet_level(r);
	enum ink all = chosen ? INK_SELECTED : N_INKS;
	bool moving = r->state == FLEET_RUNNING || (r->state == FLEET_WAITING && r->had);

	if (chosen)
		draw_row(d, y, 0, d->at.w, INK_SELECTED, GLYPH_SPACE);
	(void)draw_glyph(d, y, 1, chosen ? all : moving ? INK_DIM : fleet_signs[level].ink,
		moving ? GLYPH_RIGHT : fleet_signs[level].sign);
	if (marked)
		(void)draw_glyph(d, y, 0, chosen ? all : INK_KEY, GLYPH_BAR_NOW);
	for (int c = 0; c < N_FLEET_COLUMNS; c++) {
		char *cell;

		if (slots[c].w == 0)
			continue;
		if (c == FLEET_DAYS) {
			fleet_draw_days(r, d, y, slots[c], all);
			continue;
		}
		cell = fleet_cell_in(d, r, (enum fleet_column)c, slots[c].w);
		if (fleet_sizes[c].right)
			(void)draw_text_right(d, y, slots[c].x + slots[c].w,
				chosen ? all : fleet_cell_ink(r, (enum fleet_column)c, level), cell);
		else
			(void)(fleet_is_name((enum fleet_column)c) ? draw_name_in : draw_text_in)(d, y, slots[c].x,
				slots[c].w, chosen ? all : fleet_cell_ink(r, (enum fleet_column)c, level), cell);
		free(cell);
	}
}

static void fleet_draw_heading(const struct draw *d, int y, const struct fleet_row *r)
{
	enum level level = fleet_level(r);
	int x;

	(void)draw_glyph(d, y, 0, INK_FRAME, GLYPH_H);
	x = 2 + draw_text(d, y, 2, r->paper ? INK_TEXT : fleet_signs[level].ink,
		r->paper ? "keys and requests" : fleet_signs[level].word);
	draw_row(d, y, x + 1, d->at.w - x - 1, INK_FRAME, GLYPH_H);
}

void fleet_draw_rows(const struct fleet *f, const struct draw *d, int top, int at, int marked)
{
	struct fleet_slot slots[N_FLEET_COLUMNS];
	int line = 0;

	fleet_layout_for(f, d->at.w - FLEET_MARGIN, slots);
	for (int k = 0; k < (int)f->n_shown && line < top + d->at.h; k++) {
		int row = (int)f->shown[k];

		if (fleet_heads(f, k)) {
			if (line >= top)
				fleet_draw_heading(d, line - top, &f->rows[row]);
			line++;
		}
		if (line >= top && line < top + d->at.h)
			fleet_draw_row(&f->rows[row], d, line - top, slots, row == at, row == marked);
		line++;
	}
}

void fleet_draw_counts(const struct fleet *f, const struct draw *d)
{
	static const enum level order[] =
		{ LEVEL_UNTRUSTED, LEVEL_UNREACHABLE, LEVEL_CAUTION, LEVEL_TRUSTED, LEVEL_INFO };
	struct fleet_count c = fleet_count(f);
	bool words = d->at.w >= FLEET_WORDS_W;
	int gap = d->at.w >= FLEET_NARROW ? 3 : 2;
	int x = 1;

	for (size_t k = 0; k < sizeof order / sizeof *order; k++) {
		enum level l = order[k];
		size_t n = c.by_level[l] + (l == LEVEL_UNREACHABLE ? c.bad : 0);
		bool lit = (int)l == f->group;
		char *text;

		/* What has a verdict from last time is not to come, it comes again. */
		n = l == LEVEL_INFO ? f->n - c.bad - c.by_level[LEVEL_UNTRUSTED] - c.by_level[LEVEL_UNREACHABLE]
			- c.by_level[LEVEL_CAUTION] - c.by_level[LEVEL_TRUSTED] - c.papers : n;
		if (n == 0 && l == LEVEL_INFO)
			continue;
		text = words ? mem_printf("%zu %s", n, fleet_signs[l].word) : mem_printf("%zu", n);
		(void)draw_glyph(d, 0, x, lit ? INK_SELECTED : fleet_signs[l].ink, fleet_signs[l].sign);
		(void)draw_glyph(d, 0, x + 1, lit ? INK_SELECTED : INK_TEXT, GLYPH_SPACE);
		x += 2 + draw_text(d, 0, x + 2, lit ? INK_SELECTED : n > 0 ? INK_TEXT : INK_DIM, text) + gap;
		free(text);
	}
	if (c.papers > 0 && words)
		(void)draw_textf(d, 0, x, INK_TEXT, "%zu %s", c.papers,
			c.papers == 1 ? "key or request" : "keys and requests");
}
