/* SPDX-License-Identifier: GPL-3.0-or-later
 * The sizes of things, from the size of the screen. */
#include "parts/layout.h"

enum {
	LAYOUT_LARGE_H = 30, LAYOUT_LARGE_W = 100,
	LAYOUT_MEDIUM_H = 18, LAYOUT_MEDIUM_W = 72,
	LAYOUT_RAIL_W = 34, LAYOUT_WIDE_RAIL_W = 54, LAYOUT_RAIL_PERCENT = 32,
	LAYOUT_CARD_H = 18,            /* frame and all, large */
	LAYOUT_CARD_MEDIUM_H = 11,
	LAYOUT_CARD_SMALL_H = 3,
	LAYOUT_NO_CARD_H = 8,
	LAYOUT_MIN_WHY_H = 7,
	LAYOUT_VERDICT_H = 2
};

static int layout_min(int a, int b)
{
	return a < b ? a : b;
}

static int layout_max(int a, int b)
{
	return a > b ? a : b;
}

struct layout_screen layout_screen(int h, int w)
{
	struct layout_screen l = { .too_small = h < LAYOUT_MIN_H || w < LAYOUT_MIN_W };

	l.header = (struct region){ 0, 0, 1, w };
	l.body = (struct region){ 1, 0, layout_max(h - 2, 0), w };
	l.status = (struct region){ layout_max(h - 1, 0), 0, 1, w };
	return l;
}

static void layout_large(struct layout_main *l, int h, int w, const struct layout_want *want)
{
	int top = l->verdict.h, rest = h - top,
		rail_w = layout_max(LAYOUT_RAIL_W, layout_min(w * LAYOUT_RAIL_PERCENT / 100, LAYOUT_WIDE_RAIL_W));
	int least = want->card_rows > 0 ? LAYOUT_CARD_H : LAYOUT_NO_CARD_H;
	int card_h = layout_max(want->rail_rows + 2, want->card_rows + 2);

	card_h = layout_max(least, layout_min(card_h, rest / 2 + 2));
	card_h = layout_min(card_h, rest - LAYOUT_MIN_WHY_H);
	l->rail_tall = l->frames = l->picture = true;
	l->rail = (struct region){ top, 0, card_h, rail_w };
	l->card = (struct region){ top, rail_w, card_h, w - rail_w };
	l->why = (struct region){ top + card_h, 0, rest - card_h, w };
}

static void layout_medium(struct layout_main *l, int h, int w, const struct layout_want *want)
{
	int top = l->verdict.h, rest = h - top - 1;
	int least = want->card_rows > 0 ? LAYOUT_CARD_MEDIUM_H : LAYOUT_NO_CARD_H;
	int card_h = layout_max(least, layout_min(want->card_rows + 2, rest - 12));

	card_h = layout_min(card_h, rest - LAYOUT_MIN_WHY_H);
	l->frames = l->picture = true;
	l->rail = (struct region){ top, 0, 1, w };
	l->card = (struct region){ top + 1, 0, card_h, w };
	l->why = (struct region){ top + 1 + card_h, 0, rest - card_h, w };
}

static void layout_small(struct layout_main *l, int h, int w)
{
	int top = l->verdict.h, rest = h - top - 1;
	int card_h = layout_max(LAYOUT_CARD_SMALL_H, layout_min(8, rest / 2 - 1));

	card_h = layout_min(card_h, layout_max(rest - 3, 0));
	l->rail = (struct region){ top, 0, 1, w };
	l->card = (struct region){ top + 1, 0, card_h, w };
	l->why = (struct region){ top + 1 + card_h, 0, rest - card_h, w };
}

struct layout_main layout_main(int h, int w, const struct layout_want *want)
{
	struct layout_main l = { .size = LAYOUT_SMALL };

	if (h >= LAYOUT_LARGE_H && w >= LAYOUT_LARGE_W)
		l.size = LAYOUT_LARGE;
	else if (h >= LAYOUT_MEDIUM_H && w >= LAYOUT_MEDIUM_W)
		l.size = LAYOUT_MEDIUM;
	l.verdict = (struct region){ 0, 0, LAYOUT_VERDICT_H, w };
	if (l.size == LAYOUT_LARGE)
		layout_large(&l, h, w, want);
	else if (l.size == LAYOUT_MEDIUM)
		layout_medium(&l, h, w, want);
	else
		layout_small(&l, h, w);
	return l;
}

int layout_share(int64_t part, int64_t whole, int total)
{
	int n;

	if (part <= 0 || whole <= 0 || total <= 0)
		return 0;
	if (part >= whole)
		return total;
	n = (int)((double)part / (double)whole * total + 0.5);
	return layout_max(1, layout_min(n, total - 1));
}

int layout_scroll(int top, int at, int n, int h)
{
	if (at < top)
		top = at;
	if (at >= top + h)
		top = at - h + 1;
	return layout_max(0, layout_min(top, n - h));
}
