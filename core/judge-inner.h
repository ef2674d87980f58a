/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the judge's two halves share: the one that searches and asks (judge.c) and the one that writes down what came of
 * it (judge-report.c). Nobody else includes it. */
#ifndef CC_JUDGE_INNER_H
#define CC_JUDGE_INNER_H

#include "judge.h"
#include "limits.h"
#include "path.h"
#include "revocation.h"
#include "sigs.h"

enum judge_stage { JUDGE_SEARCHING, JUDGE_ASKING, JUDGE_REVOKING, JUDGE_FINISHED };

/* Something asked for. */
struct judge_fetch {
	struct want want;
	char *url;               /* owned; what want.url points to */
	bool handed, answered;
	char *why_not;           /* clean text; NULL: it came */
};

struct judge {
	struct judge_input in;
	struct facts facts;              /* without path: path_best() has it */
	struct cert **presented, **fetched;
	size_t n_presented, n_fetched;
	struct sigs sigs;
	struct path_search *search;      /* NULL: the leaf does not parse */
	enum judge_stage stage;
	struct judge_fetch fetches[LIMIT_FETCHES];
	size_t n_fetches;
	struct revocation *revocation;   /* of the best path, once that is settled; NULL before */
	struct revocation_asker *asker;
	struct want revocation_want;     /* under way while `revoking` */
	bool revoking, revoking_handed;
};

/* The path in `facts`, for running checks: the best one, or the leaf alone where that does not parse. */
void judge_path(const struct judge *j, const struct path *p, struct facts *facts);

#endif
