/* SPDX-License-Identifier: GPL-3.0-or-later
 * Headless: one target or a stream of them, inspected by one engine per core and reported on a FILE. Nothing here
 * prints by itself:
 * diagnostics and progress go to the caller's functions. */
#ifndef CC_BATCH_H
#define CC_BATCH_H

#include "base/err.h"
#include "engine/given.h"
#include "options/opts.h"
#include "report/report.h"
#include "trust/trust.h"

#include <signal.h>
#include <stdio.h>

struct state;
struct handout;

struct batch_progress {
	size_t done, active;
	size_t total;                /* 0: not known, the list is still being read */
	size_t by_status[4];         /* finished ones by exit status */
	double elapsed_s;
};

struct batch_input {
	/* its list is inspected after the targets given; checked by target_check_opts() */
	const struct opts *opts;
	struct given *given;                 /* the command line's targets; each is taken when it is its turn */
	const struct trust_index *roots;     /* NULL with --ca */
	/* --remember: what to read, and to write now and then; what came last is the caller's to save. NULL: no such */
	struct state *state;
	const struct handout *handout;       /* the sheet of a course instead of reports; NULL: reports */
	FILE *out;
	struct report_style style;
	/* Asked for the password of a file (struct engine_question): a string to be wiped and freed here, NULL: nobody
	 * has one. Any thread. May be NULL: files under a password do not open. */
	char *(*password)(void *ctx, const char *label, bool again);
	const volatile sig_atomic_t *stop;   /* not 0: interrupted; set and read atomically; may be NULL */
	/* called once, when everything is open that will be, and nothing of a stranger's has been read; may be NULL */
	void (*enclose)(const struct batch_input *in);
	/* one diagnostic, without a newline; any thread, one at a time */
	void (*say)(void *ctx, const char *line);
	/* several times a second, in the caller's thread; may be NULL */
	void (*progress)(void *ctx, const struct batch_progress *p);
	void *ctx;
};

/* Inspect all and report. Returns the exit status of the contract (130 when interrupted), or -1 with e set, nothing
 * having been printed, where the command line makes no sense: a target is none, a file cannot be opened. Output that
 * cannot be written is -1, too. */
int batch_run(const struct batch_input *in, struct cc_err *e);

#endif
