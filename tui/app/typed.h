/* SPDX-License-Identifier: GPL-3.0-or-later
 * What was typed: a place to go to, or an error code or message. */
#ifndef CC_APP_TYPED_H
#define CC_APP_TYPED_H

#include "engine/target.h"

enum typed { TYPED_NOTHING, TYPED_TARGET, TYPED_CODE };

/* Does it look like nothing that a host or file is called, and does some tool say it? Also of what can be a target. */
bool typed_is_code(const char *text);
bool typed_is_known(const char *text);           /* does some tool say it? */

/* A line while it is typed, read once for what is offered and for who goes there. */
struct typed_line {
	char *text;              /* NULL: nothing was typed yet */
	enum typed is;
	struct target target;    /* TYPED_TARGET: where it goes; empty: it was taken */
};

/* TYPED_NOTHING: one clear line is in e, which may be NULL. */
void typed_line_read(struct typed_line *l, const char *text, const struct opts *o, struct cc_err *e);
/* Where it goes, if this is what was typed: then it is the caller's. False: it is not. */
bool typed_line_take(struct typed_line *l, const char *text, struct target *t);
void typed_line_done(struct typed_line *l);

#endif
