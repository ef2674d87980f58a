/* SPDX-License-Identifier: GPL-3.0-or-later
 * Names below a CA that limits names, as Firefox reads them: one that is none of a server's, or a limit in an odd form,
 * ends its reading (mozilla::pkix, CheckNameConstraints() in lib/mozpkix/lib/pkixnames.cpp). Go stops at most of them
 * as well (crypto/x509, domainToReverseLabels()). */
#ifndef CC_ODD_NAMES_H
#define CC_ODD_NAMES_H

#include "x509/cert.h"

#include <stdbool.h>

/* Do constraints speak of DNS names, and does the certificate hold an entry for one that is no name of a server, or
 * cannot be read? */
bool odd_names_name(const struct name_constraints *nc, const struct cert *c);

/* Is one of the constraints on DNS names of a form that Firefox does not read? It asks where there are names at all. */
bool odd_names_base(const struct name_constraints *nc, const struct cert *c);

/* Does it hold a URI, and the constraints speak of URIs? Chromium, where they are critical, and Firefox compare none
 * (NameConstraints::IsPermittedCert(), pki/name_constraints.cc of BoringSSL; pkixnames.cpp; measured). */
bool odd_names_uri(const struct name_constraints *nc, const struct cert *c);

/* Do they exclude directory names? Firefox does not compare those, and takes nothing below (the same; measured). */
bool odd_names_excluded(const struct name_constraints *nc);

/* Is one of the alternative names of the certificate or of its issuer empty or no name at all? GnuTLS does not read
 * such a certificate, wherever it stands (gnutls_x509_crt_import(), which asks for both lists; measured with 3.7). */
bool odd_names_empty(const struct cert *c);

#endif
