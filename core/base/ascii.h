/* SPDX-License-Identifier: GPL-3.0-or-later
 * Letters and digits of ASCII, whatever the locale: for what standards compare and spell in it alone (names of hosts,
 * of X.500, error codes). All other values are none, and stay as they are. */
#ifndef CC_ASCII_H
#define CC_ASCII_H

#include <stdbool.h>

static inline bool ascii_is_upper(int c) { return c >= 'A' && c <= 'Z'; }
static inline bool ascii_is_digit(int c) { return c >= '0' && c <= '9'; }
static inline int ascii_lower(int c) { return ascii_is_upper(c) ? c - 'A' + 'a' : c; }
static inline int ascii_upper(int c) { return c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c; }
static inline bool ascii_is_letter(int c) { return ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z'; }
/* The value of a hexadecimal digit; -1: it is none. */
static inline int ascii_hex(int c)
{
	int letter = ascii_lower(c);

	return ascii_is_digit(c) ? c - '0' : letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}
static inline bool ascii_is_alnum(int c) { return ascii_is_letter(c) || ascii_is_digit(c); }

#endif
