/* SPDX-License-Identifier: GPL-3.0-or-later
 * Allocation that does not fail quietly. */
#include "base/mem.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *mem_checked(void *p)
{
	if (p == NULL) {
		(void)fputs("certcard: out of memory\n", stderr);
		abort();
	}
	return p;
}

void *mem_alloc(size_t size)
{
	return mem_checked(calloc(1, size == 0 ? 1 : size));
}

void *mem_resize(void *p, size_t n, size_t size)
{
	if (size != 0 && n > SIZE_MAX / size)
		(void)mem_checked(NULL);
	return mem_checked(realloc(p, n * size == 0 ? 1 : n * size));
}

char *mem_strdup(const char *s)
{
	return s == NULL ? NULL : mem_checked(strdup(s));
}

char *mem_strndup(const char *s, size_t n)
{
	return mem_checked(strndup(s, n));
}

void *mem_dup(const void *p, size_t n)
{
	void *copy = mem_alloc(n);

	if (n != 0)
		memcpy(copy, p, n);
	return copy;
}

char *mem_vprintf(const char *fmt, va_list ap)
{
	char *s = NULL;

	/* most of what is said needs no formatting, which costs ten times as much as a copy */
	if (strchr(fmt, '%') == NULL)
		return mem_strdup(fmt);
	if (vasprintf(&s, fmt, ap) < 0)
		s = NULL;
	return mem_checked(s);
}

char *mem_printf(const char *fmt, ...)
{
	va_list ap;
	char *s;

	va_start(ap, fmt);
	s = mem_vprintf(fmt, ap);
	va_end(ap);
	return s;
}
