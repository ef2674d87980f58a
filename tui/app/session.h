/* SPDX-License-Identifier: GPL-3.0-or-later
 * The screen's source of inspections in real life: the engine. */
#ifndef CC_SESSION_H
#define CC_SESSION_H

#include "app/source.h"

struct session;

/* `o` is borrowed. NULL with e set, as engine_new(). */
struct session *session_new(const struct opts *o, const struct given *given, struct cc_err *e);
void session_free(struct session *s);            /* NULL is fine */
struct source *session_source(struct session *s);        /* the session's; borrowed */

#endif
