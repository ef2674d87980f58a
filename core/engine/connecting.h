/* SPDX-License-Identifier: GPL-3.0-or-later
 * One connection to a TLS server: dialled, changed over to TLS where the protocol begins in plain text, and the
 * handshake. One machine for the inspection itself, the second look for timestamps and the probes; what the end means
 * is for them to say. */
#ifndef CC_CONNECTING_H
#define CC_CONNECTING_H

#include "engine/wait.h"
#include "net/dial.h"
#include "tls/handshake.h"
#include "tls/hello.h"
#include "tls/starttls.h"

/* All borrowed, until it is over. */
struct connecting_request {
	struct net *net;
	const struct tls_client *client;
	size_t *resolving;                   /* how many look a name up: at most LIMIT_RESOLVING at once */
	struct dial_request dial;
	const char *upgrade;                 /* the dialogue (tls/starttls.def); NULL: TLS from the first byte */
	const char *upgrade_name;            /* the host's, for the dialogues that say it */
	struct handshake_request handshake;
	double answer_ms;                    /* until a dial without proxy is answered; 0: the caller sees to it */
	bool dial_only;                      /* whether anybody listens is all that is asked */
	bool by_hand;                        /* not a handshake but a hello of our own, for handshake.servername */
};

/* Legs of the way, in their order. */
enum connecting_leg {
	CONNECTING_NOT,                      /* not begun */
	CONNECTING_PLACE,                    /* waits for a place among those that resolve, and for descriptors */
	CONNECTING_RESOLVE, CONNECTING_DIAL, CONNECTING_UPGRADE, CONNECTING_HANDSHAKE,
	CONNECTING_OVER
};

enum connecting_end {
	CONNECTING_DONE,                     /* as far as was asked: `handshake` says what came of it */
	CONNECTING_NOT_REACHED,              /* `dial` says why */
	CONNECTING_NOT_UPGRADED              /* `starttls` says why */
};

/* Must not move while under way. Its parts can be read at any time until connecting_free(), and addresses and times of
 * `dial` afterwards as well. */
struct connecting {
	struct connecting_request request;
	enum connecting_leg leg;
	enum connecting_end end;
	bool placed;                         /* counted in *request.resolving */
	struct dial dial;
	struct starttls *starttls;           /* NULL: not begun */
	struct handshake *handshake;         /* NULL: not begun */
	struct hello *hello;                 /* where by_hand; NULL: not begun */
	double dialled;                      /* since when, net_clock_ms() */
	double knocked;                      /* since when an address is known, net_clock_ms() */
	bool unanswered;                     /* NOT_REACHED because nobody answered within request.answer_ms */
	double upgrading, upgrade_ms;        /* since when, net_clock_ms(); how long it took, below 0: not run */
	int fd;                              /* for WAIT_READ and WAIT_WRITE */
	double wake;                         /* net_clock_ms(): step again by then, whatever comes; 0: no need */
};

/* When a dial under way lends its place (LIMIT_UNANSWERED_MS), net_clock_ms(); 0: none is under way. */
double connecting_lends(const struct connecting *c);
/* Are there too few descriptors for one more connection? */
bool connecting_short(void);
/* Would one more name be too many at once, or one more connection? */
bool connecting_must_wait(const struct connecting_request *r);
void connecting_start(struct connecting *c, const struct connecting_request *r);   /* what was there is freed */
/* WAIT_OVER: it is over, and where it is DONE the line is closed: nobody waits for what the server still has to say. */
enum wait connecting_step(struct connecting *c);
/* The time is up. True: certificates had come, and the handshake is over with them; false: nothing is changed. */
bool connecting_give_up(struct connecting *c);
void connecting_free(struct connecting *c);      /* at once, in any state; also of a zeroed one; it can start again */

#endif
