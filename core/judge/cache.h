/* SPDX-License-Identifier: GPL-3.0-or-later
 * What an engine has met before: CA certificates already parsed and signatures on them already verified, so that a
 * batch does neither twice. A cache is bounded (some 2 MB), belongs to one thread, and only saves time: no verdict
 * depends on what is in it. */
#ifndef CC_CACHE_H
#define CC_CACHE_H

#include "x509/cert.h"

struct cert_cache;

struct cert_cache *cert_cache_new(void);
void cert_cache_free(struct cert_cache *k);              /* NULL is fine */

/* cert_read() or a new reference to what it gave earlier for the same bytes. `k` may be NULL. */
struct cert *cert_cache_read(struct cert_cache *k, const void *der, size_t n);

/* Did the issuer's key verify child's signature? 1 yes, 0 no, -1 not known here. `k` may be NULL. */
int cert_cache_verified(const struct cert_cache *k, const struct cert *child, const struct cert *issuer);
/* Remember the answer (1 or 0). Kept for CA certificates only: leaves are seldom met twice and would push them out. */
void cert_cache_learn(struct cert_cache *k, const struct cert *child, const struct cert *issuer, int verified);

#endif
