/* SPDX-License-Identifier: GPL-3.0-or-later
 * Certificate profiles: how RFC 5280 and the CA/Browser Forum's TLS baseline requirements (BR, version 2.2.6) want
 * certificates made.
 * Browsers do not enforce these rules, save where a row says so (BROWSERS_TOO); a breach shows a CA that does not keep
 * to its trade. */
#ifndef CC_PROFILE_H
#define CC_PROFILE_H

#include "x509/cert.h"

#include <stdbool.h>

/* Who a rule is for. */
enum profile_for {
	FOR_CA = 1 << 0,         /* whoever signs in this path, and a CA that is looked at itself */
	FOR_ROOT = 1 << 1,       /* a CA that signed itself */
	FOR_SUB = 1 << 2,        /* a CA that is not */
	FOR_LEAF = 1 << 3,       /* whoever uses his key otherwise: for BR, a server */
	FOR_ALL = FOR_CA | FOR_LEAF,
	/* with the above: the rule is about the link to the issuer, so that another path may keep it */
	FOR_LINK = 1 << 4,
	/* with the above: --strict does not hold it against the anchor, where no path validation looks at it */
	FOR_ISSUED = 1 << 5
};

/* Who stops at a breach although browsers go on, and when. */
enum profile_stopper {
	STOPS_PYTHON = 1 << 0, STOPS_GO_1_23 = 1 << 1, STOPS_GO = 1 << 2, STOPS_RUSTLS = 1 << 3, STOPS_JAVA = 1 << 4,
	STOPS_OPENSSL = 1 << 5, STOPS_GNUTLS = 1 << 6,
	STOPS_GNUTLS_TOP = 1 << 7,       /* GnuTLS, where the issuer is the anchor or its name reads otherwise */
	STOPS_BELOW = 1 << 8,            /* not at the anchor's own breach */
	STOPS_V3 = 1 << 9,               /* Python: at certificates of version 3 alone */
	STOPS_LINKED = 1 << 10,          /* OpenSSL: not at a certificate that stands alone */
	STOPS_SIGNED = 1 << 11,          /* OpenSSL: not at the anchor's own, whose signature it does not look at */
	STOPS_JAVA_TOP = 1 << 12,        /* Java, where the anchor issued it */
	/* at the anchor's own breach in the place of others: clients of OpenSSL that want it to have signed itself */
	STOPS_WHOLE_CHAIN = 1 << 13,
	BROWSERS_TOO = 1 << 14           /* one or another browser stops as well, or may: other findings speak of it */
};

/* The forum's: under every anchor with --strict, or (PROFILE_PUBLIC: what only public CAs have to do) under public ones
 * alone. */
enum profile_source { PROFILE_RFC, PROFILE_BR, PROFILE_PUBLIC, N_PROFILE_SOURCES };

/* A certificate at its place. All borrowed. */
struct profile_place {
	const struct cert *c;
	const struct cert *issuer;       /* the next one of the path, itself for a self-signed one, NULL: not known */
	int begins;                      /* yyyymmdd, profile_day() */
	unsigned who;                    /* mask of profile_for: what it is, profile_who() */
	bool ca;                         /* judged as a CA */
	bool anchor, alone;              /* it is the anchor; it is the whole path */
	bool top;                        /* the anchor issued it */
};

struct profile_rule {
	const char *id;                  /* short and lasting: "aki-missing" */
	int from;                        /* yyyymmdd: not asked of what begins earlier; 0: of all */
	enum profile_source source;
	const char *section;             /* "RFC 5280 4.2.1.1" */
	unsigned who;                    /* mask of profile_for */
	unsigned stops;                  /* mask of profile_stopper; 0: nobody */
	bool (*broken)(const struct profile_place *p);
	const char *sentence;            /* a clause: what is wrong */
};

/* Of those that sign precertificates for a CA (RFC 6962 3.1). */
#define PURPOSE_PRECERTIFICATES "1.3.6.1.4.1.11129.2.4.4"

extern const struct profile_rule profile_rules[];
extern const size_t n_profile_rules;

/* The first day of its validity, as the rules' `from`. */
int profile_day(const struct cert *c);

/* What a certificate is for the rules, of those masks that do not speak of links. */
unsigned profile_who(const struct cert *c, bool ca);

/* Is the rule for this certificate, by what that is and by its day? Only then may one ask whether it is broken. */
static inline bool profile_concerns(const struct profile_rule *r, const struct profile_place *p)
{
	return (r->who & p->who) != 0 && p->begins >= r->from;
}

/* Who stops at its breach here: mask of profile_stopper. */
unsigned profile_stops(const struct profile_rule *r, const struct profile_place *p);
/* The next of them for a sentence, static: "Go 1.23 or later"; taken off the mask. NULL: no more. */
const char *profile_stopper(unsigned *stops);

#define PROFILE_FROM(from, id, function, source, section, who, stops, sentence) \
	bool profile_##function(const struct profile_place *p);
#include "rules/profile.def"

/* Those for FOR_LINK, which are the table's first. */
enum { N_PROFILE_LINKS = 0
#define PROFILE_FROM(from, id, function, source, section, who, stops, sentence) + (((who) & FOR_LINK) != 0)
#include "rules/profile.def"
};

#endif
