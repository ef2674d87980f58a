/* SPDX-License-Identifier: GPL-3.0-or-later
 * The gallery: scenarios made at run time and served over real TLS on loopback by a child process. */
#ifndef CC_DEMO_H
#define CC_DEMO_H

#include "cert.h"
#include "err.h"
#include "inspection.h"

/* One row of demos.def; static. */
struct demo_scenario {
	const char *name, *topic;        /* topic: "Identity", "Dates", "Trust", "Strength", "Rules", "Server", "Harmless" */
	const char *title;               /* one line for lists */
	const char *host;                /* "www.wrong-host.localhost": what to ask for, and be verified against */
	struct lesson lesson;
};

size_t demo_count(void);
const struct demo_scenario *demo_at(size_t i);
const struct demo_scenario *demo_find(const char *name);      /* NULL: none of that name */

struct demo;    /* a running gallery */

/* Fork the child. It makes a scenario when first asked for it (demo_port), so that one demo opens at once. It ends when
 * the descriptor to it is closed, whatever happens to this process. NULL with e set. */
struct demo *demo_start(struct cc_err *e);
void demo_stop(struct demo *d);                               /* ends and reaps the child; NULL is fine */
/* Loopback port of a scenario; made on first use, which takes some milliseconds (blocking, at most 5 s). 0 with e set. */
int demo_port(struct demo *d, const struct demo_scenario *s, struct cc_err *e);
/* The root of this run, to be trusted for demo: targets alone; a new reference. */
struct cert *demo_root(struct demo *d);

/* --serve-demo: serve all on one port (0: any) by server name, print what to open on `out`, until SIGINT or SIGTERM.
 * Returns the exit status. */
int demo_serve(int port, struct cc_err *e);

#endif
