/* SPDX-License-Identifier: GPL-3.0-or-later
 * A file that is a list of files (x509/file-parts.h) as so many targets: "FILE#NAME" is the part of that name. */
#ifndef CC_PARTS_H
#define CC_PARTS_H

#include "base/err.h"
#include "engine/given.h"
#include "options/opts.h"
#include "x509/pemfile.h"

struct held_files;

/* Puts in the place of each list those of its parts that hold certificates, requests or keys, as far as there are
 * two at least. Standard input, where it is a target and no terminal, is read to its end for that, and held.
 * `unfolded`: there was a list. 0, or -1 with one line in e: what standard input holds is too much, or more than
 * LIMIT_FILE_ITEMS of one file. To be freed with parts_free(), after `g`, which refers to its texts. */
struct parted {
	char **texts;            /* of the targets, for opts.targets */
	size_t n;
	struct held_files *held; /* for opts.held */
	bool unfolded;
};
int parts_unfold(struct given *g, const struct opts *o, struct parted *out, struct cc_err *e);
void parts_free(struct parted *p);

/* What is held of this file, or of a part of it (NULL: the whole), as a file's octets; false: nothing is. */
bool parts_held(const struct held_files *h, const char *path, const char *part, const char *label,
	struct pemfile_data *out);
/* Leave of a file that was read only the part of that name. 0, or -1 with one line in e: there is none. */
int parts_pick(struct pemfile_data *d, const char *part, struct cc_err *e);

#endif
