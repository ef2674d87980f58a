/* SPDX-License-Identifier: GPL-3.0-or-later
 * What was typed: a place to go to, or an error code or message. */
#ifndef CC_APP_TYPED_H
#define CC_APP_TYPED_H

#include "engine/target.h"

enum typed { TYPED_NOTHING, TYPED_TARGET, TYPED_CODE };

/* Does it look like nothing that a host or file is called, and does some tool say it? Also of what can be a target. */
bool typed_is_code(const char *text);

/* TYPED_TARGET: it is in t, and the caller's. TYPED_NOTHING: one clear line is in e (which may be NULL). */
enum typed typed_read(struct target *t, const char *text, const struct opts *o, struct cc_err *e);
enum typed typed_of(const char *text, const struct opts *o);     /* the same, where nobody goes there yet */

#endif
