/* SPDX-License-Identifier: GPL-3.0-or-later
 * The certificate as PEM. */
#include "views/pager.h"

#include <stdlib.h>
#include <string.h>

static char *pem_copy(struct view *v)
{
	if (v->shown == NULL || v->card < 0 || (size_t)v->card >= v->shown->i->n_cards)
		return NULL;
	return cert_pem(v->shown->i->cards[v->card].cert);
}

static void pem_fill(struct view *v, struct page *p)
{
	char *pem = pem_copy(v);

	if (pem == NULL) {
		page_text(p, 0, INK_DIM, "There is no certificate to show.");
		return;
	}
	for (const char *s = pem; *s != '\0';) {
		size_t n = strcspn(s, "\n");
		char line[128];

		(void)snprintf(line, sizeof line, "%.*s", (int)n, s);
		page_line(p);
		(void)page_span(p, 0, line[0] == '-' ? INK_LABEL : INK_TEXT, line);
		s += n + (s[n] == '\n');
	}
	free(pem);
}

static void pem_open(struct view *v)
{
	pager_open(v, pem_fill);
}

static const enum request pem_requests[] = { PAGER_REQUESTS, REQUEST_COPY, REQUEST_EXPORT, REQUEST_NONE };

const struct view_ops view_pem = {
	.name = "pem", .title = "PEM", .state_size = sizeof(struct pager), .opened_by = REQUEST_PEM,
	.requests = pem_requests, .tab = true, .open = pem_open, .close = pager_close, .chosen = pager_chosen,
	.paint = pager_paint,
	.plain = pager_plain, .request = pager_request, .hint = pager_hint, .copy = pem_copy,
};
