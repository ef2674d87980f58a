/* SPDX-License-Identifier: GPL-3.0-or-later
 * A log, counted by cause. Lines that say the same cost one look: what was decided for them is remembered by the rows
 * that were found. */
#include "explain/log.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/wrap.h"
#include "explain/cause.h"
#include "explain/decide.h"
#include "explain/fold.h"
#include "explain/log-line.h"
#include "explain/speaker.h"
#include "explain/spelling.h"

#include <stdlib.h>
#include <string.h>

enum { LOG_BUFFER = 256 * 1024, LOG_CACHE = 1 << 14, LOG_UNKNOWN = -1 };

struct log_group {
	unsigned cause, marks;
	long long lines;
	int first, last;             /* minutes; -1: no line had a time */
	struct log_set addresses;
};

struct log {
	struct code_index *index;
	struct found *found;
	struct log_group *groups;
	size_t n_groups;
	struct { uint64_t hash; int group; bool used; } *cache;
	char *folded;
	long long lines, known;
	int minute;                  /* of the last line that had a time; -1: none had */
};

/* What is told apart in nothing that is printed is one group. */
static int log_group_of(struct log *g, unsigned cause, unsigned marks)
{
	if (speaker_sentence(marks) == NULL)
		marks = 0;
	for (size_t i = 0; i < g->n_groups; i++)
		if (g->groups[i].cause == cause && g->groups[i].marks == marks)
			return (int)i;
	MEM_GROW(g->groups, g->n_groups);
	g->groups[g->n_groups] = (struct log_group){ .cause = cause, .marks = marks, .first = -1, .last = -1 };
	return (int)g->n_groups++;
}

/* Not from a few letters: a log is full of them. */
static int log_decide(struct log *g)
{
	struct decision d;

	decide(g->index, g->found, &d);
	if (d.n == 0 || g->found->list[0].weight < SPELLING_WHOLE)
		return LOG_UNKNOWN;
	return log_group_of(g, d.causes[0], d.marks);
}

static int log_remembered(struct log *g)
{
	uint64_t hash = g->found->hash ^ ((uint64_t)marks_settle(g->found->marks) << 56);
	size_t at = hash % LOG_CACHE;

	if (!g->cache[at].used || g->cache[at].hash != hash) {
		g->cache[at].group = log_decide(g);
		g->cache[at].hash = hash;
		g->cache[at].used = true;
	}
	return g->cache[at].group;
}

static void log_line(struct log *g, const char *line, size_t n)
{
	struct log_group *group;
	int which, minute = log_minute(line, n);

	g->lines++;
	/* What an entry says over several lines, as Java's traces do, was said when its first was. */
	if (minute >= 0)
		g->minute = minute;
	n = n > LIMIT_TARGET_BYTES ? LIMIT_TARGET_BYTES : n;
	code_index_find(g->index, g->folded, fold_into(g->folded, line, n, false), g->found);
	if (g->found->n == 0 || (which = log_remembered(g)) == LOG_UNKNOWN)
		return;
	group = &g->groups[which];
	group->lines++;
	g->known++;
	if (group->first < 0)
		group->first = g->minute;
	group->last = g->minute;
	log_set_add(&group->addresses, log_address(line, n));
}

/* Whole lines of the buffer; a line longer than it is cut in two, of which the second counts for itself. Returns how
 * many bytes are left at its end. */
static size_t log_lines(struct log *g, char *buffer, size_t n, bool last)
{
	size_t at = 0;

	while (at < n) {
		char *end = memchr(buffer + at, '\n', n - at);
		size_t len = end != NULL ? (size_t)(end - buffer) - at : n - at;

		if (end == NULL && !last && !(at == 0 && n == LOG_BUFFER))
			break;
		log_line(g, buffer + at, len);
		at += len + (end != NULL);
	}
	memmove(buffer, buffer + at, n - at);
	return n - at;
}

static int log_read(struct log *g, FILE *in)
{
	char *buffer = mem_alloc(LOG_BUFFER);
	size_t left = 0, got;

	while ((got = fread(buffer + left, 1, LOG_BUFFER - left, in)) > 0)
		left = log_lines(g, buffer, left + got, false);
	if (left > 0)
		(void)log_lines(g, buffer, left, true);
	free(buffer);
	return ferror(in) ? -1 : 0;
}

/* --- what is printed --- */

