/* SPDX-License-Identifier: GPL-3.0-or-later
 * Certificate policies: the validation class that they claim, and whether a path's policies hold together (RFC 5280
 * 6.1). */
#ifndef CC_POLICY_H
#define CC_POLICY_H

#include "x509/cert.h"

/* "DV", "OV", "IV", "EV" by the CA/Browser Forum's own policy ids (BR 7.1.6.1, EV guidelines 9.3.2), or NULL: none of
 * them, or a CA. Static. */
const char *policy_class(const struct cert *c);

/* Does the path satisfy its own policy constraints? RFC 5280 6.1 with the initial values of 6.1.1 (c) to (g) that
 * browsers use: any policy will do, mappings are allowed, no policy is required. `path` is leaf first. `anchored`: the
 * last is the anchor and binds those below it, too, as Chromium does with a root that a user added (RFC 5937;
 * ApplyTrustAnchorConstraints() of BoringSSL, pki/verify_certificate_chain.cc); RFC 5280 leaves it out. */
struct policy_fault {
	const char *why;         /* a clause that says what is wrong, static; NULL: nothing is */
	const struct cert *at;   /* in whose turn it was found */
	bool of_root;            /* the anchor's rules alone make it one */
};
struct policy_fault policy_fault(struct cert *const *path, size_t n, bool anchored);

#endif
