/* SPDX-License-Identifier: GPL-3.0-or-later
 * JSON (RFC 8259) written as it goes, without a tree: each value is appended to a buffer, in one of two layouts. Values
 * come in the order in which they shall stand; whoever opens an object or array closes it. */
#ifndef CC_JSON_TEXT_H
#define CC_JSON_TEXT_H

#include "base/buf.h"

#include <stdbool.h>
#include <stdint.h>

/* Zeroed but for buf's maximum and `pretty` it is ready. */
struct json_text {
	struct buf buf;
	bool pretty;             /* two spaces a level and a line for each value; otherwise no white space at all */
	unsigned depth;
	bool more;               /* the next value has one before it on its level */
	bool ill_formed;         /* a text was no UTF-8: what is in the buffer is not to be used */
};

#define JSON_TEXT_INIT(maximum, layout) ((struct json_text){ .buf = BUF_INIT(maximum), .pretty = (layout) })

/* `key` is a plain ASCII word of ours that needs no escapes; NULL where the value has none: in an array, at the top. */
void json_open(struct json_text *j, const char *key, char bracket);   /* '{' or '[' */
void json_close(struct json_text *j, char bracket);                   /* '}' or ']' */
void json_put_string(struct json_text *j, const char *key, const char *utf8);   /* NULL: null */
void json_put_integer(struct json_text *j, const char *key, int64_t n);
void json_put_boolean(struct json_text *j, const char *key, bool yes);
void json_put_null(struct json_text *j, const char *key);
void json_put_hex(struct json_text *j, const char *key, struct bytes b);  /* lower case; no octets: null */
/* Thousandths, as a number with a point and the digits that it needs: 1500 is 1.5, 0 is 0.0. */
void json_put_thousandths(struct json_text *j, const char *key, int64_t n);
void json_put_time(struct json_text *j, const char *key, int64_t t);      /* RFC 3339 UTC */
void json_put_natural(struct json_text *j, const char *key, int64_t n);   /* below 0: null */
void json_put_strings(struct json_text *j, const char *key, char *const *list, size_t n);

#endif
