/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sorting what was gathered. */
#include "batch/table.h"

#include "base/mem.h"
#include "result/phrases.h"
#include "base/wrap.h"
#include "report/nagios.h"
#include "batch/worst.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { TABLE_WORD = 14, TABLE_TARGET = 34, TABLE_DAYS = 10, TABLE_PROBLEMS = 100 };

static void table_days(const struct inspection *i, char out[static 32])
{
	int64_t days;

	out[0] = '\0';
	if (!inspection_days_left(i, &days))
		return;
	if (days < 0)
		(void)snprintf(out, 32, "over");
	else
		(void)snprintf(out, 32, "%lld %s", (long long)days, days == 1 ? "day" : "days");
}

/* "DO NOT TRUST  host:443   30 days  the sentence", the sentence wrapped in its column; below 90 columns, under its
 * row. */
int table_row(FILE *f, const struct inspection *i, const struct report_style *s)
{
	struct wrap w = { f, s->width, s->color, s->ascii };
	char *target = phrase_target(i), days[32];
	bool wide = s->width >= 90, tall = strlen(target) >= TABLE_TARGET;   /* tall: the target has a line to itself */

	/* of keys and requests, which are never just trusted, and of what belongs together */
	bool plain = inspection_is_paper(i);
	bool stray = i->verdict.finding >= 0 && i->findings[i->verdict.finding].id == FINDING_KEY_MISMATCH;
	bool keys = i->keys != NULL && !stray && strcmp(i->keys, i->verdict.headline) != 0;

	table_days(i, days);
	wrap_run(&w, phrase_level_ink(i->verdict.level), TABLE_WORD, inspection_word(i));
	if (tall)
		wrap_text(&w, 0, WRAP_BOLD, target);
	else
		wrap_run(&w, WRAP_BOLD, TABLE_TARGET, target);
	if (wide || *days != '\0')
		(void)fprintf(f, "%*s%*s", tall ? TABLE_WORD + TABLE_TARGET : 0, "", TABLE_DAYS, days);
	if (wide) {
		wrap_at(&w, TABLE_WORD + TABLE_TARGET + TABLE_DAYS, 2, i->verdict.headline);
		if (keys)
			wrap_text(&w, TABLE_WORD + TABLE_TARGET + TABLE_DAYS, WRAP_DIM, i->keys);
	} else {
		if (!tall || *days != '\0')
			wrap_blank(&w);
		if (i->verdict.level != LEVEL_TRUSTED || plain)
			wrap_text(&w, TABLE_WORD, WRAP_DIM, i->verdict.headline);
		if (keys)
			wrap_text(&w, TABLE_WORD, WRAP_DIM, i->keys);
	}
	free(target);
	return ferror(f) ? -1 : 0;
}

int table_problem(FILE *f, const struct inspection *i, const struct opts *o)
{
	return report_status(o, i) != 0 ? report_nagios_line(f, i, o) : 0;
}

int table_begin(struct batch_sink *s, struct cc_err *e)
{
	s->spool = tmpfile();
	return s->spool == NULL ? err_set(e, ERR_IO, "no temporary file") : 0;
}

void table_take(struct batch_sink *s, size_t seq, bool last, const struct inspection *i, char *text, size_t len)
{
	struct batch_row row =
		{ .rank = opts_exit_rank(report_status(s->in->opts, i)), .days = INT64_MAX, .at = ftell(s->spool), .len = len,
		.seq = seq };

	struct report_span span;

	(void)last;
	if (report_ends_first(i, &span) && (!s->has_nearest || span.left < s->nearest.left)) {
		s->nearest = span;
		s->has_nearest = true;
	}
	(void)inspection_days_left(i, &row.days);
	if (s->error == 0 && fwrite(text, 1, len, s->spool) != len)
		s->error = errno;
	MEM_GROW(s->rows, s->n_rows);
	s->rows[s->n_rows++] = row;
	free(text);
}

static int table_order(const void *pa, const void *pb)
{
	const struct batch_row *a = pa, *b = pb;

	if (a->rank != b->rank)
		return a->rank > b->rank ? -1 : 1;       /* the worst first */
	if (a->days != b->days)
		return a->days < b->days ? -1 : 1;
	return a->seq < b->seq ? -1 : a->seq > b->seq;
}

static void table_copy(struct batch_sink *s, const struct batch_row *row)
{
	char *text = mem_alloc(row->len + 1);

	if (fseek(s->spool, row->at, SEEK_SET) != 0 || fread(text, 1, row->len, s->spool) != row->len ||
	    fwrite(text, 1, row->len, s->in->out) != row->len)
		s->error = errno != 0 ? errno : EIO;
	free(text);
}

/* Rows by rank, at most `most` that have text. */
static void table_rows(struct batch_sink *s, size_t most)
{
	size_t i, shown = 0;

	if (s->n_rows > 0)
		qsort(s->rows, s->n_rows, sizeof *s->rows, table_order);
	if (fflush(s->spool) != 0)
		s->error = errno;
	for (i = 0; i < s->n_rows && s->error == 0 && shown < most; i++) {
		if (s->rows[i].len == 0)
			continue;
		table_copy(s, &s->rows[i]);
		shown++;
	}
	if (shown == most)
		(void)fputs("more in the other formats\n", s->in->out);
}

void table_end(struct batch_sink *s)
{
	table_rows(s, SIZE_MAX);
	(void)fprintf(s->in->out, "\n%zu inspected: %zu not to be trusted, %zu without an answer, %zu with caution, %zu"
		" trusted\n", s->count, s->by_status[2], s->by_status[3], s->by_status[1],
		s->by_status[0] - s->papers);
	if (s->papers > 0)
		(void)fprintf(s->in->out, "%zu of them %s\n", s->papers,
			s->papers == 1 ? "is a key or a request" : "are keys and requests");
	if (s->rejected > 0)
		(void)fprintf(s->in->out, "%zu %s in the list %s no target\n", s->rejected,
			s->rejected == 1 ? "line" : "lines", s->rejected == 1 ? "is" : "are");
}

void table_end_nagios(struct batch_sink *s)
{
	size_t unknown = s->by_status[3] + s->rejected;

	(void)fprintf(s->in->out, "CERTCARD %s - %zu of %zu targets are well | ok=%zu warning=%zu critical=%zu"
		" unknown=%zu", report_nagios_state(batch_worst(s)),
		s->by_status[0], s->count + s->rejected, s->by_status[0], s->by_status[1], s->by_status[2], unknown);
	if (s->has_nearest)
		report_nagios_days(s->in->out, &s->nearest, s->in->opts);
	(void)fputc('\n', s->in->out);
	table_rows(s, TABLE_PROBLEMS);
}
