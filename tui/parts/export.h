/* SPDX-License-Identifier: GPL-3.0-or-later
 * Writing files from the screen: all or nothing, and never over something that is there. */
#ifndef CC_EXPORT_H
#define CC_EXPORT_H

#include "base/err.h"

#include <stddef.h>

/* Write `n` bytes to a new file, mode 0644 less the umask. 0, or -1 with e set; then nothing new stands there. A file
 * that exists is left alone. A leading "~/" is the home folder. Links on the way: see base/place.h. */
int export_write(const char *path, const char *bytes, size_t n, struct cc_err *e);

/* A file name made of what may be a stranger's text: letters, digits, dots and dashes. The caller frees. */
char *export_name(const char *stem, const char *suffix);

#endif
