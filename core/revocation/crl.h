/* SPDX-License-Identifier: GPL-3.0-or-later
 * One certificate revocation list (RFC 5280 5): whose it is, of whom it speaks, and is a certificate on it? The list is
 * scanned, never loaded: ten megabytes of it cost no memory beyond themselves. */
#ifndef CC_CRL_H
#define CC_CRL_H

#include "base/buf.h"
#include "x509/cert.h"

enum { CRL_SKEW = 300 };    /* seconds that a clock may be off */

/* Reasons for which a list speaks: ReasonFlags bit n (RFC 5280 4.2.1.13) is 1 << n here; bit 0 is not used. */
enum { CRL_ALL_REASONS = 0x1fe };

/* What stands in the list. All borrowed from its DER. */
struct crl {
	struct bytes tbs, algorithm, inner_algorithm, signature, issuer, entries, extensions;
	uint64_t version;
	int64_t this_update, next_update;    /* next_update 0: none given */
	struct bytes number;                 /* the INTEGER of cRLNumber; n == 0: none */
	struct bytes base;                   /* that of deltaCRLIndicator: the list is the difference to that one */
	struct bytes scope;                  /* the whole issuingDistributionPoint: lists of one scope have the same */
	bool indirect;                       /* entries may be of other issuers (indirectCRL) */
	bool unknown_rule;                   /* a critical extension that is not understood */
};

bool crl_open(struct bytes der, struct crl *out);    /* false: not a list */

/* What a list says of one certificate. */
struct crl_entry {
	bool found;
	bool removed;                        /* found as removeFromCRL (RFC 5280 5.3.1) and not otherwise */
	int64_t revoked_at;
	int reason;                          /* CRLReason, -1: none */
};

/* Is the list `signer`'s, and may it be used (RFC 5280 5.2, 6.3.3 (f) to (h)): name, signature, cRLSign where there is
 * a key usage, no critical extension that is not understood, no method of signing that can be forged? NULL, or why not:
 * a clause, static. */
const char *crl_unusable(const struct crl *l, const struct cert *signer);

/* Does it speak of such a certificate (RFC 5280 6.3.3 (b), (e))? `reasons`: those for which its silence means that the
 * certificate is not withdrawn; 0: it counts for what it withdraws alone. false: it is for others. */
bool crl_speaks_of(const struct crl *l, const struct cert *cert, unsigned *reasons);

/* Look it up, by serial number and issuer. The whole list is read: one critical entry extension that is not understood
 * disqualifies it (RFC 5280 5.3). NULL, or why it says nothing: a clause, static. */
const char *crl_look_up(const struct crl *l, const struct cert *cert, struct crl_entry *out);

/* Which of two numbers of lists is the larger: as memcmp(). */
int crl_number_compare(struct bytes a, struct bytes b);

/* Which rule of the profile (RFC 5280 5.1, 5.2, and the CA/Browser Forum's on SHA-1) the list breaks: one clause with
 * the section; NULL: none. Static. */
const char *crl_profile_fault(const struct crl *l);

const char *crl_reason_name(int reason);     /* "key compromise"; NULL: none or unknown; static */

#endif
