/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which roots are public: those that Mozilla or Chrome distribute (x509/programmes.tsv), and those that this system's
 * own, perhaps newer, package of them has. */
#ifndef CC_ROOTS_H
#define CC_ROOTS_H

#include "x509/cert.h"

/* Reads files only for a root that the table does not have; the caller remembers. `folder`: where the system's package
 * keeps its roots, one PEM file each; NULL: the usual place. */
bool root_is_public(const struct cert *c, const char *folder);

#endif
