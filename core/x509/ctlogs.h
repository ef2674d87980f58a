/* SPDX-License-Identifier: GPL-3.0-or-later
 * Certificate transparency logs (RFC 6962; static-ct-api signs the same timestamps): which there are, and in which
 * state each programme has them. The table is ctlogs.tsv, made by doc/refresh-ct-logs; it is sorted by id and nothing
 * of it is read before it is asked for. */
#ifndef CC_CTLOGS_H
#define CC_CTLOGS_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One log; a field that is not known is "". States are those of the programmes' lists ("usable", "retired" ...),
 * moments RFC 3339. */
struct ctlog {
	const char *id;          /* SHA-256 of the key, 64 hexadecimal digits */
	const char *name, *operator;
	const char *chrome, *chrome_since, *apple, *apple_since, *mozilla;
	const char *start, *end; /* takes certificates that end from `start` on and before `end` */
	const char *api;         /* "rfc6962", "static-ct" */
	const char *type;        /* "test", "monitoring_only"; "": an ordinary one */
	const char *key;         /* SubjectPublicKeyInfo, base64 */
};

/* Rows sorted by id. */
struct ctlogs { const struct ctlog *rows; size_t n; };
extern const struct ctlogs ctlogs_known;

/* NULL: not known. `logs` NULL: the known ones. */
const struct ctlog *ctlog_find(const struct ctlogs *logs, const uint8_t id[32]);

/* Whose word counts. Chrome's list is the one that Android's verifier uses, too. */
enum ct_programme { CT_CHROME, CT_MOZILLA, CT_APPLE, N_CT_PROGRAMMES };

enum ctlog_state {
	CTLOG_UNKNOWN,           /* not in the programme's list, or for tests alone */
	CTLOG_PENDING,           /* not taken yet */
	CTLOG_LIVE,              /* qualified, usable or read-only */
	CTLOG_RETIRED,           /* what it signed before counts on */
	CTLOG_REJECTED           /* no longer counts at all */
};

/* Its state at `at`, as far as the list tells: it has but the last change, before which a retired or rejected log was
 * live; where its day is not told, until the end of the log's interval. `since` (may be NULL) gets that day, INT64_MIN
 * where it is not told. */
enum ctlog_state ctlog_state(const struct ctlog *log, enum ct_programme p, int64_t at, int64_t *since);

/* Does it take certificates that end then? */
bool ctlog_takes(const struct ctlog *log, int64_t not_after);

#endif
