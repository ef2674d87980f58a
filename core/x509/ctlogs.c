/* SPDX-License-Identifier: GPL-3.0-or-later
 * Certificate transparency: logs by id, and counting timestamps by the browsers' rules. */
#include "x509/ctlogs.h"

#include "base/limits.h"
#include "base/moment.h"

#include <stdlib.h>
#include <string.h>

struct ctlog {
	const char *name, *operator;
	const char *id;          /* 32 octets */
};

static const struct ctlog ctlogs[] = {
#define CTLOG(name, operator, id) { name, operator, id },
#include "x509/ctlogs.def"
#undef CTLOG
};

enum { CT_LONG_LIFE = 180 * MOMENT_DAY, CT_SKEW_MS = 300 * 1000 };

static int ctlog_compare(const void *key, const void *row)
{
	return memcmp(key, ((const struct ctlog *)row)->id, 32);
}

static const struct ctlog *ctlog_find(const uint8_t id[32])
{
	return bsearch(id, ctlogs, sizeof ctlogs / sizeof *ctlogs, sizeof *ctlogs, ctlog_compare);
}

const char *ctlog_name(const uint8_t id[32])
{
	const struct ctlog *log = ctlog_find(id);

	return log != NULL ? log->name : NULL;
}

const char *ctlog_operator(const uint8_t id[32])
{
	const struct ctlog *log = ctlog_find(id);

	return log != NULL ? log->operator : NULL;
}

static bool ct_same_operator(const struct sct *a, const struct sct *b)
{
	const char *x = ctlog_operator(a->log_id), *y = ctlog_operator(b->log_id);

	return x != NULL && y != NULL ? strcmp(x, y) == 0 : memcmp(a->log_id, b->log_id, sizeof a->log_id) == 0;
}

struct sct_count sct_count(const struct sct *list, size_t n, int64_t now)
{
	struct sct_count c = { 0, 0 };
	size_t i, j;

	for (i = 0; i < n && i < LIMIT_SCTS; i++) {
		bool new_log = list[i].time_ms <= now * 1000 + CT_SKEW_MS, new_operator = new_log;

		for (j = 0; j < i; j++) {
			new_log = new_log && memcmp(list[i].log_id, list[j].log_id, sizeof list[i].log_id) != 0;
			new_operator = new_operator && !ct_same_operator(&list[i], &list[j]);
		}
		c.logs += new_log;
		c.operators += new_operator && new_log;
	}
	return c;
}

unsigned sct_needed(int64_t lifetime_seconds)
{
	return lifetime_seconds <= CT_LONG_LIFE ? 2 : 3;
}
