/* SPDX-License-Identifier: GPL-3.0-or-later
 * Errors as values. */
#include "base/err.h"

#include "base/mem.h"
#include "base/text.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Whatever stands in it, a file's name or a library's words: the message is harmless, and the reason has its room. */
static void __attribute__((format(printf, 4, 0)))
err_fill(struct cc_err *e, enum err_code code, int sys_errno, const char *fmt, va_list ap)
{
	char reason[128] = "", *raw = mem_vprintf(fmt, ap), *clean;

	if (sys_errno != 0)
		(void)snprintf(reason, sizeof reason, ": %s", strerror(sys_errno));
	clean = text_clean_line(raw, sizeof e->msg - 1 - strlen(reason));
	e->code = code;
	e->sys_errno = sys_errno;
	(void)snprintf(e->msg, sizeof e->msg, "%s%s", clean, reason);
	free(clean);
	free(raw);
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
