/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table of many targets. */
#include "facts/fleet.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "result/answers.h"
#include "result/phrases.h"

#include <stdlib.h>
#include <string.h>

enum { FLEET_CELL_COLS = 40, FLEET_ROW_BYTES = 4096 };

static const struct { const char *title, *csv; int width; bool right; } fleet_columns[] = {
#define COLUMN(id, title_, csv_, width_, weight_, right_) [FLEET_##id] = { title_, csv_, width_, right_ },
#include "facts/fleet-columns.def"
#undef COLUMN
};

/* The order of groups: what is gravest first, what is not known yet last. */
static const int fleet_gravity[] = {
	[LEVEL_UNTRUSTED] = 0, [LEVEL_UNREACHABLE] = 1, [LEVEL_CAUTION] = 2, [LEVEL_TRUSTED] = 3, [LEVEL_INFO] = 4,
};

void fleet_init(struct fleet *f)
{
	*f = (struct fleet){ .sort = FLEET_WHAT, .group = -1 };
}

static void fleet_free_facts(struct fleet_row *r)
{
	free(r->what);
	free(r->title);
	free(r->brief);
	free(r->issuer);
	free(r->address);
	free(r->protocol);
	free(r->key);
	free(r->refused);
	r->what = r->title = r->brief = r->issuer = r->address = r->protocol = r->key = r->refused = NULL;
}

void fleet_done(struct fleet *f)
{
	for (size_t k = 0; k < f->n; k++) {
		fleet_free_facts(&f->rows[k]);
		free(f->rows[k].target);
	}
	free(f->rows);
	free(f->shown);
	*f = (struct fleet){ 0 };
}

int fleet_add(struct fleet *f, const char *target)
{
	if (f->n == FLEET_MAX_ROWS)
		return -1;
	MEM_GROW(f->rows, f->n);
	f->rows[f->n] = (struct fleet_row){ .target = text_clean_str(target), .ms = -1 };
	return (int)f->n++;
}

static const char *fleet_some(const char *s)
{
	return s != NULL ? s : "";
}

static void fleet_fill_card(struct fleet_row *r, const struct card *k)
{
	const struct cert *c = k->cert;

	if (!c->parsed)
		return;
	free(r->issuer);
	free(r->key);
	r->issuer = mem_strdup(c->issuer.o != NULL ? c->issuer.o : cert_issuer_label(c));
	r->key = phrase_key(&c->key);
}

/* The shortest words for the verdict: the stamp's, in small letters, or the finding's name. */
static char *fleet_what(const struct inspection *i)
{
	const struct finding *f = i->verdict.finding >= 0 ? &i->findings[i->verdict.finding] : NULL;

	if (f != NULL)
		return mem_strdup(finding_name(f->id));
	return mem_strdup(!inspection_is_paper(i) ? "trusted" : inspection_is_key(i) ? "key" : "request");
}

/* Whom it keeps out, as the column says it. */
static const char *fleet_whom(const struct fleet_row *r)
{
	return r->refused_by_all ? "all" : fleet_some(r->refused);
}

static bool fleet_refused_by_all(const struct inspection *i)
{
	bool some = false;

	for (size_t k = 0; k < i->n_clients; k++)
		some = some || i->clients[k].accepts != ANSWER_NO;
	return i->n_clients > 0 && !some;
}

void fleet_fill(struct fleet *f, int row, const struct inspection *i)
{
	struct fleet_row *r = &f->rows[row];
	const struct connection *c = &i->connection;

	fleet_free_facts(r);
	r->state = FLEET_DONE;
	r->had = true;
	r->job = 0;
	r->level = i->verdict.level;
	r->what = fleet_what(i);
	r->paper = inspection_is_paper(i);
	if (f->title != NULL && i->verdict.finding >= 0)
		r->title = mem_strdup(f->title(r->what));
	if (f->brief != NULL && i->verdict.finding >= 0)
		r->brief = f->brief(&i->findings[i->verdict.finding], 0);
	r->address = mem_strdup(i->has_connection ? fleet_some(c->address) : "");
	r->protocol = mem_strdup(i->has_connection ? fleet_some(c->protocol) : "");
	r->issuer = mem_strdup("");
	r->key = mem_strdup("");
	r->refused = answers_list(i, ANSWER_NO, NULL);
	r->refused_by_all = fleet_refused_by_all(i);
	r->ms = i->has_connection ? c->ms.total : -1;
	r->has_days = inspection_days_left(i, &r->days);
	if (i->n_path > 0)
		fleet_fill_card(r, &i->cards[i->path[0]]);
}

