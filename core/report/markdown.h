/* SPDX-License-Identifier: GPL-3.0-or-later
 * A finished inspection as Markdown, for tickets. */
#ifndef CC_MARKDOWN_H
#define CC_MARKDOWN_H

#include "report/report.h"

#include <stdio.h>

int report_markdown(FILE *f, const struct inspection *i, const struct report_style *s);

/* for the screen's export; the caller frees */
char *report_markdown_string(const struct inspection *i, const struct report_style *s);

#endif
