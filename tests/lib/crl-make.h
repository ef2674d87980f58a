/* SPDX-License-Identifier: GPL-3.0-or-later
 * Revocation lists (RFC 5280 5) to order. */
#ifndef CC_CRL_MAKE_H
#define CC_CRL_MAKE_H

#include "pki/pki.h"

struct crl_spec {
	const struct pki_cert *const *revoked;
	size_t n_revoked;
	const struct pki_cert *signer;
	int64_t this_update, next_update;    /* next_update 0: none */
	int64_t revoked_at;
	int reason;                          /* 0: none given */
	int64_t number;
	const struct pki_extension *extensions;      /* more of the list's own */
	size_t n_extensions;
	const struct pki_extension *entry_extensions;        /* more of the first entry's */
	size_t n_entry_extensions;
	bool spoil;
	enum pki_hash hash;
};

/* Appends the DER of a CertificateList to `out`. 0, or -1 with e set. */
int crl_make(struct buf *out, const struct crl_spec *spec, struct cc_err *e);

#endif
