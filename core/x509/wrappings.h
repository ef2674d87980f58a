/* SPDX-License-Identifier: GPL-3.0-or-later
 * What people wrap PEM and base64 in, undone: other encodings of text, escapes (wrappings.def); the lines of a
 * block are wrapped-lines.h. Nothing here knows what a certificate is. All work is linear in the size of the text. */
#ifndef CC_WRAPPINGS_H
#define CC_WRAPPINGS_H

#include "base/buf.h"

#include <stdbool.h>

/* Text in UTF-16, with a byte order mark or, as some write it, without: as UTF-8. false: it is none; `out` is empty. */
bool unwrap_utf16(struct bytes data, struct buf *out);

/* Every escape of wrappings.def, the tags of HTML that break lines, the dashes that word processors make of hyphens.
 * false: there is none of them; `out` is empty. Line ends that come of it are "\v", which are none of the file's. */
bool unwrap_escapes(struct bytes text, struct buf *out);

/* base64url (RFC 4648 5) as base64: its two characters, but in the five dashes of PEM. false: there are none of them;
 * `out` is empty. */
bool unwrap_base64url(struct bytes text, struct buf *out);

/* Take the next run of base64 off `text`, which may go over lines: at least RUN_MIN characters. false: there is none.
 */
enum { RUN_MIN = 64 };
bool base64_run_next(struct bytes *text, struct bytes *run);

/* How many lines end before `at`: "\n", "\r\n" or "\r" alone. */
unsigned text_lines(const uint8_t *from, const uint8_t *at);

#endif
