/* SPDX-License-Identifier: GPL-3.0-or-later
 * The phrase book: facts of an inspection in short plain words, the same on the screen and in every report. Pure. Where
 * a function returns a string without saying so, it is new clean text and the caller frees. */
#ifndef CC_PHRASES_H
#define CC_PHRASES_H

#include "base/buf.h"
#include "base/wrap.h"
#include "result/inspection.h"

/* ---- where it was seen ---- */

char *phrase_target(const struct inspection *i);             /* "shop.example.net:443 (bücher.example)" */
char *phrase_connection(const struct inspection *i);         /* "192.0.2.17 port 443, TLS 1.3, ..."; NULL: none */
/* Which client certificates the server asks for, naming at most so many CAs, and whether that of --cert is one:
 * "asked for, of CN=A, CN=B or 3 more; yours, of C, is not among them"; NULL: it asks for none */
char *phrase_client_request(const struct inspection *i, size_t most);
/* What else the server shows: "to who asks for an RSA key, www.example.org of CA R3 (RSA 2048), until 21 Dec 2026 (61
 * days left): TRUSTED"; "to who names no host, the same" */
char *phrase_shown(const struct also_shown *s, int64_t now);

/* ---- a certificate ---- */

const char *phrase_label(const struct card *c);              /* what to call it; borrowed */
const char *phrase_licence(const struct inspection *i, const struct card *c);    /* "SERVER LICENCE"; static */
const char *phrase_place(const struct inspection *i, int card);      /* "the site's own", "intermediate"; static */
/* What stands above the certificates of the path, and above those that are not on it; static. */
const char *phrase_chain_title(const struct inspection *i);
const char *phrase_beside_title(const struct inspection *i);
char *phrase_process(const struct inspection *i, const struct card *c);  /* who checked what before it was issued */
char *phrase_key(const struct key *k);                       /* "EC P-256", "RSA 2048" */
/* the same, of a post-quantum key with its size: "ML-DSA-65, 1,952 octets" */
char *phrase_key_whole(const struct key *k);
char *phrase_signed_with(const struct cert *c);              /* the method, of a post-quantum one with its size */
char *phrase_method(const struct cert *c);                   /* "ECDSA with SHA-256" */
char *phrase_signature(const struct inspection *i, int card);    /* the same, and "; checks out" */
char *phrase_hex(const uint8_t *p, size_t n, size_t max);    /* "04:9f:2a", at most max octets and then "…" */

/* Names: the first `most`, those that match before others: "a, b and 4,998 more"; NULL: none. */
char *phrase_names(const struct card *c, size_t most);
/* "2 names, none matches" */
char *phrase_names_sum(const struct inspection *i, const struct card *c);

/* "30 days left of 90", "5 hours left of 90 days", "ended 82 days ago", "begins in 3 days" */
char *phrase_left(const struct card *c, int64_t now);
/* "30 days left": the same where there is no room for the lifetime */
char *phrase_left_short(const struct card *c, int64_t now);
/* "22 Sep 2026 to 21 Dec 2026 (30 days left of 90)"; to the minute where that end is near */
char *phrase_validity(const struct card *c, int64_t now);

/* ---- a finding ---- */

/* "curl: (60) ...", "Chrome: NET::ERR_...": the tool, unless the code begins with its name, and what it says. */
void phrase_code(struct buf *b, const struct target_facts *t, const struct code *c);

/* ---- a level: how it looks on paper, with colour and without ---- */

enum wrap_ink phrase_level_ink(enum level l);
const char *phrase_level_mark(enum level l);     /* a symbol that wrap_run() knows how to write in ASCII, too */

#endif
