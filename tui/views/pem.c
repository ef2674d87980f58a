/* SPDX-License-Identifier: GPL-3.0-or-later
 * The certificate as PEM. */
#include "views/pager.h"

#include "result/phrases.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PEM_LINE = 64, PEM_INDENT = 15 };

static char *pem_copy(struct view *v)
{
	if (v->shown == NULL || v->card < 0 || (size_t)v->card >= v->shown->i->n_cards)
		return NULL;
	return cert_pem(v->shown->i->cards[v->card].cert);
}

static void pem_line(struct page *p, enum ink ink, const char *text, size_t n)
{
	char line[PEM_LINE + 1];

	(void)snprintf(line, sizeof line, "%.*s", (int)n, text);
	page_line(p);
	(void)page_span(p, 0, ink, line);
}

/* RFC 7468 2 has lines of 64 characters. Where the screen is narrower they are as long as it is wide, which readers of
 * PEM take as well (section 3), rather than cut. */
static void pem_lines(struct page *p, const char *pem)
{
	size_t w = p->width < PEM_LINE ? (size_t)p->width / 4 * 4 : PEM_LINE, n = 0;
	char body[PEM_LINE];

	for (; *pem != '\0'; pem += *pem == '\n') {
		if (*pem == '-') {
			if (n > 0)
				pem_line(p, INK_TEXT, body, n);
			n = strcspn(pem, "\n");
			pem_line(p, INK_LABEL, pem, n);
			pem += n;
			n = 0;
			continue;
		}
		for (; *pem != '\n' && *pem != '\0'; pem++) {
			body[n++] = *pem;
			if (n < w)
				continue;
			pem_line(p, INK_TEXT, body, n);
			n = 0;
		}
	}
}

static void pem_sum(struct page *p, const char *label, const uint8_t *sum, size_t n)
{
	char *text = phrase_hex(sum, n, n);

	page_field(p, 0, PEM_INDENT, INK_LABEL, label, INK_TEXT, text);
	free(text);
}

/* To compare it with another copy, and to read that one elsewhere. */
static void pem_fill(struct view *v, struct page *p)
{
	char *pem = pem_copy(v);
	const struct cert *c;

	if (pem == NULL) {
		page_text(p, 0, INK_DIM, "There is no certificate to show.");
		return;
	}
	c = v->shown->i->cards[v->card].cert;
	/* whose it is: on a narrow screen the chain has no row beside the tabs */
	if (p->width < PEM_LINE)
		page_text(p, 0, INK_STRONG, cert_label(c));
	pem_lines(p, pem);
	page_blank(p);
	pem_sum(p, "SHA-256", c->sha256, sizeof c->sha256);
	if (c->parsed)
		pem_sum(p, "key's SHA-256", c->spki_sha256, sizeof c->spki_sha256);
	page_advice(p, 0, PEM_INDENT, INK_LABEL, "read it", INK_CODE, c->request
		? "openssl req -noout -text -in FILE" : "openssl x509 -noout -text -in FILE");
	page_field(p, 0, PEM_INDENT, INK_LABEL, "keep it", INK_TEXT, c->request ? "y copies it, e writes it to a file"
		: "y copies it; e writes it to a file, or the chain, or what belongs in the server's file");
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
