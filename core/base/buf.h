/* SPDX-License-Identifier: GPL-3.0-or-later
 * A growing buffer that knows its maximum from the start. */
#ifndef CC_BUF_H
#define CC_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A borrowed run of bytes. */
struct bytes {
	const uint8_t *p;
	size_t n;
};

/* `data` always ends in a NUL that is not counted in `len`, once anything was added. `full` is set, and
 * nothing is added, when an addition would pass `max`. */
struct buf {
	char *data;
	size_t len, size, max;
	bool full;
};

#define BUF_INIT(maximum) ((struct buf){ .max = (maximum) })

void buf_init(struct buf *b, size_t max);
void buf_done(struct buf *b);                      /* frees; the buffer may be used again */
void buf_reset(struct buf *b);                     /* empties, keeps the memory */
int buf_add(struct buf *b, const void *p, size_t n);   /* 0, or -1 when it would pass max: nothing added */
int buf_adds(struct buf *b, const char *s);
int buf_addc(struct buf *b, char c);
int buf_addf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
int buf_addvf(struct buf *b, const char *fmt, va_list ap) __attribute__((format(printf, 2, 0)));
int buf_addhex(struct buf *b, const uint8_t *p, size_t n, const char *sep);  /* lower case, sep between octets */
char *buf_take(struct buf *b);                     /* the caller owns the string (never NULL); b is empty */
/* Where `n` more octets may be written; NULL when they would pass max. buf_added() says how many came. */
char *buf_room(struct buf *b, size_t n);
void buf_added(struct buf *b, size_t n);
struct bytes buf_bytes(const struct buf *b);

#endif
