/* SPDX-License-Identifier: GPL-3.0-or-later
 * The report as it is printed, its lines counted. */
#include "lib/short.h"

#include "base/mem.h"
#include "report/plain-text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A line for each certificate of a path beyond so many is none that can be spared. */
enum { SHORT_COLUMNS = 80, SHORT_LINES = 30, SHORT_PATH = 6 };

static size_t short_lines(const struct inspection *i, enum audience who)
{
	char *text = NULL, *end;
	size_t size = 0, lines = 1;
	FILE *f = open_memstream(&text, &size);

	if (f == NULL || report_text(f, i, &(struct report_style){ .width = SHORT_COLUMNS, .audience = who }) != 0
		|| fclose(f) != 0)
		abort();
	if ((end = strstr(text, "\n\nCertificate 1")) == NULL)
		end = strstr(text, "\n\nThe lesson");
	for (const char *p = text; p < (end != NULL ? end : text + size); p++)
		lines += *p == '\n';
	free(text);
	return lines;
}

char *short_denied(const struct inspection *i)
{
	size_t most = SHORT_LINES + (i->n_path > SHORT_PATH ? i->n_path - SHORT_PATH : 0);

	for (int who = AUDIENCE_VISITOR; who <= AUDIENCE_TEACHER; who++) {
		size_t lines = short_lines(i, (enum audience)who);

		if (lines > most)
			return mem_printf("%zu lines before the cards for audience %d", lines, who);
	}
	return NULL;
}
