/* SPDX-License-Identifier: GPL-3.0-or-later
 * Looking around: what else is worth a look to tell the causes of a finding apart, and the evidence that follows from
 * what was seen there. Nothing here connects; the engine does (engine/probe-stage.c), within these rules: only the
 * target's own names, address and ports are asked, never a third party; not with --offline; within the time for
 * fetches. */
#ifndef CC_PROBE_H
#define CC_PROBE_H

#include "result/inspection.h"

enum probe_kind {
	PROBE_SIBLING,            /* name-mismatch: the name with or without its leading "www." */
	/* untrusted-root, unknown-issuer: the same address, asked for a name that nobody has */
	PROBE_STRANGER,
	PROBE_PORT,               /* refused: another port of the same machine */
	/* handshake-failed with an alert that says no more: the same, with what this TLS library does not have */
	PROBE_NEWER
};

enum { PROBES_MAX = 2 };

struct probe {
	enum probe_kind kind;
	char *name;              /* to be asked for (SNI); NULL for PROBE_PORT, and for PROBE_NEWER of an address */
	int port;
	bool here;               /* at the address where the inspection was, whatever the name resolves to */
};

/* What came of one. */
enum probe_end {
	PROBE_ANSWERED,           /* connected; with a certificate where one was asked for */
	PROBE_NO_CERTIFICATE,     /* connected, and no certificate came */
	PROBE_NO_SUCH_NAME, PROBE_REFUSED, PROBE_UNREACHED, PROBE_TOO_LATE,
	PROBE_FORBIDDEN           /* a private address, where the target's own is public */
};

struct probe_seen {
	enum probe_end end;
	const struct cert *leaf; /* parsed; NULL: none */
	const char *chosen;      /* PROBE_NEWER: hello_chosen() (tls/hello.h); NULL: nothing new; static */
};

/* How the inspection got where it did. */
struct probe_way {
	bool pinned;             /* not by the name's own addresses: --connect, one of --all-addresses, the gallery */
	bool proxied;
};

/* What to look at; returns how many, at most PROBES_MAX. probe_done() each. */
size_t probe_plan(const struct inspection *i, const struct probe_way *way, struct probe *out);
void probe_done(struct probe *l);

/* Add the evidence of one probe to the finding that it was made for, and make its words anew. */
void probe_say(struct inspection *i, const struct probe *l, const struct probe_seen *seen);

/* Evidence that needs no probe: what the chain, the names and the address say by themselves. Also with --offline. */
void probe_still(struct inspection *i, const struct probe_way *way);

#endif
