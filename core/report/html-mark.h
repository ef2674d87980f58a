/* SPDX-License-Identifier: GPL-3.0-or-later
 * HTML on a FILE: our own markup as it is, all text escaped. Each text is isolated from its surroundings (<bdi>), so
 * that a name in a script from right to left moves nothing of ours. */
#ifndef CC_HTML_MARK_H
#define CC_HTML_MARK_H

#include "result/finding.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct html {
	FILE *f;
	bool ascii;              /* what is not ASCII as numeric character references */
};

/* Markup of ours, a printf format; strings in it must not be text. */
void html_put(struct html *h, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Text, escaped (HTML Living Standard, 13.1.2: & < > and quotes, so that it may stand in an attribute, too). */
void html_escape(struct html *h, const char *text);
/* <tag class="class"><bdi>text</bdi></tag>; class NULL: none; nothing where there is no text. */
void html_element(struct html *h, const char *tag, const char *class, const char *text);
/* A row of a list of definitions. The second takes the text. */
void html_field(struct html *h, const char *label, const char *text);
void html_field_free(struct html *h, const char *label, char *text);
const char *html_class(enum level l);            /* "bad", "warn", "good", "info", "none"; static */

#endif
