/* SPDX-License-Identifier: GPL-3.0-or-later
 * Formats of a batch. */
#include "batch/sink.h"

#include "base/limits.h"
#include "base/mem.h"
#include "batch/table.h"
#include "report/csv.h"
#include "report/handout.h"
#include "report/html.h"
#include "report/json.h"
#include "report/markdown.h"
#include "report/nagios.h"
#include "report/pem-chain.h"
#include "report/plain-text.h"
#include "result/phrases.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- writing ---- */

static void sink_write(struct batch_sink *s, const char *text, size_t len)
{
	if (s->error == 0 && len > 0 && fwrite(text, 1, len, s->in->out) != len)
		s->error = errno != 0 ? errno : EIO;
}

/* A whole line, one write: two that write to one pipe or file at the same time tear no line apart. Where there is no
 * descriptor, as with a stream in memory, stdio does it. */
static void sink_write_line(struct batch_sink *s, const char *text, size_t len)
{
	int fd = fileno(s->in->out);

	if (fd < 0) {
		sink_write(s, text, len);
		return;
	}
	if (s->error == 0 && fflush(s->in->out) != 0)
		s->error = errno;
	while (s->error == 0 && len > 0) {
		ssize_t n = write(fd, text, len);

		if (n >= 0) {
			text += n;
			len -= (size_t)n;
		} else if (errno == EAGAIN) {
			(void)poll(&(struct pollfd){ .fd = fd, .events = POLLOUT }, 1, -1);
		} else if (errno != EINTR
			|| (s->in->stop != NULL && __atomic_load_n(s->in->stop, __ATOMIC_RELAXED) != 0)) {
			s->error = errno;
		}
	}
}

static void sink_puts(struct batch_sink *s, const char *text)
{
	sink_write(s, text, strlen(text));
}

static const char *sink_separator(const struct batch_sink *s)
{
	if (s->in->handout != NULL)
		return "";
	return s->in->opts->format == FORMAT_JSON ? ",\n" : s->in->opts->format == FORMAT_MARKDOWN ? "\n---\n\n" : "";
}

/* ---- what each format writes of one inspection ---- */

static int render_text(const struct batch_sink *s, FILE *f, const struct inspection *i)
{
	return report_text(f, i, &s->in->style);
}

static int render_markdown(const struct batch_sink *s, FILE *f, const struct inspection *i)
{
	return report_markdown(f, i, &s->in->style);
}

static int render_json(const struct batch_sink *s, FILE *f, const struct inspection *i)
{
	(void)s;
	return report_json(f, i);
}

static int render_jsonl(const struct batch_sink *s, FILE *f, const struct inspection *i)
{
	(void)s;
	return report_jsonl(f, i);
}

static int render_pem(const struct batch_sink *s, FILE *f, const struct inspection *i)
{
	(void)s;
	return report_pem(f, i);
}

static int render_fullchain(const struct batch_sink *s, FILE *f, const struct inspection *i)
{
	(void)s;
	return report_fullchain(f, i);
}

static int render_csv(const struct batch_sink *s, FILE *f, const struct inspection *i)
{
	(void)s;
	return report_csv(f, i);
}

static int render_html(const struct batch_sink *s, FILE *f, const struct inspection *i)
{
	return report_html(f, i, &s->in->style);
}

static int render_page(const struct batch_sink *s, FILE *f, const struct inspection *i)
{
	char *target = phrase_target(i), *title = mem_printf("%s: %s", target, inspection_word(i));
	int r = report_html_begin(f, &s->in->style, title) != 0 || report_html(f, i, &s->in->style) != 0 ? -1
		: report_html_end(f);

	free(title);
	free(target);
	return r;
}

static int render_nagios(const struct batch_sink *s, FILE *f, const struct inspection *i)
{
	return report_nagios(f, i, s->in->opts);
}

static int render_row(const struct batch_sink *s, FILE *f, const struct inspection *i)
{
	return table_row(f, i, &s->in->style);
}

static int render_problem(const struct batch_sink *s, FILE *f, const struct inspection *i)
{
	return table_problem(f, i, s->in->opts);
}

static int render_nothing(const struct batch_sink *s, FILE *f, const struct inspection *i)
{
	(void)s;
	(void)f;
	(void)i;
	return 0;
}

/* ---- at once ---- */

