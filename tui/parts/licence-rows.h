/* SPDX-License-Identifier: GPL-3.0-or-later
 * How tall a licence is. Pure. */
#ifndef CC_LICENCE_ROWS_H
#define CC_LICENCE_ROWS_H

#include "result/inspection.h"

enum { LICENCE_STAMP_H = 3 };    /* rows of the big stamp; the small one has one */

/* Rows that the cards of the chain would like where a body has h rows and w columns: the same for all, so that nothing
 * else moves from one to the next. */
int licence_rows(const struct inspection *i, int h, int w);
int licence_rows_veiled(const struct inspection *i, int h, int w);      /* whether there is a stamp does not show */

#endif
