/* SPDX-License-Identifier: GPL-3.0-or-later
 * Addresses and networks of the Internet that a certificate names as its holder's (RFC 3779). Nobody who looks at a
 * server's certificate uses them, but who reads them beforehand stops where they cannot be read. */
#ifndef CC_RESOURCES_H
#define CC_RESOURCES_H

#include "x509/cert.h"

enum resources { RESOURCES_NONE, RESOURCES_READ, RESOURCES_UNREAD };

enum resources resources_read(const struct cert *c);

#endif
