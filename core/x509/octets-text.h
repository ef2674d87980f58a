/* SPDX-License-Identifier: GPL-3.0-or-later
 * DER written as source code writes octets: a list of decimal numbers, or a string with escapes. */
#ifndef CC_OCTETS_TEXT_H
#define CC_OCTETS_TEXT_H

#include "x509/spelt.h"

/* Take the next SEQUENCE of DER off `text` that stands there as decimal numbers with commas or blanks between them, of
 * 0 to 255 (Go, .NET, Node.js) or from -128 to 127 (Java); or as a string in which what cannot be printed is "\x82",
 * "\202" or "\n" (Python's bytes, the bytea of PostgreSQL, C). Its octets are appended to `out`. false: there is
 * none; `cut` says whether one begins whose end is missing. */
bool octets_next(struct bytes *text, struct buf *out, struct spelt_cut *cut);

#endif
