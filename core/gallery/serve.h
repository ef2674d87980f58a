/* SPDX-License-Identifier: GPL-3.0-or-later
 * The gallery for other programs: --serve-demo. */
#ifndef CC_SERVE_H
#define CC_SERVE_H

#include "gallery/gallery.h"

#include <stdio.h>

/* --serve-demo: serve all on one port (0: any) by server name, print what to open on `out`, until SIGINT, SIGTERM or
 * SIGHUP. The root's certificate (not its key) lies meanwhile in a file of a fresh folder that only the user can read.
 * `keep`: a file that its root is kept in (keep.h); NULL: a new one. 0, or -1 with e set. */
int demo_serve(FILE *out, int port, const char *keep, struct cc_err *e);

#endif
