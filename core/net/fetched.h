/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a run has fetched over http, by URL: an issuer or a list that many inspections want is asked for once, by one of
 * them at a time, and the others take what came. Within LIMIT_FETCHED and LIMIT_FETCHED_BYTES; what was fetched counts
 * for LIMIT_FETCHED_MS, that nothing came for LIMIT_NOT_FETCHED_MS. Any thread. */
#ifndef CC_FETCHED_H
#define CC_FETCHED_H

#include "base/buf.h"

#include <stdbool.h>
#include <stdint.h>

struct fetched;
struct fetched_entry;

/* What has to be the same for an answer to be another's as well. */
struct fetched_key {
	const char *url;
	size_t max_bytes;
	bool local;              /* private addresses were allowed */
	bool direct;             /* without the proxies of the run */
};

/* Does not change any more. */
struct fetched_answer {
	struct buf body;
	char *why;               /* nothing came, and why; clean clause; NULL: `body` came */
	char *from;              /* the URL that answered in the end */
	int64_t date;            /* as in struct fetch; 0: it does not say */
	double came;             /* net_clock_ms() */
	double waited;           /* ms: so long nobody answered, and for somebody more patient it does not count; 0 */
	size_t refs;             /* ours; counted under the lock */
};

enum fetched_state {
	FETCHED_ASK,             /* ask yourself; then fetched_put() or fetched_leave() */
	FETCHED_WAIT,            /* somebody is asking: look again in LIMIT_FETCHED_AGAIN_MS */
	FETCHED_HERE             /* *answer, until fetched_unref() */
};

struct fetched *fetched_new(void);
void fetched_free(struct fetched *s);            /* nobody asks any more; NULL is fine */

/* `patience`: how many ms the caller would wait for an answer of its own. With FETCHED_ASK *claim is what to end it
 * with; NULL: there is no room to share it. */
enum fetched_state fetched_look(struct fetched *s, const struct fetched_key *k, double patience,
	struct fetched_entry **claim, struct fetched_answer **answer);
/* This came. What `a` holds is taken over, and it counts from now on. */
void fetched_put(struct fetched *s, struct fetched_entry *claim, struct fetched_answer *a);
void fetched_leave(struct fetched *s, struct fetched_entry *claim);      /* nobody knows: somebody else may ask */
void fetched_unref(struct fetched *s, struct fetched_answer *a);

#endif
