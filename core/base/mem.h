/* SPDX-License-Identifier: GPL-3.0-or-later
 * Memory that is there or the program is not: every size asked for is bounded (limits.h), so running out
 * means that the machine is dying, and carrying on would only hide it. abort() lets the screen restore
 * the terminal through its SIGABRT handler. */
#ifndef CC_MEM_H
#define CC_MEM_H

#include <stdarg.h>
#include <stddef.h>

void *mem_alloc(size_t size);                        /* zeroed; size 0 gives a pointer that can be freed */
void *mem_resize(void *p, size_t n, size_t size);    /* n * size, checked; the new part is not zeroed */
char *mem_strdup(const char *s);                     /* NULL gives NULL */
char *mem_strndup(const char *s, size_t n);
void *mem_dup(const void *p, size_t n);
char *mem_printf(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
char *mem_vprintf(const char *fmt, va_list ap) __attribute__((format(printf, 1, 0)));

/* Make room for one more element in a growing array whose capacity is a power of two.
 * `array` is a pointer variable, `n` the elements in use. */
#define MEM_GROW(array, n)                                                                        \
	do {                                                                                      \
		if (((n) & ((n)-1)) == 0)                                                         \
			(array) = mem_resize((array), (n) == 0 ? 1 : (n)*2, sizeof *(array));     \
	} while (0)

#endif