void fleet_bad(struct fleet *f, int row, const char *why)
{
	struct fleet_row *r = &f->rows[row];

	fleet_free_facts(r);
	r->state = FLEET_BAD;
	r->had = r->has_days = r->paper = false;
	r->job = 0;
	r->what = text_clean_str(why);
}

int fleet_of_job(const struct fleet *f, unsigned job)
{
	for (size_t k = 0; k < f->n; k++) {
		if (job != 0 && f->rows[k].job == job)
			return (int)k;
	}
	return -1;
}

int fleet_further(struct fleet *f, int row, const char *address)
{
	int at;

	for (size_t k = 0; k < f->n; k++) {
		const struct fleet_row *r = &f->rows[k];

		if (r->further && strcmp(r->target, f->rows[row].target) == 0
			&& strcmp(fleet_some(r->address), address) == 0)
			return (int)k;
	}
	at = fleet_add(f, f->rows[row].target);
	if (at >= 0)
		f->rows[at].further = true;
	return at;
}

enum level fleet_level(const struct fleet_row *r)
{
	if (r->state == FLEET_BAD)
		return LEVEL_UNREACHABLE;
	if (!r->had)
		return LEVEL_INFO;
	return r->level == LEVEL_INFO ? LEVEL_TRUSTED : r->level;
}

/* --- order --- */

static int fleet_by_number(double a, double b)
{
	return (a > b) - (a < b);
}

/* What is not known stands at the end. */
static double fleet_days(const struct fleet_row *r)
{
	return r->has_days ? (double)r->days : 1e12;
}

static int fleet_by_text(const char *a, const char *b)
{
	bool none_a = a == NULL || *a == '\0', none_b = b == NULL || *b == '\0';

	if (none_a || none_b)
		return (int)none_a - (int)none_b;
	return strcasecmp(a, b);
}

static int fleet_by_verdict(const struct fleet_row *a, const struct fleet_row *b)
{
	int d = fleet_gravity[fleet_level(a)] - fleet_gravity[fleet_level(b)];

	d = d != 0 ? d : (int)a->paper - (int)b->paper;
	return d != 0 ? d : fleet_by_number(fleet_days(a), fleet_days(b));
}

static int fleet_compare_rows(const struct fleet_row *a, const struct fleet_row *b, enum fleet_column c)
{
	switch (c) {
	case FLEET_WHAT: return fleet_by_verdict(a, b);
	case FLEET_DAYS: return fleet_by_number(fleet_days(a), fleet_days(b));
	case FLEET_MS: return fleet_by_number(a->ms < 0 ? 1e12 : a->ms, b->ms < 0 ? 1e12 : b->ms);
	case FLEET_TARGET: return fleet_by_text(a->target, b->target);
	case FLEET_ISSUER: return fleet_by_text(a->issuer, b->issuer);
	case FLEET_PROTOCOL: return fleet_by_text(a->protocol, b->protocol);
	case FLEET_KEY: return fleet_by_text(a->key, b->key);
	case FLEET_ADDRESS: return fleet_by_text(a->address, b->address);
	case FLEET_REFUSED: return fleet_by_text(fleet_whom(a), fleet_whom(b));
	case N_FLEET_COLUMNS: break;
	}
	return 0;
}

/* Equal ones keep the order in which they were given. */
static int fleet_compare(const void *pa, const void *pb, void *ctx)
{
	const struct fleet *f = ctx;
	size_t a = *(const size_t *)pa, b = *(const size_t *)pb;
	int d = fleet_compare_rows(&f->rows[a], &f->rows[b], f->sort);

	if (d != 0)
		return f->reverse ? -d : d;
	return (a > b) - (a < b);
}

