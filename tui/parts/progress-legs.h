/* SPDX-License-Identifier: GPL-3.0-or-later
 * How far certcard got on the way to a host that showed no certificate: in the place of the card. */
#ifndef CC_JOURNEY_H
#define CC_JOURNEY_H

#include "terminal/draw.h"
#include "result/inspection.h"

enum leg { LEG_NAME, LEG_CONNECT, LEG_STARTTLS, LEG_TLS, LEG_CERTIFICATE, N_LEGS };

void journey_draw(const struct draw *d, const struct inspection *i);

#endif
