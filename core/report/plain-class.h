/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the text report says to a class: every check in its order, and the scenario's lesson. */
#ifndef CC_PLAIN_CLASS_H
#define CC_PLAIN_CLASS_H

#include "base/wrap.h"
#include "result/inspection.h"

void plain_walk(struct wrap *w, const struct inspection *i);
void plain_lesson(struct wrap *w, const struct inspection *i);       /* nothing where there is none */

#endif