/* Every word of the filter stands in some column. */
static bool fleet_matches(const struct fleet *f, const struct fleet_row *r)
{
	const char *const cells[] =
		{ r->target, r->what, r->title, r->issuer, r->address, r->protocol, r->key, r->refused,
		fleet_whom(r), r->had ? level_word(fleet_level(r)) : NULL };
	const char *s = f->filter;

	while (*(s += strspn(s, " ")) != '\0') {
		size_t n = strcspn(s, " ");
		char *word = mem_strndup(s, n);
		bool found = false;

		for (size_t k = 0; k < sizeof cells / sizeof *cells && !found; k++)
			found = cells[k] != NULL && strcasestr(cells[k], word) != NULL;
		free(word);
		if (!found)
			return false;
		s += n;
	}
	return true;
}

void fleet_arrange(struct fleet *f)
{
	f->shown = mem_resize(f->shown, f->n + 1, sizeof *f->shown);
	f->n_shown = 0;
	for (size_t k = 0; k < f->n; k++) {
		const struct fleet_row *r = &f->rows[k];

		/* What has no verdict yet has LEVEL_INFO, which is no group to choose; papers are in none. */
		if ((f->group < 0 || ((int)fleet_level(r) == f->group && !r->paper)) && fleet_matches(f, r))
			f->shown[f->n_shown++] = k;
	}
	qsort_r(f->shown, f->n_shown, sizeof *f->shown, fleet_compare, f);
}

int fleet_place(const struct fleet *f, int row)
{
	for (size_t k = 0; k < f->n_shown; k++) {
		if ((int)f->shown[k] == row)
			return (int)k;
	}
	return -1;
}

struct fleet_count fleet_count(const struct fleet *f)
{
	struct fleet_count c = { 0 };

	for (size_t k = 0; k < f->n; k++) {
		const struct fleet_row *r = &f->rows[k];

		if (r->state == FLEET_BAD)
			c.bad++;
		else if (r->had && r->paper)
			c.papers++;
		else if (r->had)
			c.by_level[fleet_level(r)]++;
		c.waiting += r->state == FLEET_WAITING && !r->further;
		c.running += r->state == FLEET_RUNNING;
	}
	return c;
}

int fleet_next_group(const struct fleet *f, int direction)
{
	static const int order[] = { -1, LEVEL_UNTRUSTED, LEVEL_UNREACHABLE, LEVEL_CAUTION, LEVEL_TRUSTED };
	enum { N = sizeof order / sizeof *order };
	struct fleet_count c = fleet_count(f);
	int at = 0;

	for (int k = 0; k < N; k++)
		at = order[k] == f->group ? k : at;
	for (int k = 0; k < N; k++) {
		at = (at + direction + N) % N;
		if (order[at] < 0 || c.by_level[order[at]] > 0)
			break;
	}
	return order[at];
}

/* --- cells and reports --- */

char *fleet_cell(const struct fleet_row *r, enum fleet_column c)
{
	static const char *const states[] =
		{ [FLEET_IDLE] = "", [FLEET_WAITING] = "waiting", [FLEET_RUNNING] = "under way", [FLEET_DONE] = "",
		[FLEET_BAD] = "no target" };

	switch (c) {
	case FLEET_TARGET: return mem_strdup(r->target);
	case FLEET_WHAT: return mem_strdup(r->title != NULL ? r->title : r->what != NULL ? r->what : states[r->state]);
	case FLEET_DAYS: return r->has_days ? mem_printf("%lld", (long long)r->days) : mem_strdup("");
	case FLEET_ISSUER: return mem_strdup(fleet_some(r->issuer));
	case FLEET_PROTOCOL: return mem_strdup(fleet_some(r->protocol));
	case FLEET_KEY: return mem_strdup(fleet_some(r->key));
	case FLEET_ADDRESS: return mem_strdup(fleet_some(r->address));
	case FLEET_REFUSED: return mem_strdup(fleet_whom(r));
	case FLEET_MS: return r->had && r->ms >= 0 ? mem_printf("%.0f", r->ms) : mem_strdup("");
	case N_FLEET_COLUMNS: break;
	}
	return mem_strdup("");
}

const char *fleet_title(enum fleet_column c)
{
	return fleet_columns[c].title;
}

