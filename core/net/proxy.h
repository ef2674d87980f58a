/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which proxy, if any: --proxy, else the environment, by the contract's rules and not by libcurl's (which on an http://
 * URL would take http_proxy for a dial). */
#ifndef CC_PROXY_H
#define CC_PROXY_H

#include "base/err.h"

#include <stdbool.h>

/* Looks one variable up: getenv(), or a test's table. */
typedef const char *proxy_env(void *ctx, const char *name);

struct proxy_rules {
	const char *option;      /* --proxy, "" for none at all; NULL: the environment decides */
	proxy_env *env;          /* NULL: getenv() */
	void *ctx;
};

enum proxy_use { PROXY_TLS, PROXY_FETCH };

/* The proxy's URL for this host, with a scheme; NULL: connect directly. For
 * proxy_free().
 * TLS: https_proxy, HTTPS_PROXY, all_proxy, ALL_PROXY; fetches over http: http_proxy (never HTTP_PROXY, which a CGI
 * request can set), all_proxy, ALL_PROXY; less no_proxy, NO_PROXY. An empty variable counts as not set. */
char *proxy_choose(const struct proxy_rules *r, enum proxy_use use, const char *host);
void proxy_free(char *url);      /* wiped: a password may stand in it; NULL is fine */

/* Does the no_proxy list cover this host? Names by whole labels ("example.com" and ".example.com" cover
 * www.example.com), addresses exactly or by prefix ("10.0.0.0/8"), "*" everything. */
bool proxy_bypassed(const char *list, const char *host);

char *proxy_display(const char *url);                /* without password; clean text; the caller frees */
int proxy_check(const char *url, struct cc_err *e);  /* a --proxy that makes sense: 0, or -1 with one clear line */

#endif
