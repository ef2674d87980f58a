/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which public roots there are, which programmes and systems have them for servers, and from which day a programme
 * takes nothing new from one. The table is programmes.tsv, brought up to date by doc/refresh-roots; it is sorted by
 * fingerprint, and nothing of it is read before it is asked for. */
#ifndef CC_PROGRAMMES_H
#define CC_PROGRAMMES_H

#include "x509/cert.h"

enum root_store {
#define STORE(id, name, words) STORE_##id,
#include "x509/stores.def"
	N_STORES
};

struct public_root {
	const char *sha256;      /* 64 hexadecimal digits */
	const char *name;        /* clean text */
	const char *stores;      /* N_STORES characters: '1' or '-' */
	/* the last day, 2025-10-31, or "": of proof, for Chrome; of issue, for Mozilla */
	const char *chrome_until, *mozilla_until;
};

/* Rows sorted by fingerprint. */
struct public_roots { const struct public_root *rows; size_t n; };
extern const struct public_roots public_roots_known;

/* The first second as of which the table can tell which roots a programme lacks: it knows the stores of 2026, and not
 * when an older root left one. */
#define PUBLIC_ROOTS_SINCE INT64_C(1780272000)       /* 2026-06-01 */

const char *store_words(enum root_store s);          /* "Chrome 156" */

/* NULL: not a root that any programme has. `roots` NULL: the known ones. */
const struct public_root *public_root_find(const struct public_roots *roots, const struct cert *c);
bool public_root_in(const struct public_root *r, enum root_store s);
/* The stores, a bit each, that have a root of this name (cert_label(), cert_issuer_label()). */
unsigned public_roots_named(const struct public_roots *roots, const char *name);
/* Distributed as a public one: Mozilla's of today or of Debian 12, or Chrome's. */
bool public_root_distributed(const struct public_root *r);

/* What keeps a programme from taking a leaf under a root that it knows of. */
enum root_objection {
	ROOT_TAKEN,
	ROOT_LACKING,            /* the root is not in the store */
	ROOT_TOO_LATE            /* nothing issued or logged from a day on, and this is later */
};

/* When a leaf was made: its first second, and its earliest timestamp of those that hold (its first second where none
 * does): what nobody signed dates nothing back. */
struct issued { int64_t begins, logged; };

/* Chrome counts the day of the log (net/cert/cert_verify_proc_builtin.cc: sct_not_after, of timestamps whose status is
 * OK), Mozilla that of issue; the others have no days. ROOT_LACKING is not said of a moment before PUBLIC_ROOTS_SINCE.
 * `until` (may be NULL) gets the last second that is taken, where it is too late. */
enum root_objection public_root_objection(const struct public_root *r, enum root_store s, const struct issued *leaf,
	int64_t now, int64_t *until);

#endif
