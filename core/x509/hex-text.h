/* SPDX-License-Identifier: GPL-3.0-or-later
 * DER written as hexadecimal digits. */
#ifndef CC_HEX_TEXT_H
#define CC_HEX_TEXT_H

#include "base/buf.h"

#include <stdbool.h>

/* Take the next SEQUENCE of DER off `text` that stands there in hexadecimal: in one row, with blanks, colons, commas or
 * "0x" between its octets, as databases, registries, C sources and programs for certificates write it; or with numbers
 * in front and characters behind, as xxd and hexdump -C do. Its octets are appended to `out`. false: there is none; if
 * one begins whose end is missing, `cut` says where, and how many of how many octets are there. */
struct hex_cut { const uint8_t *at; size_t n, should; };
bool hex_next(struct bytes *text, struct buf *out, struct hex_cut *cut);

#endif
