/* SPDX-License-Identifier: GPL-3.0-or-later
 * Moments, periods and round dates on a line of cells. */
#include "facts/axis.h"

#include <stdio.h>
#include <time.h>

enum { AXIS_DAY = 86400, AXIS_MONTHS = 12, AXIS_FIRST_YEAR = 1900 };

int axis_cell(const struct axis *a, int64_t t)
{
	double share;
	int x;

	if (t < a->from)
		return -1;
	if (t > a->to)
		return a->w;
	share = ((double)t - (double)a->from) / ((double)a->to - (double)a->from);
	x = (int)(share * a->w);
	return x < a->w ? x : a->w - 1;
}

struct axis_bar axis_bar(const struct axis *a, int64_t begins, int64_t ends)
{
	struct axis_bar b = { .from = axis_cell(a, begins), .to = axis_cell(a, ends) };

	if (begins > ends || ends < a->from || begins > a->to)
		return (struct axis_bar){ .from = 0, .to = -1 };
	b.cut_left = b.from < 0;
	b.cut_right = b.to >= a->w;
	b.from = b.cut_left ? 0 : b.from;
	b.to = b.cut_right ? a->w - 1 : b.to;
	return b;
}

/* How far two marks are apart: days, or months where days is 0. */
static const struct axis_step { int days, months; } axis_steps[] = {
	{ 1, 0 }, { 2, 0 }, { 7, 0 }, { 14, 0 }, { 0, 1 }, { 0, 3 }, { 0, 6 }, { 0, 12 }, { 0, 24 }, { 0, 60 },
		{ 0, 120 }, { 0, 240 },
	{ 0, 600 }, { 0, 1200 }, { 0, 6000 }, { 0, 24000 },
};

enum { AXIS_N_STEPS = sizeof axis_steps / sizeof *axis_steps };

static const struct axis_step *axis_choose(const struct axis *a, int apart)
{
	double cell = ((double)a->to - (double)a->from) / a->w;

	for (int i = 0; i < AXIS_N_STEPS; i++) {
		double days = axis_steps[i].days > 0 ? axis_steps[i].days : axis_steps[i].months * 30.0;

		if (days * AXIS_DAY >= cell * apart)
			return &axis_steps[i];
	}
	return &axis_steps[AXIS_N_STEPS - 1];
}

static struct tm axis_tm(int64_t t)
{
	time_t when = (time_t)t;
	struct tm tm = { .tm_mday = 1, .tm_year = 70 };

	(void)gmtime_r(&when, &tm);
	return tm;
}

static int64_t axis_month(long month)
{
	struct tm tm = { .tm_mday = 1, .tm_mon = (int)(month % AXIS_MONTHS), .tm_year = (int)(month / AXIS_MONTHS) };

	return (int64_t)timegm(&tm);
}

/* The first round date at or after t. */
static int64_t axis_first(const struct axis_step *s, int64_t t)
{
	struct tm tm = axis_tm(t);
	long year = (long)tm.tm_year + AXIS_FIRST_YEAR, month = year * AXIS_MONTHS + tm.tm_mon, at;

	if (s->days > 0) {
		int64_t step = (int64_t)s->days * AXIS_DAY, over = t % step;

		return over == 0 ? t : t - over + (over < 0 ? 0 : step);
	}
	at = month - month % s->months;
	while (axis_month(at - (long)AXIS_FIRST_YEAR * AXIS_MONTHS) < t)
		at += s->months;
	return axis_month(at - (long)AXIS_FIRST_YEAR * AXIS_MONTHS);
}

static int64_t axis_next(const struct axis_step *s, int64_t t)
{
	struct tm tm;

	if (s->days > 0)
		return t + (int64_t)s->days * AXIS_DAY;
	tm = axis_tm(t);
	return axis_month((long)tm.tm_year * AXIS_MONTHS + tm.tm_mon + s->months);
}

static void axis_label(const struct axis_step *s, int64_t t, char *room, size_t size)
{
	static const char *const months[] =
		{ "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	struct tm tm = axis_tm(t);

	if (s->days > 0)
		(void)snprintf(room, size, "%d %s", tm.tm_mday, months[tm.tm_mon]);
	else if (s->months % AXIS_MONTHS == 0)
		(void)snprintf(room, size, "%ld", (long)tm.tm_year + AXIS_FIRST_YEAR);
	else
		(void)snprintf(room, size, "%s %ld", months[tm.tm_mon], (long)tm.tm_year + AXIS_FIRST_YEAR);
}

size_t axis_ticks(const struct axis *a, int apart, struct axis_tick out[static AXIS_MAX_TICKS])
{
	const struct axis_step *s = axis_choose(a, apart);
	size_t n = 0;

	for (int64_t t = axis_first(s, a->from); t <= a->to && n < AXIS_MAX_TICKS; t = axis_next(s, t)) {
		out[n].x = axis_cell(a, t);
		axis_label(s, t, out[n].label, sizeof out[n].label);
		n++;
	}
	return n;
}
