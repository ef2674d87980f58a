/* SPDX-License-Identifier: GPL-3.0-or-later
 * Certificate transparency (RFC 6962): which logs there are, and how browsers count timestamps. */
#ifndef CC_CT_H
#define CC_CT_H

#include "base/buf.h"
#include "x509/cert.h"

/* Name and operator of a log by its id; NULL: not known here. Static. */
const char *ctlog_name(const uint8_t id[32]);
const char *ctlog_operator(const uint8_t id[32]);

/* What browsers count (Chromium's CT policy; Firefox's and Apple's follow it): timestamps of distinct logs, none from
 * the future, and how many operators are behind them (an unknown log counts as an operator of its own, in favour of the
 * site: our list of logs ages, the browser's does not). */
struct sct_count { unsigned logs, operators; };
struct sct_count sct_count(const struct sct *list, size_t n, int64_t now);

/* How many embedded timestamps a certificate needs: 2, or 3 above 180 days between its two dates (Chromium subtracts
 * them, without the second that BR 6.3.2 adds). */
unsigned sct_needed(int64_t lifetime_seconds);

#endif
