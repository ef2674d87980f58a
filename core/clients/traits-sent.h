/* SPDX-License-Identifier: GPL-3.0-or-later
 * What was sent beyond the certificate that is trusted. */
#ifndef CC_TRAITS_SENT_H
#define CC_TRAITS_SENT_H

#include "clients/traits.h"

/* W(SENT_ODD), W(SENT_ODD_GO) and W(SENT_UNREAD), and of a path that ends in an anchor W(SENT_BEYOND), W(DISORDERED)
 * and W(ITSELF_BELOW). */
whole_set traits_sent(const struct inspection *i, const struct traits *t);

#endif
