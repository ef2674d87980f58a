/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a handshake means after HANDSHAKE_OVER: how it broke, whether another would get further, and names for
 * people. */
#ifndef CC_HANDSHAKE_WORDS_H
#define CC_HANDSHAKE_WORDS_H

#include "tls/handshake.h"

bool handshake_worth_retrying(const struct handshake *h);    /* TLS_LEGACY may get further */
bool handshake_minds_alpn(const struct handshake *h);        /* it wants no protocol of those that were offered */
/* clean clause: how it broke; NULL: it did not. The caller frees. */
char *handshake_broke(const struct handshake *h);
void handshake_finding(const struct handshake *h, struct finding *f);   /* it gave no certificate: why */

/* Names for people, static or borrowed from GnuTLS; NULL when not known. */
const char *tls_version_name(int version);                   /* "TLS 1.3" */
const char *handshake_cipher(const struct handshake *h);
bool handshake_rsa_exchange(const struct handshake *h);      /* TLS 1.2 and before: static RSA key exchange */
/* TLS 1.2 and before, Diffie-Hellman without curves (DHE): bits of the prime; 0: not used */
unsigned handshake_dh_bits(const struct handshake *h);
/* What was agreed on in TLS 1.2 and no browser offers, in words: TLS_LEGACY alone offers it, so it is all that there
 * is. NULL: nothing of the kind. */
const char *handshake_outdated(const struct handshake *h);
const char *handshake_group(const struct handshake *h);
const char *handshake_signature(const struct handshake *h);
/* The random number of our hello, over which the server signs along with all else; zeros where there is none. */
enum { HELLO_RANDOM = 32 };
void handshake_hello_random(const struct handshake *h, uint8_t out[static HELLO_RANDOM]);
char *handshake_alpn(const struct handshake *h);             /* clean; the caller frees */

#endif
