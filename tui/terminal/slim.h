/* SPDX-License-Identifier: GPL-3.0-or-later
 * What curses sends, in fewer bytes: the same picture. curses says each change of rendition (ECMA-48 SGR) in pieces,
 * by way of the plain one, and for blanks, too. Pure: bytes in, bytes out. */
#ifndef CC_SLIM_H
#define CC_SLIM_H

#include "base/buf.h"

/* Colours are 0 to 255, -1: the terminal's own. attrs: a bit for each number of ECMA-48 8.3.117, 1 to 9. */
struct slim_rendition { short fg, bg; unsigned attrs; };

struct slim {
	struct slim_rendition is, want;   /* the terminal's; what curses has asked for */
	bool known;                  /* false: `is` says nothing */
	bool shifted;                /* another character set than ASCII */
	bool off;                    /* something came that is not understood here: from then on all goes as it is */
};

/* How the terminal looks is no longer known: others wrote to it. What curses has asked for still holds. */
void slim_forget(struct slim *s);
void slim_reset(struct slim *s);     /* besides, curses has given the terminal back and starts from the plain one */
/* One frame, or several: whole sequences. 0, or -1: `out` is full. */
int slim_frame(struct slim *s, const char *in, size_t n, struct buf *out);

#endif
