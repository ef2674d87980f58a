/* SPDX-License-Identifier: GPL-3.0-or-later
 * The chain as a list: the path from the site's own certificate to the root, then what is missing, what was sent in
 * vain, and the ways that led nowhere. Pure; the main view and the walk draw it. */
#ifndef CC_RAIL_H
#define CC_RAIL_H

#include "terminal/draw.h"
#include "result/inspection.h"

enum rail_kind { RAIL_CARD, RAIL_LINK, RAIL_MISSING, RAIL_HEADING, RAIL_STRANGER, RAIL_DEAD_END, RAIL_BLANK };

struct rail_entry {
	enum rail_kind kind;
	int card;                /* RAIL_CARD, RAIL_STRANGER; else -1 */
	int dead_end;            /* RAIL_DEAD_END; else -1 */
	enum glyph sign;
	enum ink ink;
	char *label;             /* clean text, owned */
	char *native;            /* the same in letters that not every terminal has; owned; NULL: none */
	char *brief;             /* the same without the words that its issuer's begins with, too; owned; NULL: none */
	const char *note;        /* second line, static; NULL: none */
	char *fault;             /* what is wrong with a card, in two or three words in the note's place; owned */
	char *days;              /* of a card: "60d", "4.1y", "ended"; owned; NULL: none */
	char *left;              /* the same in words: "60 days left"; owned; NULL: none */
	int gone;                /* of its time, in thousandths; -1: not known */
	bool selectable;
};

struct rail {
	struct rail_entry *entries;
	size_t n;
	size_t n_left_out;       /* sent in vain, and too many to list */
};

enum { RAIL_MAX_STRANGERS = 32 };

void rail_init(struct rail *r, const struct inspection *i);
void rail_done(struct rail *r);

const char *rail_label(const struct rail_entry *e, const struct draw *d);
enum ink rail_days_ink(const struct rail_entry *e);

/* The selectable entry next to `at` in direction +1 or -1; `at` itself when there is none. Before the first: -1. */
int rail_next(const struct rail *r, int at, int direction);
int rail_of_card(const struct rail *r, int card);        /* -1: none */

/* All of it, an entry a line or two; `at` is chosen and kept in view. */
void rail_draw_tall(const struct rail *r, const struct draw *d, int at, bool focus);
/* The entry whose line is at y of what rail_draw_tall() drew; -1: none. */
int rail_at(const struct rail *r, int h, int at, int y);

#endif
