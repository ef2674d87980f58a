/* SPDX-License-Identifier: GPL-3.0-or-later
 * Moments, periods and round dates on a line of cells. */
#include "result/axis.h"

#include "base/moment.h"

#include <stdio.h>

enum { AXIS_MONTHS = 12 };

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

		if (days * MOMENT_DAY >= cell * apart)
			return &axis_steps[i];
	}
	return &axis_steps[AXIS_N_STEPS - 1];
}

/* Of months counted from the year 0. */
static int64_t axis_month(int64_t month)
{
	return moment_of_month(month / AXIS_MONTHS, (int)(month % AXIS_MONTHS) + 1);
}

static int64_t axis_month_of(int64_t t)
{
	struct moment_date d = moment_date(t);

	return d.year * AXIS_MONTHS + d.month - 1;
}

/* The first round date at or after t. */
static int64_t axis_first(const struct axis_step *s, int64_t t)
{
	int64_t month = axis_month_of(t), at;

	if (s->days > 0) {
		int64_t step = (int64_t)s->days * MOMENT_DAY, over = t % step;

		return over == 0 ? t : t - over + (over < 0 ? 0 : step);
	}
	at = month - month % s->months;
	while (axis_month(at) < t)
		at += s->months;
	return axis_month(at);
}

static int64_t axis_next(const struct axis_step *s, int64_t t)
{
	return s->days > 0 ? t + (int64_t)s->days * MOMENT_DAY : axis_month(axis_month_of(t) + s->months);
}

static void axis_label(const struct axis_step *s, int64_t t, char *room, size_t size)
{
	struct moment_date d = moment_date(t);

	if (s->days > 0)
		(void)snprintf(room, size, "%d %s", d.day, moment_month(d.month));
	else if (s->months % AXIS_MONTHS == 0)
		(void)snprintf(room, size, "%lld", (long long)d.year);
	else
		(void)snprintf(room, size, "%s %lld", moment_month(d.month), (long long)d.year);
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
