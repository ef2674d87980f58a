/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a port really speaks, by its first bytes: the table is peers.def. */
#ifndef CC_PEER_H
#define CC_PEER_H

#include "base/buf.h"
#include "result/finding.h"

/* Can this be the start of a TLS record of a server (RFC 8446 5.1; also of SSL 3.0)? True for no bytes at all. */
bool peer_is_tls(struct bytes opening);
const char *peer_recognise(struct bytes opening);        /* static; NULL: unknown */
/* Parameters `seen` and, where known, `speaks` and `said` (the first line where it is text). */
void peer_describe(struct finding *f, struct bytes opening);

#endif
