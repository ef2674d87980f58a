/* SPDX-License-Identifier: GPL-3.0-or-later
 * One line for a monitoring system, as the Monitoring Plugins Development Guidelines have it: "SERVICE STATE - text |
 * performance data". The exit status is the contract's, which is theirs, too. */

#include "report/nagios.h"
#include "base/mem.h"
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

int report_nagios_line(FILE *f, const struct inspection *i)
{
	nagios_subject(f, i);
	(void)fputc('\n', f);
	return ferror(f) ? -1 : 0;
}

int report_nagios(FILE *f, const struct inspection *i, int status)
{
	int64_t days = 0;

	(void)fprintf(f, "CERTCARD %s - ", report_nagios_state(status));
	nagios_subject(f, i);
	(void)fputs(" |", f);
	if (inspection_days_left(i, &days))
		(void)fprintf(f, " days_left=%lld", (long long)days);
	if (i->has_connection && i->connection.ms.total >= 0)
		(void)fprintf(f, " time=%.3fs", i->connection.ms.total / 1000);
	(void)fprintf(f, " findings=%zu\n", i->n_findings);
	return ferror(f) ? -1 : 0;
}
