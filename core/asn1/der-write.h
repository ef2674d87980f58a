/* SPDX-License-Identifier: GPL-3.0-or-later
 * Writing DER (X.690): what the gallery and the tests make their certificates, OCSP answers and CRLs with. It writes
 * what it is told, also what no honest authority would issue; only lengths are always right. */
#ifndef CC_DER_WRITE_H
#define CC_DER_WRITE_H

#include "base/buf.h"

#include <stdbool.h>
#include <stdint.h>

enum {
	DERW_BOOLEAN = 0x01, DERW_INTEGER = 0x02, DERW_BIT_STRING = 0x03, DERW_OCTET_STRING = 0x04, DERW_NULL = 0x05,
	DERW_OID = 0x06, DERW_ENUMERATED = 0x0a, DERW_UTF8_STRING = 0x0c, DERW_PRINTABLE_STRING = 0x13,
	DERW_IA5_STRING = 0x16,
	DERW_UTC_TIME = 0x17, DERW_GENERALIZED_TIME = 0x18, DERW_SEQUENCE = 0x30, DERW_SET = 0x31,
	DERW_DEPTH = 24          /* elements that may be open at once */
};
#define DERW_CONTEXT(n) (0x80 | (n))              /* [n] primitive: IMPLICIT over a string or an integer */
#define DERW_CONTEXT_CONSTRUCTED(n) (0xa0 | (n))  /* [n] EXPLICIT, or IMPLICIT over a SEQUENCE */

/* `bad` is set, for good, when the maximum or the depth was passed or an OID made no sense: look once, at the end. */
struct derw {
	struct buf b;
	size_t open[DERW_DEPTH];
	unsigned depth;
	bool bad;
};

#define DERW_INIT(maximum) ((struct derw){ .b = BUF_INIT(maximum) })

void derw_done(struct derw *d);
struct bytes derw_bytes(const struct derw *d);          /* borrowed; everything opened is to be closed by then */

/* opens a constructed element (or a string that holds DER) ... */
void derw_begin(struct derw *d, uint8_t tag);
void derw_end(struct derw *d);                          /* ... and closes the one opened last */
void derw_put(struct derw *d, uint8_t tag, const void *p, size_t n);
void derw_raw(struct derw *d, struct bytes der);        /* finished DER, as it is */
void derw_str(struct derw *d, uint8_t tag, const char *s);
void derw_bool(struct derw *d, bool value);
void derw_int(struct derw *d, uint8_t tag, int64_t value);
/* an INTEGER; a zero octet goes in front where needed */
void derw_unsigned(struct derw *d, struct bytes big_endian);
void derw_null(struct derw *d);
void derw_oid(struct derw *d, const char *dotted);
void derw_bits(struct derw *d, uint8_t tag, struct bytes octets, unsigned unused);
/* bit n of the BIT STRING is 1 << n, n < 16; no trailing zero bits (X.690 11.2.2) */
void derw_named_bits(struct derw *d, unsigned bits);
/* UTCTime until 2049, GeneralizedTime from then on (RFC 5280 4.1.2.5) */
void derw_time(struct derw *d, int64_t t);
void derw_generalized_time(struct derw *d, int64_t t);

#endif