/* What is worst comes first: what stops everybody, what stops some, what is mere noise. */
static int log_rank(const char *cause)
{
	enum finding_id id;

	if (strcmp(cause, "client-left") == 0 || strcmp(cause, "client-plain") == 0)
		return 3;
	if (!finding_by_name(cause, &id))
		return 1;
	return finding_level(id) == LEVEL_UNTRUSTED ? 0 : finding_level(id) == LEVEL_INFO ? 2 : 1;
}

struct log_order { int rank; const struct log_group *group; };

static int log_compare(const void *a, const void *b)
{
	const struct log_order *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank - y->rank;
	return (x->group->lines < y->group->lines) - (x->group->lines > y->group->lines);
}

/* "1,204" */
static void log_count(struct buf *b, long long n)
{
	if (n >= 1000) {
		log_count(b, n / 1000);
		(void)buf_addf(b, ",%03d", (int)(n % 1000));
	} else {
		(void)buf_addf(b, "%d", (int)n);
	}
}

static void log_print_group(struct wrap *w, const struct log_group *g, const char *id)
{
	struct buf b = BUF_INIT(1024);
	const char *says = speaker_sentence(g->marks);

	log_count(&b, g->lines);
	(void)buf_addf(&b, " x %s (%s)", cause_title(id), id);
	if (g->first >= 0)
		(void)buf_addf(&b, ", first %02d:%02d, last %02d:%02d", g->first / 60, g->first % 60, g->last / 60,
			g->last % 60);
	if (g->addresses.n > 0) {
		(void)buf_addf(&b, ", %s ", g->marks & MARK_SERVER ? "from" : "naming");
		log_count(&b, (long long)g->addresses.n);
		(void)buf_adds(&b, g->addresses.n == 1 ? " address"
			: g->addresses.n >= LIMIT_LOG_ADDRESSES ? " addresses or more" : " addresses");
	}
	wrap_text(w, 0, WRAP_BOLD, b.data);
	if (says != NULL)
		wrap_text(w, 3, WRAP_PLAIN, says);
	buf_done(&b);
}

static void log_print(struct wrap *w, const struct log *g)
{
	struct log_order *order = mem_alloc((g->n_groups + 1) * sizeof *order);
	struct buf b = BUF_INIT(256);
	size_t n = 0;

	log_count(&b, g->lines);
	(void)buf_adds(&b, " lines: ");
	log_count(&b, g->known);
	(void)buf_adds(&b, " understood, ");
	log_count(&b, g->lines - g->known);
	(void)buf_adds(&b, " of something else.");
	wrap_text(w, 0, WRAP_PLAIN, b.data);
	buf_done(&b);
	for (size_t i = 0; i < g->n_groups; i++)
		if (g->groups[i].lines > 0)
			order[n++] = (struct log_order){ log_rank(code_index_cause_id(g->index, g->groups[i].cause)),
				&g->groups[i] };
	qsort(order, n, sizeof *order, log_compare);
	for (size_t i = 0; i < n; i++) {
		wrap_blank(w);
		log_print_group(w, order[i].group, code_index_cause_id(g->index, order[i].group->cause));
	}
	if (n > 0) {
		char *line = mem_printf("All about one of them: certcard --explain %s.",
			code_index_cause_id(g->index, order[0].group->cause));

		wrap_blank(w);
		wrap_text(w, 0, WRAP_PLAIN, line);
		free(line);
	}
	free(order);
}

long long explain_log(FILE *in, FILE *out, const struct explain_style *s)
{
	struct wrap w = { .f = out, .width = s->width, .color = s->color, .ascii = s->ascii };
	struct log g = { .index = code_index_new(), .found = mem_alloc(sizeof *g.found),
		.cache = mem_alloc(LOG_CACHE * sizeof *g.cache), .folded = mem_alloc(LIMIT_TARGET_BYTES + FOLD_PAD),
		.minute = -1 };
	bool good = log_read(&g, in) == 0;

	if (good)
		log_print(&w, &g);
	good = good && !ferror(out) && fflush(out) == 0;
	for (size_t i = 0; i < g.n_groups; i++)
		log_set_free(&g.groups[i].addresses);
	free(g.groups);
	free(g.cache);
	free(g.found);
	free(g.folded);
	code_index_free(g.index);
	return good ? g.known : -1;
}
