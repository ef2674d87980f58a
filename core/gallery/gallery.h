/* SPDX-License-Identifier: GPL-3.0-or-later
 * The gallery: scenarios made at run time and served over real TLS on loopback by a thread of their own. */
#ifndef CC_DEMO_H
#define CC_DEMO_H

#include "x509/cert.h"
#include "base/err.h"
#include "result/inspection.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* One row of scenarios.def; static. */
struct demo_scenario {
	/* topic: "Identity", "Dates", "Trust", "Strength", "Rules", "Server", "Harmless" */
	const char *name, *topic;
	const char *title;               /* one line for lists */
	const char *host;                /* "wrong-host.localhost": what to ask for, and be verified against */
	struct lesson lesson;
};

struct demo;    /* a running gallery */

/* Start the gallery: a thread with its own listeners, keys and certificates, which shares nothing with this one but a
 * socket pair. (A thread, not a process: it may be started when there are other threads and a screen already, where
 * fork() without exec() is not safe; no terminal signal, no inherited descriptor and no zombie has to be thought of; it
 * cannot outlive us.) It blocks all signals, makes a scenario when first asked for it (demo_port), and ends when its
 * end of the pair reads as closed.
 * One struct demo belongs to one thread at a time. NULL with e set. */
struct demo *demo_start(struct cc_err *e);
/* closes the pair and waits for the end of the thread; NULL is fine */
void demo_stop(struct demo *d);
/* Loopback port (127.0.0.1) of a scenario; made on first use, which takes some milliseconds (blocking, at most 5 s). 0
 * with e set. */
int demo_port(struct demo *d, const struct demo_scenario *s, struct cc_err *e);
/* The root of this run, to be trusted for demo: targets alone; a new reference. NULL with e set. */
struct cert *demo_root(struct demo *d, struct cc_err *e);

#endif
