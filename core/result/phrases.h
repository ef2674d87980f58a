/* SPDX-License-Identifier: GPL-3.0-or-later
 * The phrase book: facts of an inspection in short plain words, the same on the screen and in every report. Pure. Where
 * a function returns a string without saying so, it is new clean text and the caller frees. */
#ifndef CC_PHRASES_H
#define CC_PHRASES_H

#include "result/inspection.h"

/* "30 days left of 90", "5 hours left of 90 days", "ended 82 days ago", "begins in 3 days" */
char *phrase_left(const struct card *c, int64_t now);
/* "30 days left": the same where there is no room for the lifetime */
char *phrase_left_short(const struct card *c, int64_t now);
/* "22 Sep 2026 to 21 Dec 2026 (30 days left of 90)"; to the minute where that end is near */
char *phrase_validity(const struct card *c, int64_t now);

#endif
