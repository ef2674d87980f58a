/* SPDX-License-Identifier: GPL-3.0-or-later
 * What becomes of a batch's results: a row of functions for each format, alone or as one of many. */
#ifndef CC_BATCH_SINK_H
#define CC_BATCH_SINK_H

#include "batch/batch.h"
#include "result/inspection.h"
#include "report/nagios.h"
#include "report/prometheus.h"

/* Text of an inspection, made by the thread that finished it: at most LIMIT_HELD of these are held back while an
 * earlier one is under way, and none begins while they take LIMIT_HELD_BYTES. */
struct batch_held {
	char *text;              /* NULL: nothing was written */
	size_t len;
	bool done;
};

/* A row of the table, its text being in the spool. */
struct batch_row {
	int rank;
	int64_t days;
	long at;
	size_t len, seq;
};

struct batch_sink {
	const struct batch_input *in;
	const struct batch_format *format;
	size_t count, by_status[4];
	size_t papers;                   /* of by_status[0]; nothing to trust in them: inspection_is_paper() */
	size_t rejected;                 /* lines that were no target */
	int error;                       /* errno of the first failed write */
	bool begun;                      /* something was written: separators */
	/* in order */
	struct batch_held *held;         /* ring of `window`, the first one being number `first` */
	size_t window, first, held_bytes;
	/* table, nagios */
	FILE *spool;
	struct batch_row *rows;
	size_t n_rows;
	bool has_nearest;
	struct report_span nearest;      /* what ends first */
	struct prometheus *prometheus;
};

/* One format. `render` runs in any thread, without a lock; the others one at a time. */
struct batch_format {
	int (*begin)(struct batch_sink *s, struct cc_err *e);                                  /* may be NULL */
	int (*render)(const struct batch_sink *s, FILE *f, const struct inspection *i);
	/* takes the text */
	void (*take)(struct batch_sink *s, size_t seq, bool last, const struct inspection *i, char *text, size_t len);
	void (*end)(struct batch_sink *s);                                                      /* may be NULL */
	bool ordered;
};

int batch_sink_open(struct batch_sink *s, const struct batch_input *in, bool many, struct cc_err *e);
/* May number `seq` begin? No, while too many wait for an earlier one. */
bool batch_sink_room(const struct batch_sink *s, size_t seq);
/* The report of one inspection, for batch_sink_take(). */
char *batch_sink_render(const struct batch_sink *s, const struct inspection *i, size_t *len);
void batch_sink_take(struct batch_sink *s, size_t seq, bool last, const struct inspection *i, char *text, size_t len);
/* Number `seq` will never come: it was no target. It counts as 3. */
void batch_sink_reject(struct batch_sink *s, size_t seq);
int batch_sink_end(struct batch_sink *s, struct cc_err *e);      /* writes what is left; 0, or -1 with e */
void batch_sink_close(struct batch_sink *s);

#endif
