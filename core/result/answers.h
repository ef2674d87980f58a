/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who takes the chain and who does not, in words: the clients' answers gathered, versions of one client that say the
 * same told as one. */
#ifndef CC_ANSWERS_H
#define CC_ANSWERS_H

#include "result/inspection.h"

/* Versions of one client, one after the other in the table, that say the same. */
struct answer_run { size_t first, n; };

/* The run that begins at `first`; n == 0: there is none. */
struct answer_run answer_run(const struct inspection *i, size_t first);

/* "Java", "Android 13 and older", "Safari 15 to 18": whom a run is about. The caller frees. */
char *answer_run_label(const struct inspection *i, const struct answer_run *r);

/* Do they all say the same, as far as they say anything? */
bool answers_agree(const struct inspection *i);

/* Those with this answer, by commas, "" for none; `why` not NULL: only those with this reason, and each with its code
 * in brackets. The caller frees. */
char *answers_list(const struct inspection *i, enum answer accepts, const char *why);

/* Those who accept and of whom nothing is to be said (`plain`). The caller frees. */
char *answers_plain(const struct inspection *i);

/* "A, signed by B, signed by C": the path that this one takes. The caller frees. */
char *answer_way(const struct inspection *i, const struct client_answer *a);

/* "Chromium and Edge: yes. Java, Android 13 and older: no." NULL where all agree or nobody was asked; the caller
 * frees. */
char *answers_sentence(const struct inspection *i);

/* "Other people may see this site without a warning: Firefox, Safari 26." Where the newest of some browser stops and
 * that of another opens; NULL where not; the caller frees. */
char *answers_others(const struct inspection *i);

/* Does Edge, which has roots of its own, show the code that Chromium shows? */
bool answers_edge_agrees(const struct inspection *i);

/* "Chromium and Firefox open this without a word. curl and Java stop.": the newest of what a class knows, those that
 * open it first, browsers that stop with their codes; without a certificate the codes alone. The caller frees. */
char *answers_for_class(const struct inspection *i);

/* "Firefox lets you past; Chromium does not let you past.": the newest of those browsers that were asked. "" where
 * nobody was asked; the caller frees. */
char *answers_past(const struct inspection *i);

/* The first place of the same answer and reason; k itself where it is that. */
size_t answer_first(const struct inspection *i, size_t k);

#endif
