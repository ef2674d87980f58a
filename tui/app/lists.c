/* SPDX-License-Identifier: GPL-3.0-or-later
 * The targets of the command line, of what was pasted and of a list. */
#include "app/lists.h"

#include "base/mem.h"
#include "batch/source.h"

void lists_done(struct app *a)
{
	if (a->listing)
		batch_source_close(&a->list);
	a->listing = false;
}

bool app_list_file(struct app *a, const char *path, struct cc_err *e)
{
	struct opts o = *a->opts;

	o.hosts = path;
	o.n_targets = 0;
	lists_done(a);
	a->listing = batch_source_open(&a->list, &o, e) == 0;
	return a->listing;
}

enum app_listed app_listed(struct app *a, char **text)
{
	if (a->next_target < a->n_targets) {
		*text = mem_strdup(a->targets[a->next_target++]);
		return APP_LISTED;
	}
	while (a->listing) {
		switch (batch_source_next(&a->list, text)) {
		case BATCH_TARGET: return APP_LISTED;
		case BATCH_LATER: return APP_LISTED_LATER;
		case BATCH_GIVEN: case BATCH_TOO_LONG: case BATCH_BROKEN: break;
		case BATCH_END: lists_done(a); break;
		}
	}
	return APP_LISTED_END;
}
