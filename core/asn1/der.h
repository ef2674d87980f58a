/* SPDX-License-Identifier: GPL-3.0-or-later
 * A strict reader of DER (X.690): definite, minimal lengths, exact ends, low tag numbers. It walks a `struct bytes`,
 * which it shortens from the front, copies nothing and never recurses: how deep to go is up to the caller. */
#ifndef CC_DER_H
#define CC_DER_H

#include "base/buf.h"

#include <stdbool.h>
#include <stdint.h>

/* Identifier octets. */
enum {
	DER_BOOLEAN = 0x01, DER_INTEGER = 0x02, DER_BIT_STRING = 0x03, DER_OCTET_STRING = 0x04, DER_NULL = 0x05,
		DER_OID = 0x06,
	DER_ENUMERATED = 0x0a, DER_UTF8 = 0x0c, DER_NUMERIC = 0x12, DER_PRINTABLE = 0x13, DER_T61 = 0x14,
	DER_IA5 = 0x16,
	DER_UTC_TIME = 0x17, DER_GENERALIZED_TIME = 0x18, DER_VISIBLE = 0x1a, DER_UNIVERSAL = 0x1c, DER_BMP = 0x1e,
	DER_SEQUENCE = 0x30, DER_SET = 0x31,
	DER_CONTEXT = 0x80, DER_CONSTRUCTED = 0x20
};
#define DER_PRIMITIVE_TAG(n) (DER_CONTEXT | (n))
#define DER_CONSTRUCTED_TAG(n) (DER_CONTEXT | DER_CONSTRUCTED | (n))

/* One element. Both borrow from what was read. */
struct der {
	uint8_t id;              /* identifier octet */
	struct bytes content, whole;
};

/* false: nothing left, or not DER; `in` unchanged */
bool der_next(struct bytes *in, struct der *out);
bool der_take(struct bytes *in, uint8_t id, struct bytes *content);  /* false also: another kind of element */
bool der_take_whole(struct bytes *in, uint8_t id, struct der *out);
/* An element that may be missing: `content` then is { NULL, 0 }. false: it is there and not DER. */
bool der_optional(struct bytes *in, uint8_t id, struct bytes *content);
bool der_is(const struct bytes *in, uint8_t id);                     /* is this what comes next? */

/* Contents. Each returns false where DER forbids them. */
bool der_bool(struct bytes content, bool *out);
bool der_integer(struct bytes content);                              /* not empty, minimal (X.690 8.3.2) */
/* also not negative; UINT64_MAX for what is larger */
bool der_unsigned(struct bytes content, uint64_t *out);
/* length of a positive INTEGER in bits; 0: not positive */
unsigned der_bits(struct bytes content);
bool der_bit_string(struct bytes content, struct bytes *octets, unsigned *unused);   /* unused bits are zero (11.2.1) */
/* Seconds since 1970, from UTCTime or GeneralizedTime in the only form of RFC 5280 4.1.2.5: with seconds, Z, no
 * fraction. */
bool der_time(const struct der *t, int64_t *out);

enum { DER_OID_TEXT = 256 };
/* Dotted. false: not an OID (truncated, padded), one with an arc above 128 bits, or longer than the room. */
bool der_oid(struct bytes content, char text[DER_OID_TEXT]);
/* The same but for the lengths: is it an OID's content (X.690 8.19)? */
bool der_oid_is_whole(struct bytes content);

bool bytes_same(struct bytes a, struct bytes b);

#endif
