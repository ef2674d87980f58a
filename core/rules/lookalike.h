/* SPDX-License-Identifier: GPL-3.0-or-later
 * Names that can be taken for another: letters of several scripts in one label, or whole labels drawn as ASCII ones
 * (after UTS #39 and Chromium's idn_spoof_checker, only more sparing: an umlaut is no crime). */
#ifndef CC_LOOKALIKE_H
#define CC_LOOKALIKE_H

#include <stdbool.h>

/* Does a label of this UTF-8 domain name mix Latin, Cyrillic, Greek, Armenian or Cherokee letters? */
bool lookalike_mixes(const char *name);

/* The ASCII name that this UTF-8 one is drawn as; NULL: not ASCII even so, or plain ASCII itself. The caller frees. */
char *lookalike_ascii(const char *name);

/* Are two different ASCII names drawn alike: 0 as o, 1 and i as l, rn as m, vv as w? */
bool lookalike_same(const char *a, const char *b);

#endif
