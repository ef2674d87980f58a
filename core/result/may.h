/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a certificate may be used for, in words. Pure; clean text that the caller frees. */
#ifndef CC_MAY_H
#define CC_MAY_H

#include "x509/cert.h"

char *phrase_may(const struct cert *c);          /* "prove a server's identity and start encryption" */
/* The same in at most so many columns: in fewer words, and then the first ones "and more". */
char *phrase_may_in(const struct cert *c, size_t cols);

#endif
