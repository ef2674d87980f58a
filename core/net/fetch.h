/* SPDX-License-Identifier: GPL-3.0-or-later
 * One file over http: a missing issuer, an OCSP answer, a CRL (contract, "By default missing issuers ..."). Redirects
 * are followed here, one transfer each, so that scheme and address are looked at every time. */
#ifndef CC_FETCH_H
#define CC_FETCH_H

#include "base/buf.h"
#include "net/net.h"
#include "net/proxy.h"

struct fetch_request {
	const char *url;             /* any text; what is not http:// fails */
	struct bytes post;           /* an OCSP request; n == 0: GET */
	size_t max_bytes;
	const struct proxy_rules *proxy;     /* NULL: never through one */
	bool local;                  /* loopback, link-local and private addresses are allowed */
	int family;                  /* 0, 4, 6 */
};

enum fetch_state { FETCH_BUSY, FETCH_DONE, FETCH_FAILED };

/* Must not move while under way. */
struct fetch {
	struct transfer transfer;
	struct net *net;
	struct fetch_request request;        /* its strings are copies or outlive the fetch: see fetch_start() */
	char *url;                   /* of this hop */
	bool proxied, forbidden, too_much;
	unsigned redirects;
	int64_t date;                /* when the last answer was sent, by its sender's clock; 0: it does not say */
	struct curl_slist *headers;
	struct buf body;
	char *why;                   /* clean clause, after FETCH_FAILED */
};

/* Needs net_load(). `post` and `proxy` are borrowed until fetch_close(); `url` may go. */
void fetch_start(struct fetch *f, struct net *n, const struct fetch_request *r);
enum fetch_state fetch_step(struct fetch *f);
void fetch_close(struct fetch *f);                   /* at once, in any state; also of a zeroed one */

#endif
