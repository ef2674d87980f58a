/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the judge's two halves share: the one that searches and asks (judge.c) and the one that writes down what came of
 * it (write-down.c). Nobody else includes it. */
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
struct judge_walk {
	struct cert *certs[LIMIT_PATH_CERTS];
	size_t n;
	struct revocation *revocation;
	struct revocation_asker *asker;
};

enum { JUDGE_WALKS = 8 };        /* paths asked about: each of them but the last was good but for a withdrawn CA */

struct judge {
	struct judge_input in;
	struct inputs inputs;              /* without path: path_best() has it */
	struct cert **presented, **fetched;
	size_t n_presented, n_fetched;
	struct sigs sigs;
	struct path_search *search;      /* NULL: the leaf does not parse */
	enum judge_stage stage;
	struct judge_fetch fetches[LIMIT_FETCHES];
	size_t n_fetches;
	struct judge_walk walks[JUDGE_WALKS];
	size_t n_walks;
	struct cert *withdrawn[LIMIT_PATH_CERTS];        /* CAs that turned out to be */
	size_t n_withdrawn;
};

/* Ask for the next thing that would help: true when there is something in `fetches` to be answered. */
bool judge_ask_issuers(struct judge *j);
bool judge_ask_revocation(struct judge *j);      /* also gathers what is known without asking */
/* What is known of a path's withdrawal; NULL: it was not asked about. */
const struct judge_walk *judge_walked(const struct judge *j, const struct path *p);
/* The same, gathered at the first call. NULL: too many paths were asked about. */
struct judge_walk *judge_walk(struct judge *j, const struct path *p);
/* is a CA of the best path withdrawn, and was that not known before? */
bool judge_note_withdrawn(struct judge *j);
void judge_forget_walks(struct judge *j);

/* The path in `inputs`, for running checks: the best one, or the leaf alone where that does not parse. */
void judge_path(const struct judge *j, const struct path *p, struct inputs *inputs);

#endif
