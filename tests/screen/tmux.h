/* SPDX-License-Identifier: GPL-3.0-or-later
 * The program inside a real tmux: what an admin's split does to it, seen as tmux shows it. A private server for each;
 * every wait is for a screen, and bounded. */
#ifndef CC_TMUX_H
#define CC_TMUX_H

#include <stdbool.h>

struct tmux;

/* COMMAND runs in a window of its own, under sh. NULL when there is no tmux on this machine. */
struct tmux *tmux_open(int rows, int cols, const char *command);
void tmux_close(struct tmux *t);                             /* ends the server and all in it; NULL is fine */
bool tmux_resize(struct tmux *t, int rows, int cols);        /* until the program can know of it; false: never */
/* Another pane takes half of its room, at its right or below it, and gives it back; both as tmux_resize(). */
enum tmux_split { TMUX_BESIDE, TMUX_BELOW };
bool tmux_split(struct tmux *t, enum tmux_split where);
bool tmux_join(struct tmux *t);
void tmux_keys(struct tmux *t, const char *names);           /* tmux's names, separated by spaces */
void tmux_paste(struct tmux *t, const char *text);           /* as its paste key does: bracketed where asked for */
char *tmux_text(struct tmux *t);                             /* the screen; the caller frees */
bool tmux_wait(struct tmux *t, const char *text);            /* until it stands there; false: it never came */
bool tmux_wait_gone(struct tmux *t, const char *text);       /* until it does not; false: it stayed */
/* Until the screen without its last row is this text; false, with both on standard error: it never was. */
bool tmux_wait_same(struct tmux *t, const char *text);
char *tmux_text_but_last(struct tmux *t);                    /* without the last row; the caller frees */
/* The same, when it has been the same for a while: a frame comes in pieces, and what is waited for may be in the first.
 * NULL: it never came to rest. */
char *tmux_text_at_rest(struct tmux *t);

#endif
