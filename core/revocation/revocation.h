/* SPDX-License-Identifier: GPL-3.0-or-later
 * Has an issuer withdrawn a certificate? Answers from stapled and fetched OCSP (RFC 6960), from CRLs (RFC 5280 5) and
 * from the files of --crl, each matched to its own certificate. No I/O: what should be fetched is asked for through
 * revocation_want() and given back through revocation_answer(). */
#ifndef CC_REVOCATION_H
#define CC_REVOCATION_H

#include "x509/cert.h"
#include "base/limits.h"
#include "revocation/lists.h"
#include "revocation/want.h"

enum rev_status {
	REV_NOTHING,     /* nobody was asked: the certificate names no address, or it need not be */
	REV_GOOD,
	REV_REVOKED,
	REV_UNKNOWN      /* somebody should have known; `why` says what came instead */
};

enum rev_source { REV_BY_STAPLE, REV_BY_OCSP, REV_BY_CRL, REV_BY_FILE };

/* What is known of one certificate of the path. Texts are clean. */
struct rev_entry {
	struct cert *const *path;           /* borrowed: the certificate, its issuer and those above */
	size_t n_path;
	const struct cert *cert, *issuer;   /* the first two of them */
	enum rev_status status;
	enum rev_source source;             /* of a GOOD or REVOKED */
	int64_t revoked_at;                 /* of a REVOKED */
	const struct cert *by;              /* ... who withdrew it, where that is not its issuer; NULL: the issuer */
	const char *reason;                 /* RFC 5280 5.3.1's name of it, NULL: none given; static */
	int64_t this_update, next_update;   /* of the answer; 0: none */
	char *why;                          /* of a REV_UNKNOWN: what failed, one clause */
	bool short_lived;                   /* by BR 7.1.2.11.2's definition: revocation is not needed */
	/* a list of --crl breaks its profile, or cannot be used: one clause with the section; NULL: none */
	char *list_fault;
	/* lists were given with --crl, and none speaks for it: why, one clause; NULL otherwise */
	char *uncovered;
};

struct revocation {
	struct rev_entry entries[LIMIT_PATH_CERTS];   /* of the path without its last one, leaf first */
	size_t n;
	bool staple_verified;
	char *staple_fault;                 /* a staple came and is no good: one clause; NULL otherwise */
	bool may_fetch;                     /* as the judge's */
};

/* Answers for the certificates of `path` (n, leaf first; borrowed, must outlive it) that have their issuer in it. Never
 * NULL. */
struct revocation *revocation_new(struct cert *const *path, size_t n);
void revocation_free(struct revocation *r);   /* NULL is fine */

void revocation_staple(struct revocation *r, struct bytes staple, int64_t now);   /* n == 0: none came */
/* --crl: the lists of all its files; NULL or none in it: none were given */
void revocation_lists(struct revocation *r, const struct crl_lists *lists, int64_t now);

/* What to fetch next, at most `max` in all: OCSP first, then CRLs, http only, each address once; leaf first. false:
 * nothing (more). The want's bytes stay valid until revocation_free(). */
struct revocation_asker;
struct revocation_asker *revocation_asker_new(struct revocation *r, int64_t now, size_t max);
void revocation_asker_free(struct revocation_asker *a);
bool revocation_want(struct revocation_asker *a, struct want *w);
/* The answer to the last want; body.n == 0: none came, `why_not` (clean text) says why. */
void revocation_answer(struct revocation_asker *a, struct bytes body, const char *why_not);

#endif
