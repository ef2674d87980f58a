/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where a file is to stand: its folder, held open, and its name in it. What is written there appears whole or not at
 * all, at any moment that a kill, a full disk or another certcard chooses. */
#ifndef CC_PLACE_H
#define CC_PLACE_H

#include "base/buf.h"
#include "base/err.h"

#include <sys/types.h>

/* Owned. */
struct place {
	int folder;              /* open with O_PATH; -1: closed */
	char *name;              /* in it, never a symbolic link when it was opened */
	char *shown;             /* the path as the user knows it, clean text for messages */
};

/* Find the place of `path`, step by step. A symbolic link is followed where nobody but root and the user could have put
 * it; in a folder that others may write it is refused. `make`: missing folders are made, mode 0700. 0, or -1 with e;
 * then there is nothing to close. */
int place_open(struct place *p, const char *path, bool make, struct cc_err *e);
void place_close(struct place *p);               /* may be called twice */

/* Write `content` to a new file of that mode (less the umask) beside the place, reach the disk, and only then give it
 * the name. `over`: in place of what stands there; otherwise that is left alone and nothing is written. 0, or -1 with
 * e: what stood there stands there still. */
int place_write(const struct place *p, struct bytes content, mode_t mode, bool over, struct cc_err *e);

/* Give `from` the name `to`, both beside each other, unless that name is taken: then -1 with EEXIST. */
int place_rename(int folder, const char *from, const char *to);

#endif
