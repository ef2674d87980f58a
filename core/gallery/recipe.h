/* SPDX-License-Identifier: GPL-3.0-or-later
 * How a scenario is made: the recipes of scenarios.def, as departures from an ordinary server with an ordinary
 * certificate. */
#ifndef CC_DEMO_RECIPE_H
#define CC_DEMO_RECIPE_H

#include "pki/pki.h"

#include <stdbool.h>

enum demo_mode {
	DEMO_TLS,                /* TLS as usual */
	DEMO_TLS_OLD,            /* TLS 1.1 at most */
	DEMO_TLS_CLIENT,         /* no further without a client certificate */
	DEMO_PLAIN_HTTP,         /* answers whatever comes in plain HTTP */
	DEMO_CLOSES              /* says nothing and closes */
};

/* Certificates have letters: 'r' is the gallery's root, 'i' its intermediate, 'l' the leaf, others are a recipe's
 * own. */
struct demo_part {
	char id;                 /* 0 ends a list */
	char by;                 /* who signs it; its own letter: itself */
	char key_of;             /* whose key it has; 0: one of its own */
	enum pki_key_kind key;
	int from, to;            /* validity in days from now; both 0: the usual one */
	struct pki_spec spec;    /* times are filled in; so are subject and names of a leaf, where not given */
};

struct demo_recipe {
	enum demo_mode mode;
	const char *send;        /* letters in the order sent; NULL: "li" */
	struct demo_part leaf;   /* by: 'i' where not given */
	const struct demo_part *parts;   /* made before the leaf, issuers first */
	char fetch;              /* the part that the leaf's caIssuers address delivers; 0: no address */
	bool revoked;            /* a stapled OCSP answer says so */
	/* the programmes that are taken to have the gallery's root, as x509/programmes.tsv writes them; NULL: it is a
	 * private one */
	const char *stores;
	bool old_log;            /* the leaf was shown to a log that browsers no longer trust, and to no other */
	bool no_names;           /* the leaf has no subjectAltName */
	unsigned more_names;     /* so many in front of the leaf's own ones */
	unsigned strangers;      /* so many unrelated certificates at the end of the chain */
};

#define DEMO_PARTS(...) (const struct demo_part[]) { __VA_ARGS__, { 0 } }
#define DEMO_NAMES(...) (const char *const[]) { __VA_ARGS__, NULL }

#endif
