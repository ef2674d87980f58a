/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the parts of the certificate reader (cert.c, cert-*.c) share. Nobody else includes it. */
#ifndef CC_CERT_READ_H
#define CC_CERT_READ_H

#include "x509/cert.h"
#include "asn1/der.h"

/* The beginning and the end of reading: a copy of the DER, and its digests. */
struct cert *cert_start(const void *der, size_t n);
void cert_digest(struct cert *c);

/* Note what is wrong: one sentence. The first one stays. Returns false. */
bool cert_fault(struct cert *c, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* A Name: `in` is its whole DER. `why` (may be NULL) gets a clause on what is wrong with it. */
bool dn_read(struct bytes in, struct dn *dn, const char **why);
void dn_done(struct dn *dn);

/* The clean text of a GeneralName for people, and its kind; the caller frees. `mask`: an address stands with its mask,
 * as in name constraints. NULL: malformed, `why` says how. */
char *general_name_text(uint8_t tag, struct bytes raw, bool mask, const char **type, const char **why);
/* Take the next GeneralName off `in`: its tag number (0..8) and content. */
bool general_name_take(struct bytes *in, uint8_t *tag, struct bytes *raw);

/* AlgorithmIdentifier's content: its type dotted. What is left are the parameters: one element of any kind, or none. */
bool algorithm_take(struct bytes *content, char dotted[DER_OID_TEXT]);
/* the whole SubjectPublicKeyInfo; false: no key in it */
bool key_read(struct cert *c, struct bytes spki);
bool sig_alg_read(struct bytes content, struct sig_alg *out);       /* of an AlgorithmIdentifier; false: malformed */

/* Readers of one extension each (extensions.def): NULL, or a clause on what is wrong. In ext-limits.c: */
#define NOT_DER "its contents are not made as the standard says"
const char *ext_name_constraints(struct cert *c, struct bytes v);
const char *ext_policies(struct cert *c, struct bytes v);
const char *ext_policy_mappings(struct cert *c, struct bytes v);
const char *ext_policy_constraints(struct cert *c, struct bytes v);
const char *ext_inhibit_any_policy(struct cert *c, struct bytes v);

void extensions_read(struct cert *c, struct bytes list);            /* the SEQUENCE OF Extension's content */
char *extension_text(const struct cert *c, const struct extension *x);

#endif
