/* SPDX-License-Identifier: GPL-3.0-or-later
 * From a recipe to what a server shows: keys, certificates, stapled answer. All of it lives in memory and dies with
 * it; the leaf's key alone is the same in each run (leaf-keys.def), those of the CAs never. */
#ifndef CC_DEMO_MAKE_H
#define CC_DEMO_MAKE_H

#include "gallery/recipe.h"
#include "base/limits.h"

#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>

/* The gallery's own authority, new for each run: a root that may vouch for names below `localhost` only, and an
 * intermediate. */
struct demo_authority {
	struct pki_key *root_key, *intermediate_key, *stranger_key;
	struct pki_cert root, intermediate;
	int64_t now;             /* everything is dated from here */
};

/* `keep`: the file of a root that outlives the run (keep.h); NULL: a fresh one, its key never written. 0, or -1 with e
 * set and nothing to free */
int demo_authority_make(struct demo_authority *a, int64_t now, const char *keep, struct cc_err *e);
void demo_authority_done(struct demo_authority *a);

/* What a scenario's server shows. */
struct demo_chain {
	size_t scenario;         /* its index (gallery.h) */
	enum demo_mode mode;
	gnutls_pcert_st certs[LIMIT_DEMO_CERTS];     /* read back from their DER */
	unsigned n_certs;
	gnutls_privkey_t key;    /* the leaf's; borrowed from keys */
	struct buf staple;       /* OCSP answer; empty: none */
	struct buf fetch;        /* DER for who follows the leaf's caIssuers address; empty: none */
	struct pki_key **keys;   /* owned */
	size_t n_keys;
};

/* Make scenario `i`. `base` is the address ("http://127.0.0.1:4711/") under which fetches are answered; the path of a
 * scenario's issuer is its name with ".der". NULL with e set. */
struct demo_chain *demo_chain_make(const struct demo_authority *a, size_t i, const char *base, struct cc_err *e);
void demo_chain_free(struct demo_chain *c);          /* NULL is fine */

#endif
