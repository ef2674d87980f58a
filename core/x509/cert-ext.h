/* SPDX-License-Identifier: GPL-3.0-or-later
 * Extensions, read and found. */
#ifndef CC_CERT_EXT_H
#define CC_CERT_EXT_H

#include "x509/cert.h"

void extensions_read(struct cert *c, struct bytes list);            /* the SEQUENCE OF Extension's content */

const struct extension *cert_extension(const struct cert *c, const char *oid);   /* by dotted id; NULL: none */

/* Netscape's certificate type, older than extended key usage: is the bit among those that it has? True where there is
 * none of the extension, or none that can be read. */
enum { NETSCAPE_CLIENT = 0x80, NETSCAPE_SERVER = 0x40 };
bool cert_netscape_allows(const struct cert *c, unsigned bit);

/* Does it look as if it had signed itself, to whoever does not try its signature? It has the name of its issuer, its
 * key is of the kind that made the signature, and its authority key identifier names no other key or certificate
 * (EXFLAG_SS of OpenSSL: ossl_x509v3_cache_extensions() and X509_check_akid(), crypto/x509/v3_purp.c). */
bool cert_seems_own(const struct cert *c);

#endif
