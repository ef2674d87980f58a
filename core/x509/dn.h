/* SPDX-License-Identifier: GPL-3.0-or-later
 * Are two distinguished names the same? RFC 5280 7.1 as browsers apply it. */
#ifndef CC_DN_H
#define CC_DN_H

#include "base/buf.h"

/* Both are the whole DER of a Name. The same bytes are the same name, ill-formed or not. Otherwise attribute by
 * attribute in order: PrintableString, UTF8String and IA5String compare with each other, without regard to ASCII case,
 * to white space at either end and to how much of it stands between words; all else octet by octet. Letters beyond
 * ASCII are not folded (RFC 5280 would have them so; Chromium's verify_name_match does not either). */
bool dn_match(struct bytes a, struct bytes b);

/* The same number for names that dn_match() finds the same; for looking names up. */
uint64_t dn_hash(struct bytes name);

/* Is `name` at or below `base`: does it begin with all of its relative names (RFC 5280 4.2.1.10)? An empty base has all
 * names below it. */
bool dn_within(struct bytes name, struct bytes base);

/* A name, or a part of one, in the form of RFC 4514, as people write it: no backslashes before commas, but quotes
 * around a value that holds what separates values. Those that text_clean() put there stay. The caller frees. */
char *dn_plain(const char *text);

/* The value of the first attribute of this type (an OID's content octets); n == 0: none. */
struct bytes dn_attribute(struct bytes name, struct bytes type);

#endif
