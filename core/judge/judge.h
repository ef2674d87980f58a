/* SPDX-License-Identifier: GPL-3.0-or-later
 * The judge: from what was presented to a finished inspection. It does no I/O. Where a missing issuer, an OCSP answer
 * or a CRL would help, it says so (judge_want) and goes on with what it is given (judge_answer), so a network, a file
 * or a test can be behind it. It gives way after LIMIT_SLICE_MS of CPU. */
#ifndef CC_JUDGE_H
#define CC_JUDGE_H

#include "result/verdict.h"
#include "revocation/lists.h"
#include "revocation/want.h"
#include "rules/check.h"
#include "trust/trust.h"

struct judge;

struct judge_input {
	const struct opts *opts;         /* borrowed until judge_finish() */
	int64_t now;
	bool may_fetch;                  /* false: judge_want never asks */
	const char *host, *place;        /* as in struct inputs */
	bool host_is_ip;
	struct tls_inputs tls;            /* its bytes are borrowed until judge_finish() */
	struct cert *const *presented;   /* references are taken by the judge */
	size_t n_presented;
	enum card_origin origin;         /* ORIGIN_PRESENTED or ORIGIN_FILE */
	const struct pemfile *file;      /* how they stand in it; NULL: as a server sent them; borrowed */
	const struct ctlogs *ctlogs;     /* certificate transparency logs; NULL: the known ones; likewise */
	const struct public_roots *roots;
	struct trust *trust;             /* borrowed until judge_finish() */
	const struct crl_lists *crls;    /* of --crl; NULL or none in it: none were given; borrowed */
	/* borrowed, may be NULL: certificates and signatures already met by this engine */
	struct cert_cache *cache;
};

enum judge_state { JUDGE_AGAIN, JUDGE_WANTS, JUDGE_DONE };

struct judge *judge_new(const struct judge_input *in);
enum judge_state judge_step(struct judge *j);                    /* at most LIMIT_SLICE_MS of CPU */
/* After JUDGE_WANTS: what to get, one at a time and in this order; NULL: nothing more for now. The want stays valid
 * until answered. Every want is to be answered once: with the body, or with body.n == 0 and why it failed (clean
 * text, copied). Then judge_step() again. */
const struct want *judge_want(struct judge *j);
void judge_answer(struct judge *j, const struct want *w, struct bytes body, const char *why_not);
/* After JUDGE_DONE (or at any time: what is not done counts as not known): cards, path, steps, findings, dead ends,
 * presented and verdict of `out` are filled; target, time and connection are the caller's. Frees the judge. `out` may
 * already hold findings (about the connection), which are sorted in. */
void judge_finish(struct judge *j, struct inspection *out);
void judge_free(struct judge *j);                                /* instead of judge_finish() */

#endif
