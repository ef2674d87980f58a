/* SPDX-License-Identifier: GPL-3.0-or-later
 * DER written as hexadecimal digits. */
#ifndef CC_HEX_TEXT_H
#define CC_HEX_TEXT_H

#include "x509/spelt.h"

/* Take the next SEQUENCE of DER off `text` that stands there in hexadecimal: in one row, with blanks, colons, commas or
 * "0x" between its octets, as databases, registries, C sources and programs for certificates write it; or with numbers
 * in front and characters behind, as xxd and hexdump -C do. Its octets are appended to `out`. false: there is none;
 * `cut` says whether one begins whose end is missing. */
bool hex_next(struct bytes *text, struct buf *out, struct spelt_cut *cut);

#endif
