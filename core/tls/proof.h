/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a handshake that is over says about the server's key. */
#ifndef CC_TLS_PROOF_H
#define CC_TLS_PROOF_H

#include "tls/handshake.h"

/* The handshake's end and error must be known, and its session still be there. */
enum handshake_proof proof_of(const struct handshake *h);

#endif
