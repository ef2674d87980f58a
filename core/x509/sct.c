/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reads lists of signed certificate timestamps (RFC 6962 3.2, 3.3). */
#include "x509/sct.h"
#include "x509/ctlogs.h"

#include <string.h>

/* Take an opaque with a length of two octets. */
static bool sct_take(struct bytes *in, struct bytes *out)
{
	size_t n;

	if (in->n < 2)
		return false;
	n = (size_t)in->p[0] << 8 | in->p[1];
	if (n > in->n - 2)
		return false;
	*out = (struct bytes){ in->p + 2, n };
	in->p += n + 2;
	in->n -= n + 2;
	return true;
}

/* version 0, log id, time, and behind them extensions and signature. */
static bool sct_read(struct bytes raw, struct sct *out)
{
	enum { LOG_ID = 1, TIME = LOG_ID + sizeof out->log_id, END = TIME + 8 };
	const struct ctlog *log;
	uint64_t t = 0;
	size_t i;

	if (raw.n < END || raw.p[0] != 0)
		return false;
	log = ctlog_find(NULL, raw.p + LOG_ID);
	*out = (struct sct){ .raw = raw, .log = log != NULL ? log->name : NULL };
	memcpy(out->log_id, raw.p + LOG_ID, sizeof out->log_id);
	for (i = TIME; i < END; i++)
		t = t << 8 | raw.p[i];
	out->time_ms = t <= INT64_MAX ? (int64_t)t : INT64_MAX;
	return true;
}

size_t sct_list_read(struct bytes list, struct sct *out, size_t max)
{
	struct bytes all, raw;
	size_t n = 0;
	bool good = true;

	if (!sct_take(&list, &all))
		return 0;
	while (all.n > 0 && good) {
		good = sct_take(&all, &raw) && raw.n > 0;
		if (good && n < max && sct_read(raw, &out[n]))
			n++;
	}
	for (size_t i = 0; i < n; i++)
		out[i].list_broken = !good || list.n > 0;
	return n;
}
