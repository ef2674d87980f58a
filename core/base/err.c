/* SPDX-License-Identifier: GPL-3.0-or-later
 * Errors as values. */
#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void __attribute__((format(printf, 4, 0)))
err_fill(struct cc_err *e, enum err_code code, int sys_errno, const char *fmt, va_list ap)
{
	int n;

	e->code = code;
	e->sys_errno = sys_errno;
	n = vsnprintf(e->msg, sizeof e->msg, fmt, ap);
	if (n < 0)
		n = 0;
	if (sys_errno != 0 && (size_t)n < sizeof e->msg)
		(void)snprintf(e->msg + n, sizeof e->msg - (size_t)n, ": %s", strerror(sys_errno));
}

int err_set(struct cc_err *e, enum err_code code, const char *fmt, ...)
{
	int saved = errno;
	va_list ap;

	if (e == NULL)
		return -1;
	va_start(ap, fmt);
	err_fill(e, code, saved, fmt, ap);
	va_end(ap);
	return -1;
}

int err_setx(struct cc_err *e, enum err_code code, const char *fmt, ...)
{
	va_list ap;

	if (e == NULL)
		return -1;
	va_start(ap, fmt);
	err_fill(e, code, 0, fmt, ap);
	va_end(ap);
	return -1;
}
