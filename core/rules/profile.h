/* SPDX-License-Identifier: GPL-3.0-or-later
 * Certificate profiles: how RFC 5280 and the CA/Browser Forum's TLS baseline requirements (BR, version 2.2.6) want
 * certificates made.
 * Browsers do not enforce these rules; a breach shows a CA that does not keep to its trade. */
#ifndef CC_PROFILE_H
#define CC_PROFILE_H

#include "x509/cert.h"

#include <stdbool.h>

/* Who a rule is for. */
enum profile_for {
	FOR_ALL = 0,
	FOR_CA = 1 << 0,         /* whoever signs in this path, and a CA that is looked at itself */
	FOR_ROOT = 1 << 1,       /* a CA that signed itself */
	FOR_SUB = 1 << 2,        /* a CA that is not */
	FOR_LEAF = 1 << 3,       /* whoever uses his key otherwise: for BR, a server */
	/* with the above: the rule is about the link to the issuer, so that another path may keep it */
	FOR_LINK = 1 << 4
};

enum profile_source { PROFILE_RFC, PROFILE_BR };

/* A certificate at its place. All borrowed. */
struct profile_place {
	const struct cert *c;
	const struct cert *issuer;       /* the next one of the path, itself for a self-signed one, NULL: not known */
	bool ca;                         /* judged as a CA */
};

struct profile_rule {
	const char *id;                  /* short and lasting: "aki-missing" */
	enum profile_source source;
	const char *section;             /* "RFC 5280 4.2.1.1" */
	unsigned who;                    /* mask of profile_for; FOR_ALL: everybody */
	bool (*broken)(const struct profile_place *p);
	const char *sentence;            /* a clause: what is wrong */
};

extern const struct profile_rule profile_rules[];
extern const size_t n_profile_rules;

/* Is the rule for this certificate, and does it break it? */
bool profile_broken(const struct profile_rule *r, const struct profile_place *p);

#define PROFILE(id, function, source, section, who, sentence) bool profile_##function(const struct profile_place *p);
#include "rules/profile.def"
#undef PROFILE

#endif