/* RFC 4180 2: quoted where needed. What a spreadsheet would take for a formula is made text by a quote in front. */
static void fleet_csv_cell(struct buf *b, const char *s)
{
	bool formula = *s != '\0' && strchr("=+@", *s) != NULL;

	if (strpbrk(s, ",\"\r\n") == NULL && !formula) {
		(void)buf_adds(b, s);
		return;
	}
	(void)buf_addc(b, '"');
	if (formula)
		(void)buf_addc(b, '\'');
	for (; *s != '\0'; s++) {
		if (*s == '"')
			(void)buf_addc(b, '"');
		(void)buf_addc(b, *s);
	}
	(void)buf_addc(b, '"');
}

char *fleet_csv(const struct fleet *f)
{
	struct buf b = BUF_INIT((f->n_shown + 1) * FLEET_ROW_BYTES);

	(void)buf_adds(&b, "level");
	for (int c = 0; c < N_FLEET_COLUMNS; c++)
		(void)buf_addf(&b, ",%s", fleet_columns[c].csv);
	(void)buf_adds(&b, "\r\n");
	for (size_t k = 0; k < f->n_shown; k++) {
		const struct fleet_row *r = &f->rows[f->shown[k]];

		(void)buf_adds(&b, r->had ? level_name(fleet_level(r)) : "");
		for (int c = 0; c < N_FLEET_COLUMNS; c++) {
			/* programs that read it look for the finding's id */
			char *cell = c == FLEET_WHAT && r->what != NULL ? mem_strdup(r->what)
				: fleet_cell(r, (enum fleet_column)c);

			(void)buf_addc(&b, ',');
			fleet_csv_cell(&b, cell);
			free(cell);
		}
		(void)buf_adds(&b, "\r\n");
	}
	return buf_take(&b);
}

/* As wide as the widest cell of a column, within reason. */
static size_t fleet_text_width(const struct fleet *f, enum fleet_column c)
{
	size_t w = text_width(fleet_columns[c].title);

	for (size_t k = 0; k < f->n_shown; k++) {
		char *cell = fleet_cell(&f->rows[f->shown[k]], c);
		size_t n = text_width(cell);

		w = n > w ? n : w;
		free(cell);
	}
	return w < FLEET_CELL_COLS ? w : FLEET_CELL_COLS;
}

static void fleet_text_cell(struct buf *b, const char *s, size_t w, bool right)
{
	char *fit = text_fit(s, w, false);
	size_t pad = w - text_width(fit);

	for (size_t k = 0; right && k < pad; k++)
		(void)buf_addc(b, ' ');
	(void)buf_adds(b, fit);
	for (size_t k = 0; !right && k < pad; k++)
		(void)buf_addc(b, ' ');
	free(fit);
}

static void fleet_text_row(struct buf *b, const struct fleet_row *r, const char *level,
	const size_t w[static N_FLEET_COLUMNS])
{
	fleet_text_cell(b, level, 12, false);
	for (int c = 0; c < N_FLEET_COLUMNS; c++) {
		char *cell = r != NULL ? fleet_cell(r, (enum fleet_column)c) : mem_strdup(fleet_columns[c].title);

		(void)buf_adds(b, "  ");
		fleet_text_cell(b, cell, w[c], fleet_columns[c].right || c == FLEET_DAYS);
		free(cell);
	}
	while (b->len > 0 && b->data[b->len - 1] == ' ')
		b->data[--b->len] = '\0';
	(void)buf_addc(b, '\n');
}

char *fleet_text(const struct fleet *f)
{
	struct buf b = BUF_INIT((f->n_shown + 2) * FLEET_ROW_BYTES);
	size_t w[N_FLEET_COLUMNS];

	for (int c = 0; c < N_FLEET_COLUMNS; c++)
		w[c] = fleet_text_width(f, (enum fleet_column)c);
	fleet_text_row(&b, NULL, "", w);
	for (size_t k = 0; k < f->n_shown; k++) {
		const struct fleet_row *r = &f->rows[f->shown[k]];

		fleet_text_row(&b, r, r->had ? level_word(fleet_level(r)) : "", w);
	}
	return buf_take(&b);
}
