/* SPDX-License-Identifier: GPL-3.0-or-later
 * What draw.c and screen.c share: how this terminal shows inks and signs. Nobody else includes it. */
#ifndef CC_APPEARANCE_H
#define CC_APPEARANCE_H

#include "terminal/draw.h"

#include <curses.h>

enum signs { SIGNS_ASCII, SIGNS_PLAIN, SIGNS_RICH };

struct appearance {
	bool utf8;                       /* text beyond ASCII may be sent as it is */
	enum signs signs;
	struct { attr_t attrs; short pair; } inks[N_INKS];
	int cursor_y, cursor_x;          /* -1: hidden */
};

#endif
