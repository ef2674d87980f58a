/* SPDX-License-Identifier: GPL-3.0-or-later
 * Name constraints: do the names of a certificate keep to what a CA above it may issue for? RFC 5280 4.2.1.10. */
#ifndef CC_CONSTRAINTS_H
#define CC_CONSTRAINTS_H

#include "x509/cert.h"

#include <stdbool.h>
#include <stddef.h>

/* GeneralName's context tag of a DNS name (RFC 5280 4.2.1.6). */
enum { CONSTRAINT_TAG_DNS = 2 };

enum constraint_result {
	CONSTRAINT_KEPT,
	CONSTRAINT_EXCLUDED,     /* the name lies in an excluded subtree */
	CONSTRAINT_OUTSIDE,      /* the name lies in none of the permitted subtrees of its kind */
	CONSTRAINT_UNSUPPORTED,  /* there is a subtree of a kind that cannot be compared, and a name of that kind */
	CONSTRAINT_TOO_MANY      /* names times subtrees exceed LIMIT_CONSTRAINTS: what cannot be checked is not kept */
};

/* What was broken. Both borrow; `name` is clean text; `tree` is NULL but for EXCLUDED and UNSUPPORTED. */
struct constraint_breach {
	enum constraint_result result;
	uint8_t tag;             /* of the name */
	const char *name;
	const struct subtree *tree;
};

/* All names of `c`: its alternative names, its subject if not empty, and the mail addresses of its subject if it has no
 * alternative mail address. `budget` counts down by one for each comparison. Rules by kind:
 *   DNS     the constraint or anything with labels in front of it; an empty one is everything; one with a leading dot,
 *   which the RFC
 *           does not know, only what has labels in front (Chromium, pki/name_constraints.cc). A wildcard lies in a
 *           permitted subtree if all that it stands for does, in an excluded one if anything does.
 *   IP      address and mask of the name's own family
 *   mail    a mailbox, a host, or with a leading dot the hosts below
 *   URI     its host, or with a leading dot the hosts below; a URI without a host name breaks any constraint on URIs
 *   name    the relative names at the beginning (x509/dn.h)
 * The others cannot be compared, and matter only when a name of that kind is there. The common name is no DNS name
 * here. */
bool constraints_kept(const struct name_constraints *nc, const struct cert *c, size_t *budget,
	struct constraint_breach *out);

/* Two ends of the above, for who looks closer: does a DNS name lie in a subtree as it is written, its star no more than
 * a letter; does its star stand, among others, for the subtree's base? */
bool constraints_dns_lies_in(struct bytes name, struct bytes base);
bool constraints_star_touches(struct bytes name, struct bytes base);

/* A subtree whose base is not of the form that RFC 5280 4.2.1.10 describes: a clause that says so; static. NULL:
 * well-formed. */
const char *constraint_fault(const struct subtree *t);

#endif
