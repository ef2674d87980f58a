/* SPDX-License-Identifier: GPL-3.0-or-later
 * A page to attach to a ticket, to show on a slide or to print: one file, no scripts, nothing from outside (its own
 * policy says so to the browser). */
#ifndef CC_HTML_H
#define CC_HTML_H

#include "report/report.h"

#include <stdio.h>

/* A page is a beginning, any number of inspections, and an end. `title` NULL: that of a page of several. */
int report_html_begin(FILE *f, const struct report_style *s, const char *title);
int report_html(FILE *f, const struct inspection *i, const struct report_style *s);
int report_html_end(FILE *f);

#endif
