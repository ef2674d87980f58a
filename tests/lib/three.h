/* SPDX-License-Identifier: GPL-3.0-or-later
 * A chain of a root, an intermediate and a leaf for tests of the checks, good but for what the test changes in it. Time
 * stands still. */
#ifndef CC_TEST_THREE_H
#define CC_TEST_THREE_H

#include "rules/check.h"
#include "pki/pki.h"

#define THREE_NOW INT64_C(1780315200)        /* 2026-06-01 12:00 UTC */
#define THREE_DAY INT64_C(86400)
#define THREE_HOST "www.example.test"

enum { THREE_LEAF, THREE_CA, THREE_ROOT, THREE_N };

/* Flags beyond those of pki/pki.h: the CA or the root is made as no CA. */
#define THREE_NOT_CA (1U << 30)

/* What differs. In the specs, what is left out is the usual: names, dates (the leaf: 30 days before to 60 after now),
 * CA flags. */
struct three_spec {
	struct pki_spec spec[THREE_N];
	enum pki_key_kind key[THREE_N];
	void (*tweak[THREE_N])(struct cert *c);      /* changes what was read: for what the maker cannot make */
	bool no_ca;                              /* the leaf directly below the root */
	bool self_issued_ca;                     /* the intermediate has the root's name */
	bool no_anchor;
	enum anchor_kind anchor;                 /* ANCHOR_NONE: ANCHOR_ADDED */
	const char *host;                        /* NULL: THREE_HOST; "": none */
	bool file, strict, rsa_exchange;
	enum purpose purpose;
	int version, warn_days;                  /* 0: TLS 1.3; 0: the default rule */
	bool warn_percent;                       /* warn_days are hundredths of the lifetime */
	int64_t now;                             /* 0: THREE_NOW */
};

struct three {
	struct cert *path[THREE_N];
	struct inputs inputs;
	struct outcome outcome;
};

/* Make the chain and run all checks on it. Keys are made once and kept until three_end(). */
void three_run(struct three *t, const struct three_spec *s);
void three_done(struct three *t);
void three_end(void);

/* The finding of this id about path[at] (THREE_N: about any certificate); NULL: none. */
const struct finding *three_find(const struct three *t, enum finding_id id, size_t at);

#endif
