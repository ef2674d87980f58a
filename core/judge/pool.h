/* SPDX-License-Identifier: GPL-3.0-or-later
 * The certificates that a path may be made of, and who may have issued whom by name. Only for path.c. */
#ifndef CC_PATH_POOL_H
#define CC_PATH_POOL_H

#include "rules/check.h"
#include "trust/trust.h"

/* What the key identifiers of child and issuer say (RFC 5280 4.2.1.1). */
enum key_ids { KEY_IDS_DIFFER, KEY_IDS_MISSING, KEY_IDS_MATCH };

struct path_edge {
	size_t to;               /* the issuer's node */
	enum key_ids ids;
	unsigned rank;           /* higher: more promising */
};

struct path_node {
	struct cert *cert;       /* one reference is the node's */
	enum anchor_kind anchor;
	bool presented, expanded;
	/* nothing above it leads to an anchor that will do, whatever is below: not to be tried again */
	bool barren;
	struct path_edge *edges; /* once expanded: possible issuers, the most promising first */
	size_t n_edges;
};

struct path_roots;       /* path.h */

struct path_pool {
	const struct path_roots *roots;  /* borrowed; NULL: whatever is trusted here */
	struct path_node *nodes;
	size_t n;
	bool twins, full;        /* not all of the store's certificates of one name fit, or not all that there are */
	int64_t now;
	struct trust *trust;     /* borrowed */
};

void pool_init(struct path_pool *p, struct trust *trust, int64_t now, const struct path_roots *roots);
void pool_done(struct path_pool *p);
/* The node of this certificate, which is added unless it is there already. SIZE_MAX when it does not parse or the pool
 * is full. */
size_t pool_add(struct path_pool *p, const struct cert *c, bool presented);
/* Find the possible issuers of a node: by name, in the pool and in the trust store. Nodes may move. */
void pool_expand(struct path_pool *p, size_t node);

#endif
