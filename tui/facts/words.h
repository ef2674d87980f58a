/* SPDX-License-Identifier: GPL-3.0-or-later
 * Facts of a card in plain words, as the licence shows them. Pure. Where a function returns a string without saying so,
 * it is new and the caller frees. */
#ifndef CC_WORDS_H
#define CC_WORDS_H

#include "result/inspection.h"

char *words_key(const struct key *k);            /* "EC P-256", "RSA 2048" */
char *words_hex(const uint8_t *p, size_t n, size_t max);   /* "04:9F:2A", at most max octets and then "…" */
char *words_names(const struct inspection *i, const struct card *c);   /* "2 names, none is www.example.com" */
char *words_may(const struct cert *c);           /* "prove a server's identity" */
char *words_process(const struct inspection *i, const struct card *c);   /* who checked what */
/* "ECDSA with SHA-256; checks out under the issuer's key" */
char *words_signature(const struct inspection *i, int card);
/* Shown by a server as its own, whatever it was made for. */
bool words_is_site(const struct inspection *i, const struct card *c);
const char *words_licence(const struct inspection *i, const struct card *c);   /* "SERVER LICENCE"; static */
const char *words_place(const struct inspection *i, int card);         /* "the site's own"; static */

/* The worst that was found of a card: the result of its steps and findings. */
enum step_result words_worst(const struct inspection *i, int card);

/* The finding that is about a card, else -1. */
int words_finding_of(const struct inspection *i, int card);

#endif
