/* SPDX-License-Identifier: GPL-3.0-or-later
 * Finds and decodes PEM blocks (RFC 7468), with any text between them, fast: the index of the system's roots is made at
 * every start. */
#ifndef CC_PEM_H
#define CC_PEM_H

#include "base/buf.h"

#include <stdbool.h>

/* One block. All borrow: `label` is "CERTIFICATE", `body` what stands between the two lines, `at` is where the first
 * one begins. `ended`: the second one is there. */
struct pem_block {
	struct bytes label, body;
	const uint8_t *at;
	bool ended;
};

/* Take the next block off `in`. false: there is none. A block without an end line is taken to the end of the text or to
 * the next five dashes. */
bool pem_next(struct bytes *in, struct pem_block *out);
bool pem_is(const struct pem_block *b, const char *label);

/* Decode base64, skipping white space, into at most `max` octets; `*n` is how many. false: something that is no base64.
 * Enough octets end it early, without a look at the rest. */
bool base64_decode(struct bytes text, uint8_t *out, size_t max, size_t *n);

/* The octets of a block, to be freed; NULL: no base64. */
uint8_t *pem_decode(const struct pem_block *b, size_t *n);

#endif
