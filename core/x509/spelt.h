/* SPDX-License-Identifier: GPL-3.0-or-later
 * DER in text that spells its octets, whatever reads one of them after another. */
#ifndef CC_SPELT_H
#define CC_SPELT_H

#include "base/buf.h"

#include <stdbool.h>

/* Less octets are no certificate, and no key; so many beginnings are tried, so that text full of them costs no more. */
enum { SPELT_MIN = 64, SPELT_TRIES = 256 };

/* Takes the next octet off `in`; false: there is none. */
typedef bool octet_reader(struct bytes *in, uint8_t *out);

/* The first SEQUENCE whose end is missing: where it begins, and how many of how many octets are there. `at` NULL:
 * there is none. */
struct spelt_cut { const uint8_t *at; size_t n, should; };

/* How many octets a SEQUENCE has by its head; 0: this is none, or too small a one. */
size_t spelt_length(struct bytes in, octet_reader *next);

/* The SEQUENCE of `n` octets that begins at `in` is taken and appended to `out`. false: it is cut off, which is noted,
 * and `in` stands where it ends. */
bool spelt_take(struct bytes *in, size_t n, octet_reader *next, struct buf *out, struct spelt_cut *cut);

#endif
