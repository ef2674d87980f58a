/* SPDX-License-Identifier: GPL-3.0-or-later
 * What one says of an inspection in few lines: to paste into a chat, or above a long note. Pure. */
#ifndef CC_NOTE_H
#define CC_NOTE_H

#include "options/opts.h"
#include "result/inspection.h"

enum { NOTE_MAX_LINES = 10 };

/* "shop.example.net:443: DO NOT TRUST. Made out to ..." in one line. The caller frees. */
char *note_headline(const struct inspection *i);
/* At most NOTE_MAX_LINES lines of plain text, none of them markup: verdict, what to do for whom, the facts that are
 * asked for on the telephone. `indent` stands before each. The caller frees. */
char *note_short(const struct inspection *i, enum audience who, const char *indent);
/* SHA-256 of a card, as browsers show it; NULL: there is none. The caller frees. */
char *note_fingerprint(const struct inspection *i, int card);

#endif
