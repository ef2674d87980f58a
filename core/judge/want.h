/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the judge asks the world for. */
#ifndef CC_JUDGE_WANT_H
#define CC_JUDGE_WANT_H

#include "judge/judge-private.h"

/* Ask for the next thing that would help: true when there is something in `fetches` to be answered. */
bool judge_ask_issuers(struct judge *j);
bool judge_ask_revocation(struct judge *j);      /* also gathers what is known without asking */
/* What is known of a path's withdrawal; NULL: it was not asked about. */
const struct path_status *judge_status_known(const struct judge *j, const struct path *p);
/* The same, gathered at the first call. NULL: too many paths were asked about. */
struct path_status *judge_status(struct judge *j, const struct path *p);
/* is a CA of the best path withdrawn, and was that not known before? */
bool judge_note_withdrawn(struct judge *j);
void judge_forget_statuses(struct judge *j);

/* Was it fetched, and in forms alone that not all who fetch read? */
bool judge_came_oddly(const struct judge *j, const struct cert *c);

#endif
