/* SPDX-License-Identifier: GPL-3.0-or-later
 * DER in which one element is another, while all lengths are right and everything else is as it was: what a reader
 * makes of a thing that is well encoded and wrong. */
#ifndef CC_TESTS_SURGERY_H
#define CC_TESTS_SURGERY_H

#include "base/buf.h"

enum surgery {
	SURGERY_DROPPED,         /* it is missing */
	SURGERY_TWICE,           /* it is there twice in a row */
	SURGERY_EMPTY,           /* nothing is in it */
	SURGERY_OTHER,           /* it is of another kind: the next tag */
	N_SURGERIES
};

/* How many elements there are, depth first; what an OCTET STRING holds counts, too, where it is DER. */
size_t surgery_elements(struct bytes der);

/* Appends `der` with its element number `which` changed. */
void surgery(struct bytes der, size_t which, enum surgery how, struct buf *out);

#endif
