/* SPDX-License-Identifier: GPL-3.0-or-later
 * Facts of an inspection as short phrases, which the text report and the ticket note share. */
#ifndef CC_REPORT_FACTS_H
#define CC_REPORT_FACTS_H

#include "result/inspection.h"
#include "options/opts.h"

/* All return clean text that the caller frees, unless they say otherwise. */
char *facts_target(const struct inspection *i);                      /* "shop.example.net:443 (bücher.example)" */
/* "192.0.2.17 port 443, TLS 1.3, ..."; NULL: none */
char *facts_connection(const struct inspection *i);
char *facts_may(const struct card *c);                               /* "prove a server's identity" */
char *facts_key(const struct card *c);                               /* "EC P-256" */
char *facts_names(const struct card *c, size_t most);                /* "a, b and 4,998 more"; NULL: none */
char *facts_place(const struct inspection *i, size_t card);          /* "the site's own certificate" */
/* what the issuer checked; static; NULL: not known */
const char *facts_checked(const struct card *c);
const char *facts_label(const struct card *c);                       /* what to call it; borrowed */
char *facts_hex(const uint8_t *p, size_t n);                         /* "ab:cd:..." */

/* "curl: (60) ...", "Chrome: NET::ERR_...": the tool, unless the code begins with its name. */
void facts_code(struct buf *b, const struct code *c);

/* The gravest level of the findings about a card; LEVEL_TRUSTED when there are none. */
enum level facts_card_level(const struct inspection *i, int card);
bool facts_days_left(const struct inspection *i, int64_t *days);     /* the fewest in the path; false: there is none */
bool facts_in_path(const struct inspection *i, int card);

/* The n-th (0..2) advice of a finding when this audience comes first: for whom, and what. Borrowed. */
struct facts_advice { const char *who, *text; };
struct facts_advice facts_advice(const struct finding *f, enum audience first, size_t n);

#endif
