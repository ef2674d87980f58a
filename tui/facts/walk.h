/* SPDX-License-Identifier: GPL-3.0-or-later
 * The verification cut into the steps of a lesson: what is looked at together, in what order, and what of two things
 * compared is equal. Pure. */
#ifndef CC_WALK_H
#define CC_WALK_H

#include "result/inspection.h"

enum walk_kind {
	WALK_STEP,               /* checks of one kind on one certificate */
	WALK_SAME,               /* all of one certificate that passed as they did on an earlier one */
	WALK_PROOF,              /* that who shows the certificate holds its key */
	WALK_DEAD_END,           /* a path that was given up */
	WALK_VERDICT             /* the end, always there: what follows from all of it, and the lesson's question */
};

struct walk_step {
	enum walk_kind kind;
	int card;                /* lit in the chain; -1: none */
	enum step_id id;         /* of WALK_STEP; of WALK_DEAD_END: what failed there */
	/* WALK_STEP: so many steps of the inspection; WALK_SAME: its first, and how many, for walk_same() */
	size_t first, n;
	int dead_end;            /* -1: none */
	enum step_result result; /* the gravest of them */
};

struct walk { struct walk_step *steps; size_t n; };

void walk_init(struct walk *w, const struct inspection *i);      /* the inspection is not kept */
void walk_done(struct walk *w);

const char *walk_title(const struct walk_step *s);
/* Is this step of the inspection one of those that a WALK_SAME stands for? */
bool walk_same(const struct inspection *i, const struct walk_step *s, size_t step);
extern const char walk_proof_why[], walk_proof_licence[], walk_same_why[];
const char *walk_why(enum step_id id);           /* why a verifier looks at it; static */
const char *walk_licence(enum step_id id);       /* the same as a driver's licence; static */
/* What was found here that is above info; NULL: nothing. Several: the gravest. */
const struct finding *walk_finding(const struct inspection *i, const struct walk_step *s);
/* The next step in direction +1 or -1 that did not simply pass; `at` itself when there is none. */
int walk_trouble(const struct walk *w, int at, int direction);

/* A part of a name, and whether the other name has the same part at the same place. */
struct walk_part { const char *p; size_t len; bool same; };
enum { WALK_MAX_PARTS = 32 };

/* The labels of a host name, left to right; places count from the right. A `*` that stands first is the same as any
 * label there. Parts beyond the limit are left out on the left. Returns how many. */
size_t walk_labels(const char *name, const char *other, struct walk_part out[static WALK_MAX_PARTS]);
/* The parts of a distinguished name in RFC 4514 form ("CN=x", "O=y"), escapes kept; places count from the left. */
size_t walk_rdns(const char *name, const char *other, struct walk_part out[static WALK_MAX_PARTS]);

#endif
