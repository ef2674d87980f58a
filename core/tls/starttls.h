/* SPDX-License-Identifier: GPL-3.0-or-later
 * The talk in plain text before TLS. The dialogues are data (starttls.def); one machine runs them over a bounded
 * buffer.
 * Plain text that the peer pushes behind its consent is never carried over into TLS: the upgrade is refused (the fault
 * of CVE-2011-0411 and its kin). */
#ifndef CC_STARTTLS_H
#define CC_STARTTLS_H

#include "base/buf.h"
#include "result/finding.h"
#include "tls/replies.h"
#include "net/stream.h"

struct starttls_dialogue;

enum { STARTTLS_STEPS = 4 };

enum starttls_state { STARTTLS_WANTS_READ, STARTTLS_WANTS_WRITE, STARTTLS_DONE, STARTTLS_FAILED };
enum starttls_end { STARTTLS_OK, STARTTLS_ABSENT, STARTTLS_REFUSED, STARTTLS_INJECTED, STARTTLS_ENDLESS,
	STARTTLS_GARBLED,
	STARTTLS_CLOSED, STARTTLS_UNKNOWN };

struct starttls {
	const struct starttls_dialogue *dialogue;
	struct stream *stream;
	size_t step;
	struct buf out, in;
	size_t ends[STARTTLS_STEPS]; /* where in `out` the text of each step ends */
	size_t sent, heard;          /* octets of out that went; of all replies */
	struct buf reply;            /* the last words, for people; not clean */
	char code[48];               /* the number of a refusal, with its name; "": none */
	/* net_clock_ms(): step again by then, whatever comes; 0: only when there is something */
	double quiet_until;
	enum starttls_end end;
};

/* `protocol` as in starttls.def; `host`: for those that want it said. `stream` is connected, and borrowed until
 * starttls_done(). Step when the socket is ready, and at quiet_until. */
void starttls_start(struct starttls *s, const char *protocol, const char *host, struct stream *stream);
enum starttls_state starttls_step(struct starttls *s);
void starttls_finding(const struct starttls *s, struct finding *f);   /* after STARTTLS_FAILED */
void starttls_done(struct starttls *s);                               /* also of a zeroed one */

#endif
