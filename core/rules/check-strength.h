/* SPDX-License-Identifier: GPL-3.0-or-later
 * Findings on keys and methods that two checks make: the one of strength, and the one of a signature that could not be
 * checked for the same reason. One entry per finding and certificate: whoever comes second changes nothing. */
#ifndef CC_CHECK_STRENGTH_H
#define CC_CHECK_STRENGTH_H

#include "rules/check.h"

/* weak-key: the exponent of its RSA key is one that proves nothing. */
void strength_exponent(const struct cert *c, struct outcome *o);
/* unsupported-key, which key_unsupported() has a reason for. `ca`: as a CA's key. */
void strength_unsupported(const struct cert *c, bool ca, struct outcome *o);
/* unsupported-key: how it was signed is post-quantum, and nobody here can check it, whatever key its issuer has. */
void strength_unsupported_method(const struct cert *c, struct outcome *o);
/* weak-signature: its signature was not checked; `why` is a clause. */
void strength_unchecked(const struct cert *c, const char *why, struct outcome *o);

#endif
