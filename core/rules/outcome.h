/* SPDX-License-Identifier: GPL-3.0-or-later
 * What checks put down: steps and findings, and which failures are the leaf's own. */
#ifndef CC_OUTCOME_H
#define CC_OUTCOME_H

#include "result/inspection.h"

struct inputs;       /* rules/check.h */

/* Those about the link to the issuer: with another issuer they may not fail, whoever the step is about. */
#define CHECK_LINK_STEPS (1U << STEP_ISSUER | 1U << STEP_SIGNATURE | 1U << STEP_NAME_CONSTRAINTS | 1U << STEP_ANCHOR)

/* Where a check puts what it found. With `quiet` no text is made: the path search only counts. */
struct outcome {
	bool quiet;
	unsigned only;                   /* mask of 1 << step: run no other rows; 0: all */
	const struct inputs *inputs;       /* set by checks_run(); borrowed for its duration */
	struct finding *findings;
	size_t n_findings;
	struct step *steps;              /* .card is -1 until the judge maps step_certs */
	const struct cert **step_certs;
	size_t n_steps;
	unsigned n_fail;                 /* steps with STEP_FAIL */
	/* meaningful when n_fail > 0: the first of path_fails, or else of leaf_fails */
	enum step_id first_fail;
	const struct cert *first_fail_cert;
	/* whose own failures are told apart; set by checks_run(), NULL for rows about the path */
	const struct cert *leaf;
	/* mask of 1 << step: the leaf's own failures, which no other path would mend */
	unsigned leaf_fails;
	unsigned path_fails;             /* all others */
	/* the leaf's earliest timestamp that holds, or its first second; 0: nobody asked yet */
	int64_t logged;
	unsigned no_ct;                  /* mask of 1 << enum ct_programme: whom the timestamps do not satisfy */
	struct finding scratch;          /* what outcome_finding() hands out when quiet */
};

void outcome_done(struct outcome *o);

/* A step; text by printf (not made when quiet). Returns the step for setting left and right, NULL when quiet. */
struct step *outcome_step(struct outcome *o, enum step_id id, const struct cert *c, enum step_result r, const char *fmt,
	...)
	__attribute__((format(printf, 5, 6)));
/* copies; s may be NULL */
void step_sides(struct step *s, const char *left_label, const char *left, const char *right_label, const char *right);

/* A finding about `c` (NULL: the connection or chain as a whole), with its usual level. One entry per id and card: a
 * second one returns the first. Valid until the next call. When quiet, a scratch finding that is thrown away.
 * The parameters `subject`, `issuer`, `begins` and `ends` are filled in from `c`, and `host` and `now` from the
 * inputs. */
struct finding *outcome_finding(struct outcome *o, enum finding_id id, const struct cert *c);

#endif
