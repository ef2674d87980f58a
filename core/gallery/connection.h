/* SPDX-License-Identifier: GPL-3.0-or-later
 * One client of the gallery: a socket and how far the conversation has got. Nothing here waits. */
#ifndef CC_DEMO_CONN_H
#define CC_DEMO_CONN_H

#include "gallery/make.h"

/* What all conversations share. */
struct demo_stage {
	gnutls_certificate_credentials_t credentials;
	gnutls_priority_t normal, old;
	/* The scenario for a server name (NULL: none was sent), and the DER to be fetched at a path; NULL: none. */
	const struct demo_chain *(*by_name)(void *ctx, const char *name);
	const struct buf *(*by_path)(void *ctx, const char *path);
	void *ctx;
};

int demo_stage_init(struct demo_stage *s, struct cc_err *e);
void demo_stage_done(struct demo_stage *s);

enum demo_door { DEMO_DOOR_ONE /* a scenario */, DEMO_DOOR_ALL /* by server name */,
	DEMO_DOOR_FETCH /* issuers over HTTP */ };

struct demo_conn;
/* Takes the socket, which is non-blocking. `chain` is for DEMO_DOOR_ONE; it and the stage are borrowed. NULL when
 * GnuTLS has no more sessions to give (the socket is closed). Times are monotonic milliseconds. */
struct demo_conn *demo_conn_new(const struct demo_stage *s, int fd, enum demo_door door, const struct demo_chain *chain,
	int64_t now_ms);
void demo_conn_free(struct demo_conn *c);
int demo_conn_fd(const struct demo_conn *c);
short demo_conn_events(const struct demo_conn *c);          /* for poll() */
int64_t demo_conn_deadline(const struct demo_conn *c);
bool demo_conn_step(struct demo_conn *c, int64_t now_ms);   /* when ready; false: it is over */

#endif
