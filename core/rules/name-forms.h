/* SPDX-License-Identifier: GPL-3.0-or-later
 * Names whose text is written in a form that some programs do not read: a value that is no text at all, characters that
 * its type does not have, octets that are none. Tried with Chromium 156, OpenSSL 3.0 and Go 1.19; Firefox 153 ESR,
 * GnuTLS 3.7 and Java 17 read all of these. */
#ifndef CC_NAME_FORMS_H
#define CC_NAME_FORMS_H

#include "x509/cert.h"

enum name_reader {
	/* Chromium, of a server's own certificate: the values that it shows (CertPrincipal::ParseDistinguishedName(),
	 * net/cert/x509_cert_types.cc, and X509NameAttribute::ValueAsString(), pki/parse_name.cc of BoringSSL) */
	NAME_CHROMIUM = 1 << 0,
	/* Chromium, of each certificate: all values, to be compared (NormalizeName(), pki/verify_name_match.cc) */
	NAME_CHROMIUM_PATH = 1 << 1,
	/* the types of B_ASN1_PRINTABLE (X509_NAME_ENTRY, crypto/x509/x_name.c), and text that can be written as UTF-8
	 * (x509_name_canon() there) */
	NAME_OPENSSL = 1 << 2,
	NAME_GO = 1 << 3                 /* parseASN1String(), crypto/x509/parser.go */
};

/* Who does not read this Name (the whole DER), or the subject or the issuer of a certificate: mask of name_reader. */
unsigned name_unread(struct bytes name);
unsigned name_unread_in(const struct cert *c);

#endif