static void take_at_once(struct batch_sink *s, size_t seq, bool last, const struct inspection *i, char *text,
	size_t len)
{
	(void)seq;
	(void)last;
	(void)i;
	/* Somebody may be reading along. */
	if (s->in->opts->format == FORMAT_JSONL)
		sink_write_line(s, text, len);
	else
		sink_write(s, text, len);
	free(text);
}

/* ---- in the order asked for ---- */

static void sink_flush_held(struct batch_sink *s)
{
	struct batch_held *h;

	while ((h = &s->held[s->first % s->window])->done) {
		if (h->text != NULL) {
			sink_puts(s, s->begun ? sink_separator(s) : "");
			sink_puts(s, h->text);
			s->begun = true;
		}
		s->held_bytes -= h->len;
		free(h->text);
		*h = (struct batch_held){ 0 };
		s->first++;
	}
}

static void take_in_order(struct batch_sink *s, size_t seq, bool last, const struct inspection *i, char *text,
	size_t len)
{
	struct batch_held *h = &s->held[seq % s->window];
	char *joined;

	(void)i;
	/* An element of an array has its separator behind it, not its newline. */
	if (s->in->opts->format == FORMAT_JSON && len > 0 && text[len - 1] == '\n')
		text[len - 1] = '\0';
	if (text[0] == '\0') {
		free(text);
	} else if (h->text == NULL) {
		h->text = text;
	} else {
		joined = mem_printf("%s%s%s", h->text, sink_separator(s), text);
		free(h->text);
		free(text);
		h->text = joined;
	}
	s->held_bytes -= h->len;
	h->len = h->text == NULL ? 0 : strlen(h->text);
	s->held_bytes += h->len;
	h->done = last;
	sink_flush_held(s);
}

static int begin_order(struct batch_sink *s, struct cc_err *e)
{
	(void)e;
	s->window = LIMIT_HELD;
	s->held = mem_alloc(s->window * sizeof *s->held);
	return 0;
}

static int begin_csv(struct batch_sink *s, struct cc_err *e)
{
	if (report_csv_header(s->in->out) != 0)
		s->error = errno;
	return begin_order(s, e);
}

static int begin_pages(struct batch_sink *s, struct cc_err *e)
{
	if (report_html_begin(s->in->out, &s->in->style, NULL) != 0)
		s->error = errno;
	return begin_order(s, e);
}

/* ---- the sheet of a course ---- */

static int begin_handout(struct batch_sink *s, struct cc_err *e)
{
	if (handout_begin(s->in->out, s->in->handout, &s->in->style) != 0)
		s->error = errno;
	return begin_order(s, e);
}

static int render_handout(const struct batch_sink *s, FILE *f, const struct inspection *i)
{
	return handout_page(f, s->in->handout, i, &s->in->style);
}

static int begin_array(struct batch_sink *s, struct cc_err *e)
{
	sink_puts(s, "[\n");
	return begin_order(s, e);
}

/* What still waits for an earlier one, which was given up. */
static void end_order(struct batch_sink *s)
{
	size_t end = s->first + s->window;

	while (s->first < end) {
		s->held[s->first % s->window].done = true;
		sink_flush_held(s);
	}
}

static void end_pages(struct batch_sink *s)
{
	end_order(s);
	if (s->error == 0 && report_html_end(s->in->out) != 0)
		s->error = errno;
}

static void end_handout(struct batch_sink *s)
{
	end_order(s);
	if (s->error == 0 && handout_end(s->in->out, s->in->handout, &s->in->style) != 0)
		s->error = errno;
}

static void end_array(struct batch_sink *s)
{
	end_order(s);
	sink_puts(s, s->begun ? "\n]\n" : "]\n");
}

/* ---- metrics ---- */

static int begin_prometheus(struct batch_sink *s, struct cc_err *e)
{
	s->prometheus = prometheus_new(e);
	return s->prometheus == NULL ? -1 : 0;
}

static void take_prometheus(struct batch_sink *s, size_t seq, bool last, const struct inspection *i, char *text,
	size_t len)
{
	(void)seq;
	(void)last;
	(void)len;
	free(text);
	if (prometheus_add(s->prometheus, i) != 0 && s->error == 0)
		s->error = errno;
}

static void end_prometheus(struct batch_sink *s)
{
	if (s->error == 0 && prometheus_write(s->prometheus, s->in->out) != 0)
		s->error = errno;
}

/* ---- the formats ---- */

