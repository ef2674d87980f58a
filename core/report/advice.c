/* SPDX-License-Identifier: GPL-3.0-or-later
 * The order of advice by who reads. */
#include "report/advice.h"

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
