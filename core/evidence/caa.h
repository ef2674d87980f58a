/* SPDX-License-Identifier: GPL-3.0-or-later
 * CAA records (RFC 8659): which CAs does a domain's DNS let issue for it? CAs have to look before they issue (CA/B BR
 * 3.2.2.8); nobody looks afterwards, and no browser ever does. So what they say today is held against who issued, and
 * proves nothing: a record may have changed since. Pure: what the DNS said comes in, in any shape that a stranger can
 * give it. */
#ifndef CC_CAA_H
#define CC_CAA_H

#include "base/buf.h"
#include "result/inspection.h"

enum { CAA_TYPE = 257 /* the record's type */ };

/* RFC 8659 4.1. */
struct caa_record {
	bool critical;           /* who does not know the tag must not issue */
	struct bytes tag, value; /* borrowed */
};

/* False: cut short, a length that is not true, or a tag that is empty or has other than ASCII letters and digits. */
bool caa_read(struct bytes rdata, struct caa_record *out);

/* The value of `issue` and `issuewild` (RFC 8659 4.2), and the parameters of RFC 8657. */
struct caa_value {
	struct bytes domain; /* n == 0: nobody may issue; borrowed */
	bool account;        /* accounturi: for one account with the CA alone */
	bool methods;        /* validationmethods: if it looks in one of these ways alone */
};

/* False: not of that form, which counts as one that lets nobody issue (RFC 8659 4.2). *out is then empty. */
bool caa_value_read(struct bytes value, struct caa_value *out);

/* The next name to ask on the way up: without its first label. NULL: the one given is the last before the root (RFC
 * 8659 3). Borrowed. */
const char *caa_parent(const char *name);

/* A CA that looks for itself in CAA records. */
struct caa_ca {
	const char *name;
	const char *organisations; /* with | between */
	const char *domains;       /* with a space between */
};

const struct caa_ca *caa_ca_find(
	const char *organisation); /* ASCII case aside; NULL: none is known, or NULL was given */
bool caa_ca_is(const struct caa_ca *ca, struct bytes domain); /* does it answer to this domain? ASCII case aside */

/* What the records of one name come to. `ca` NULL: not known who issued. */
struct caa_verdict {
	enum answer permits;
	bool wild;              /* `issuewild` was what counted */
	bool limits;            /* a record says who may issue */
	bool limited;           /* it permits, but for one account or in some ways alone */
	size_t unread;          /* records that are none, or past LIMIT_CAA_RECORDS */
	const uint8_t *unknown; /* the tag of a critical record that is not known here; NULL: none */
	size_t n_unknown;
	struct bytes issuer;   /* the domain that fits; n == 0: none; borrowed */
	struct bytes named[4]; /* some of those that may, each once; borrowed */
	size_t n_named;
	bool others;           /* there are more */
};
enum { CAA_NAMED = sizeof((struct caa_verdict *)0)->named / sizeof *((struct caa_verdict *)0)->named };

/* For a wildcard `issuewild` counts before `issue` (RFC 8659 4.3). */
struct caa_verdict caa_judge(const struct bytes *records, size_t n, bool wildcard, const struct caa_ca *ca);

#endif
