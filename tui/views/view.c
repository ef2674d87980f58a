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

/* Requests that do nothing but open a view: offered only where there is one. */
bool view_offered(enum request r)
{
	static const enum request openers[] = {
		REQUEST_WALK, REQUEST_DETAILS, REQUEST_TIMELINE, REQUEST_PEM, REQUEST_CONNECTION, REQUEST_FLEET,
			REQUEST_COMPARE, REQUEST_STORE,
		REQUEST_CHANGES, REQUEST_CLIENTS,
	};

	for (size_t i = 0; i < sizeof openers / sizeof *openers; i++) {
		if (openers[i] == r)
			return view_opened_by(r) != NULL;
	}
	return true;
}
