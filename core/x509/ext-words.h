/* SPDX-License-Identifier: GPL-3.0-or-later
 * Extensions that are named and put into words, and decide nothing. */
#ifndef CC_EXT_WORDS_H
#define CC_EXT_WORDS_H

#include "base/buf.h"

#include <stdbool.h>

/* The name of an extension (static; NULL: none), and whether it may be critical: Chromium and OpenSSL process it. */
const char *extension_named(const char *oid, bool *known);
/* A value in words, clean text of a few kilobytes at most, into an empty buffer. */
void extension_words(struct buf *b, const char *oid, struct bytes value);

#endif
