/* SPDX-License-Identifier: GPL-3.0-or-later
 * Looking around: what else is worth a look to tell the causes of a finding apart, and the evidence that follows from
 * what was seen there. Nothing here connects; the engine does (engine/probe-stage.c), within these rules: only the
 * target's own names, address and ports are asked, never a third party; not with --offline; within the time for
 * fetches. */
#ifndef CC_LOOK_H
#define CC_LOOK_H

#include "result/inspection.h"

enum look_kind {
	LOOK_SIBLING,            /* name-mismatch: the name with or without its leading "www." */
	/* untrusted-root, unknown-issuer: the same address, asked for a name that nobody has */
	LOOK_STRANGER,
	LOOK_PORT                /* refused: another port of the same machine */
};

enum { LOOKS_MAX = 2 };

struct look {
	enum look_kind kind;
	char *name;              /* to be asked for (SNI); NULL for LOOK_PORT */
	int port;
	bool here;               /* at the address where the inspection was, whatever the name resolves to */
};

/* What came of one. */
enum look_end {
	LOOK_ANSWERED,           /* connected; with a certificate where one was asked for */
	LOOK_NO_CERTIFICATE,     /* connected, and no certificate came */
	LOOK_NO_SUCH_NAME, LOOK_REFUSED, LOOK_UNREACHED, LOOK_TOO_LATE,
	LOOK_FORBIDDEN           /* a private address, where the target's own is public */
};

struct look_seen {
	enum look_end end;
	const struct cert *leaf; /* parsed; NULL: none */
};

/* How the inspection got where it did. */
struct look_way {
	bool pinned;             /* not by the name's own addresses: --connect, one of --all-addresses, the gallery */
	bool proxied;
};

/* What to look at; returns how many, at most LOOKS_MAX. look_done() each. */
size_t look_plan(const struct inspection *i, const struct look_way *way, struct look *out);
void look_done(struct look *l);

/* Add the evidence of one look to the finding that it was made for, and make its words anew. */
void look_say(struct inspection *i, const struct look *l, const struct look_seen *seen);

/* Evidence that needs no look: what the chain, the names and the address say by themselves. Also with --offline. */
void look_still(struct inspection *i, const struct look_way *way);

#endif
