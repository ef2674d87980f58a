/* SPDX-License-Identifier: GPL-3.0-or-later
 * A log, counted by what its lines can mean. Lines that say the same cost one look: what was decided for them is
 * remembered by their shape, and by the rows that were found. */
#include "explain/log.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/wrap.h"
#include "explain/cause.h"
#include "explain/decide.h"
#include "explain/fold.h"
#include "explain/log-line.h"
#include "explain/log-shape.h"
#include "explain/speaker.h"
#include "explain/spelling.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LOG_BUFFER = 256 * 1024, LOG_CACHE = 1 << 14, LOG_SHAPED = 1 << 17, LOG_UNKNOWN = -1, LOG_NAMED = 4 };

/* What lines can mean is one group: these causes, told apart by who speaks where that is said. */
struct log_group {
	unsigned causes[CAUSES_MAX], n_causes, marks;
	long long lines;
	int first, last;             /* minutes; -1: no line had a time */
	struct log_set addresses;
};

/* What is remembered of a line: its group, and where its address stands. */
struct log_memory { uint64_t hash; int group; unsigned place; bool used; };

struct log {
	struct code_index *index;
	struct log_shapes *shapes;
	struct found *found;
	struct log_group *groups;
	size_t n_groups;
	struct log_memory *cache, *shaped; /* by the rows that were found; by shape */
	char *plain, *folded;        /* one line: without its stamps; folded */
	long long lines, known;
	int minute;                  /* of the last line that had a time; -1: none had */
};

/* What is told apart in nothing that is printed is one group. */
static int log_group_of(struct log *g, const struct decision *d)
{
	unsigned marks = speaker_sentence(d->marks) == NULL ? 0 : d->marks;
	struct log_group *group;

	for (size_t i = 0; i < g->n_groups; i++) {
		group = &g->groups[i];
		if (group->marks == marks && group->n_causes == d->n
			&& memcmp(group->causes, d->causes, d->n * sizeof *d->causes) == 0)
			return (int)i;
	}
	MEM_GROW(g->groups, g->n_groups);
	group = &g->groups[g->n_groups];
	*group = (struct log_group){ .n_causes = (unsigned)d->n, .marks = marks, .first = -1, .last = -1 };
	memcpy(group->causes, d->causes, d->n * sizeof *d->causes);
	return (int)g->n_groups++;
}

/* "AH02032", "CAA20003": letters and a number that nothing else has. */
static bool log_numbered(const char *p, size_t n)
{
	size_t letters = 0, digits = 0;

	for (size_t i = 0; i < n; i++) {
		digits += ascii_is_digit(p[i]);
		letters += ascii_is_alnum(p[i]) && !ascii_is_digit(p[i]);
	}
	return letters >= 2 && digits >= 4;
}

/* Not from a few letters: a log is full of them. */
static int log_decide(struct log *g)
{
	const struct match *m = g->found->list;
	struct decision d;

	decide(g->index, g->found, &d);
	if (d.n == 0 || (m->weight < SPELLING_WHOLE && !log_numbered(g->folded + m->start, m->end - m->start)))
		return LOG_UNKNOWN;
	return log_group_of(g, &d);
}

static int log_remembered(struct log *g)
{
	uint64_t hash = g->found->hash ^ ((uint64_t)marks_settle(g->found->marks) << 56);
	struct log_memory *m = &g->cache[hash % LOG_CACHE];

	if (!m->used || m->hash != hash)
		*m = (struct log_memory){ .hash = hash, .group = log_decide(g), .used = true };
	return m->group;
}

/* Without times and addresses, whose digits are none of a row's: what is decided holds for all lines of this shape. */
static void log_plain(char *out, const char *line, size_t n)
{
	size_t i = 0, stamp;

	while (i < n) {
		out[i] = line[i];
		stamp = log_stamp(line, i, n);
		memset(out + i, '0', stamp);
		i += stamp > 0 ? stamp : 1;
	}
}

static int log_look(struct log *g, const char *line, size_t n)
{
	log_plain(g->plain, line, n);
	code_index_find(g->index, g->folded, fold_into(g->folded, g->plain, n, false), g->found);
	return g->found->n == 0 ? LOG_UNKNOWN : log_remembered(g);
}

/* What the line says, by its shape if one like it was met. */
static struct log_memory *log_shaped(struct log *g, const char *line, size_t n, struct log_memory *own)
{
	struct log_memory *m = own;
	uint64_t hash;

	if (log_shape(g->shapes, line, n, &hash)) {
		m = &g->shaped[hash % LOG_SHAPED];
		if (m->used && m->hash == hash)
			return m;
	}
	*m = (struct log_memory){ .hash = hash, .group = log_look(g, line, n), .place = LOG_ANYWHERE, .used = true };
	return m;
}

