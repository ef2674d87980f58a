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
/* The same where it has more of something than we read, which breaks no rule. */
bool cert_limit(struct cert *c, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* The same of a part ("extension " and its name), of which a reader said in a clause what is wrong. */
/* `why`, which the reader of an extension is about to give back, is a fault of this form. */
const char *cert_form(struct cert *c, enum cert_form form, const char *why);
bool cert_fault_in(struct cert *c, const char *part, const char *name, const char *why, const char *source);

/* Clauses of readers that met a limit of ours. */
extern const char over_names[], over_policies[], over_parts[];

/* What the readers of extensions say of bytes that are no DER of their kind. */
#define NOT_DER "its contents are not made as the standard says"

#endif
