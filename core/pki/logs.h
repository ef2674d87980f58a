/* SPDX-License-Identifier: GPL-3.0-or-later
 * A certificate transparency log in a box (RFC 6962): it signs what it is shown, and keeps nothing. */
#ifndef CC_DEMO_LOGS_H
#define CC_DEMO_LOGS_H

#include "pki/pki.h"

enum { PKI_LOG_ID_BYTES = 32, PKI_SCT_LIST_BYTES = 16 * 1024 };

/* A log's id: the SHA-256 of its key (RFC 6962 3.2). */
int pki_log_id(const struct pki_key *log, uint8_t id[static PKI_LOG_ID_BYTES], struct cc_err *e);

/* Append a SignedCertificateTimestampList (RFC 6962 3.3), one timestamp for each of `logged`. `issuer` NULL: over the
 * certificate whose whole DER is `entry`, to be sent along; else over a precertificate, whose TBSCertificate `entry`
 * is. 0, or -1 with e set. */
int pki_sct_list(struct buf *out, const struct pki_logged *logged, size_t n, struct bytes entry,
	const struct pki_key *issuer, struct cc_err *e);

#endif
