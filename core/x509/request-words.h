/* SPDX-License-Identifier: GPL-3.0-or-later
 * Attributes of certificate requests in words: what a request says beside its name, its key and the extensions it asks
 * for. */
#ifndef CC_REQUEST_WORDS_H
#define CC_REQUEST_WORDS_H

#include "base/buf.h"

/* Append "name: value" of one attribute, clean text of some two kilobytes at most. The value of a challenge password is
 * never among it. */
void request_words(struct buf *b, const char *oid, struct bytes value);

#endif
