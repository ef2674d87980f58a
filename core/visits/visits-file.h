/* SPDX-License-Identifier: GPL-3.0-or-later
 * Visits as lines of a file and as a list sorted by target. */
#ifndef CC_STATE_FILE_H
#define CC_STATE_FILE_H

#include "base/buf.h"
#include "visits/visits.h"

/* Owned; sorted by target, each once. */
struct visits {
	struct visit *list;
	size_t n;
};

void visits_done(struct visits *v);
struct visit *visits_find(const struct visits *v, const char *target);       /* NULL: none */
/* Take a visit over, in place of one of the same target. */
void visits_put(struct visits *v, struct visit *fresh);
/* Forget the oldest until at most LIMIT_VISITS are left; what is dated after `now` counts as older than the rest. */
void visits_trim(struct visits *v, int64_t now);
/* Orders visits by age: the later, the greater. */
int64_t visit_age_key(const struct visit *v, int64_t now);
/* An issuer's name as it is remembered, at most LIMIT_VISIT_ISSUER bytes. The caller frees. */
char *visit_issuer(const char *name);

int visits_parse(struct visits *v, const struct buf *text);                   /* 0, or -1: this is no such file */
void visits_write(const struct visits *v, struct buf *text);

struct visit visit_copy(const struct visit *v);

#endif