static void log_line(struct log *g, const char *line, size_t n)
{
	int minute = log_minute(line, n);
	struct log_memory own, *m;
	struct log_group *group;

	g->lines++;
	/* What an entry says over several lines, as Java's traces do, was said when its first was. */
	if (minute >= 0)
		g->minute = minute;
	n = n > LIMIT_TARGET_BYTES ? LIMIT_TARGET_BYTES : n;
	m = log_shaped(g, line, n, &own);
	if (m->group == LOG_UNKNOWN)
		return;
	group = &g->groups[m->group];
	group->lines++;
	g->known++;
	if (group->first < 0)
		group->first = g->minute;
	group->last = g->minute;
	if (group->addresses.n < LIMIT_LOG_ADDRESSES)
		log_set_add(&group->addresses, log_address(line, n, &m->place));
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

static int log_read(struct log *g, int in, const volatile sig_atomic_t *stop)
{
	char *buffer = mem_alloc(LOG_BUFFER);
	size_t left = 0;
	ssize_t got;

	for (;;) {
		got = stop != NULL && *stop ? 0 : read(in, buffer + left, LOG_BUFFER - left);
		if (got > 0)
			left = log_lines(g, buffer, left + (size_t)got, false);
		else if (got == 0 || errno != EINTR)
			break;
	}
	if (left > 0)
		(void)log_lines(g, buffer, left, true);
	free(buffer);
	return got == 0 ? 0 : -1;
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

/* "Past its last day (expired)"; what leaves open which of several it is, names the others. */
static void log_causes(struct buf *b, const struct code_index *x, const struct log_group *g)
{
	const char *id = code_index_cause_id(x, g->causes[0]);
	unsigned i, shown = g->n_causes < LOG_NAMED ? g->n_causes : LOG_NAMED;

	(void)buf_addf(b, "%s (%s)", cause_title(id), id);
	for (i = 1; i < shown; i++)
		(void)buf_addf(b, "%s %s", i + 1 == g->n_causes ? " or" : ",", code_index_cause_id(x, g->causes[i]));
	if (shown < g->n_causes)
		(void)buf_addf(b, " or %u more", g->n_causes - shown);
}

static void log_print_group(struct wrap *w, const struct code_index *x, const struct log_group *g)
{
	struct buf b = BUF_INIT(1024);
	const char *says = speaker_sentence(g->marks);
	char count[TEXT_COUNT];

	(void)buf_addf(&b, "%s x ", text_count((size_t)g->lines, count));
	log_causes(&b, x, g);
	if (g->first >= 0)
		(void)buf_addf(&b, ", first %02d:%02d, last %02d:%02d", g->first / 60, g->first % 60, g->last / 60,
			g->last % 60);
	if (g->addresses.n > 0)
		(void)buf_addf(&b, ", %s %s %s", g->marks & MARK_SERVER ? "from" : "naming",
			text_count(g->addresses.n, count), g->addresses.n == 1 ? "address"
			: g->addresses.n >= LIMIT_LOG_ADDRESSES ? "addresses or more" : "addresses");
	wrap_text(w, 0, WRAP_BOLD, b.data);
	if (says != NULL)
		wrap_text(w, 3, WRAP_PLAIN, says);
	buf_done(&b);
}

static void log_print(struct wrap *w, const struct log *g)
{
	struct log_order *order = mem_alloc((g->n_groups + 1) * sizeof *order);
	struct buf b = BUF_INIT(256);
	char all[TEXT_COUNT], known[TEXT_COUNT], others[TEXT_COUNT];
	size_t n = 0;

	(void)buf_addf(&b, "%s %s: %s understood, %s of something else.", text_count((size_t)g->lines, all),
		g->lines == 1 ? "line" : "lines", text_count((size_t)g->known, known),
		text_count((size_t)(g->lines - g->known), others));
	wrap_text(w, 0, WRAP_PLAIN, b.data);
	buf_done(&b);
	for (size_t i = 0; i < g->n_groups; i++)
		if (g->groups[i].lines > 0)
			order[n++] = (struct log_order){
				log_rank(code_index_cause_id(g->index, g->groups[i].causes[0])), &g->groups[i] };
	qsort(order, n, sizeof *order, log_compare);
	for (size_t i = 0; i < n; i++) {
		wrap_blank(w);
		log_print_group(w, g->index, order[i].group);
	}
	if (n > 0) {
		char *line = mem_printf("All about one of them: certcard --explain %s.",
			code_index_cause_id(g->index, order[0].group->causes[0]));

		wrap_blank(w);
		wrap_text(w, 0, WRAP_PLAIN, line);
		free(line);
	}
	free(order);
}

long long explain_log_with(struct code_index *x, int in, FILE *out, const struct explain_style *s,
	const volatile sig_atomic_t *stop)
{
	struct wrap w = { .f = out, .width = s->width, .color = s->color, .ascii = s->ascii };
	struct log g = { .index = x, .found = mem_alloc(sizeof *g.found),
		.cache = mem_alloc(LOG_CACHE * sizeof *g.cache), .shaped = mem_alloc(LOG_SHAPED * sizeof *g.shaped),
		.plain = mem_alloc(LIMIT_TARGET_BYTES), .folded = mem_alloc(LIMIT_TARGET_BYTES + FOLD_PAD),
		.minute = -1 };
	bool good;

	g.shapes = log_shapes_new(g.index, log_address_words);
	good = log_read(&g, in, stop) == 0;
	if (good)
		log_print(&w, &g);
	good = good && !ferror(out) && fflush(out) == 0;
	for (size_t i = 0; i < g.n_groups; i++)
		log_set_free(&g.groups[i].addresses);
	free(g.groups);
	free(g.cache);
	free(g.shaped);
	log_shapes_free(g.shapes);
	free(g.found);
	free(g.plain);
	free(g.folded);
	return good ? g.known : -1;
}

long long explain_log(int in, FILE *out, const struct explain_style *s, const volatile sig_atomic_t *stop)
{
	struct code_index *x = code_index_new();
	long long known = explain_log_with(x, in, out, s, stop);

	code_index_free(x);
	return known;
}
