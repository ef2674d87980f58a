/* SPDX-License-Identifier: GPL-3.0-or-later
 * The exit status of one inspection. */
#include "report/status.h"

bool report_ends_first(const struct inspection *i, struct report_span *s)
{
	bool any = false;

	for (size_t n = 0; n < i->n_path; n++) {
		const struct cert *c = i->cards[i->path[n]].cert;
		int64_t left = c->not_after - i->time;

		if (!c->parsed || c->request || (any && left >= s->left))
			continue;
		*s = (struct report_span){ left, c->not_after - c->not_before + 1 };
		any = true;
	}
	return any;
}

static bool status_is_critical(const struct opts *o, const struct inspection *i)
{
	struct report_span s;

	return report_ends_first(i, &s) && s.left < opts_days_seconds(o->critical_days, s.life);
}

int report_status(const struct opts *o, const struct inspection *i)
{
	return i->verdict.exit_status < 2 && status_is_critical(o, i) ? 2 : i->verdict.exit_status;
}
