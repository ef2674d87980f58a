/* SPDX-License-Identifier: GPL-3.0-or-later
 * JSON written as it comes (RFC 8259): no tree is built, so a certificate of 5,000 names costs no memory and a batch little time.
 * Text must be UTF-8, as clean text is. What calls this keeps the brackets in order. */
#ifndef CC_JSON_OUT_H
#define CC_JSON_OUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct jout {
	FILE *f;                 /* errors are seen by ferror() at the end */
	bool indent;             /* two blanks a level, a line a value; otherwise nothing that could be left out */
	unsigned depth;
	bool some;               /* something stands before, in the same brackets */
};

/* In an object every value has its key, in an array none (NULL). */
void jout_open(struct jout *o, const char *key, char bracket);        /* '{' or '[' */
void jout_close(struct jout *o, char bracket);                        /* '}' or ']' */
void jout_text(struct jout *o, const char *key, const char *text);    /* NULL: null */
void jout_integer(struct jout *o, const char *key, int64_t n);
void jout_natural(struct jout *o, const char *key, int64_t n);        /* null below 0 */
void jout_bool(struct jout *o, const char *key, bool yes);
void jout_ms(struct jout *o, const char *key, double ms);             /* three decimals; null below 0 */
void jout_hex(struct jout *o, const char *key, const uint8_t *p, size_t n);   /* null where n == 0 */
void jout_null(struct jout *o, const char *key);

#endif
