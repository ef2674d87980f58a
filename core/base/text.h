/* SPDX-License-Identifier: GPL-3.0-or-later
 * Text from strangers. Bytes of a certificate or a server reach terminal, JSON, tickets and clipboard only
 * through text_clean(); every `char *` of struct cert, struct inspection and struct finding has been through
 * it already ("clean text"), so front ends only bound its width and never escape again. */
#ifndef CC_TEXT_H
#define CC_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* The clean form of n bytes: `\u{h}` (lower-case hex, no leading zeros) for control, format, line- and
 * paragraph-separator characters and for combining marks beyond the fourth in a row, `\x{hh}` for each
 * ill-formed byte (also surrogates and overlong forms), `\\` for a backslash. A result that would pass
 * `max` bytes is cut at a whole character or escape and ends in `…(+N bytes)`, N counting input bytes.
 * NUL is U+0000, hence `\u{0}`. The classes are Unicode's general categories Cc, Cf, Zl, Zp and M; private-use and
 * unassigned characters stay, since a terminal shows them as boxes and new scripts should not need a new certcard.
 * `max` is at least 64. The caller frees. `n` may be 0. */
char *text_clean(const void *bytes, size_t n, size_t max);

/* The same for a C string and LIMIT_TEXT_BYTES. NULL gives NULL. */
char *text_clean_str(const char *s);

/* The same for a line of ours that strangers' words may stand in, cleaned or not: backslashes stay as they are, so what
 * is clean is not changed. The last gate before a terminal, for what came past text_clean() after all. */
char *text_clean_line(const char *s, size_t max);

/* Would text_clean_line() leave it as it is? */
bool text_is_clean(const char *s);

/* Columns that clean UTF-8 text takes on a terminal (East Asian wide characters two, combining marks none). */
size_t text_width(const char *s);

/* The longest prefix of `s`, in bytes, that is at most `cols` wide and ends at a whole grapheme. */
size_t text_prefix(const char *s, size_t cols);

/* `s` in at most `cols` columns; what is longer is cut and ends in `…` (or ".." when ascii). The caller frees. */
char *text_fit(const char *s, size_t cols, bool ascii);

/* `s` in at most `cols` columns, of which there are at least 4: of what is longer the middle gives way to "..". More is
 * kept of the end, where a name says whose it is. Of a name of several words whole words are kept where they fit; where
 * they do not, its last word is known by its beginning. From 5 columns on it never begins with the dots. The caller
 * frees. */
char *text_middle(const char *s, size_t cols);

/* A count as every text of ours writes it: "4,998". Returns `room`. */
enum { TEXT_COUNT = sizeof "18,446,744,073,709,551,615" };
const char *text_count(size_t n, char room[static TEXT_COUNT]);

/* In sentences made of parts: where a name that ends in a dot ends a sentence, one dot is enough for both. */
void text_one_stop(char *s);

/* `s` as plain ASCII: typographic characters of ours (quotes, dashes, arrows, dots) by their ASCII
 * look-alikes, names of hosts by their A-labels, words of letters with marks, Greek and Cyrillic ones by the letters
 * that sound alike (base/spell.h), anything else as `\u{h}`. The caller frees. */
char *text_ascii(const char *s);

#endif
