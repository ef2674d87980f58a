/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a test of the whole program begins and ends with: where the program is, and a home of its own, in which its
 * memory of visits and its configuration lie, so that nobody's own are touched. */
#ifndef CC_TEST_ROOM_H
#define CC_TEST_ROOM_H

#include "screen/term.h"

extern char *program;            /* absolute path of certcard, between the two */
extern char *home;               /* and of the folder, which is both XDG_STATE_HOME and XDG_CONFIG_HOME */

/* Set-up and teardown of a group of tests. What lies in the folder goes with it. */
int room_open(void **state);
int room_close(void **state);

char *room_built(const char *path);      /* absolute path of something that was built; the caller frees */

/* The program with up to two arguments (NULL: fewer), once this text stands on the screen. Skips the test where there
 * are no pseudo-terminals. */
struct term *room_start(int rows, int cols, const char *first, const char *second, const char *text);
/* Ctrl-C: the program ends well, and the terminal is as it was. */
void room_leave(struct term *t);
/* Nothing moves: after what it had to do it does not wake up. `where` is for the message. */
void room_sleeps(struct term *t, const char *where);
/* Keys, and what they bring onto the screen. */
void room_press(struct term *t, const char *keys, const char *text);

#endif
