/* SPDX-License-Identifier: GPL-3.0-or-later
 * A certification authority in a box: from a description to DER, right or wrong as described. The gallery's scenarios
 * and the tests' chains are made with it. A description that is all zero gives an ordinary server certificate; every
 * field is a departure from that. Nothing here reads a clock. */
#ifndef CC_DEMO_PKI_H
#define CC_DEMO_PKI_H

#include "pki/key.h"

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum pki_flag {
	PKI_CA = 1 << 0,                 /* basicConstraints cA, and the key usage of a CA */
	PKI_PATH_LENGTH = 1 << 1,        /* with pathLenConstraint = path_length */
	PKI_NO_BC = 1 << 2, PKI_NO_KU = 1 << 3, PKI_NO_EKU = 1 << 4,     /* leave the extension out */
	PKI_NO_SKID = 1 << 5, PKI_NO_AKID = 1 << 6,
	PKI_WRONG_AKID = 1 << 7,         /* points to nobody */
	PKI_V1 = 1 << 8,                 /* version 1: no extensions at all */
	PKI_BAD_SIGNATURE = 1 << 9,      /* one bit of it is wrong */
	PKI_MUST_STAPLE = 1 << 10,       /* RFC 7633 */
	PKI_SAN_CRITICAL = 1 << 11,
	PKI_EMPTY_SUBJECT = 1 << 12,
	PKI_OTHER_SIG_ALG = 1 << 13,     /* TBSCertificate.signature says something else (RFC 5280 4.1.1.2) */
	PKI_BC_NOT_CRITICAL = 1 << 14, PKI_NC_NOT_CRITICAL = 1 << 15, PKI_EKU_CRITICAL = 1 << 16,
	PKI_OCSP_NOCHECK = 1 << 17,      /* id-pkix-ocsp-nocheck (RFC 6960 4.2.2.2.1) */
	PKI_RAW_SERIAL = 1 << 18,        /* the serial number as it stands, negative where its first bit is set */
	/* TBSCertificate.signature says the same with NULL where there are no parameters, and the other way round */
	PKI_RESPELT_SIG_ALG = 1 << 19
};

/* An extension of the caller's making; `value` is the DER inside its OCTET STRING. One whose OID is that of an
 * extension made from the fields below stands beside it. */
struct pki_extension { const char *oid; bool critical; struct bytes value; };

/* A log that is to promise to publish the certificate (pki/logs.h). */
struct pki_logged {
	const struct pki_key *log;
	int64_t time_ms;
	struct bytes extensions; /* of the timestamp (RFC 6962 3.2): none, or a leaf's index in a static-ct log */
	bool spoil;              /* one bit of its signature is wrong */
};

/* Lists of strings end in NULL. A general name is written "www.example.com" (DNS), "ip:192.0.2.1", "ip:2001:db8::1",
 * "email:a@example.com", "uri:https://example.com/", "dir:CN"; in name constraints "ip:10.0.0.0/8", and a bare "ip:"
 * stands for all addresses of both families. Everything is written as it stands, also what is not well-formed. */
struct pki_spec {
	const char *cn, *o, *ou, *c;     /* subject, UTF-8; NULL: left out (c is a PrintableString) */
	struct bytes subject;            /* n > 0: this Name's DER instead */
	struct bytes issuer;             /* n > 0: this Name's DER instead of the issuer's subject */
	struct bytes spki;               /* n > 0: this SubjectPublicKeyInfo's DER instead of the key's */
	const char *const *names;        /* NULL: no subjectAltName */
	int64_t not_before, not_after;   /* seconds since 1970 */
	unsigned flags;                  /* of enum pki_flag */
	int path_length;
	unsigned key_usage;              /* bits as in enum key_usage (asn1/key-usage.h); 0: the usual ones */
	const char *const *eku;          /* OIDs; NULL: serverAuth for a leaf, none for a CA */
	const char *const *permitted;    /* name constraints; NULL: none */
	const char *const *excluded;
	const char *const *policies;     /* OIDs */
	const char *ocsp, *ca_issuers, *crl;       /* URLs */
	const struct pki_extension *extensions;
	size_t n_extensions;             /* at most PKI_EXTENSIONS */
	const struct pki_logged *logged; /* whose timestamps stand inside (RFC 6962 3.3) */
	size_t n_logged;
	struct bytes serial;             /* big-endian, positive; n == 0: 16 random octets */
	enum pki_hash hash;
};

enum { PKI_SERIAL_BYTES = 64, PKI_CERT_BYTES = 1024 * 1024, PKI_EXTENSIONS = 16 };

/* A certificate made, able to sign others while its key lives. */
struct pki_cert {
	struct buf der, subject;         /* owned; subject: the Name's DER */
	uint8_t serial[PKI_SERIAL_BYTES];
	size_t serial_len;
	const struct pki_key *key;       /* borrowed */
};

/* Make one. `issuer` NULL: it signs itself. `out` is overwritten. 0, or -1 with e set. */
int pki_cert_make(struct pki_cert *out, const struct pki_spec *spec, const struct pki_key *key,
	const struct pki_cert *issuer,
	struct cc_err *e);
void pki_cert_done(struct pki_cert *c);
struct bytes pki_cert_der(const struct pki_cert *c);

#endif
