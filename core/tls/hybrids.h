/* SPDX-License-Identifier: GPL-3.0-or-later
 * Key exchanges that ML-KEM has a part in, where the TLS library at hand has such: X25519MLKEM768 and its kind. */
#ifndef CC_HYBRIDS_H
#define CC_HYBRIDS_H

#include <stdbool.h>

/* Does GnuTLS have the group of this name (its own: "X25519-MLKEM768")? */
bool hybrids_has(const char *name);

/* A priority string of GnuTLS's with those that `has` says yes to in front of its other groups. NULL: none of them, or
 * the string does not name its groups. The caller frees. */
char *hybrids_first(const char *priority, bool (*has)(const char *));

/* The standard's name of a group that GnuTLS calls so ("X25519MLKEM768"); any other name stays as it is. */
const char *hybrids_name(const char *gnutls);

#endif
