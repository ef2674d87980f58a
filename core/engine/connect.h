/* SPDX-License-Identifier: GPL-3.0-or-later
 * The stage that reaches a server. */
#ifndef CC_ENGINE_CONNECT_H
#define CC_ENGINE_CONNECT_H

#include "engine/job.h"

bool connect_worth(const struct job *j);
void connect_begin(struct job *j);
enum wait connect_step(struct job *j);
enum wait connect_expired(struct job *j);        /* certificates may have come */
void connect_release(struct job *j);

/* The way to a host as the options say, with the protocol's upgrade and the handshake as tried last. */
struct connecting_request connect_request(struct job *j, const char *host, int port);
/* Write into the inspection what the handshake at hand agreed on; and keep the certificates that it brought as those
 * to be judged, of which there must be none yet. */
void connect_record_tls(struct job *j);
void connect_take(struct job *j);

#endif
