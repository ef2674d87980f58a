/* SPDX-License-Identifier: GPL-3.0-or-later
 * The same with other tools: commands to copy into a shell. Pure; the caller frees. */
#ifndef CC_BY_HAND_H
#define CC_BY_HAND_H

#include "result/inspection.h"

/* Meets the machine that the inspection met, with the same name. NULL: there was no connection, it went through a
 * proxy, or by a dialogue before TLS that the tool does not know. */
char *by_hand_openssl(const struct inspection *i);
char *by_hand_gnutls(const struct inspection *i);        /* NULL likewise, and where a dialogue comes before TLS */
char *by_hand_curl(const struct inspection *i);          /* NULL likewise, and for all but https to a name */

#endif
