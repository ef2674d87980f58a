/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whole files, read with a limit. */
#ifndef CC_FILE_H
#define CC_FILE_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>

/* A file that is read a bit at a time, since it may be a pipe. Owned. */
struct file_reader {
	int fd;                  /* to be waited for, to read; -1: closed */
	bool standard;           /* standard input: somebody may be typing it */
	char *label;             /* clean text */
};

enum file_state { FILE_WHOLE, FILE_WAITS, FILE_FAILED };

int file_begin(struct file_reader *r, const char *path, struct cc_err *e);       /* 0, or -1 with e: nothing to end */
/* Append what is there to `out`, without waiting. FILE_WAITS: again when `fd` is readable. */
enum file_state file_step(struct file_reader *r, struct buf *out, struct cc_err *e);
void file_end(struct file_reader *r);                                            /* may be called twice */

/* Neither pipe, device nor folder: it can be read at once, and again. */
bool file_is_plain(const char *path);

/* Append what is in the file at `path` ("-": standard input) to `out`, whose maximum is the limit: larger and endless
 * files give ERR_LIMIT. 0, or -1 with one line in e that names the file. Waits for a pipe while something comes from it
 * every LIMIT_PIPE_MS, and for standard input until it ends. */
int file_read(const char *path, struct buf *out, struct cc_err *e);

#endif
