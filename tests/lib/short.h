/* SPDX-License-Identifier: GPL-3.0-or-later
 * How long a text report is before its cards. */
#ifndef CC_TESTS_SHORT_H
#define CC_TESTS_SHORT_H

#include "result/inspection.h"

/* At 80 columns 30 lines stand before the cards, whoever reads. NULL: so it is; else who reads more, to be freed. */
char *short_denied(const struct inspection *i);

#endif
