/* SPDX-License-Identifier: GPL-3.0-or-later
 * The rule of --explain. The longest row that stands whole in the text speaks; others narrow what it leaves open. What
 * contradicts it is named beside it where it is a whole sentence or code itself, and counts for nothing where it is a
 * fragment: a number, a vague row, a few letters. Rows that only a server, or only a client, ever says are not meant
 * where the other one speaks. */
#include "explain/decide.h"
#include "explain/codes.h"

#include "explain/speaker.h"

#include <stdlib.h>
#include <string.h>

/* A row against the longest one is no fragment with at least this part of its letters, in percent. */
enum { DECIDE_PART = 40 };

static void decide_hear(const struct code_index *x, struct found *f, unsigned marks)
{
	size_t n = 0;

	for (size_t i = 0; i < f->n; i++) {
		struct match m = f->list[i];
		const char *id = code_index_cause_id(x, m.cause);

		if (id == NULL || !speaker_says(marks, code_word(m.row->speaker)))
			continue;
		if (!speaker_named(code_word(m.row->speaker)))
			m.cause = code_index_cause(x, speaker_cause(marks, id));
		f->list[n++] = m;
	}
	f->n = n;
}

/* An event that says that there was an alert counts for nothing beside the number of the alert. */
static void decide_alert(const struct code_index *x, struct found *f)
{
	unsigned event = code_index_cause(x, "alert-unnamed");
	size_t n = 0;

	for (size_t i = 0; i < f->n; i++)
		n += f->list[i].cause != event;
	if (n == 0)
		return;
	n = 0;
	for (size_t i = 0; i < f->n; i++)
		if (f->list[i].cause != event)
			f->list[n++] = f->list[i];
	f->n = n;
}

static bool decide_within(const struct match *small, const struct match *large)
{
	size_t s = small->end - small->start, l = large->end - large->start;

	return small->start >= large->start && small->end <= large->end && s < l && large->weight > small->weight;
}

/* A row that ends in the middle of another: the text goes on otherwise than it says. */
static bool decide_cut(const struct match *m, const struct match *by)
{
	return !by->fragment && !by->number && by->start >= m->start && by->start < m->end && by->end > m->end;
}

static int decide_compare(const void *a, const void *b)
{
	const struct match *x = a, *y = b;

	if (x->fragment != y->fragment)
		return x->fragment ? 1 : -1;
	if (x->weight != y->weight)
		return x->weight > y->weight ? -1 : 1;
	return (x->row > y->row) - (x->row < y->row);
}

/* The number of a row that stands in the text by its words as well. */
static bool decide_again(const struct found *f, const struct match *m)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->list[i].end <= m->start && strcmp(code_word(f->list[i].row->code), code_word(m->row->code)) == 0)
			return true;
	return false;
}

/* A code inside a longer one says less than the longer one. */
static void decide_prune(struct found *f)
{
	size_t n = 0;
	bool drop[FOUND_MAX];

	for (size_t i = 0; i < f->n; i++) {
		drop[i] = f->list[i].number && decide_again(f, &f->list[i]);
		for (size_t j = 0; j < f->n && !drop[i]; j++)
			drop[i] = decide_within(&f->list[i], &f->list[j])
				|| decide_cut(&f->list[i], &f->list[j]);
	}
	for (size_t i = 0; i < f->n; i++)
		if (!drop[i])
			f->list[n++] = f->list[i];
	f->n = n;
	qsort(f->list, f->n, sizeof *f->list, decide_compare);
}

static bool decide_same(const struct match *a, const struct match *b)
{
	return (a->start == b->start && a->end == b->end) || a->weight == b->weight;
}

/* A row that says that something is wrong, not what: it leaves more open than it names. */
static bool decide_vague(const struct match *m)
{
	return strncmp(code_word(m->row->note), "vague", strlen("vague")) == 0;
}

/* Causes of the most telling rows in want[], of other whole ones that contradict them in more[]. */
static void decide_causes(const struct found *f, bool *want, bool *more)
{
	for (size_t i = 0, j; i < f->n; i = j) {
		bool other[CAUSES_MAX] = { false }, common = false;
		const struct match *m = &f->list[i];

		for (j = i; j < f->n && f->list[j].fragment == m->fragment && decide_same(m, &f->list[j]); j++)
			other[f->list[j].cause] = true;
		for (size_t k = 0; k < CAUSES_MAX; k++)
			common |= want[k] && other[k];
		for (size_t k = 0; k < CAUSES_MAX; k++) {
			if (i == 0)
				want[k] = other[k];
			else if (common && (!(m->number || decide_vague(m)) || f->list[0].fragment))
				want[k] = want[k] && other[k];
			else if (!m->fragment && m->weight * 100 >= f->list[0].weight * DECIDE_PART)
				more[k] |= other[k];
		}
	}
}

/* Browsers stop for faults near the user more often than for the site's (Acer and others, "Where the Wild Warnings
 * Are", CCS 2017): where one of their codes for "nobody known vouches for it" leaves those open, they come first. */
static const char *const decide_near[] = { "captive-portal", "interception-suspected", "clock-wrong" };

static bool decide_browser(const char *tool)
{
	static const char *const browsers[] =
		{ "Chrome/Edge", "Internet Explorer", "Firefox", "Safari", "Apple", "Android", "Outlook", "Thunderbird", "Cisco", "Teams",
		"GlobalProtect", "FortiClient", "OpenConnect", "openfortivpn", "WinHTTP", "spoken" };

	for (size_t i = 0; i < sizeof browsers / sizeof *browsers; i++)
		if (strncmp(tool, browsers[i], strlen(browsers[i])) == 0)
			return true;
	return false;
}

/* A cause that the row that speaks calls one of the seldom ones. */
static bool decide_seldom(const struct found *f, unsigned k)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->list[i].cause == k && f->list[i].row->code == f->list[0].row->code)
			return strstr(code_word(f->list[i].row->note), "seldom:") != NULL;
	return false;
}

static void decide_take(struct decision *d, bool *want, unsigned k)
{
	if (k < CAUSES_MAX && want[k]) {
		d->causes[d->n++] = k;
		want[k] = false;
	}
}

void decide(const struct code_index *x, struct found *f, struct decision *d)
{
	bool want[CAUSES_MAX] = { false }, more[CAUSES_MAX] = { false };
	unsigned authority = code_index_cause(x, "unknown-issuer");

	*d = (struct decision){ .marks = marks_settle(f->marks) };
	decide_hear(x, f, d->marks);
	decide_alert(x, f);
	decide_prune(f);
	decide_causes(f, want, more);
	if (f->n > 0 && authority < CAUSES_MAX && want[authority] && decide_browser(code_word(f->list[0].row->tool)))
		for (size_t i = 0; i < sizeof decide_near / sizeof *decide_near; i++) {
			unsigned k = code_index_cause(x, decide_near[i]);

			want[k] = true;
			decide_take(d, want, k);
		}
	for (unsigned k = 0; k < CAUSES_MAX; k++)
		if (want[k] && !decide_seldom(f, k))
			decide_take(d, want, k);
	for (unsigned k = 0; k < CAUSES_MAX; k++)
		decide_take(d, want, k);
	for (size_t i = 0; i < d->n; i++)
		more[d->causes[i]] = false;
	for (unsigned k = 0; k < CAUSES_MAX; k++)
		decide_take(d, more, k);
}
