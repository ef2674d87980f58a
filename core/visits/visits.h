/* SPDX-License-Identifier: GPL-3.0-or-later
 * The memory of visits: recent hosts, and the key that each showed. Kept in $XDG_STATE_HOME/certcard/visits, one line a
 * host. */
#ifndef CC_STATE_H
#define CC_STATE_H

#include "base/err.h"
#include "result/inspection.h"

#include <stdint.h>

/* One host's last visit. Clean text. */
struct visit {
	/* what it is called, and may be typed: "example.net:443", "smtp://mail.example.net:25" */
	char *target;
	int64_t time;                /* of the visit */
	enum level level;            /* the verdict's */
	char *finding;               /* public id of the headline finding; "" for none */
	bool has_key;                /* the next five mean something */
	int64_t key_time;            /* when this key was first met */
	uint8_t spki_sha256[32], sha256[32];
	int64_t not_after;
	bool among;                  /* met among many alone: remembered, but no recent host */
	char *issuer;                /* the issuing organisation, or its common name; "" for none */
};

struct state;

/* Read the memory, from `path` or the usual place. Never NULL. A damaged file is renamed to NAME.damaged and said so in
 * e (code set), as is one that cannot be read; then the memory begins empty. */
struct state *state_open(const char *path, struct cc_err *e);
void state_free(struct state *s);                             /* without writing; NULL is fine */

/* The last visit of the target that an inspection is about; NULL: none. Borrowed until the next call. */
const struct visit *state_find(const struct state *s, const struct inspection *i);

/* Add changed-since-last-visit to a finished inspection if its key is another than last time (findings sorted and
 * verdict set anew). Only for servers that showed a certificate. The finding's parameters: "date" of the last visit
 * with the old key, "seen" the issuer before, "issuer" the one now, "old-spki" the old key's SHA-256 in hex, "last"
 * that date in words, "since" the day when it was first met, "old-until" the last day of the certificate before,
 * "renewal" whether that one was "due" to be replaced or it is "early".
 * True: added. In any case the inspection's last_visit is set. */
bool state_note(const struct state *s, struct inspection *i);

/* Remember this visit; to be written by state_save(). A key that came with an untrusted certificate does not take the
 * place of another one, unless `accept`: or an impostor would be the new normal after one visit. Demos, files and the
 * store are not remembered. */
void state_remember(struct state *s, const struct inspection *i, bool accept);

/* The same for one of many that were inspected together: it is no recent host, unless it was one before. */
void state_remember_among(struct state *s, const struct inspection *i);

/* Both, in this order: what a headless run with --remember does. */
void state_visit(struct state *s, struct inspection *i);

/* Write what was remembered since the last call, merged with what other certcards wrote meanwhile (under a lock). 0, or
 * -1 with e. */
int state_save(struct state *s, struct cc_err *e);

/* Visits but those among many, the latest first; at most LIMIT_RECENT. Returns how many; the list is the state's until
 * the next call. */
size_t state_recent(struct state *s, const struct visit *const **list);

#endif
