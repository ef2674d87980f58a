/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which traits a client never sees, because it has ended before or does not look there: taken away before its rules
 * are asked. */
#ifndef CC_SEES_H
#define CC_SEES_H

#include "clients/traits.h"

void chromium_sees(struct traits *t);
void firefox_sees(struct traits *t);
void openssl_sees(struct traits *t);         /* and who verifies with OpenSSL */
void gnutls_sees(struct traits *t);
void go_sees(struct traits *t);
void java_sees(struct traits *t);
/* Whoever was shown certificates with one of these faults alone: the forms have rows of their own there, and no other
 * reader's word counts. */
void forms_seen(struct traits *t);

#endif
