/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where a user's files are (XDG Base Directory Specification 0.8), and how they are written. */
#ifndef CC_XDG_H
#define CC_XDG_H

#include "base/buf.h"
#include "base/err.h"

enum xdg_kind { XDG_CONFIG, XDG_STATE };

/* "$XDG_CONFIG_HOME/certcard/NAME", or its default below $HOME; a relative $XDG_... is ignored, as the specification
 * says.
 * NULL: there is no home. The caller frees. */
char *xdg_path(enum xdg_kind kind, const char *name);

/* The whole file, at most b->max bytes. 0 (also when there is none: then b is empty), or -1 with e. */
int xdg_read(const char *path, struct buf *b, struct cc_err *e);

/* Write a file whole or not at all, mode 0600, in place of what is there; see base/place.h for the ways that are gone
 * and refused. Folders on the way are made, mode 0700. 0, or -1 with e. */
int xdg_write(const char *path, struct bytes content, struct cc_err *e);

#endif
