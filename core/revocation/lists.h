/* SPDX-License-Identifier: GPL-3.0-or-later
 * The revocation lists of some files, and what they say together: of one scope the newest complete list decides, what
 * came after it as a difference is added, and lists that speak of some reasons alone, or for other issuers, count for
 * what they withdraw (RFC 5280 5, 6.3).
 *
 * Dates, of lists and of OCSP answers alike: what its issuer has withdrawn is withdrawn, whatever the date of the paper
 * that says so; that it is not, or not any more, only a current one says, which has begun and not ended (but for the
 * few minutes of CRL_SKEW and OCSP_SKEW). Verifiers differ about a paper from the future that withdraws: RFC 5280 6.3.3
 * asks of nextUpdate alone, and GnuTLS 3.7 takes the list (certtool --verify); OpenSSL 3.0 stops at its date, and at
 * the entry behind that (check_crl() and cert_crl(), crypto/x509/x509_vfy.c); mozilla::pkix stops at such an OCSP
 * answer (pkixocsp.cpp: ERROR_OCSP_FUTURE_RESPONSE), and of an old one that withdraws it does not ask the age
 * (VerifyEncodedOCSPResponse()); RFC 6960 4.2.2.1 calls it unreliable, and Chromium hears neither
 * (CheckRevocationDateValid() of BoringSSL, pki/revocation_util.cc). A slow clock makes papers of the future out of
 * good ones, and the strictest is right.
 *
 * A list without nextUpdate breaks RFC 5280 5.1.2.5, which leaves open what verifiers make of it. OpenSSL 3.0 and
 * GnuTLS 3.7 believe it for ever; here it is believed as long as any list may be by the CA/Browser Forum's rules
 * (BR 4.9.7), twelve months. One that is signed with SHA-1 counts, as it does there: its serial numbers are the
 * issuer's own choice, so nobody else prepares a twin of it. */
#ifndef CC_LISTS_H
#define CC_LISTS_H

#include "revocation/crl.h"

#include "base/err.h"

#include <stddef.h>

/* DER of lists, owned. All zero: none. */
struct crl_lists { struct buf *items; size_t n; };

/* Add every list in a file's content: PEM blocks and DER, one behind the other or with anything between them. 0, or -1
 * with a clause in e: there is none, there are more than LIMIT_LISTS in all, or one cannot be read, whatever stands
 * beside it: it may be the one that withdraws. So do curl 7.88, Python 3.11 and gnutls-cli 3.7 (openssl verify 3.0
 * passes over it in silence). */
int crl_lists_add(struct crl_lists *l, struct bytes file, struct cc_err *e);
void crl_lists_done(struct crl_lists *l);

/* What they say of one certificate. Texts are static. */
struct crl_answer {
	bool revoked;
	int64_t revoked_at;                  /* when revoked */
	int reason;                          /* CRLReason, -1: none */
	const struct cert *signer;           /* of a list that revokes: the issuer, or a CA above (indirect) */
	bool covered;                        /* a current list says that it is not withdrawn */
	int64_t this_update, next_update;    /* of the list that says it; next_update 0: none given */
	const char *why;                     /* neither: what is missing, a clause; NULL otherwise */
	const char *broken;                  /* a list of its issuer could not be used: why, a clause; NULL: none */
	const char *fault;                   /* crl_profile_fault() of one that was used; NULL: none */
};

/* Ask for path[0]: its issuer is path[1], and behind it (of n in all) those above, who may sign indirect lists. n is at
 * least 2. */
void crl_lists_ask(const struct crl_lists *l, struct cert *const *path, size_t n, int64_t now, struct crl_answer *out);

/* The same of one list (fetched): 0, or -1 with a clause in e where it says nothing. */
int crl_ask(struct bytes der, struct cert *const *path, size_t n, int64_t now, struct crl_answer *out,
	struct cc_err *e);

#endif
