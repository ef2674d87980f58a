/* SPDX-License-Identifier: GPL-3.0-or-later
 * A password from the terminal, where there is no screen. */
#ifndef CC_TTY_H
#define CC_TTY_H

#include <stdbool.h>

/* Open the terminal, if there is one, while this process may open anything for writing. */
void tty_prepare(void);

/* Ask on the controlling terminal, wherever input and output go; nothing that is typed is shown. Fits
 * batch_input.password (batch/batch.h): the caller wipes and frees; NULL: there is no terminal, or nobody wants to
 * answer.
 * The terminal echoes again afterwards, also when a signal comes meanwhile, which then does what it would have done.
 * Any thread may ask; one does at a time. */
char *tty_password(void *ctx, const char *label, bool again);

#endif
