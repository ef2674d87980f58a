/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who wrote a line: a client about a server, a server about one of its clients, or something in between about the
 * server behind it; and who told whom, where an alert is spoken of (RFC 8446 section 6: an alert is sent to the
 * peer, so a received one says what the other side holds against us). */
#ifndef CC_EXPLAIN_SPEAKER_H
#define CC_EXPLAIN_SPEAKER_H

#include "result/finding.h"

#include <stdint.h>

enum mark {
	MARK_CLIENT = 1 << 0, MARK_SERVER = 1 << 1, MARK_RELAY = 1 << 2,    /* who speaks */
	MARK_RECEIVED = 1 << 3, MARK_SENT = 1 << 4                          /* an alert, by the one who speaks */
};

/* Of all marks in a text those that count: one speaker, one direction, or none. */
unsigned marks_settle(unsigned marks);

/* What a cause is in this speaker's mouth: "expired" in a server's log is its client's certificate, or what the client
 * holds against the server's. Static, and `cause` itself where nothing changes. */
const char *speaker_cause(unsigned marks, const char *cause);

/* May a row be meant that only a server ("s") or only a client ("c") ever says, of an alert that came from the other
 * side ("r") or that this side sent ("t")? Two letters may stand there. NULL or "": anybody's. An alert of which
 * nobody says who sent it was received: that is what programs write down. */
bool speaker_says(unsigned marks, const char *who);
bool speaker_named(const char *who);       /* does the row say who speaks? */

/* Schannel's two events of an alert say who sent it (Microsoft, "Schannel Events"); 0: another event. */
unsigned marks_of_event(int64_t event);

/* One sentence on who told whom; static; NULL where there is nothing to say. */
const char *speaker_sentence(unsigned marks);

#endif
