/* SPDX-License-Identifier: GPL-3.0-or-later
 * All addresses of a name. getaddrinfo() blocks, so each lookup has a thread of its own, of which the engine bounds the
 * number. */
#ifndef CC_RESOLVE_H
#define CC_RESOLVE_H

#include "base/limits.h"

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>

struct lookup;

union lookup_address { struct sockaddr any; struct sockaddr_in v4; struct sockaddr_in6 v6; };

/* family: 0, 4, 6. NULL: no thread or no descriptor to be had. */
struct lookup *lookup_start(const char *host, int family);
int lookup_fd(const struct lookup *l);                   /* readable once it is done */
bool lookup_done(const struct lookup *l);
/* After lookup_done(): numeric addresses, each once, in the resolver's order, at most LIMIT_ADDRESSES. */
size_t lookup_count(const struct lookup *l);
const char *lookup_address(const struct lookup *l, size_t i);
const union lookup_address *lookup_sockaddr(const struct lookup *l, size_t i);   /* the same; its port is 0 */
const char *lookup_error(const struct lookup *l);        /* the resolver's words; static; NULL: none */
/* at once: a thread that still waits ends by itself; NULL is fine */
void lookup_free(struct lookup *l);

#endif
