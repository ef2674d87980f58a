/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which keys current browsers have a use for (key-support.def). */
#ifndef CC_KEY_SUPPORT_H
#define CC_KEY_SUPPORT_H

#include "x509/cert.h"

/* Why a browser has no use for this key, as a clause that names who stops and who does not; NULL: browsers take it.
 * `ca`: of a CA whose signatures are to be believed, else of a server that signs its handshake. Static. */
const char *key_unsupported(const struct key *k, bool ca);
/* The same of a post-quantum signature, by its own name alone. Static. */
const char *method_unsupported(const struct sig_alg *s);

#endif
