/* SPDX-License-Identifier: GPL-3.0-or-later
 * A terminal for tests: the real program behind a pseudo-terminal, its output read by libvterm. Every wait is for text
 * or for an event, and bounded. */
#ifndef CC_TERM_H
#define CC_TERM_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <vterm.h>

struct term {
	VTerm *vt;
	VTermScreen *screen;
	int fd;                  /* the terminal's other side */
	pid_t pid;               /* the program's supervisor */
	pid_t program;           /* the program itself */
	int reports, orders;     /* pipes from and to the supervisor */
	int rows, cols;
	size_t bytes;            /* that the program has sent */
	char *raw;               /* all of them, at most TERM_MAX_RAW */
	bool alternate, cursor;  /* the alternate screen is shown; the cursor is visible */
};

enum { TERM_MAX_RAW = 4 << 20, TERM_PATIENCE_MS = 20000 };

struct term_how {
	int rows, cols;
	const char *term, *locale;       /* NULL: xterm-256color, C.UTF-8 */
	const char *const *env;          /* more of it: "NAME=value", ends in NULL; may be NULL */
	bool stdin_null;                 /* standard input is /dev/null */
	const char *const *argv;         /* ends in NULL; argv[0] is a path */
};

/* NULL when this machine has no pseudo-terminals. */
struct term *term_open(const struct term_how *how);
void term_close(struct term *t);                         /* kills what still runs */
bool term_wait(struct term *t, const char *text);        /* until it stands on the screen; false: it never came */
bool term_wait_gone(struct term *t, const char *text);
bool term_shows(struct term *t, const char *text);
char *term_text(struct term *t);                         /* the screen, rows separated by newlines; the caller frees */
void term_keys(struct term *t, const char *keys);
void term_resize(struct term *t, int rows, int cols);
bool term_wait_stopped(struct term *t);                  /* until the program has stopped as Ctrl-Z does */
void term_continue(struct term *t);
int term_wait_end(struct term *t);                       /* its exit status, 256 + signal, or -1: it did not end */
bool term_is_sane(const struct term *t);                 /* the line edits and echoes as in a shell */
void term_hang_up(struct term *t);                       /* the terminal goes away */
size_t term_quiet(struct term *t);                       /* read until nothing more comes; the bytes sent meanwhile */

#endif
