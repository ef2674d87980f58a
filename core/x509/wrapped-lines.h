/* SPDX-License-Identifier: GPL-3.0-or-later
 * What stands around the lines of a PEM block, undone. All work is linear in the size of the text. */
#ifndef CC_WRAPPED_LINES_H
#define CC_WRAPPED_LINES_H

#include "base/ascii.h"
#include "base/buf.h"

#include <stdbool.h>

/* The base64 of a PEM block's body, without what stands around its lines: quotes and bars of mails, comments, numbers,
 * time stamps, indentation, headers (RFC 1421 4.6). `before` is what stands in front of the block on its first line.
 * `bad` points into `body` at the line that is no base64, or is NULL. */
void unwrap_lines(struct bytes before, struct bytes body, struct buf *out, const uint8_t **bad);

/* The characters of base64 (without the padding), blanks, and what ends a line ("\v" does, as in wrappings.h). */
static inline bool wrapped_base64(uint8_t c)
{
	return ascii_is_alnum(c) || c == '+' || c == '/';
}

static inline bool wrapped_blank(uint8_t c)
{
	return c == ' ' || c == '\t' || c == '\f';
}

static inline bool wrapped_line_end(uint8_t c)
{
	return c == '\n' || c == '\r' || c == '\v';
}

#endif
