/* SPDX-License-Identifier: GPL-3.0-or-later
 * Certificate transparency logs by id. */
#include "x509/ctlogs.h"

#include "base/moment.h"

#include <stdlib.h>
#include <string.h>

static const struct ctlog ctlog_rows[] = {
#include "x509/ctlogs.inc"
};

const struct ctlogs ctlogs_known = { ctlog_rows, sizeof ctlog_rows / sizeof *ctlog_rows };

static int ctlog_compare(const void *key, const void *row)
{
	return strcmp(key, ((const struct ctlog *)row)->id);
}

const struct ctlog *ctlog_find(const struct ctlogs *logs, const uint8_t id[32])
{
	static const char digits[] = "0123456789abcdef";
	char hex[65];

	if (logs == NULL)
		logs = &ctlogs_known;
	for (size_t i = 0; i < 32; i++) {
		hex[2 * i] = digits[id[i] >> 4];
		hex[2 * i + 1] = digits[id[i] & 15];
	}
	hex[64] = '\0';
	return bsearch(hex, logs->rows, logs->n, sizeof *logs->rows, ctlog_compare);
}

/* A moment of the table; `none` where it has none. */
static int64_t ctlog_moment(const char *text, int64_t none)
{
	int64_t t;

	return moment_parse(text, &t) == NULL ? t : none;
}

static const struct { const char *word; enum ctlog_state state; } ctlog_states[] = {
	{ "pending", CTLOG_PENDING }, { "qualified", CTLOG_LIVE }, { "usable", CTLOG_LIVE }, { "readonly", CTLOG_LIVE },
	{ "retired", CTLOG_RETIRED }, { "rejected", CTLOG_REJECTED },
};

/* Mozilla's list follows Chrome's and has no days. Chrome's list drops what has long ended; Apple's keeps it. */
static void ctlog_words(const struct ctlog *log, enum ct_programme p, const char **state, const char **since)
{
	bool dropped = log->chrome[0] == '\0' && log->mozilla[0] == '\0' && strcmp(log->apple, "rejected") == 0;

	*state = p == CT_APPLE || dropped ? log->apple : p == CT_MOZILLA ? log->mozilla : log->chrome;
	*since = p == CT_APPLE || dropped ? log->apple_since : log->chrome_since;
	if (p == CT_MOZILLA && !dropped && log->mozilla[0] == '\0' && strcmp(log->chrome, "rejected") == 0)
		*state = log->chrome;
}

enum ctlog_state ctlog_state(const struct ctlog *log, enum ct_programme p, int64_t at, int64_t *since)
{
	enum ctlog_state state = CTLOG_UNKNOWN;
	const char *word, *from;
	int64_t changed;

	ctlog_words(log, p, &word, &from);
	changed = ctlog_moment(from, INT64_MIN);
	if (since != NULL)
		*since = changed;
	if (log->type[0] != '\0')
		return CTLOG_UNKNOWN;
	for (size_t i = 0; i < sizeof ctlog_states / sizeof *ctlog_states; i++)
		if (strcmp(ctlog_states[i].word, word) == 0)
			state = ctlog_states[i].state;
	if (state != CTLOG_RETIRED && state != CTLOG_REJECTED)
		return state;
	return at < (changed != INT64_MIN ? changed : ctlog_moment(log->end, INT64_MIN)) ? CTLOG_LIVE : state;
}

bool ctlog_takes(const struct ctlog *log, int64_t not_after)
{
	return not_after >= ctlog_moment(log->start, INT64_MIN) && not_after < ctlog_moment(log->end, INT64_MAX);
}
