/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whole files, read with a limit. */
#ifndef CC_FILE_H
#define CC_FILE_H

#include "base/buf.h"
#include "base/err.h"

/* Append what is in the file at `path` ("-": standard input) to `out`, whose maximum is the limit: larger and endless
 * files give ERR_LIMIT. 0, or -1 with one line in e that names the file. May block on a pipe or terminal. */
int file_read(const char *path, struct buf *out, struct cc_err *e);

#endif
