/* SPDX-License-Identifier: GPL-3.0-or-later
 * The one loop's wait: libcurl's transfers, plain descriptors and the clock. A struct net belongs to one thread. As
 * long as nobody asks for a transfer (a fetch, or a dial through a proxy) libcurl is not loaded and poll() does the
 * waiting. */
#ifndef CC_NET_H
#define CC_NET_H

#include "net/curlapi.h"
#include "base/err.h"
#include "base/limits.h"

#include <stdbool.h>
#include <stddef.h>

struct net;

/* One request to libcurl. Embedded in its owner; between transfer_start() and transfer_stop() it must not move. */
struct transfer {
	CURL *easy;              /* NULL: not under way */
	bool done;               /* libcurl is through with it; `result` says how */
	CURLcode result;
	char error[CURL_ERROR_SIZE];
};

struct net *net_new(void);
void net_free(struct net *n);                        /* every transfer must have been stopped; NULL is fine */
int net_load(struct net *n, struct cc_err *e);       /* libcurl is there from now on; cheap when it is already */
const struct curlapi *net_curl(const struct net *n); /* after net_load() */

/* An easy handle with the options that every transfer shares (no signals, http only, no environment), to be filled in
 * before transfer_start(). Needs net_load(). Handles are used again. */
void transfer_init(struct transfer *t, struct net *n);
void transfer_start(struct transfer *t, struct net *n);
void transfer_stop(struct transfer *t, struct net *n);   /* at once, whatever it is doing; not under way is fine */

/* The turn: first net_reset(), then net_watch() for each descriptor (events of poll()), then net_wait(), which waits at
 * most `ms` for any of them or for libcurl, lets libcurl work and marks what is done. net_ready() then tells the
 * events of the descriptor watched as number `slot`. */
void net_reset(struct net *n);
size_t net_watch(struct net *n, int fd, short events);   /* the slot */
void net_wait(struct net *n, int ms);
short net_ready(const struct net *n, size_t slot);

/* Descriptors and an hour that somebody waits for besides, turn after turn: watched by each net_wait() between
 * net_pend() and net_unpend(). Embedded in its owner; must not move meanwhile. */
struct net_pending {
	struct net_pending *next, **link;    /* link NULL: not on the list */
	size_t n, slot;
	int fds[LIMIT_ATTEMPTS];
	short wants;                         /* events of poll(), the same for each */
	short events[LIMIT_ATTEMPTS];        /* what came since net_pending_rest() */
	double wake;                         /* net_clock_ms(); 0: none */
	bool came;
};

void net_pend(struct net *n, struct net_pending *p);
void net_unpend(struct net *n, struct net_pending *p);       /* not on the list is fine */
/* Has something come, or the hour? */
bool net_pending_due(const struct net_pending *p);
void net_pending_rest(struct net_pending *p);                /* what came has been seen to */

double net_clock_ms(void);                           /* monotonic */

#endif
