/* SPDX-License-Identifier: GPL-3.0-or-later
 * One line for a monitoring system, as the Monitoring Plugins Development Guidelines have it: "SERVICE STATE - text |
 * performance data". The exit status is the contract's, which is theirs, too. */

#include "report/nagios.h"
#include "base/mem.h"
#include "base/moment.h"
#include "result/phrases.h"

#include <stdlib.h>

const char *report_nagios_state(int exit_status)
{
	static const char *const states[] = { "OK", "WARNING", "CRITICAL", "UNKNOWN" };

	return states[exit_status >= 0 && exit_status < 4 ? exit_status : 3];
}

/* A bar would begin the performance data, and a newline the long text. */
static char *nagios_text(const char *s)
{
	char *line = mem_strdup(s), *p;

	for (p = line; *p != '\0'; p++) {
		if (*p == '|')
			*p = '/';
		else if (*p == '\n')
			*p = ' ';
	}
	return line;
}

static void nagios_subject(FILE *f, const struct inspection *i)
{
	char *target = phrase_target(i), *shown = nagios_text(target), *headline = nagios_text(i->verdict.headline);

	(void)fprintf(f, "%s: %s: %s", shown, inspection_word(i), headline);
	free(headline);
	free(shown);
	free(target);
}

static void nagios_ranges(FILE *f, const struct opts *o, int64_t life, int64_t unit)
{
	const struct opts_days levels[] = { o->warn_days, o->critical_days };

	if (levels[0].n < 0 && levels[1].n < 0)
		return;
	for (size_t k = 0; k < 2; k++) {
		(void)fputc(';', f);
		if (levels[k].n >= 0)
			(void)fprintf(f, "%lld:", (long long)(opts_days_seconds(levels[k], life) / unit));
	}
}

void report_nagios_days(FILE *f, const struct report_span *s, const struct opts *o)
{
	bool share = o->warn_days.percent || o->critical_days.percent;

	(void)fprintf(f, " days_left=%lld", (long long)moment_days(s->left));
	if (!share)
		nagios_ranges(f, o, s->life, MOMENT_DAY);
	(void)fprintf(f, " left=%llds", (long long)s->left);
	nagios_ranges(f, o, s->life, 1);
}

/* Why it is worse than the sentence behind it. */
static void nagios_threshold(FILE *f, const struct opts *o, const struct inspection *i)
{
	char span[MOMENT_SIZE];
	struct report_span s;

	if (report_status(o, i) == i->verdict.exit_status || !report_ends_first(i, &s))
		return;
	if (s.left < 0)
		(void)fprintf(f, "ended %s ago: ", moment_span(s.left, span));
	else
		(void)fprintf(f, "%s left, fewer than %d%s: ", moment_span(s.left, span), o->critical_days.n,
			o->critical_days.percent ? "% of its lifetime" : o->critical_days.n == 1 ? " day" : " days");
}

int report_nagios_line(FILE *f, const struct inspection *i, const struct opts *o)
{
	nagios_threshold(f, o, i);
	nagios_subject(f, i);
	(void)fputc('\n', f);
	return ferror(f) ? -1 : 0;
}

int report_nagios(FILE *f, const struct inspection *i, const struct opts *o)
{
	int status = opts_exit_status(o, report_status(o, i));
	struct report_span s;

	(void)fprintf(f, "CERTCARD %s - ", report_nagios_state(status));
	nagios_threshold(f, o, i);
	nagios_subject(f, i);
	(void)fputs(" |", f);
	if (report_ends_first(i, &s))
		report_nagios_days(f, &s, o);
	if (i->has_connection && i->connection.ms.total >= 0)
		(void)fprintf(f, " time=%.3fs", i->connection.ms.total / 1000);
	(void)fprintf(f, " findings=%zu\n", i->n_findings);
	return ferror(f) ? -1 : 0;
}
