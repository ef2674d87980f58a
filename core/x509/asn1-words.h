/* SPDX-License-Identifier: GPL-3.0-or-later
 * ASN.1 in plain words. */
#ifndef CC_ASN1_WORDS_H
#define CC_ASN1_WORDS_H

#include "base/buf.h"

/* Append any value in plain words: clean text of some two kilobytes at most. What is no DER is shown as text or as
 * octets. */
void asn1_words(struct buf *b, struct bytes in);

#endif
