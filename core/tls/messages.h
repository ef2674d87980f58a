/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading the handshake messages that carry certificates and what is stapled to them, exactly as sent. A message whose
 * lengths lie gives the certificates before the lie. */
#ifndef CC_HANDSHAKE_MESSAGES_H
#define CC_HANDSHAKE_MESSAGES_H

#include "tls/handshake.h"

/* The Certificate message: RFC 5246 7.4.2, or with `tls13` RFC 8446 4.4.2, which has a context in front and extensions
 * behind each certificate (the leaf's may hold a staple and timestamps). */
void messages_read(struct handshake *h, struct bytes msg, bool tls13);
/* CertificateStatus (RFC 6066 8): the staple of TLS 1.2. */
void messages_status(struct handshake *h, struct bytes msg);
/* CertificateRequest: RFC 5246 7.4.4 (before TLS 1.2 without signature algorithms), or with `tls13` RFC 8446 4.3.2,
 * where the names are an extension (4.2.4). */
void messages_request(struct handshake *h, struct bytes msg, bool tls13);
/* The server's signature over the handshake, into h->signature: CertificateVerify (RFC 8446 4.4.3; RFC 5246 7.4.8), or
 * with `exchange` the end of a ServerKeyExchange (RFC 8422 5.4, RFC 5246 7.4.3). */
void messages_signature(struct handshake *h, struct bytes msg, bool exchange);
/* Take the next name, a whole DER Name, off h->authorities. False: there is none, or its length lies. */
bool messages_next_name(struct bytes *list, struct bytes *name);
int messages_version(gnutls_session_t s);     /* as it stands on the wire: 0x0303; 0: unknown */

#endif
