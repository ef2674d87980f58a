/* SPDX-License-Identifier: GPL-3.0-or-later
 * Certificate revocation lists (RFC 5280 5): is a certificate on one? The list is scanned, never loaded: ten megabytes
 * of it cost no memory beyond themselves. */
#ifndef CC_CRL_H
#define CC_CRL_H

#include "base/buf.h"
#include "x509/cert.h"
#include "base/err.h"

struct crl_answer {
	bool revoked;
	int64_t revoked_at;
	int reason;                          /* CRLReason, -1: none */
	int64_t this_update, next_update;    /* next_update 0: none given */
};

/* Is the list from the issuer of `cert` (by name)? false also when it does not parse. */
bool crl_concerns(struct bytes der, const struct cert *cert);

/* Look `cert` up. The list must be the issuer's (RFC 5280 6.3.3): name, signature under its key, cRLSign where it has a
 * key usage, scope (issuing distribution point), no critical extension that is not understood. A stale list that names
 * the certificate still counts (what is withdrawn stays withdrawn); one that does not name it fails. 0, or -1 with a
 * clause in e. */
int crl_read(struct bytes der, const struct cert *cert, const struct cert *issuer, int64_t now, struct crl_answer *out,
	struct cc_err *e);

/* Which rule of the profile (RFC 5280 5.1, 5.2) the list breaks: one sentence with the section; NULL: none. Static. */
const char *crl_profile_fault(struct bytes der);

const char *crl_reason_name(int reason);     /* "key compromise"; NULL: none or unknown; static */

#endif
