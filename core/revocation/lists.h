/* SPDX-License-Identifier: GPL-3.0-or-later
 * The revocation lists of some files, and what they say together: of one scope the newest complete list decides, what
 * came after it as a difference is added, and lists that speak of some reasons alone, or for other issuers, count for
 * what they withdraw (RFC 5280 5, 6.3). */
#ifndef CC_LISTS_H
#define CC_LISTS_H

#include "revocation/crl.h"

#include "base/err.h"

#include <stddef.h>

/* DER of lists, owned. All zero: none. */
struct crl_lists { struct buf *items; size_t n; };

/* Add every list in a file's content: PEM blocks with anything between them, or DER, one behind the other. 0, or -1
 * with a clause in e: there is none that can be read, or more than LIMIT_LISTS in all. */
int crl_lists_add(struct crl_lists *l, struct bytes file, struct cc_err *e);
void crl_lists_done(struct crl_lists *l);

/* What they say of one certificate. Texts are static. */
struct crl_answer {
	bool revoked;
	int64_t revoked_at;                  /* when revoked */
	int reason;                          /* CRLReason, -1: none */
	const struct cert *signer;           /* of a list that revokes: the issuer, or a CA above (indirect) */
	bool covered;                        /* a current list says that it is not withdrawn */
	int64_t this_update, next_update;    /* of the list that says it; next_update 0: none given */
	const char *why;                     /* neither: what is missing, a clause; NULL otherwise */
	const char *broken;                  /* a list of its issuer could not be used: why, a clause; NULL: none */
	const char *fault;                   /* crl_profile_fault() of one that was used; NULL: none */
};

/* Ask for path[0]: its issuer is path[1], and behind it (of n in all) those above, who may sign indirect lists. n is at
 * least 2. */
void crl_lists_ask(const struct crl_lists *l, struct cert *const *path, size_t n, int64_t now, struct crl_answer *out);

/* The same of one list (fetched): 0, or -1 with a clause in e where it says nothing. */
int crl_ask(struct bytes der, struct cert *const *path, size_t n, int64_t now, struct crl_answer *out,
	struct cc_err *e);

#endif
