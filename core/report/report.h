/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reports: a finished inspection (or a stream of them) as text on a FILE. */
#ifndef CC_REPORT_H
#define CC_REPORT_H

#include "result/inspection.h"
#include "options/opts.h"

#include <stdio.h>

struct report_style {
	bool color;              /* escape sequences allowed */
	bool ascii;              /* nothing outside ASCII */
	int width;               /* columns to wrap at */
	enum audience audience;
};

/* Each returns 0, or -1 when writing failed (errno is set: a full disk is reported by the caller). */
int report_text(FILE *f, const struct inspection *i, const struct report_style *s);
int report_markdown(FILE *f, const struct inspection *i, const struct report_style *s);
int report_pem(FILE *f, const struct inspection *i);
int report_fullchain(FILE *f, const struct inspection *i);
/* one object, with a newline, indented */
int report_json(FILE *f, const struct inspection *i);
int report_jsonl(FILE *f, const struct inspection *i);                            /* one line */
int report_nagios(FILE *f, const struct inspection *i);
int report_nagios_line(FILE *f, const struct inspection *i);                          /* "target: WORD: sentence" */
const char *report_nagios_state(int exit_status);                                 /* "CRITICAL"; static */
/* for the screen's export; the caller frees */
char *report_markdown_string(const struct inspection *i, const struct report_style *s);

#endif
