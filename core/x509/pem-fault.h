/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is wrong with the text of a PEM block: who pasted it left something out, lost a character or the half of it. */
#ifndef CC_PEM_FAULT_H
#define CC_PEM_FAULT_H

#include "base/buf.h"

enum pem_fault {
	PEM_FAULT_NONE,
	PEM_FAULT_TEXT,     /* a line that is no base64 */
	PEM_FAULT_LEFT_OUT, /* a line that says so, such as "..." or "[snip]" */
	PEM_FAULT_LENGTH,   /* as many characters of base64 as no number of octets has */
	PEM_FAULT_EMPTY     /* nothing stands there */
};

/* The fault of the line of `body` that begins at `at`. */
enum pem_fault pem_fault_of_line(struct bytes body, const uint8_t *at);

/* Where the first line begins that is longer or shorter than the first one of the block, the last aside; NULL: none. */
const uint8_t *pem_fault_odd_line(struct bytes body);

/* A clause on a fault in a line behind that in which the block begins, or in that one itself; to be freed. `what` it
 * is: "certificate", "request". */
char *pem_fault_words(const char *what, enum pem_fault fault, unsigned line, unsigned begins);

/* A clause on what is cut off: `n` of `should` octets are there, up to the line `ends`; to be freed. */
char *pem_fault_cut(const char *what, size_t n, size_t should, unsigned begins, unsigned ends);

#endif
