/* SPDX-License-Identifier: GPL-3.0-or-later
 * Numbers in error messages and in the table of error codes; private to explain*.c. */
#ifndef CC_EXPLAIN_NUMBER_H
#define CC_EXPLAIN_NUMBER_H

#include "explain/explain.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a number may be, by what stands around it. */
enum number_kind {
	NUMBER_HEX = 1 << 0,      /* 0x800B0109, also as a large or negative decimal */
	NUMBER_NEGATIVE = 1 << 1, /* -202, -8181, -1202: browsers, Apple, GnuTLS */
	NUMBER_VERIFY = 1 << 2,   /* OpenSSL's verify return code */
	NUMBER_ALERT = 1 << 3,    /* TLS alert */
	NUMBER_CURL = 1 << 4,     /* curl's exit status */
	NUMBER_WINDOWS = 1 << 5,  /* 12038, 10061 */
	NUMBER_REASON = 1 << 6    /* OpenSSL's reason, in a packed code */
};

struct number { int64_t value; unsigned kinds; size_t start, end; };

/* The numbers of a text that may be codes, with their places: how many, at most `max`. */
size_t numbers_of(const char *text, struct number *out, size_t max);

/* The number of a row of the table, of one kind; kinds 0: it has none. */
struct number number_of_row(const struct code_row *row);

bool number_same(const struct number *asked, const struct number *row);

#endif
