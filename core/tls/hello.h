/* SPDX-License-Identifier: GPL-3.0-or-later
 * A ClientHello written by hand, with what the TLS library here cannot: does a server that refused everything else
 * answer that? Nothing is agreed on, and nothing of the answer is believed but what the server chose. */
#ifndef CC_HELLO_H
#define CC_HELLO_H

#include "base/buf.h"
#include "net/stream.h"

enum hello_state { HELLO_WANTS_READ, HELLO_WANTS_WRITE, HELLO_OVER };

enum { HELLO_MOST = 1024 };      /* octets of either side's first message that are kept */

struct hello {
	uint8_t out[HELLO_MOST], in[HELLO_MOST];
	size_t n_out, sent, n_in;
};

/* TLS 1.3 with the key exchanges and signatures of post-quantum kind beside the usual ones; `name` (A-labels) is asked
 * for, NULL: none is. */
void hello_start(struct hello *h, const char *name);
enum hello_state hello_step(struct hello *h, struct stream *s);      /* never blocks */

/* What the server chose that is new, as a clause ("it chose the key exchange X25519MLKEM768"), static; NULL: it refused
 * that as well, said nothing, or nothing that is TLS. */
const char *hello_chosen(const struct hello *h);

#endif