static const struct batch_format sink_alone[] = {
	[FORMAT_TEXT] = { .render = render_text, .take = take_at_once },
	[FORMAT_JSON] = { .render = render_json, .take = take_at_once },
	[FORMAT_JSONL] = { .render = render_jsonl, .take = take_at_once },
	[FORMAT_PEM] = { .render = render_pem, .take = take_at_once },
	[FORMAT_FULLCHAIN] = { .render = render_fullchain, .take = take_at_once },
	[FORMAT_MARKDOWN] = { .render = render_markdown, .take = take_at_once },
	[FORMAT_NAGIOS] = { .render = render_nagios, .take = take_at_once },
	[FORMAT_PROMETHEUS] = { begin_prometheus, render_nothing, take_prometheus, end_prometheus, false },
	[FORMAT_CSV] = { begin_csv, render_csv, take_in_order, end_order, true },
	[FORMAT_HTML] = { .render = render_page, .take = take_at_once },
};

static const struct batch_format sink_many[] = {
	[FORMAT_TEXT] = { table_begin, render_row, table_take, table_end, false },
	[FORMAT_JSON] = { begin_array, render_json, take_in_order, end_array, true },
	[FORMAT_JSONL] = { .render = render_jsonl, .take = take_at_once },
	[FORMAT_PEM] = { begin_order, render_pem, take_in_order, end_order, true },
	[FORMAT_FULLCHAIN] = { begin_order, render_fullchain, take_in_order, end_order, true },
	[FORMAT_MARKDOWN] = { begin_order, render_markdown, take_in_order, end_order, true },
	[FORMAT_NAGIOS] = { table_begin, render_problem, table_take, table_end_nagios, false },
	[FORMAT_PROMETHEUS] = { begin_prometheus, render_nothing, take_prometheus, end_prometheus, false },
	[FORMAT_CSV] = { begin_csv, render_csv, take_in_order, end_order, true },
	[FORMAT_HTML] = { begin_pages, render_html, take_in_order, end_pages, true },
};

static const struct batch_format sink_handout = { begin_handout, render_handout, take_in_order, end_handout, true };

int batch_sink_open(struct batch_sink *s, const struct batch_input *in, bool many, struct cc_err *e)
{
	enum format f = in->opts->format == FORMAT_NONE ? FORMAT_TEXT : in->opts->format;

	*s = (struct batch_sink){ .in = in, .format = many ? &sink_many[f] : &sink_alone[f] };
	if (in->handout != NULL)
		s->format = &sink_handout;
	return s->format->begin == NULL ? 0 : s->format->begin(s, e);
}

bool batch_sink_room(const struct batch_sink *s, size_t seq)
{
	if (!s->format->ordered || seq == s->first)
		return true;
	return seq - s->first < s->window && s->held_bytes < LIMIT_HELD_BYTES;
}

char *batch_sink_render(const struct batch_sink *s, const struct inspection *i, size_t *len)
{
	char *text = NULL;
	FILE *f = open_memstream(&text, len);

	if (f == NULL)
		abort();             /* as mem_alloc() does */
	(void)s->format->render(s, f, i);
	(void)fclose(f);
	return text;
}

void batch_sink_take(struct batch_sink *s, size_t seq, bool last, const struct inspection *i, char *text, size_t len)
{
	s->count++;
	s->by_status[report_status(s->in->opts, i) & 3]++;
	s->papers += inspection_is_paper(i);
	s->format->take(s, seq, last, i, text, len);
}

void batch_sink_reject(struct batch_sink *s, size_t seq)
{
	s->rejected++;
	if (!s->format->ordered)
		return;
	s->held[seq % s->window].done = true;
	sink_flush_held(s);
}

int batch_sink_end(struct batch_sink *s, struct cc_err *e)
{
	if (s->format->end != NULL)
		s->format->end(s);
	if (s->error == 0 && fflush(s->in->out) != 0)
		s->error = errno;
	if (s->error == 0)
		return 0;
	errno = s->error;
	return err_set(e, ERR_IO, "the report could not be written");
}

void batch_sink_close(struct batch_sink *s)
{
	size_t i;

	for (i = 0; i < s->window; i++)
		free(s->held[i].text);
	free(s->held);
	free(s->rows);
	if (s->spool != NULL)
		(void)fclose(s->spool);
	prometheus_free(s->prometheus);
	*s = (struct batch_sink){ 0 };
}
