/* SPDX-License-Identifier: GPL-3.0-or-later
 * certcard without a screen: reports on standard output, diagnostics and progress on standard error. */
#ifndef CC_HEADLESS_H
#define CC_HEADLESS_H

#include "engine/given.h"
#include "explain/print.h"
#include "options/opts.h"
#include "report/report.h"

struct handout;

/* Inspect what the options name and report; the targets of the command line are taken. Returns the exit status. */
int headless_run(const struct opts *o, struct given *given);

/* Inspect the same, all of them scenarios of a course, and write its sheet. 0, 3, or 130 when interrupted. */
int headless_handout(const struct opts *o, struct given *given, const struct handout *h);

/* Count what a log on standard input says, until it ends or somebody interrupts: what was read by then, and 130. */
int headless_log(const struct explain_style *style);

/* How this process may write on `f` (standard output): colours, characters, width, whose advice first. */
struct report_style headless_style(const struct opts *o, FILE *f);

/* "certcard: LINE" on standard error; fits the callbacks of core/. */
void headless_say(void *ctx, const char *line);

/* Standard output is closed and its errors are told; returns `status`, or 3 when something could not be written. */
int headless_close(int status);

#endif
