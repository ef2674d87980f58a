/* SPDX-License-Identifier: GPL-3.0-or-later
 * OCSP answers (RFC 6960) to order, for the gallery and the tests (GnuTLS 3.7 makes none). */
#ifndef CC_DEMO_REVOCATION_H
#define CC_DEMO_REVOCATION_H

#include "pki/pki.h"

enum pki_status { PKI_STATUS_GOOD, PKI_STATUS_REVOKED, PKI_STATUS_UNKNOWN };

struct pki_ocsp_entry {
	const struct pki_cert *cert, *issuer;
	enum pki_status status;
	int64_t this_update, next_update;    /* next_update 0: none */
	int64_t revoked_at;
	int reason;                          /* CRLReason; 0: none given */
	const struct pki_extension *extension;       /* NULL: none */
};

struct pki_ocsp_spec {
	const struct pki_ocsp_entry *entries;
	size_t n_entries;
	int64_t produced_at;
	const struct pki_cert *signer;       /* the issuer itself, or a delegated responder */
	bool send_signer;                    /* put its certificate into the answer */
	bool by_name;                        /* responder named, not identified by its key's hash */
	bool spoil;                          /* one bit of the signature is wrong */
	int error;                           /* OCSPResponseStatus other than 0: nothing but that is written */
	const struct pki_extension *extension;       /* of the answer as a whole; NULL: none */
	enum pki_hash hash;
};

/* Appends the DER of an OCSPResponse to `out`. 0, or -1 with e set. */
int pki_ocsp_make(struct buf *out, const struct pki_ocsp_spec *spec, struct cc_err *e);

#endif
