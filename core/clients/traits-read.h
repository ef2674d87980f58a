/* SPDX-License-Identifier: GPL-3.0-or-later
 * What one client reads of a certificate and the rest do not: URIs and mail addresses among the names (Go), addresses
 * and networks of the Internet (RFC 3779, OpenSSL and what is built on it). */
#ifndef CC_TRAITS_READ_H
#define CC_TRAITS_READ_H

#include "clients/traits.h"

/* Can it be read? OPEN: that is not known here. */
enum read { READ_YES, READ_OPEN, READ_NO };

enum read traits_read_uris(const struct cert *c);        /* all of its alternative names, as Go reads them */

/* The traits of the certificate at this place. */
trait_set traits_read_by_some(const struct traits *t, size_t at);

#endif
