/* SPDX-License-Identifier: GPL-3.0-or-later
 * Are two distinguished names the same? RFC 5280 7.1 as browsers apply it. */
#ifndef CC_DN_H
#define CC_DN_H

#include "buf.h"

/* Both are the whole DER of a Name. The same bytes are the same name, ill-formed or not. Otherwise attribute by
 * attribute in order: PrintableString, UTF8String and IA5String compare with each other, without regard to ASCII case, to
 * white space at either end and to how much of it stands between words; all else octet by octet. Letters beyond ASCII are
 * not folded (RFC 5280 would have them so; Chromium's verify_name_match does not either). */
bool dn_same(struct bytes a, struct bytes b);

#endif
