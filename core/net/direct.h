/* SPDX-License-Identifier: GPL-3.0-or-later
 * Dialling without a proxy: a name is looked up in a thread of its own, its addresses are tried as RFC 8305 says, the
 * families by turns and 250 ms apart, and the first that answers is taken. */
#ifndef CC_DIRECT_H
#define CC_DIRECT_H

#include "base/limits.h"
#include "net/net.h"
#include "net/resolve.h"

#include <netinet/in.h>

struct dial;
struct dial_request;

/* One address under way. */
struct direct_attempt {
	int fd;
	size_t at;               /* in the list */
};

struct direct {
	struct net_pending pending;
	struct lookup *lookup;               /* NULL: nothing is being looked up */
	union lookup_address list[LIMIT_ADDRESSES];
	size_t n, next;
	struct direct_attempt open[LIMIT_ATTEMPTS];      /* the oldest first */
	size_t n_open;
	double begun, found, turn;           /* net_clock_ms(); the next address is tried at `turn` */
	int port;
	bool answered;                       /* the error that is kept came from the host itself */
};

/* Does the name have to be looked up? Not where it is an address, nor localhost and what ends in it (RFC 6761 6.3). */
bool direct_resolves(const char *host);

/* The parts of dial.h where there is no proxy. */
void direct_start(struct dial *d, const struct dial_request *r);
bool direct_step(struct dial *d);            /* false: it goes on; true: connected if the stream has a descriptor */
void direct_stop(struct dial *d);            /* at once, in any state; also of a zeroed one */

#endif
