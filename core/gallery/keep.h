/* SPDX-License-Identifier: GPL-3.0-or-later
 * A root that outlives a run of the gallery, so that a class imports it once: its certificate and its key in one PEM
 * file that only its user can read. It ends by itself. */
#ifndef CC_GALLERY_KEEP_H
#define CC_GALLERY_KEEP_H

#include "base/err.h"
#include "pki/pki.h"

#include <stdint.h>

enum { DEMO_KEPT_DAYS = 30 };

/* The root in the file, if it is one that was kept and still in date: 1 with `root` and `key` to be freed. 0: the file
 * is not there, or the root in it has ended. -1 with e: others may read it, or it holds something else. */
int demo_kept_read(const char *path, int64_t now, struct pki_cert *root, struct pki_key **key, struct cc_err *e);
/* In place of what was kept there before. 0, or -1 with e. */
int demo_kept_write(const char *path, const struct pki_cert *root, struct cc_err *e);

#endif
