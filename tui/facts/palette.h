/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a half typed line may mean: places to go to, codes to explain, commands, best first. Pure; app/palette.c offers,
 * parts/palette-draw.c draws. */
#ifndef CC_PALETTE_H
#define CC_PALETTE_H

#include <stdbool.h>
#include <stddef.h>

enum palette_kind { PALETTE_HOST, PALETTE_RECENT, PALETTE_GALLERY, PALETTE_FILE, PALETTE_LIST, PALETTE_FLEET,
	PALETTE_FOLDER, PALETTE_CODE, PALETTE_COMMAND, N_PALETTE_KINDS };

/* What stands before what: exactly what was typed; a line that can only be a place; what begins like it; the line as a
 * place all the same; what holds it somewhere. */
enum palette_rank { RANK_EXACT, RANK_PLACE, RANK_BEGINS, RANK_TYPED, RANK_HOLDS };

struct palette_entry {
	enum palette_kind kind;
	enum palette_rank rank;
	char *text;              /* what it stands for, and what Tab makes of the line; owned */
	char *title;             /* clean text, "" for none; owned */
};

enum { PALETTE_MAX = 64 };

struct palette {
	struct palette_entry entries[PALETTE_MAX];
	size_t n;
	int at, top;             /* the chosen one, -1: none; the first one shown */
};

void palette_clear(struct palette *p);           /* also frees; a zeroed one is empty */
/* Offer something, whatever was typed. What does not fit any more, or stands there already, is left out. */
void palette_offer(struct palette *p, enum palette_kind kind, enum palette_rank rank, const char *text,
	const char *title);
/* Offer what begins with the line or holds it (no difference between small and capital letters), as its text or, where
 * `titles`, in its title. */
void palette_match(struct palette *p, enum palette_kind kind, const char *line, const char *text, const char *title,
	bool titles);
/* Put in order. The first one is chosen, unless nothing was typed. */
void palette_sort(struct palette *p, bool choose);
const struct palette_entry *palette_chosen(const struct palette *p);     /* NULL: none */
void palette_move(struct palette *p, int step);

/* Is it a folder that the line does not name whole yet? Then Enter looks into it first, and the next one opens it. */
bool palette_goes_on(const struct palette_entry *e, const char *line);

const char *palette_word(enum palette_kind kind);        /* "gallery" */
const char *palette_does(enum palette_kind kind);        /* what Enter does with it: "inspect" */

#endif
