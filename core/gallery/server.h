/* SPDX-License-Identifier: GPL-3.0-or-later
 * The gallery's server: listeners on loopback, one poll() over all of them. A value for one thread. */
#ifndef CC_DEMO_SERVER_H
#define CC_DEMO_SERVER_H

#include "base/buf.h"
#include "base/err.h"

#include <stddef.h>

struct demo_server;
/* Makes the run's root, or takes the one that is kept in a file (keep.h). NULL with e set */
struct demo_server *demo_server_new(const char *keep, struct cc_err *e);
void demo_server_free(struct demo_server *s);                        /* NULL is fine */
struct bytes demo_server_root(const struct demo_server *s);          /* DER, borrowed */

/* its own port, made on first use; 0 with e set */
int demo_server_open(struct demo_server *s, size_t scenario, struct cc_err *e);
/* all by server name, 0: any port; 0 with e set */
int demo_server_open_all(struct demo_server *s, int port, struct cc_err *e);

/* Serve until `control` (a descriptor of the caller's) is readable or closed. 0; -1 with e set when waiting itself
 * fails. */
int demo_server_run(struct demo_server *s, int control, struct cc_err *e);

#endif
