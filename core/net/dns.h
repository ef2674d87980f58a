/* SPDX-License-Identifier: GPL-3.0-or-later
 * Questions to the DNS whose answers are validated by DNSSEC: libunbound, loaded when --dane first needs it. It asks
 * the resolvers of /etc/resolv.conf and validates itself, from the root's keys on, so no resolver has to be believed.
 *
 * $CERTCARD_RESOLVER=ADDRESS[@PORT] asks that one instead; $CERTCARD_TRUST_ANCHOR=FILE (DS or DNSKEY records) takes the
 * place of the root's keys: for signed zones of one's own, and for tests. */
#ifndef CC_DNS_H
#define CC_DNS_H

#include "base/buf.h"
#include "base/err.h"

struct dns;

/* NULL with e: no libunbound on this machine, or it cannot be set up. It works in a thread of its own. */
struct dns *dns_new(struct cc_err *e);
void dns_free(struct dns *d);                        /* queries must have been stopped; NULL is fine */

enum dns_state {
	DNS_BUSY,
	DNS_SECURE,              /* the answer is validated: the records, or the proof that there are none */
	DNS_INSECURE,            /* the zone is not signed */
	DNS_BOGUS,               /* signed, and the signatures do not hold */
	DNS_FAILED               /* no answer, or an error instead of one */
};

/* One question. Must not move between dns_ask() and dns_stop(). */
struct dns_query;
struct dns_query *dns_ask(struct dns *d, const char *name, int type, struct cc_err *e);
int dns_fd(const struct dns *d);                     /* readable when something has come, for any of the queries */
enum dns_state dns_step(struct dns_query *q);        /* afterwards */
/* After dns_step() said other than DNS_BUSY: */
size_t dns_count(const struct dns_query *q);
struct bytes dns_record(const struct dns_query *q, size_t i);        /* rdata, borrowed */
/* clean clause: why bogus or failed; NULL: not known. The caller frees. */
char *dns_why(const struct dns_query *q);
void dns_stop(struct dns_query *q);                  /* at once, in any state; NULL is fine */

#endif
