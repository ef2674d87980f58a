/* SPDX-License-Identifier: GPL-3.0-or-later
 * The terminal: taken over, given back, whatever happens in between. */
#ifndef CC_SCREEN_H
#define CC_SCREEN_H

#include "terminal/draw.h"
#include "base/err.h"
#include "terminal/keys.h"
#include "terminal/theme.h"

#include <stdint.h>
#include <stdio.h>

struct screen;

struct screen_options {
	const struct theme *theme;   /* borrowed during the call */
	bool ascii, no_color;
};

/* Take the terminal over: standard output; keys from standard input, or from the controlling terminal when that is no
 * terminal. NULL with e set when this terminal cannot carry a screen (unknown, or no cursor addressing): the caller
 * then prints its report. At most one at a time. */
struct screen *screen_open(const struct screen_options *o, struct cc_err *e);
void screen_close(struct screen *s);             /* gives the terminal back; NULL is fine */

/* Descriptors to wait for: keys, and a pipe that signals come through. */
enum { SCREEN_N_FDS = 2 };
void screen_fds(const struct screen *s, int fds[SCREEN_N_FDS]);

/* What came in since the last call, without waiting. */
enum screen_event { SCREEN_NOTHING, SCREEN_KEY, SCREEN_RESIZED, SCREEN_CLICK, SCREEN_PASTE, SCREEN_SUSPEND,
	SCREEN_INTERRUPT, SCREEN_LEAVE };
/* signal: which one, with SCREEN_LEAVE; 0: the terminal is gone. text: with SCREEN_PASTE, as it came. */
struct screen_input { enum screen_event event; int32_t key; int y, x, signal; char *text; };
struct screen_input screen_next(struct screen *s);
void screen_input_done(struct screen_input *in);     /* wipes and frees its text */
/* Milliseconds after which screen_next() has more to say although nothing comes (was that Esc a key?), -1: never. */
int screen_rest(const struct screen *s);

/* Paint: begin gives the whole screen, empty; end sends what differs from what stands there. */
struct draw screen_begin(struct screen *s);
void screen_end(struct screen *s);
void screen_theme(struct screen *s, const struct theme *t);      /* other colours from the next begin on */
void screen_whole_line(struct screen *s, int y);  /* send all of this row with the next end, not what differs alone */
void screen_redraw(struct screen *s);            /* forget what stands there: the next end sends all */

/* as Ctrl-Z: give the terminal back and stop; returns when continued */
void screen_suspend(struct screen *s);
void screen_mouse(struct screen *s, bool on);
bool screen_copy(struct screen *s, const char *text, size_t n);   /* to the clipboard (OSC 52); false: too long */
int screen_save(struct screen *s, FILE *f);      /* what stands on it, as text; 0 or -1 with errno */

enum { SCREEN_MAX_COPY = 72 * 1024 };            /* bytes; xterm takes 100,000 in base64, less the brackets */

#endif
