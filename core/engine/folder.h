/* SPDX-License-Identifier: GPL-3.0-or-later
 * A folder as a target: the files in it that hold certificates, requests or keys. */
#ifndef CC_FOLDER_H
#define CC_FOLDER_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* Is it the name of a folder that is here? One with a slash, "." or "..", behind "file:", or a name that is not
 * "localhost" and could be no host's that everybody finds (target_obvious_host()). */
bool folder_is_one(const char *target);

/* Targets with the files of a folder in its place, sorted by name. A file whose certificates all stand in another one
 * of the folder is left out, so each leaf comes once; so is what holds neither certificates, requests nor keys, unless
 * its name says otherwise. Folders within are gone into; symbolic links lead to files of the folder alone, and out of
 * certbot's "live" into its "archive". 0, or -1 with one line in e: nothing there, or more than LIMIT_FOLDER_FILES,
 * LIMIT_FOLDER_DEPTH or LIMIT_FOLDER_CERTS. To be freed with folder_free(). */
int folder_unfold(char *const *targets, size_t n, char ***out, size_t *n_out, struct cc_err *e);
void folder_free(char **targets, size_t n);

#endif
