/* SPDX-License-Identifier: GPL-3.0-or-later
 * Names as a class sees them that is still to guess: scenarios are called by their faults. Pure. */
#ifndef CC_VEIL_H
#define CC_VEIL_H

#include "result/inspection.h"

/* The one root that the gallery's computer trusts: of that nothing stands on a card. */
#define VEIL_ROOT "certcard Gallery Root"

/* "expired.localhost" of the scenario "expired" is "shop.localhost", "Intermediate (expired)" is "Intermediate": new
 * text, the caller frees. What is of no scenario stays as it is. */
char *veil_text(const struct inspection *i, const char *text);
/* What was seen of the connection, "TLS 1.1" or "TLS 1.3; stapled: revoked", for some faults stand on no card. The
 * caller frees. */
char *veil_connection(const struct inspection *i);
/* Who stops where others go on, "Android 13 and older, curl": what is in whose store stands on no card, either. NULL
 * where all agree; the caller frees. */
char *veil_stops(const struct inspection *i);

#endif
