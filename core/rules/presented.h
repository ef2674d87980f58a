/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the certificates of a presented list are to each other. */
#ifndef CC_PRESENTED_H
#define CC_PRESENTED_H

#include "x509/cert.h"

enum presented_kind {
	PRESENTED_STRANGER,      /* has nothing to do with the leaf */
	PRESENTED_CHAIN,         /* the leaf, or by name an issuer of one that is in the chain */
	PRESENTED_DUPLICATE,     /* stood in the list before */
	PRESENTED_BELOW          /* the list begins with a CA, and this one stands below it: the list is upside down */
};

/* The kind of each of n >= 1 certificates, the first being the leaf. The caller frees. */
enum presented_kind *presented_kinds(struct cert *const *certs, size_t n);

/* Is there a certificate of the chain that none before it names as its issuer? (RFC 5246 7.4.2 wants each to certify
 * the one before it; RFC 8446 4.4.2 lets cross-certificates stand beside each other, and so do we.) */
bool presented_disordered(struct cert *const *certs, const enum presented_kind *kinds, size_t n);

#endif
