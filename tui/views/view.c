/* SPDX-License-Identifier: GPL-3.0-or-later
 * The views that there are, and which requests they know. */
#include "views/view.h"

const struct view_ops *const views[] = {
#define VIEW(name) &view_##name,
#include "views/views.def"
#undef VIEW
};
const size_t n_views = sizeof views / sizeof *views;

const struct view_ops *view_opened_by(enum request r)
{
	for (size_t i = 0; i < n_views; i++) {
		if (r != REQUEST_NONE && views[i]->opened_by == r)
			return views[i];
	}
	return NULL;
}

const enum request *view_known(struct view *v)
{
	return v->ops->known != NULL ? v->ops->known(v) : v->ops->requests;
}

enum handled view_end_search(char *needle)
{
	if (needle[0] == '\0')
		return IGNORED;
	needle[0] = '\0';
	return HANDLED;
}
