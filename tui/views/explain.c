/* SPDX-License-Identifier: GPL-3.0-or-later
 * What an error code or message means. */
#include "views/pager.h"

#include "base/mem.h"
#include "parts/code-page.h"

#include <stdlib.h>

struct explain { struct pager pager; char *asked; };

static void explain_fill(struct view *v, struct page *p)
{
	const struct explain *x = v->state;

	explain_page(p, x->asked);
}

static void explain_open(struct view *v)
{
	struct explain *x = v->state;

	x->asked = mem_strdup(v->text != NULL ? v->text : "");
	pager_open(v, explain_fill);
}

static void explain_close(struct view *v)
{
	struct explain *x = v->state;

	free(x->asked);
	pager_close(v);
}

static const enum request explain_requests[] = { PAGER_REQUESTS, REQUEST_NONE };

const struct view_ops view_explain = {
	.name = "explain", .title = "What it means", .state_size = sizeof(struct explain), .requests = explain_requests,
	.open = explain_open, .close = explain_close, .paint = pager_paint,
	.plain = pager_plain, .request = pager_request,
	.hint = pager_hint,
};
