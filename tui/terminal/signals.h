/* SPDX-License-Identifier: GPL-3.0-or-later
 * Signals, brought into the loop through a pipe, and the terminal given back where no loop runs any more. For
 * screen.c. */
#ifndef CC_SCREEN_SIGNALS_H
#define CC_SCREEN_SIGNALS_H

#include <signal.h>

void screen_signals_save(int terminal);          /* before curses changes the terminal: remember how it was */
/* After curses has set its own handlers. Where only a crash gives the terminal back, `out` gets what its description
 * says, and `also`. */
void screen_signals_catch(int out, const char *also);
void screen_signals_restore(void);
int screen_signals_fd(void);                     /* readable when a signal has come */
int screen_signals_next(void);                   /* the next signal that came, 0: none */
void screen_signals_stop(void);                  /* stop this process group as Ctrl-Z does; returns when continued */

#endif
