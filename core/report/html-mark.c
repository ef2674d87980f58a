/* SPDX-License-Identifier: GPL-3.0-or-later
 * Escaping, and the few shapes that all of the page is made of. */
#include "report/html-mark.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>

void html_put(struct html *h, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	(void)vfprintf(h->f, fmt, ap);
	va_end(ap);
}

void html_escape(struct html *h, const char *text)
{
	const uint8_t *p = (const uint8_t *)text, *next;
	ucs4_t c;

	for (; (next = u8_next(&c, p)) != NULL; p = next) {
		if (c < 128 ? strchr("&<>\"'", (int)c) != NULL : h->ascii)
			(void)fprintf(h->f, "&#%lu;", (unsigned long)c);
		else
			(void)fwrite(p, 1, (size_t)(next - p), h->f);
	}
}

void html_element(struct html *h, const char *tag, const char *class, const char *text)
{
	if (text == NULL || text[0] == '\0')
		return;
	if (class != NULL)
		html_put(h, "<%s class=\"%s\"><bdi>", tag, class);
	else
		html_put(h, "<%s><bdi>", tag);
	html_escape(h, text);
	html_put(h, "</bdi></%s>\n", tag);
}

void html_field(struct html *h, const char *label, const char *text)
{
	if (text == NULL || text[0] == '\0')
		return;
	html_element(h, "dt", NULL, label);
	html_element(h, "dd", NULL, text);
}

void html_field_free(struct html *h, const char *label, char *text)
{
	html_field(h, label, text);
	free(text);
}

const char *html_class(enum level l)
{
	static const char *const classes[] = { [LEVEL_INFO] = "info", [LEVEL_CAUTION] = "warn",
		[LEVEL_UNTRUSTED] = "bad", [LEVEL_UNREACHABLE] = "none", [LEVEL_TRUSTED] = "good" };

	return classes[l];
}
