/* SPDX-License-Identifier: GPL-3.0-or-later
 * Getting to a host: names, both address families, proxies. It stops at the connected socket and leaves the peer's
 * first bytes unread, so that STARTTLS and TLS run on it. Directly it needs no library (net/direct.h); the way through
 * a proxy is libcurl's (CURLOPT_CONNECT_ONLY on a plain http:// URL). */
#ifndef CC_DIAL_H
#define CC_DIAL_H

#include "net/direct.h"
#include "net/net.h"
#include "net/stream.h"

#include <netinet/in.h>

struct dial_request {
	const char *host;            /* A-label or bare address */
	int port;
	const char *proxy;           /* URL; NULL: none */
	/* the file of roots that an https:// proxy is verified with; none: the system's. libcurl takes one alone */
	const char *const *proxy_ca;
	size_t n_proxy_ca;
	int family;                  /* 0, 4, 6 */
	/* loopback, link-local and private addresses are left alone (nothing is known of them behind a proxy) */
	bool public_only;
	/* so that libcurl shares it out among the proxy's addresses; the deadline is the caller's */
	double timeout_ms;
};

/* Why there is no connection. */
enum dial_error {
	DIAL_NO_ERROR,
	DIAL_NO_SUCH_HOST, DIAL_NO_SUCH_PROXY,   /* a name that was not found */
	DIAL_NOT_CONNECTED,                      /* sys_errno says why; 0: nothing is known */
	DIAL_TIMED_OUT,
	DIAL_SOCKS_REFUSED,                      /* proxy_error says why */
	DIAL_NO_MEANS,                           /* this machine had no thread, descriptor or memory for it */
	DIAL_BROKE                               /* something else; transfer.error has libcurl's words for it */
};

/* Must not move while under way. */
struct dial {
	struct direct direct;
	struct transfer transfer;
	enum dial_error error;       /* after DIAL_FAILED */
	struct net *net;
	struct stream stream;        /* usable after DIAL_DONE until dial_close() */
	bool proxied;
	bool wrapped;                /* the bytes go through libcurl's own TLS with the proxy */
	bool public_only, forbidden; /* forbidden: an address was left alone */
	bool resolved;               /* the name (the proxy's, when proxied) has become an address */
	bool kept;                   /* the socket outlives the transfer */
	char trying[INET6_ADDRSTRLEN];   /* the address that was tried last; "" for none */
	char address[INET6_ADDRSTRLEN];  /* connected to; the proxy's when proxied; "" for none */
	int port;                    /* of it */
	int sys_errno;               /* of the last connect(); 0 */
	bool short_of_files;         /* there was no descriptor for a socket */
	long connect_code;           /* the HTTP proxy's answer to CONNECT; 0: none */
	long proxy_error;            /* CURLPX_*, 0: none */
	double resolve_ms, connect_ms;   /* below 0: not run */
};

enum dial_state { DIAL_BUSY, DIAL_DONE, DIAL_FAILED };

/* The strings of `r` may go afterwards. */
void dial_start(struct dial *d, struct net *n, const struct dial_request *r);
enum dial_state dial_step(struct dial *d);           /* after net_wait() */
/* After DIAL_FAILED: is it this process that ran out of descriptors, and no fault of the host? */
bool dial_ran_short(const struct dial *d);
void dial_close(struct dial *d);                     /* at once, in any state; also of a zeroed one */

#endif
