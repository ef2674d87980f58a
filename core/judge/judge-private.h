/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a judge is, for its parts: the one that searches (judge.c), the one that asks (want.c) and the one that writes
 * down what came of it (write-down.c). Nobody else includes it. */
#ifndef CC_JUDGE_INNER_H
#define CC_JUDGE_INNER_H

#include "judge/judge.h"
#include "base/limits.h"
#include "judge/path.h"
#include "revocation/revocation.h"
#include "judge/signatures.h"

enum judge_stage { JUDGE_SEARCHING, JUDGE_ASKING, JUDGE_FINISHED };

/* Something asked for. */
struct judge_fetch {
	struct want want;
	char *url;               /* owned; what want.url points to */
	bool handed, answered;
	char *why_not;           /* clean text; NULL: it came */
};

/* What is known of the withdrawal of one path's certificates. A path is asked about once, also if another one is tried
 * between. */
struct path_status {
	struct cert *certs[LIMIT_PATH_CERTS];
	size_t n;
	struct revocation *revocation;
	struct revocation_asker *asker;
};

enum { JUDGE_STATUSES = 8 };        /* paths asked about: each of them but the last was good but for a withdrawn CA */

struct judge {
	struct judge_input in;
	struct inputs inputs;              /* without path: path_best() has it */
	struct cert **presented, **fetched;
	bool *odd;                       /* n_fetched of them: it came in a form that not all read */
	size_t n_presented, n_fetched;
	struct sigs sigs;
	struct path_search *search;      /* NULL: the leaf does not parse */
	enum judge_stage stage;
	struct judge_fetch fetches[LIMIT_FETCHES];
	size_t n_fetches;
	struct path_status statuses[JUDGE_STATUSES];
	size_t n_statuses;
	struct cert *withdrawn[JUDGE_STATUSES * LIMIT_PATH_CERTS];       /* CAs that turned out to be, on any path */
	size_t n_withdrawn;
};

#endif
