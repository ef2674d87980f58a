/* SPDX-License-Identifier: GPL-3.0-or-later
 * DANE (RFC 6698, RFC 7671): does what a server showed agree with the TLSA records of its name? Records that fit make
 * nothing trusted here: a public root or the user says what is trusted, the records say which key it has to be. */
#ifndef CC_DANE_H
#define CC_DANE_H

#include "base/buf.h"
#include "net/dns.h"
#include "result/inspection.h"

enum { DANE_TLSA = 52 /* the record's type */, DANE_RECORDS = 4096 /* more than an answer of 64 KiB holds */ };

/* RFC 6698 2.1 with the acronyms of RFC 7218. */
struct tlsa {
	uint8_t usage;           /* 0 PKIX-TA, 1 PKIX-EE, 2 DANE-TA, 3 DANE-EE */
	uint8_t selector;        /* 0 the certificate, 1 its public key */
	uint8_t matching;        /* 0 the bytes themselves, 1 SHA-256, 2 SHA-512 */
	struct bytes data;       /* borrowed */
};

/* False: too short, of an unknown kind, a digest of a wrong length, or whole bytes that are no certificate or no key
 * (RFC 6698 4.1, RFC 7671 10.1: unusable). */
bool tlsa_read(struct bytes rdata, struct tlsa *out);

/* Does the record fit one of the certificates that it is about (path: leaf first; n > 0)? */
bool tlsa_fits(const struct tlsa *t, const struct cert *const *path, size_t n);

/* "_443._tcp.www.example.com"; the caller frees. */
char *dane_name(const struct inspection *i);

/* What the DNS said. */
struct dane_answer {
	enum dns_state state;
	const struct bytes *records;
	size_t n;
	const char *why;         /* clean clause: bogus or failed; NULL: not known */
};

/* Add a step that says what came of it, and dane-mismatch where the records say another key or are forged (RFC 6698 4.1
 * stops at both). Findings are sorted and the verdict is set anew. Does nothing without a certificate. */
void dane_say(struct inspection *i, const struct dane_answer *a);

#endif
