/* SPDX-License-Identifier: GPL-3.0-or-later
 * The sizes of things, from the size of the screen. */
#include "parts/layout.h"

enum {
	LAYOUT_LARGE_H = 28, LAYOUT_LARGE_W = LAYOUT_TWO_W,  /* with less beside chain and photo values are cut */
	LAYOUT_MEDIUM_H = 18, LAYOUT_MEDIUM_W = 72,
	LAYOUT_RAIL_W = 33, LAYOUT_MORE_W = 120, LAYOUT_MORE_RAIL_W = 35,
	LAYOUT_WIDE_RAIL_W = 44, LAYOUT_WIDE_W = 150,
	LAYOUT_TABS_H = 14,            /* so many rows must there be for chain and tabs both */
	LAYOUT_NO_CARD_H = 8,
	LAYOUT_MIN_BELOW_H = 6,
	LAYOUT_ROOM_CARD_H = 26,       /* of a card twice as large, with some names */
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

static int layout_card_h(const struct layout_want *want, int room, int least)
{
	int rows = want->card_rows > 0 ? want->card_rows : LAYOUT_NO_CARD_H;

	return layout_max(layout_min(rows, room - least), layout_min(room, 3));
}

static void layout_large(struct layout_main *l, int h, int w, const struct layout_want *want)
{
	int top = LAYOUT_VERDICT_H + 2, x, card_h,
		rail_w = w >= LAYOUT_WIDE_W ? LAYOUT_WIDE_RAIL_W : w >= LAYOUT_MORE_W ? LAYOUT_MORE_RAIL_W
			: LAYOUT_RAIL_W;

	rail_w = want->card_rows > 0 ? rail_w : -1;
	x = rail_w + 1;
	card_h = layout_card_h(want, h - top - 2, LAYOUT_MIN_BELOW_H);
	l->head_rule = LAYOUT_VERDICT_H;
	l->foot_rule = h - 1;
	l->divider = rail_w;
	l->rail_tall = rail_w > 0;
	l->tabs = (struct region){ top - 1, x, 1, w - x };
	l->card = (struct region){ top, x, card_h, w - x };
	l->card_rule = want->card_tab ? top + card_h : -1;
	l->below = (struct region){ top + card_h + 1, 0, h - top - card_h - 2, w };
	l->body = (struct region){ top + 1, x, h - top - 2, w - x };
	if (rail_w > 0)
		l->rail = (struct region){ top - 1, 0, (want->card_tab ? top + card_h : h - 1) - top + 1, rail_w };
}

static void layout_medium(struct layout_main *l, int h, int w, const struct layout_want *want)
{
	int top = LAYOUT_VERDICT_H + (want->card_rows > 0),
		card_h = layout_card_h(want, h - top - 3, LAYOUT_MIN_BELOW_H);

	if (want->card_rows > 0)
		l->rail = (struct region){ LAYOUT_VERDICT_H, 0, 1, w };
	l->tabs = (struct region){ top, 0, 1, w };
	l->head_rule = top + 1;
	top += 2;
	l->card = (struct region){ top, 0, card_h, w };
	l->card_rule = want->card_tab ? top + card_h : -1;
	l->below = (struct region){ top + card_h + 1, 0, h - top - card_h - 1, w };
	l->body = (struct region){ top, 0, h - top, w };
}

/* Without rules. Where there is no row for both, the tabs take the chain's place in all tabs but the card's. */
static void layout_small(struct layout_main *l, int h, int w, const struct layout_want *want)
{
	int top = LAYOUT_VERDICT_H, card_h;
	bool both = h >= LAYOUT_TABS_H;

	if (want->card_rows > 0 && (both || want->card_tab))
		l->rail = (struct region){ top++, 0, 1, w };
	if (both || !want->card_tab)
		l->tabs = (struct region){ top++, 0, 1, w };
	card_h = layout_min(layout_max(3, layout_min(6, (h - top) / 2 - 1)), h - top);
	l->card = (struct region){ top, 0, card_h, w };
	l->below = (struct region){ top + card_h, 0, h - top - card_h, w };
	l->body = (struct region){ top, 0, h - top, w };
}

struct layout_main layout_main(int h, int w, const struct layout_want *want)
{
	struct layout_main l = { .head_rule = -1, .card_rule = -1, .foot_rule = -1, .divider = -1 };

	l.size = LAYOUT_SMALL;
	if (h >= LAYOUT_LARGE_H && w >= LAYOUT_LARGE_W)
		l.size = LAYOUT_LARGE;
	else if (h >= LAYOUT_MEDIUM_H && w >= LAYOUT_MEDIUM_W)
		l.size = LAYOUT_MEDIUM;
	l.verdict = (struct region){ 0, 0, LAYOUT_VERDICT_H, w };
	switch (l.size) {
	case LAYOUT_LARGE: layout_large(&l, h, w, want); break;
	case LAYOUT_MEDIUM: layout_medium(&l, h, w, want); break;
	case LAYOUT_SMALL: layout_small(&l, h, w, want); break;
	}
	return l;
}

struct layout_main layout_projector(int h, int w, int card_rows)
{
	struct layout_main l = { .head_rule = -1, .foot_rule = -1, .divider = -1 };
	int rows = layout_max(3, h / 4), top = LAYOUT_VERDICT_H + 2;

	l.size = h >= LAYOUT_LARGE_H && w >= LAYOUT_LARGE_W ? LAYOUT_LARGE
		: h >= LAYOUT_MEDIUM_H && w >= LAYOUT_MEDIUM_W ? LAYOUT_MEDIUM : LAYOUT_SMALL;
	l.verdict = (struct region){ 0, 0, LAYOUT_VERDICT_H, w };
	l.rail = (struct region){ LAYOUT_VERDICT_H, 0, 1, w };
	l.head_rule = LAYOUT_VERDICT_H + 1;
	/* Where it is wide the card takes all that the sentence leaves, and is drawn the larger. */
	card_rows = l.size == LAYOUT_LARGE ? layout_max(LAYOUT_ROOM_CARD_H, card_rows) : card_rows;
	l.card = (struct region){ top, 0, layout_max(3, layout_min(card_rows, h - top - rows - 1)), w };
	l.card_rule = top + l.card.h;
	l.below = (struct region){ l.card_rule + 1, 0, h - l.card_rule - 1, w };
	l.body = (struct region){ top, 0, h - top, w };
	return l;
}

struct layout_columns layout_columns(int h, int w)
{
	struct layout_columns c = { .n = w >= LAYOUT_THREE_W ? 3 : w >= LAYOUT_TWO_W ? 2 : 1 };
	/* What to do gets the most. A column that is left free between two is the divider's. */
	int first = c.n == 1 ? w : c.n == 2 ? layout_min(w * 7 / 12, w - 1 - LAYOUT_SEEN_W) : w * 2 / 5;
	int x = first + 1, rest = w - x;

	c.at[0] = (struct region){ 0, 0, h, first };
	if (c.n == 2)
		c.at[1] = (struct region){ 0, x, h, rest };
	if (c.n == 3) {
		c.at[1] = (struct region){ 0, x, h, rest / 2 };
		c.at[2] = (struct region){ 0, x + rest / 2 + 1, h, rest - rest / 2 - 1 };
	}
	return c;
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
