/* SPDX-License-Identifier: GPL-3.0-or-later
 * A target as it may stand in a report, a ticket or a log. */
#ifndef CC_TARGET_SHOWN_H
#define CC_TARGET_SHOWN_H

#include <stdbool.h>

/* RFC 3986 3.1, and the "//" that makes a URL of it. */
bool target_is_url(const char *text);

/* What was typed, less user info, query and fragment of a URL (with or without its scheme): no secret reaches a ticket.
 * Not cleaned. The caller frees. */
char *target_shown(const char *text);

#endif
