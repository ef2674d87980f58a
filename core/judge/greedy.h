/* SPDX-License-Identifier: GPL-3.0-or-later
 * The one path that OpenSSL tries. */
#ifndef CC_GREEDY_H
#define CC_GREEDY_H

#include "judge/judge-private.h"
#include "result/inspection.h"

/* It takes one issuer for each certificate and does not go back (build_chain(), crypto/x509/x509_vfy.c of 3.0): one
 * that is trusted before one that was sent, of these the first that is within its dates. Is that the path that was
 * found? */
enum greedy greedy_way(const struct judge *j, const struct inspection *out);

/* Does something else that is trusted have the name, or the name of the issuer, of one that was sent and is not on the
 * path? */
bool greedy_beside(const struct judge *j, const struct inspection *out);

#endif
