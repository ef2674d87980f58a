/* SPDX-License-Identifier: GPL-3.0-or-later
 * Do signed certificate timestamps hold (RFC 6962 3.2), and which of them count? */
#ifndef CC_SCT_VERIFY_H
#define CC_SCT_VERIFY_H

#include "x509/cert.h"
#include "x509/ctlogs.h"

/* What becomes of one timestamp. */
enum sct_fate {
	SCT_COUNTS,
	SCT_COUNTS_STILL,        /* of a log that has retired since: counts beside one of a live log */
	SCT_UNKNOWN_LOG, SCT_FALSE, SCT_UNTRIED, SCT_FUTURE, SCT_INTERVAL, SCT_PENDING, SCT_TOO_LATE, SCT_REJECTED,
	SCT_BROKEN_LIST          /* itself it holds, but the list in which it stands cannot be read to its end */
};

/* One timestamp, its log (NULL: unknown) and what each programme makes of it. */
struct sct_seen {
	const struct sct *sct;
	const struct ctlog *log;
	enum sct_fate fate[N_CT_PROGRAMMES];
};

struct sct_question {
	const struct ctlogs *logs;       /* NULL: the known ones */
	const struct cert *leaf;
	const struct cert *issuer;       /* as in sct_verify() */
	int64_t now;
	bool verify;             /* false: signatures are taken for genuine (they are dear, and asked for once) */
};

/* Did the log sign it over this certificate? `issuer`: it stands in the certificate, so that what was signed is the
 * precertificate, which names the issuer's key; NULL: it was delivered beside it, and the certificate itself was
 * signed. 1 yes, 0 no, -1 it could not be tried. */
int sct_verify(const struct sct *s, const struct cert *leaf, const struct cert *issuer, const struct ctlog *log);

struct sct_seen sct_look(const struct sct_question *q, const struct sct *s);

/* How many distinct logs and operators count, and is one of the logs live? */
struct sct_count { unsigned logs, operators; bool live; };
struct sct_count sct_count(const struct sct_seen *list, size_t n, enum ct_programme p);

/* How many embedded timestamps a certificate needs: 2, or 3 above 180 days between its two dates (Chromium subtracts
 * them, without the second that BR 6.3.2 adds). */
unsigned sct_needed(int64_t lifetime_seconds);

#endif
