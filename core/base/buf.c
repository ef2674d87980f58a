/* SPDX-License-Identifier: GPL-3.0-or-later
 * Growing buffers with a written maximum. */
#include "base/buf.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

void buf_init(struct buf *b, size_t max)
{
	*b = BUF_INIT(max);
}

void buf_done(struct buf *b)
{
	free(b->data);
	*b = BUF_INIT(b->max);
}

void buf_reset(struct buf *b)
{
	b->len = 0;
	b->full = false;
	if (b->data != NULL)
		b->data[0] = '\0';
}

static int buf_reserve(struct buf *b, size_t n)
{
	size_t size = b->size == 0 ? 64 : b->size;

	if (n > b->max - b->len) {
		b->full = true;
		return -1;
	}
	while (size < b->len + n + 1)
		size *= 2;
	if (size != b->size) {
		b->data = mem_resize(b->data, size, 1);
		b->size = size;
	}
	return 0;
}

int buf_add(struct buf *b, const void *p, size_t n)
{
	if (buf_reserve(b, n) != 0)
		return -1;
	if (n != 0)
		memcpy(b->data + b->len, p, n);
	b->len += n;
	b->data[b->len] = '\0';
	return 0;
}

char *buf_room(struct buf *b, size_t n)
{
	return buf_reserve(b, n) == 0 ? b->data + b->len : NULL;
}

void buf_added(struct buf *b, size_t n)
{
	b->len += n;
	b->data[b->len] = '\0';
}

int buf_adds(struct buf *b, const char *s)
{
	return buf_add(b, s, strlen(s));
}

int buf_addc(struct buf *b, char c)
{
	return buf_add(b, &c, 1);
}

int buf_addvf(struct buf *b, const char *fmt, va_list ap)
{
	char *s = mem_vprintf(fmt, ap);
	int r = buf_adds(b, s);

	free(s);
	return r;
}

int buf_addf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	int r;

	va_start(ap, fmt);
	r = buf_addvf(b, fmt, ap);
	va_end(ap);
	return r;
}

int buf_addhex(struct buf *b, const uint8_t *p, size_t n, const char *sep)
{
	static const char digits[] = "0123456789abcdef";
	size_t between = sep != NULL ? strlen(sep) : 0;
	char *to;

	if (n > SIZE_MAX / (2 + between) || buf_reserve(b, n * (2 + between)) != 0)
		return -1;
	to = b->data + b->len;
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && between > 0)
			to = (char *)memcpy(to, sep, between) + between;
		*to++ = digits[p[i] >> 4];
		*to++ = digits[p[i] & 15];
	}
	b->len = (size_t)(to - b->data);
	*to = '\0';
	return 0;
}

char *buf_take(struct buf *b)
{
	char *s = b->data != NULL ? b->data : mem_strdup("");

	*b = BUF_INIT(b->max);
	return s;
}

struct bytes buf_bytes(const struct buf *b)
{
	return (struct bytes){ (const uint8_t *)b->data, b->len };
}
