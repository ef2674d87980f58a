/* SPDX-License-Identifier: GPL-3.0-or-later
 * The order of advice by who reads. */
#include "report/advice.h"

#include "base/mem.h"
#include "base/text.h"
#include "explain/brief.h"

#include <stdlib.h>
#include <string.h>

struct advice advice_of(const struct finding *f, enum audience first, size_t n)
{
	static const enum audience orders[][3] = {
		[AUDIENCE_VISITOR] = { AUDIENCE_VISITOR, AUDIENCE_HELPDESK, AUDIENCE_ADMIN },
		[AUDIENCE_HELPDESK] = { AUDIENCE_HELPDESK, AUDIENCE_VISITOR, AUDIENCE_ADMIN },
		[AUDIENCE_ADMIN] = { AUDIENCE_ADMIN, AUDIENCE_HELPDESK, AUDIENCE_VISITOR },
		[AUDIENCE_TEACHER] = { AUDIENCE_VISITOR, AUDIENCE_HELPDESK, AUDIENCE_ADMIN },
		[AUDIENCE_ALL] = { AUDIENCE_VISITOR, AUDIENCE_HELPDESK, AUDIENCE_ADMIN },
	};
	enum audience who = orders[first][n];
	const char *text = who == AUDIENCE_VISITOR ? f->visitor : who == AUDIENCE_HELPDESK ? f->helpdesk : f->admin;

	return (struct advice){ opts_word("audience", (int)who), text, who };
}

char *advice_fit(const struct finding *f, const struct advice *a, size_t room)
{
	char *text = brief_sentences(mem_strdup(a->text), room), *next;
	size_t width = text_width(text);

	if (strcmp(text, a->text) == 0 && width <= room)
		return text;
	next = brief_next_of(f, (enum reader)a->reader, room);
	if (width > room || (text_width(next) > width && text_width(next) < room)) {
		free(text);
		return next;
	}
	free(next);
	return text;
}
