/* SPDX-License-Identifier: GPL-3.0-or-later
 * CAA records held against who issued, in words. */
#ifndef CC_CAA_SAY_H
#define CC_CAA_SAY_H

#include "evidence/caa.h"
#include "net/dns.h"

/* The name to begin with, without a star, and whether it is a wildcard by which the certificate has it: the host's own
 * name where the certificate has that or nothing for it. Borrowed from `i`; NULL: there is no name, or no certificate.
 */
const char *caa_first(const struct inspection *i, bool *wildcard);

/* What the DNS said: of `name`, which is the first one or one above it. */
struct caa_answer {
	enum dns_state state; /* DNS_SECURE if every answer on the way up was */
	const char *name;
	const struct bytes *records;
	size_t n;        /* 0: neither `name` nor those below it have any */
	const char *why; /* clean clause: bogus or failed; NULL: not known */
};

/* Put it into the inspection: the facts, a step, and caa-mismatch where a public CA that is known here is not among
 * those that may issue. Findings are sorted and the verdict is set anew. Does nothing where caa_first() gives none. */
void caa_say(struct inspection *i, const struct caa_answer *a);

#endif
