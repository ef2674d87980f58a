/* SPDX-License-Identifier: GPL-3.0-or-later
 * Signatures of one inspection: each verified at most once, and no more than LIMIT_SIGNATURES of them. */
#ifndef CC_SIGS_H
#define CC_SIGS_H

#include "judge/cache.h"
#include "x509/cert.h"
#include "base/err.h"

enum { SIGS_SLOTS = 1024 };   /* a power of two well above LIMIT_SIGNATURES, so that probing ends soon */

/* By the issuer's key and not by its certificate: twins of one key give one answer. */
struct sigs_pair {
	const struct cert *child;        /* NULL: free */
	uint8_t key[32];                 /* SHA-256 of the issuer's SubjectPublicKeyInfo */
	int result;
};

struct sigs {
	struct sigs_pair slots[SIGS_SLOTS];
	size_t used;
	unsigned spent;                  /* signatures verified in earnest */
	struct cert_cache *cache;        /* borrowed; may be NULL */
	int (*verify)(const struct cert *child, const struct cert *issuer, struct cc_err *e);
};

/* `verify` answers 1 (verifies), 0 (does not) or -1 (cannot be tried: key too large, algorithm unknown), as
 * cert_verify_signature() does. */
void sigs_init(struct sigs *s, struct cert_cache *cache,
	int (*verify)(const struct cert *, const struct cert *, struct cc_err *));

/* The answer of `verify`, from memory where it was given before; SIGNATURE_OVER_BUDGET (rules/check.h) when the budget
 * is spent. A signature that cannot be tried at all costs none of it. `ctx` is the
 * struct sigs: this is the callback of struct inputs. Certificates must live as long as the struct does. */
int sigs_verify(void *ctx, const struct cert *child, const struct cert *issuer);

#endif
